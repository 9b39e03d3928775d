public import LaminaTensor
import LaminaGraph

/// How the numbers of a tensor are distributed: a histogram of equal intervals between the least and the
/// largest, with their moments.
///
/// Special values: infinities and NaN are counted apart and are in no interval.
public struct Distribution: Sendable, Equatable {
    /// The least and the largest finite number; 0 without any.
    public let min, max: Double
    /// Of the finite numbers.
    public let mean, standardDeviation: Double
    /// How many finite numbers there are.
    public let count: Int
    /// How many numbers are infinite or NaN.
    public let notFiniteCount: Int
    /// How many numbers fall into each interval; the last holds its upper edge too.
    public let counts: [Int]

    /// The upper edges of the intervals.
    public var limits: [Double] {
        let width = (max - min) / Double(Swift.max(counts.count, 1))
        return counts.indices.map { $0 + 1 == counts.count ? max : min + width * Double($0 + 1) }
    }

    /// The distribution of a tensor's numbers.
    public init(of tensor: Tensor, bins: Int = 30) {
        self.init(tensor.array(as: Float.self), bins: bins)
    }

    /// The distribution of a list of numbers.
    public init(_ numbers: [Float], bins: Int = 30) {
        require(bins > 0, "Distribution: bins must be at least 1, got \(bins)")
        let finite = numbers.filter(\.isFinite)
        let (low, high) = (Double(finite.min() ?? 0), Double(finite.max() ?? 0))
        var (sum, squares) = (0.0, 0.0)
        for number in finite { sum += Double(number) }
        let mean = finite.isEmpty ? 0 : sum / Double(finite.count)
        var counts = [Int](repeating: 0, count: bins)
        let scale = high > low ? Double(bins) / (high - low) : 0
        for number in finite {
            let distance = Double(number) - mean
            squares += distance * distance
            counts[Swift.min(bins - 1, Int((Double(number) - low) * scale))] += 1
        }
        (min, max, self.mean, self.counts) = (low, high, mean, counts)
        standardDeviation = (squares / Double(Swift.max(finite.count, 1))).squareRoot()
        (count, notFiniteCount) = (finite.count, numbers.count - finite.count)
    }
}
