/// A score that is gathered batch by batch and put together from several tasks.
///
/// A metric is a value. Each batch or task may keep its own, and merging them gives what one pass
/// over all examples would give: metrics that count give it exactly, metrics that sum floating-point
/// numbers up to the rounding of those sums. Without examples its values are nil.
///
/// Metrics take arrays; a tensor gives its numbers by `array(as: Double.self)`.
///
/// ```swift
/// var first = Accuracy()
/// var second = Accuracy()
/// first.add(truths: [0, 1], predictions: [0, 1])
/// second.add(truths: [1, 1], predictions: [0, 0])
/// let share = [first, second].merged()?.value  // 0.5
/// ```
public protocol StreamingMetric: Sendable {
    /// Takes over the examples of another metric with the same settings; other settings trap.
    mutating func merge(_ other: Self)
}

extension Sequence where Element: StreamingMetric {
    /// The metric of all examples of all elements; nil for no elements.
    public func merged() -> Element? {
        var iterator = makeIterator()
        guard var sum = iterator.next() else { return nil }
        while let next = iterator.next() { sum.merge(next) }
        return sum
    }
}
