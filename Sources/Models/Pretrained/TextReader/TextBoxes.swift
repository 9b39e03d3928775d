public import LaminaData
import LaminaGraph

/// The boxes around text, from the probability of each pixel to lie in the middle of a line: what
/// follows a network trained with differentiable binarization.
///
/// Pixels above the threshold are thickened; around each part that hangs together the smallest
/// rectangle is laid; those with too little probability inside are dropped; the others grow, because
/// the network was taught lines that are thinner than the letters.
///
/// ```swift
/// let map = [Float](repeating: 0, count: 20 * 60).indices.map { Float(200..<800 ~= $0 ? 0.9 : 0) }
/// for box in TextBoxes().boxes(of: map, height: 20, width: 60) { print(box.corners) }
/// ```
/// - Source: Liao et al. (2020), "Real-time scene text detection with differentiable binarization",
///   arXiv:1911.08947, section 3.4, with PP-OCRv4's numbers. Unlike RapidOCR's, the edges of holes in a
///   part make no boxes.
public struct TextBoxes: Sendable {
    /// From which probability on a pixel is text.
    public var threshold: Float
    /// The mean probability that a box must have.
    public var boxThreshold: Double
    /// How far a box grows: this times its area, by its perimeter.
    public var growth: Double
    /// Boxes whose shorter side is less are dropped, in pixels; after growing, two pixels more.
    public var shortestSide: Double

    /// PP-OCRv4's numbers, unless others are given.
    public init(
        threshold: Float = 0.3, boxThreshold: Double = 0.5, growth: Double = 1.6,
        shortestSide: Double = 3
    ) {
        (self.threshold, self.boxThreshold) = (threshold, boxThreshold)
        (self.growth, self.shortestSide) = (growth, shortestSide)
    }

    /// The boxes, in the order in which a page is scanned.
    ///
    /// - Parameter probabilities: row by row; traps if they are not `height * width`.
    public func boxes(of probabilities: [Float], height: Int, width: Int) -> [RotatedRectangle] {
        let mask = PixelMask(
            height: height, width: width, isSet: probabilities.map { $0 > threshold })
        return mask.thickened.regions.compactMap { region in
            let core = region.smallestRectangle
            guard min(core.sides.width, core.sides.height) >= shortestSide,
                mean(of: probabilities, height, width, inside: core) >= boxThreshold
            else { return nil }
            let outline = ConvexPolygon(around: core.corners)
            let distance = outline.area * growth / outline.perimeter
            let box = Self.whole(outline).grown(by: distance).smallestRectangle
            guard min(box.sides.width, box.sides.height) >= shortestSide + 2 else { return nil }
            return box
        }
    }

    /// Corners without what is behind the point, as Clipper takes them.
    private static func whole(_ polygon: ConvexPolygon) -> ConvexPolygon {
        ConvexPolygon(
            around: polygon.corners.map {
                PicturePoint(x: $0.x.rounded(.towardZero), y: $0.y.rounded(.towardZero))
            })
    }

    /// The mean probability of the pixels in a box, its edge included.
    private func mean(
        of probabilities: [Float], _ height: Int, _ width: Int, inside box: RotatedRectangle
    ) -> Double {
        let corners = Self.whole(ConvexPolygon(around: box.corners)).corners
        let first = max(Int(corners.map(\.y).min() ?? 0), 0)
        let last = min(Int(corners.map(\.y).max() ?? -1), height - 1)
        var (sum, count) = (0.0, 0)
        for row in stride(from: first, through: last, by: 1) {
            guard let span = Self.span(of: corners, at: Double(row)) else { continue }
            let start = max(Int(span.lowerBound.rounded()), 0)
            for column in stride(
                from: start, through: min(Int(span.upperBound.rounded()), width - 1), by: 1)
            {
                sum += Double(probabilities[row * width + column])
                count += 1
            }
        }
        return count == 0 ? 0 : sum / Double(count)
    }

    /// From where to where a line of pixels lies in a polygon.
    private static func span(of corners: [PicturePoint], at y: Double) -> ClosedRange<Double>? {
        var span: ClosedRange<Double>?
        for (index, a) in corners.enumerated() {
            let b = corners[(index + 1) % corners.count]
            guard min(a.y, b.y) <= y, y <= max(a.y, b.y) else { continue }
            let ends = a.y == b.y ? [a.x, b.x] : [a.x + (b.x - a.x) * (y - a.y) / (b.y - a.y)]
            for x in ends {
                span = span.map { min($0.lowerBound, x)...max($0.upperBound, x) } ?? x...x
            }
        }
        return span
    }
}
