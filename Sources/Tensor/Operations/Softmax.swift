import LaminaGraph

/// `eˣⁱ / Σⱼ eˣʲ` along one axis, computed from `x - max x`, so that large numbers do not overflow.
///
/// - Gradient: `y (g - Σ g y)`.
public func softmax(_ x: Tensor, axis: Int = -1) -> Tensor {
    operation { () throws(OpError) in
        let axis = try x.shape.resolve(axis: axis, op: "softmax")
        return .composite("softmax", [axis], [x]) { operands in
            let powers = exp(operands[0] - operands[0].max(axis: axis, keepDims: true))
            return powers / powers.sum(axis: axis, keepDims: true)
        } backward: { _, y, gradient in
            y * (gradient - (gradient * y).sum(axis: axis, keepDims: true))
        }
    }
}

/// `xᵢ - ln Σⱼ eˣʲ` along one axis: the logarithm of ``softmax(_:axis:)`` without its underflow.
///
/// - Gradient: `g - softmax(x) Σ g`.
public func logSoftmax(_ x: Tensor, axis: Int = -1) -> Tensor {
    operation { () throws(OpError) in
        let axis = try x.shape.resolve(axis: axis, op: "logSoftmax")
        return .composite("logSoftmax", [axis], [x]) { operands in
            let shifted = operands[0] - operands[0].max(axis: axis, keepDims: true)
            return shifted - log(exp(shifted).sum(axis: axis, keepDims: true))
        } backward: { _, y, gradient in
            gradient - exp(y) * gradient.sum(axis: axis, keepDims: true)
        }
    }
}
