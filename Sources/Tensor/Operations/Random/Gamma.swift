public import LaminaGraph

// The gamma distribution and what is made of it. Nothing differentiates through the rejection, so
// the concentrations have no gradient; a rate multiplies or divides the result.

extension Tensor {
    /// Gamma distributed numbers of scale 1, with density `xᵅ⁻¹ e⁻ˣ / Γ(α)`. NumPy:
    /// `random.standard_gamma`.
    ///
    /// - Parameter concentration: α from 0 on.
    /// - Shape: that of the concentration, unless `shape` names a larger one.
    /// - Precision: seven proposals are made at once; that all are rejected has a probability below
    ///   1e-9, and gives the most likely number.
    /// - Gradient: none to the concentration.
    /// - Special values: 0 for α = 0, and where a small α underflows; NaN for α below 0.
    /// - Source: Marsaglia & Tsang (2000), with `G(α) = G(α + 1) u^(1/α)` below 1.
    public static func gamma(
        concentration: Tensor, shape: Shape? = nil, key: RandomKey? = nil
    ) -> Tensor {
        operation { () throws(OpError) in
            let (alpha, _, shape) = try parameters("gamma", concentration, concentration, shape)
            let draw = RandomKey.given(key).gamma(alpha, shape)
            return (draw.large * exp(draw.logFactor)).asType(alpha.dtype)
        }
    }

    /// Beta distributed numbers, with density `xᵅ⁻¹ (1 - x)ᵝ⁻¹ / B(α, β)`. NumPy: `random.beta`.
    ///
    /// - Shape: that to which the concentrations broadcast, unless `shape` names a larger one.
    /// - Precision: from logarithms, so that small concentrations do not give 0 / 0.
    /// - Gradient: none to the concentrations.
    /// - Source: `X / (X + Y)` of two gamma distributed numbers.
    public static func beta(
        _ alpha: Tensor, _ beta: Tensor, shape: Shape? = nil, key: RandomKey? = nil
    ) -> Tensor {
        operation { () throws(OpError) in
            let (alpha, beta, shape) = try parameters("beta", alpha, beta, shape)
            let keys = RandomKey.given(key).split(into: 2)
            let (x, y) = (keys[0].gamma(alpha, shape), keys[1].gamma(beta, shape))
            return sigmoid(x.log - y.log).asType(alpha.dtype)
        }
    }

    /// Dirichlet distributed vectors along the last axis: positive numbers with the sum 1. NumPy:
    /// `random.dirichlet`.
    ///
    /// - Parameter samples: how many independent draws, along a new first axis; one without it
    ///   unless given.
    /// - Shape: concentrations `[…, k]` to `[…, k]`, or `[samples, …, k]`.
    /// - Gradient: none to the concentrations.
    /// - Source: gamma distributed numbers divided by their sum, in logarithms.
    /// - Traps: when the concentration has no axis.
    public static func dirichlet(
        concentration: Tensor, samples: Int? = nil, key: RandomKey? = nil
    ) -> Tensor {
        operation { () throws(OpError) in
            _ = try concentration.shape.resolve(axis: -1, op: "dirichlet")
            let shape = Shape((samples.map { [$0] } ?? []) + concentration.shape)
            try shape.requireSizes(op: "dirichlet")
            let (alpha, _, _) = try parameters("dirichlet", concentration, concentration, nil)
            let logs = RandomKey.given(key).gamma(alpha, shape).log
            return softmax(logs, axis: -1).asType(alpha.dtype)
        }
    }
}

/// A gamma distributed number as `large · e^logFactor`: below a concentration of 1 it may be smaller
/// than its type can hold.
private struct GammaDraw {
    let large: Tensor
    let logFactor: Tensor

    var log: Tensor { LaminaTensor.log(large) + logFactor }
}

extension RandomKey {
    fileprivate func gamma(_ concentration: Tensor, _ shape: Shape) -> GammaDraw {
        let alpha = concentration.inSumType.x.stopGradient().broadcast(to: shape)
        let dtype = alpha.dtype
        // At α = 1, the worst, 4.83 % of the proposals are rejected, and 0.0483⁷ is 6e-10.
        let rounds = 7
        let isSmall = alpha .< 1
        let d = select(isSmall, alpha + 1, alpha) - 1.0 / 3
        let c = 1 / sqrt(9 * d)
        let keys = split(into: 3)
        let all = Shape([rounds] + shape)
        let normals = keys[0].normal(all, dtype)
        let uniforms = log(keys[1].openUnit(all, dtype))
        var v = Tensor.ones(shape, dtype: dtype)
        // The first that is accepted stays.
        for round in (0..<rounds).reversed() {
            let x = normals.slice(round..<round + 1).reshaped(shape)
            let u = uniforms.slice(round..<round + 1).reshaped(shape)
            let root = 1 + c * x
            let cube = root * root * root
            let isPositive = root .> 0
            let safe = select(isPositive, cube, 1)
            let bound = 0.5 * x * x + d * (1 - safe + log(safe))
            v = select(Tensor.binary(.and, isPositive, u .< bound), safe, v)
        }
        let boost = log(keys[2].openUnit(shape, dtype)) / alpha
        let isValid = alpha .>= 0
        return GammaDraw(
            large: select(isValid, d * v, .nan), logFactor: select(isSmall, boost, 0))
    }
}
