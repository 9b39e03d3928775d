import LaminaGraph

/// An upright rectangle in an image, in pixels or shares of its size; `y` may point either way.
public struct BoundingBox: Sendable, Hashable {
    /// The sides' places.
    public let minX, minY, maxX, maxY: Double

    /// A box by its corners (torchvision's `xyxy`); a maximum below its minimum or NaN traps.
    public init(minX: Double, minY: Double, maxX: Double, maxY: Double) {
        require(
            minX <= maxX && minY <= maxY,
            "BoundingBox: corners (\(minX), \(minY)) and (\(maxX), \(maxY)) are not minimum and "
                + "maximum; boxes of x, y, width and height have an initialiser of their own")
        (self.minX, self.minY, self.maxX, self.maxY) = (minX, minY, maxX, maxY)
    }

    /// A box by its corner of least coordinates and its size (COCO's `xywh`).
    public init(x: Double, y: Double, width: Double, height: Double) {
        self.init(minX: x, minY: y, maxX: x + width, maxY: y + height)
    }

    /// `width · height`.
    public var area: Double { (maxX - minX) * (maxY - minY) }

    /// `|A ∩ B| / |A ∪ B|`, the Jaccard index, in 0...1; 0 for boxes without area.
    public func intersectionOverUnion(_ other: BoundingBox) -> Double {
        let width = max(0, min(maxX, other.maxX) - max(minX, other.minX))
        let height = max(0, min(maxY, other.maxY) - max(minY, other.minY))
        let both = width * height
        let union = area + other.area - both
        return union > 0 ? both / union : 0
    }
}
