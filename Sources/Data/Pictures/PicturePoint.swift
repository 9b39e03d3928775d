/// A place in a picture: pixels to the right of the first one's middle, and downwards.
public struct PicturePoint: Sendable, Equatable {
    public var x: Double
    public var y: Double

    public init(x: Double, y: Double) { (self.x, self.y) = (x, y) }

    /// The length of the straight line to another place.
    public func distance(to other: PicturePoint) -> Double {
        let (dx, dy) = (other.x - x, other.y - y)
        return (dx * dx + dy * dy).squareRoot()
    }
}
