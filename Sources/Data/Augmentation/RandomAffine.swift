/// A random rotation, shift, scaling and shear about the middle (torchvision's `RandomAffine`); each
/// number is drawn evenly from its range. See ``AffineWarp`` for the formula.
///
/// `RandomAffine(degrees: -10...10)` is a random rotation.
public struct RandomAffine: ImageTransform, Equatable {
    /// Clockwise.
    public let degrees: ClosedRange<Double>
    /// The most that the picture is shifted to either side, as fractions of width and height.
    public let horizontalShift: Double
    /// The same up and down, as a fraction of the height.
    public let verticalShift: Double
    /// Above 1 enlarges.
    public let scale: ClosedRange<Double>
    /// In degrees, along the horizontal axis.
    public let shear: ClosedRange<Double>
    /// What comes from outside of the picture.
    public let fill: Float

    /// A rotation alone unless told otherwise. The signs of shifts do not count.
    public init(
        degrees: ClosedRange<Double>, horizontalShift: Double = 0, verticalShift: Double = 0,
        scale: ClosedRange<Double> = 1...1, shear: ClosedRange<Double> = 0...0, fill: Float = 0
    ) {
        (self.degrees, self.scale, self.shear, self.fill) = (degrees, scale, shear, fill)
        self.horizontalShift = abs(horizontalShift)
        self.verticalShift = abs(verticalShift)
    }

    public func apply(_ picture: Image, _ random: inout SplitMix64) -> Image {
        let angle = random.uniform(degrees)
        let across = horizontalShift * Double(picture.width)
        let down = verticalShift * Double(picture.height)
        // Whole pixels, so that a mere shift does not blur.
        let shift = (
            x: random.uniform(-across...across).rounded(), y: random.uniform(-down...down).rounded()
        )
        let factor = random.uniform(scale)
        let lean = random.uniform(shear)
        return picture.warped(
            by: AffineWarp(angle: angle, shift: shift, scale: factor, shear: (lean, 0)), fill: fill)
    }
}
