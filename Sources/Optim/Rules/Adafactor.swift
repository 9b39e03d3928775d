public import LaminaGraph
public import LaminaNN
public import LaminaTensor

/// Adaptive steps with the memory of a row and a column; see ``AdafactorRule``.
public typealias Adafactor = RuleOptimizer<AdafactorRule>

/// The second moment of a matrix as the product of its rows' and its columns' means, without momentum:
/// with `δ = t^-c`, `R = (1 - δ) R + δ mean_cols g²`, `C = (1 - δ) C + δ mean_rows g²`,
/// `V = R C / mean R`, `u = g / √V`,
/// `p -= min(lr, 1/√t) max(eps₂, rms p) u / max(1, rms(u) / d)`. Vectors keep all of `V`.
///
/// Weight decay is decoupled: `p *= 1 - lr wd`.
///
/// - Source: Shazeer & Stern (2018), arXiv:1804.04235, algorithms 4 and 5, as PyTorch has them
///   (`optim.Adafactor`): `eps₁` bounds `mean R` and `√V` from below, and is not added to `g²`.
public struct AdafactorRule: UpdateRule {
    /// How fast the moments come to forget more slowly, `c`.
    public var decayPower: Double
    /// The least root of the second moment, `eps₁`; the type's precision if nil.
    public var eps1: Double?
    /// The least size of a parameter that steps are measured by, `eps₂`.
    public var eps2: Double
    /// Above which root mean square a step is scaled down, `d`.
    public var threshold: Double
    /// The pull of every parameter towards 0, `wd`.
    public var weightDecay: Double

    public let name = "adafactor"
    public let countsSteps = true

    public var settings: [(name: String, value: Double)] {
        (eps1.map { [("eps1", $0)] } ?? []) + [
            ("decay-power", decayPower), ("eps2", eps2), ("threshold", threshold),
            ("weight-decay", weightDecay),
        ]
    }

    public func slots(for spec: TensorSpec) -> [Slot] {
        guard spec.shape.rank > 1 else { return [.zeros("square", like: spec)] }
        var (rows, columns) = (Array(spec.shape), Array(spec.shape))
        rows[rows.count - 1] = 1
        columns[columns.count - 2] = 1
        return [
            Slot("rows", .zeros(Shape(rows), dtype: spec.dtype)),
            Slot("columns", .zeros(Shape(columns), dtype: spec.dtype)),
        ]
    }

    /// The bounded rate, the share of the new square, and what decay leaves.
    public struct Scalars {
        let rate: Tensor
        let share: Tensor
        let kept: Tensor
    }

    public func scalars(rate: Tensor, step: Tensor) -> Scalars {
        Scalars(
            rate: minimum(rate, rsqrt(step)), share: pow(step, -decayPower),
            kept: 1 - rate * weightDecay)
    }

    public func next(
        _ value: Tensor, gradient: Tensor, slots: [Tensor], scalars: Scalars
    ) -> (value: Tensor, slots: [Tensor]) {
        let least = eps1 ?? value.dtype.precision
        let size = maximum(value.square().mean(), eps2 * eps2)
        let rate = sqrt(size).scaled(by: scalars.rate)
        let value = weightDecay == 0 ? value : value.scaled(by: scalars.kept)
        let share = scalars.share.asType(value.dtype)
        let squares = gradient.square()
        let (square, kept): (Tensor, [Tensor])
        if slots.count == 2 {
            let rows = lerp(slots[0], squares.mean(axis: -1, keepDims: true), share)
            let columns = lerp(slots[1], squares.mean(axis: -2, keepDims: true), share)
            let mean = maximum(rows.mean(axis: -2, keepDims: true), least)
            (square, kept) = (rows * columns / mean, [rows, columns])
        } else {
            square = lerp(slots[0], squares, share)
            kept = [square]
        }
        let step = gradient * rsqrt(maximum(square, least * least))
        let excess = maximum(sqrt(step.square().mean()) / threshold, 1)
        return (value - rate / excess * step, kept)
    }
}

extension RuleOptimizer where Rule == AdafactorRule {
    /// An optimiser with its state made for a built model, or at the first update.
    public convenience init(
        _ model: (any Module)? = nil, learningRate: Double = 0.01, decayPower: Double = 0.8,
        eps1: Double? = nil, eps2: Double = 1e-3, threshold: Double = 1, weightDecay: Double = 0,
        groups: [ParameterGroup<AdafactorRule>] = []
    ) {
        require(threshold > 0, "Adafactor: the threshold must be above 0, got \(threshold)")
        self.init(
            AdafactorRule(
                decayPower: decayPower, eps1: eps1, eps2: eps2, threshold: threshold,
                weightDecay: weightDecay),
            model, learningRate: learningRate, groups: groups)
    }
}

extension DType {
    /// The distance from 1 to the next number.
    fileprivate var precision: Double {
        switch self {
        case .float64: 0x1p-52
        case .float16: 0x1p-10
        case .bfloat16: 0x1p-7
        default: 0x1p-23
        }
    }
}
