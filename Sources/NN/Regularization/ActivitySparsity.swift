import Glibc
import LaminaGraph
public import LaminaTensor

/// A penalty on units that are active more often than wanted:
/// `Σ_j ρ ln(ρ / ρ̂_j) + (1 - ρ) ln((1 - ρ) / (1 - ρ̂_j))`, where `ρ̂_j` is the mean activation of unit
/// `j` over the batch.
///
/// - Shape: `activations` `[..., units]` between 0 and 1, as of a sigmoid, to a scalar.
/// - Parameters:
///   - rho: the wanted mean, `ρ`.
///   - eps: how near `ρ̂` may come to 0 and 1, where the divergence is infinite.
/// - Gradient: pulls every mean activation to `ρ`; 0 where `ρ̂` was held by `eps`.
/// - Source: Ng (2011), CS294A lecture notes: Sparse autoencoder, section 3.
public func sparsityPenalty(
    _ activations: Tensor, rho: Double = 0.05, eps: Double = 1e-7
) -> Tensor {
    require(rho > 0 && rho < 1, "sparsityPenalty: rho must lie between 0 and 1, got \(rho)")
    return operation { () throws(OpError) in
        guard activations.rank > 0 else {
            throw OpError(
                op: "sparsityPenalty", problem: "a scalar is no layer's output",
                operands: ["activations": "\(activations.spec)"],
                fix: "give activations [..., units]")
        }
        let means = activations.mean(axes: Array(0..<activations.rank - 1))
        let held = clamp(means, eps...(1 - eps))
        let active = rho * (Glibc.log(rho) - log(held))
        let silent = (1 - rho) * (Glibc.log(1 - rho) - log(1 - held))
        return (active + silent).sum()
    }
}
