import LaminaGraph
public import LaminaNN
public import LaminaTensor

/// Another optimiser with slow weights behind it: every `k` steps `φ += α (θ - φ)` and `θ = φ`, where `θ`
/// are the model's parameters and `φ` starts from them.
///
/// ```swift
/// let optimizer = Lookahead(Adam(learningRate: 1e-3), every: 5)
/// ```
///
/// - Source: Zhang et al. (2019), arXiv:1907.08610, algorithm 1.
public final class Lookahead: Optimizer {
    /// The optimiser that takes the steps.
    public let inner: any Optimizer
    /// How many steps lie between two slow ones, `k`.
    public let interval: Int
    /// How far a slow step goes, `α`.
    public let alpha: Double

    /// Steps since the last slow one.
    private let count = Variable(Tensor(0))
    private let state = OptimizerState()

    /// Slow weights behind an optimiser.
    public init(_ inner: any Optimizer, every interval: Int = 5, alpha: Double = 0.5) {
        require(interval > 0, "Lookahead: every must be at least 1, got \(interval)")
        (self.inner, self.interval, self.alpha) = (inner, interval, alpha)
    }

    public var name: String { "lookahead-\(inner.name)" }
    public var learningRate: Variable { inner.learningRate }
    public var settings: [(name: String, value: Double)] {
        inner.settings + [("lookahead-every", Double(interval)), ("lookahead-alpha", alpha)]
    }
    public var variables: [(path: String, variable: Variable)] {
        inner.variables + [("optimizer.lookahead", count)] + state.variables
    }

    public func attach(to parameters: [(path: String, parameter: Parameter)]) {
        inner.attach(to: parameters)
        for (path, parameter) in parameters { _ = slow(of: parameter, path) }
    }

    public func update(_ gradients: Gradients) {
        // Made before the first step, from the values before it.
        attach(to: gradients.parameters)
        inner.update(gradients)
        let next = count.value + 1
        let isDue = next .>= Double(interval)
        var writes = [(count, select(isDue, 0, next))]
        for (path, parameter) in gradients.parameters {
            guard let variable = parameter.variable else { continue }
            let slow = slow(of: parameter, path)
            let (fast, old) = (variable.value, slow.value)
            let merged = lerp(old, fast, alpha)
            writes += [
                (slow, select(isDue, merged, old)), (variable, select(isDue, merged, fast)),
            ]
        }
        assign(writes)
    }

    private func slow(of parameter: Parameter, _ path: String) -> Variable {
        state.slots(of: parameter, path) { spec in
            [Slot("slow", parameter.variable?.stored ?? .zeros(spec.shape, dtype: spec.dtype))]
        }[0]
    }
}
