import LaminaGraph
public import LaminaNN
public import LaminaTensor

/// Limited-memory BFGS with a line search: a quasi-Newton method for losses without noise, over the
/// whole data at once.
///
/// ```swift
/// let result = LBFGS(maxIterations: 100).minimize(model) { meanSquaredError($0(x), y) }
/// print(result.loss, result.reason)
/// ```
///
/// The direction comes from the last `m` changes of parameters `s` and gradients `y` by the two-loop
/// recursion, scaled by `s·y / y·y`; changes with `s·y <= 10⁻¹⁰` are left out. All of it in float64.
///
/// - Source: Nocedal & Wright (2006), algorithms 7.4 and 7.5. PyTorch: `optim.LBFGS` with
///   `line_search_fn="strong_wolfe"`, one call of `step`, without a limit of evaluations.
public struct LBFGS: Sendable {
    /// The most steps.
    public let maxIterations: Int
    /// How many changes are remembered, `m`.
    public let historySize: Int
    /// The step that the line search tries first, from the second iteration on.
    public let learningRate: Double
    /// Below which largest element of the gradient it ends.
    public let gradientTolerance: Double
    /// Below which change of the loss, and of every parameter, it ends.
    public let changeTolerance: Double

    /// A minimiser with its limits.
    public init(
        maxIterations: Int = 20, historySize: Int = 10, learningRate: Double = 1,
        gradientTolerance: Double = 1e-7, changeTolerance: Double = 1e-9
    ) {
        require(historySize > 0, "LBFGS: historySize must be at least 1, got \(historySize)")
        require(learningRate > 0, "LBFGS: the learning rate must be above 0, got \(learningRate)")
        (self.maxIterations, self.historySize) = (maxIterations, historySize)
        (self.gradientTolerance, self.changeTolerance) = (gradientTolerance, changeTolerance)
        self.learningRate = learningRate
    }

    /// Gives a model's trained parameters the values that make a loss small. The loss is computed many
    /// times and must be the same function each time: no dropout, no fresh batches.
    @discardableResult
    public func minimize<M: Module>(
        _ model: M, _ loss: @escaping (M) -> Tensor
    ) -> Minimization {
        var history: [(change: [Double], slope: [Double])] = []
        return descend(
            model, loss, maxIterations: maxIterations, gradientTolerance: gradientTolerance,
            changeTolerance: changeTolerance, search: LineSearch(changeTolerance: changeTolerance)
        ) { now, last in
            guard let last else {
                let sum = now.gradient.reduce(0) { $0 + abs($1) }
                return (now.gradient.map { -$0 }, min(1, 1 / sum) * learningRate)
            }
            let slope = zip(now.gradient, last.gradient).map { $0 - $1 }
            let change = last.direction.map { $0 * last.step }
            if dot(slope, change) > 1e-10 {
                if history.count == historySize { history.removeFirst() }
                history.append((change, slope))
            }
            return (Self.direction(now.gradient, history), learningRate)
        }
    }

    /// `-H g` by the two-loop recursion.
    private static func direction(
        _ gradient: [Double], _ history: [(change: [Double], slope: [Double])]
    ) -> [Double] {
        var direction = gradient.map { -$0 }
        guard let latest = history.last else { return direction }
        var shares: [Double] = []
        for (change, slope) in history.reversed() {
            let share = dot(change, direction) / dot(slope, change)
            shares.append(share)
            direction = moved(direction, by: -share, along: slope)
        }
        let scale = dot(latest.slope, latest.change) / dot(latest.slope, latest.slope)
        direction = direction.map { $0 * scale }
        for ((change, slope), share) in zip(history, shares.reversed()) {
            let back = dot(slope, direction) / dot(slope, change)
            direction = moved(direction, by: share - back, along: change)
        }
        return direction
    }
}
