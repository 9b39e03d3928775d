import LaminaGraph

/// A number for every step, such as a learning rate: a plain function of the step's number from 0.
///
/// ```swift
/// let rate = Schedule.warmUp(steps: 500).then(.cosine(steps: 9_500), after: 500) * 1e-3
/// adam.setLearningRate(rate(0))  // before each step; nothing is traced again
/// ```
///
/// The standard schedules are factors that start from 1 or end there: multiply them by the rate. Past its
/// end a schedule holds its last value, and before step 0 its first.
public struct Schedule: Sendable {
    private let value: @Sendable (Int) -> Double

    /// A schedule from a function of the step's number, which is never negative.
    public init(_ value: @escaping @Sendable (Int) -> Double) { self.value = value }

    /// The value at a step.
    public func callAsFunction(_ step: Int) -> Double { value(max(step, 0)) }

    /// The values of the first steps, as for a plot.
    public func values(steps: Int) -> [Double] { (0..<max(steps, 0)).map { self($0) } }

    /// The same value always.
    public static func constant(_ value: Double) -> Schedule { Schedule { _ in value } }

    /// This schedule for some steps, then another one that counts from its own 0.
    public func then(_ next: Schedule, after steps: Int) -> Schedule {
        require(steps >= 0, "Schedule.then: after must not be negative, got \(steps)")
        return Schedule { $0 < steps ? self($0) : next($0 - steps) }
    }

    /// Both values added, step by step.
    public static func + (a: Schedule, b: Schedule) -> Schedule { Schedule { a($0) + b($0) } }

    /// A number added to every value.
    public static func + (a: Schedule, b: Double) -> Schedule { Schedule { a($0) + b } }

    /// Both values multiplied, step by step: a warm-up on top of a decay.
    public static func * (a: Schedule, b: Schedule) -> Schedule { Schedule { a($0) * b($0) } }

    /// Every value multiplied by a number.
    public static func * (a: Schedule, b: Double) -> Schedule { Schedule { a($0) * b } }

    /// Every value multiplied by a number.
    public static func * (a: Double, b: Schedule) -> Schedule { b * a }
}
