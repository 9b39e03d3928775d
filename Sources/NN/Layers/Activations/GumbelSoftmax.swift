import LaminaGraph
public import LaminaTensor

/// A draw from the categories that logits describe, as probabilities that gradients pass through:
/// `softmax((x + g) / temperature)` with Gumbel noise `g`.
///
/// - Parameters:
///   - isHard: whether the result is the one-hot vector of the largest, with the gradient of the
///     probabilities ("straight through").
///   - key: what the noise depends on; else the next key of the task's ``Generator``.
/// - Source: Jang, Gu & Poole (2016), arXiv:1611.01144, eq. 2. PyTorch: `gumbel_softmax`.
public func gumbelSoftmax(
    _ x: Tensor, temperature: Double = 1, isHard: Bool = false, axis: Int = -1,
    key: RandomKey? = nil
) -> Tensor {
    operation { () throws(OpError) in
        guard temperature > 0 else {
            throw OpError(
                op: "gumbelSoftmax", problem: "temperature must be above 0, got \(temperature)",
                operands: ["x": "\(x.spec)"], fix: "use 1, or smaller for harder choices")
        }
        let axis = try x.shape.resolve(axis: axis, op: "gumbelSoftmax")
        let wide: DType = x.dtype == .float64 ? .float64 : .float32
        let noise = Tensor.gumbel(shape: x.shape, dtype: wide, key: key)
        let soft = softmax((x.asType(wide) + noise) / temperature, axis: axis)
        let result = isHard ? straightThrough(soft, axis) : soft
        return result.asType(x.dtype.isFloatingPoint ? x.dtype : .float32)
    }
}

/// One-hot in value, with the gradient of the probabilities.
private func straightThrough(_ soft: Tensor, _ axis: Int) -> Tensor {
    let hard = soft.argMax(axis: axis)
        .oneHot(classes: soft.shape[axis], axis: axis, dtype: soft.dtype)
    return hard + (soft - soft.stopGradient())
}

/// ``gumbelSoftmax(_:temperature:isHard:axis:key:)`` over the last axis in training, and the softmax
/// without noise otherwise.
public struct GumbelSoftmax: Module {
    /// What the noisy logits are divided by: towards 0, the draws become one-hot.
    public let temperature: Double
    /// Whether draws are one-hot vectors, with the gradient of the probabilities.
    public let isHard: Bool

    /// A temperature that is not above 0 traps.
    public init(temperature: Double = 1, isHard: Bool = false) {
        require(temperature > 0, "GumbelSoftmax: temperature must be above 0, got \(temperature)")
        (self.temperature, self.isHard) = (temperature, isHard)
    }

    public func forward(_ x: Tensor) -> Tensor {
        guard TrainingMode.isOn else {
            let soft = softmax(x / temperature)
            return isHard ? straightThrough(soft, x.rank - 1) : soft
        }
        return gumbelSoftmax(x, temperature: temperature, isHard: isHard)
    }
}
