import LaminaGraph
public import LaminaNN
public import LaminaTensor

/// The non-linear conjugate gradient method with a line search: two vectors of memory, for losses
/// without noise.
///
/// ```swift
/// ConjugateGradient(maxIterations: 100).minimize(model) { meanSquaredError($0(x), y) }
/// ```
///
/// `d = -g + β d` with `β = max(0, g·(g - g₋₁) / g₋₁·g₋₁)`, started again from `-g` where `d` does not
/// descend. The line search has `c₂ = 0.1` and first tries the step that would change the loss as much
/// as the last one did.
///
/// - Source: Polak & Ribière (1969); Nocedal & Wright (2006), algorithm 5.4 with eq. 5.44 and 5.45, and
///   section 3.5 for the first step.
public struct ConjugateGradient: Sendable {
    /// The most steps.
    public let maxIterations: Int
    /// Below which largest element of the gradient it ends.
    public let gradientTolerance: Double
    /// Below which change of the loss, and of every parameter, it ends.
    public let changeTolerance: Double

    /// A minimiser with its limits.
    public init(
        maxIterations: Int = 20, gradientTolerance: Double = 1e-7, changeTolerance: Double = 1e-9
    ) {
        (self.maxIterations, self.gradientTolerance) = (maxIterations, gradientTolerance)
        self.changeTolerance = changeTolerance
    }

    /// Gives a model's trained parameters the values that make a loss small; see
    /// ``LBFGS/minimize(_:_:)``.
    @discardableResult
    public func minimize<M: Module>(
        _ model: M, _ loss: @escaping (M) -> Tensor
    ) -> Minimization {
        let search = LineSearch(curvature: 0.1, changeTolerance: changeTolerance)
        return descend(
            model, loss, maxIterations: maxIterations, gradientTolerance: gradientTolerance,
            changeTolerance: changeTolerance, search: search
        ) { now, last in
            let downhill = now.gradient.map { -$0 }
            guard let last else {
                return (downhill, min(1, 1 / now.gradient.reduce(0) { $0 + abs($1) }))
            }
            let difference = zip(now.gradient, last.gradient).map { $0 - $1 }
            let beta = max(0, dot(now.gradient, difference) / dot(last.gradient, last.gradient))
            var direction = moved(downhill, by: beta, along: last.direction)
            if dot(now.gradient, direction) >= 0 { direction = downhill }
            let slopes = dot(last.gradient, last.direction) / dot(now.gradient, direction)
            return (direction, last.step * slopes)
        }
    }
}
