public import LaminaTensor

/// The largest `|a - b|`; infinite where shapes differ or a number is NaN.
public func largestDifference(_ a: Tensor, _ b: Tensor) -> Double {
    guard a.shape == b.shape else { return .infinity }
    return zip(a.array(as: Double.self), b.array(as: Double.self)).reduce(0) { worst, pair in
        let difference = abs(pair.0 - pair.1)
        return difference.isNaN ? .infinity : max(worst, difference)
    }
}
