import LaminaGraph
public import LaminaNN
public import LaminaTensor

extension ParameterTensors {
    /// The Euclidean norm of each tensor, one vector in the parameters' order: a single value to
    /// read for a report on vanishing or exploding gradients.
    public func norms() -> Tensor {
        guard !tensors.isEmpty else { return .zeros([0]) }
        return sqrt(concatenated(tensors.map { squaredSum($0).reshaped([1]) }))
    }

    /// The Euclidean norm of all elements together, a float32 scalar.
    public func globalNorm() -> Tensor {
        guard let first = tensors.first else { return .zeros([]) }
        return sqrt(tensors.dropFirst().reduce(squaredSum(first)) { $0 + squaredSum($1) })
    }

    /// All tensors scaled by one factor, so that their norm together is at most `norm`:
    /// `g min(1, norm / (‖g‖ + 1e-6))`.
    ///
    /// - Special values: one infinite or NaN element makes all of them so.
    /// - Source: Pascanu et al. (2013), arXiv:1211.5063, algorithm 1; the 1e-6 is PyTorch's
    ///   (`clip_grad_norm_`).
    public func clipped(toNorm norm: Double) -> ParameterTensors {
        require(norm > 0, "clipped: the norm must be above 0, got \(norm)")
        let scale = minimum(norm / (globalNorm() + 1e-6), .ones([]))
        return map { $0 * scale.asType($0.dtype) }
    }

    private func squaredSum(_ tensor: Tensor) -> Tensor {
        let wide = tensor.asType(.promoted(tensor.dtype, .float32))
        return wide.square().sum().asType(.float32)
    }
}
