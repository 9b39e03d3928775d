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

    /// Every element held between `-value` and `value`, which may turn the gradient's direction.
    ///
    /// - Special values: NaN stays.
    /// - Source: Mikolov (2012), Statistical language models based on neural networks, section 3.2.2.
    ///   PyTorch: `clip_grad_value_`.
    public func clipped(toValue value: Double) -> ParameterTensors {
        require(value > 0, "clipped: the value must be above 0, got \(value)")
        return map { clamp($0, -value...value) }
    }

    /// Each unit's gradient scaled down to a part of the unit's weights (adaptive gradient clipping, AGC):
    /// `g_i λ max(‖w_i‖, eps) / ‖g_i‖` where `‖g_i‖ > λ max(‖w_i‖, eps)`.
    ///
    /// A unit is a slice along the last axis, the outputs of dense and convolution weights; a vector, such
    /// as a bias, counts as one unit.
    ///
    /// - Parameters:
    ///   - values: the parameters' values, as of `model.parameterValues`, in the same order.
    ///   - factor: `λ`.
    ///   - eps: the least norm of a unit, so that units of zeros can leave 0.
    /// - Source: Brock et al. (2021), arXiv:2102.06171, eq. 3. The paper leaves the last layer out, whose
    ///   gradients can be clipped apart.
    public func clipped(
        adaptivelyTo values: ParameterTensors, factor: Double = 0.01, eps: Double = 1e-3
    ) -> ParameterTensors {
        require(factor > 0, "clipped: the factor must be above 0, got \(factor)")
        require(
            values.tensors.map(\.shape) == tensors.map(\.shape),
            "clipped: the values are not those of the gradients' parameters")
        return ParameterTensors(
            parameters,
            zip(tensors, values.tensors).map { gradient, value in
                let axes = Array(0..<Swift.max(gradient.rank - 1, Swift.min(gradient.rank, 1)))
                func size(_ x: Tensor) -> Tensor {
                    sqrt(x.square().sum(axes: axes, keepDims: true))
                }
                let limit = factor * maximum(size(value), eps)
                let slope = size(gradient)
                let isLarge = slope .> limit
                return gradient * select(isLarge, limit / select(isLarge, slope, 1), 1)
            })
    }

    private func squaredSum(_ tensor: Tensor) -> Tensor {
        let wide = tensor.asType(.promoted(tensor.dtype, .float32))
        return wide.square().sum().asType(.float32)
    }
}
