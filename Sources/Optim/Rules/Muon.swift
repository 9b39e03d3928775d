public import LaminaGraph
public import LaminaNN
public import LaminaTensor

/// Momentum made orthogonal, for weight matrices; see ``MuonRule``.
///
/// ```swift
/// let optimizer = PartitionedOptimizer([
///     ("**.weight", Muon(learningRate: 0.02)), ("**", Adam(learningRate: 3e-4)),
/// ])
/// ```
public typealias Muon = RuleOptimizer<MuonRule>

/// `b = μ b + (1 - μ) g`, `u = (1 - μ) g + μ b` (Nesterov), `O ≈ U Vᵀ` of `u = U Σ Vᵀ`, then
/// `p = (1 - lr wd) p - lr √max(1, out / in) O`. All directions of a layer's input then learn alike.
///
/// `O` comes from five Newton-Schulz steps `X ← a X + (b A + c A²) X`, `A = X Xᵀ`, from `X = u / ‖u‖`, whose
/// singular values end between 0.7 and 1.2. A weight with more than two axes counts as a matrix of its
/// last axis, `out`, and all others together; a vector traps, see ``PartitionedOptimizer``.
///
/// - Source: Jordan et al. (2024), Muon: an optimizer for hidden layers in neural networks. PyTorch:
///   `optim.Muon`, which rounds the steps to bfloat16; here they keep the parameter's type.
public struct MuonRule: UpdateRule {
    /// How much of the last step is kept, `μ`.
    public var momentum: Double
    /// Whether the step looks ahead by the momentum.
    public var isNesterov: Bool
    /// The pull of every parameter towards 0, `wd`, decoupled.
    public var weightDecay: Double
    /// How many Newton-Schulz steps are made.
    public var iterations: Int

    public let name = "muon"
    public let countsSteps = false

    public var settings: [(name: String, value: Double)] {
        [
            ("momentum", momentum), ("nesterov", isNesterov ? 1 : 0),
            ("weight-decay", weightDecay), ("iterations", Double(iterations)),
        ]
    }

    public func slots(for spec: TensorSpec) -> [Slot] { [.zeros("momentum", like: spec)] }

    public func scalars(rate: Tensor, step: Tensor) -> Tensor { rate }

    public func next(
        _ value: Tensor, gradient: Tensor, slots: [Tensor], scalars rate: Tensor
    ) -> (value: Tensor, slots: [Tensor]) {
        orTrap { () throws(OpError) in
            guard value.rank > 1 else {
                throw OpError(
                    op: "Muon", problem: "a vector has no singular values",
                    operands: ["parameter": "\(value.spec)"],
                    fix: "give it to another optimiser with PartitionedOptimizer")
            }
        }
        let moved = lerp(gradient, slots[0], momentum)
        let slope = isNesterov ? lerp(gradient, moved, momentum) : moved
        let matrix = slope.flattened(to: -2)
        let stretch = Swift.max(1, Double(matrix.shape[1]) / Double(matrix.shape[0]))
        let step = stretch.squareRoot() * orthogonalized(matrix).reshaped(value.shape)
        let kept = weightDecay == 0 ? value : value.scaled(by: 1 - rate * weightDecay)
        return (kept - step.scaled(by: rate), [moved])
    }

    /// The nearest orthogonal matrix, roughly.
    private func orthogonalized(_ matrix: Tensor) -> Tensor {
        // The products are those of the shorter side.
        let isTall = matrix.shape[0] > matrix.shape[1]
        var x = isTall ? matrix.transposed() : matrix
        x = x / maximum(x.norm(), 1e-7)
        for _ in 0..<iterations {
            let a = matmul(x, x.transposed())
            let b = -4.7750 * a + 2.0315 * matmul(a, a)
            x = 3.4445 * x + matmul(b, x)
        }
        return isTall ? x.transposed() : x
    }
}

extension RuleOptimizer where Rule == MuonRule {
    /// An optimiser with its state made for a built model, or at the first update.
    public convenience init(
        _ model: (any Module)? = nil, learningRate: Double = 0.02, momentum: Double = 0.95,
        isNesterov: Bool = true, weightDecay: Double = 0, iterations: Int = 5,
        groups: [ParameterGroup<MuonRule>] = []
    ) {
        require((0..<1).contains(momentum), "Muon: momentum must lie in 0..<1, got \(momentum)")
        self.init(
            MuonRule(
                momentum: momentum, isNesterov: isNesterov, weightDecay: weightDecay,
                iterations: iterations),
            model, learningRate: learningRate, groups: groups)
    }
}
