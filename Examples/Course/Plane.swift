import Lamina

/// A square of the plane cut into small ones, whose middles a network is asked about for a picture of
/// its decisions.
struct Plane {
    let range: ClosedRange<Double>
    let columns: Int

    init(_ range: ClosedRange<Double>, columns: Int = 60) {
        (self.range, self.columns) = (range, columns)
    }

    /// The middles, `[columns², 2]`, the lowest row first.
    var points: Tensor {
        let width = (range.upperBound - range.lowerBound) / Double(columns)
        let middles = (0..<columns).map { Float(range.lowerBound + width * (Double($0) + 0.5)) }
        let numbers = middles.flatMap { y in middles.flatMap { x in [x, y] } }
        return Tensor(numbers, shape: [columns * columns, 2])
    }
}
