import LaminaGraph

/// `eˣⁱ / Σⱼ eˣʲ` along one axis, computed from `x - max x`, so that large numbers do not overflow.
///
/// With `where:` the sum runs over the elements whose mask is `true`, and the others give 0; a
/// slice without any gives zeros, and so does its gradient.
///
/// ```swift
/// let isWord = Tensor([true, true, false], shape: [1, 3])
/// softmax(Tensor([0, 0, 9], shape: [1, 3]), where: isWord).array()  // [0.5, 0.5, 0]
/// ```
/// - Shape: the mask broadcasts to `x`'s shape.
/// - Precision: half types compute in float32; integers and bool become float32.
/// - Gradient: `y (g - Σ g y)`.
/// - Special values: a NaN or `+∞` makes its slice NaN, and so does a slice of `-∞` alone, as in
///   PyTorch; a mask is the way to leave everything out.
/// - JAX: `jax.nn.softmax(x, axis, where)`.
public func softmax(_ x: Tensor, axis: Int = -1, where isIncluded: Tensor? = nil) -> Tensor {
    operation { () throws(OpError) in
        let axis = try x.shape.resolve(axis: axis, op: "softmax")
        let wide = try x.widened(for: "softmax")
        if x.shape[axis] == 0 { return wide.narrowed(to: x.dtype) }
        guard let isIncluded else { return softmax(wide, along: axis).narrowed(to: x.dtype) }
        let mask = try checkedMask(isIncluded, for: x, op: "softmax")
        return maskedSoftmax(wide, mask, along: axis).narrowed(to: x.dtype)
    }
}

private func softmax(_ x: Tensor, along axis: Int) -> Tensor {
    .composite("softmax", [axis], [x]) { operands in
        let powers = exp(operands[0] - operands[0].max(axis: axis, keepDims: true))
        return powers / powers.sum(axis: axis, keepDims: true)
    } backward: { _, y, gradient in
        softmaxGradient(y, gradient, along: axis)
    }
}

/// The softmax over the elements of the mask, a bool tensor of `x`'s shape.
func maskedSoftmax(_ x: Tensor, _ mask: Tensor, along axis: Int) -> Tensor {
    .composite("maskedSoftmax", [axis], [x, mask]) { operands in
        let powers = exp(maskedDistances(operands[0], operands[1], along: axis))
        return powers / atLeastOne(powers.sum(axis: axis, keepDims: true))
    } backward: { _, y, gradient in
        softmaxGradient(y, gradient, along: axis)
    }
}

/// `x - max x` over the elements of the mask, and `-∞` elsewhere.
private func maskedDistances(_ x: Tensor, _ mask: Tensor, along axis: Int) -> Tensor {
    let kept = select(mask, x, -Double.infinity)
    let largest = kept.max(axis: axis, keepDims: true)
    // There is no distance from the -∞ of a slice without elements. (A NaN comes back in x.)
    return kept - select(largest .> -Double.infinity, largest, 0)
}

/// The sum of powers, of which the largest is 1, and 1 in place of no powers at all.
private func atLeastOne(_ sum: Tensor) -> Tensor {
    maximum(sum, .ones(sum.shape, dtype: sum.dtype))
}

private func softmaxGradient(_ y: Tensor, _ gradient: Tensor, along axis: Int) -> Tensor {
    y * (gradient - (gradient * y).sum(axis: axis, keepDims: true))
}

/// `xᵢ - ln Σⱼ eˣʲ` along one axis: the logarithm of ``softmax(_:axis:where:)`` without its
/// underflow.
///
/// With `where:` the sum runs over the elements whose mask is `true`, and the others give `-∞`; a
/// slice without any gives `-∞` throughout, with the gradient 0.
///
/// - Shape: the mask broadcasts to `x`'s shape.
/// - Precision: half types compute in float32; integers and bool become float32.
/// - Gradient: `g - softmax(x) Σ g`.
/// - Special values: a NaN or `+∞` makes its slice NaN, and so does a slice of `-∞` alone, as in
///   PyTorch.
/// - JAX: `jax.nn.log_softmax(x, axis, where)`.
public func logSoftmax(_ x: Tensor, axis: Int = -1, where isIncluded: Tensor? = nil) -> Tensor {
    operation { () throws(OpError) in
        let axis = try x.shape.resolve(axis: axis, op: "logSoftmax")
        let wide = try x.widened(for: "logSoftmax")
        if x.shape[axis] == 0 { return wide.narrowed(to: x.dtype) }
        guard let isIncluded else { return logSoftmax(wide, along: axis).narrowed(to: x.dtype) }
        let mask = try checkedMask(isIncluded, for: x, op: "logSoftmax")
        return maskedLogSoftmax(wide, mask, along: axis).narrowed(to: x.dtype)
    }
}

private func logSoftmax(_ x: Tensor, along axis: Int) -> Tensor {
    .composite("logSoftmax", [axis], [x]) { operands in
        let shifted = operands[0] - operands[0].max(axis: axis, keepDims: true)
        return shifted - log(exp(shifted).sum(axis: axis, keepDims: true))
    } backward: { _, y, gradient in
        gradient - exp(y) * gradient.sum(axis: axis, keepDims: true)
    }
}

private func maskedLogSoftmax(_ x: Tensor, _ mask: Tensor, along axis: Int) -> Tensor {
    .composite("maskedLogSoftmax", [axis], [x, mask]) { operands in
        let distances = maskedDistances(operands[0], operands[1], along: axis)
        let sum = exp(distances).sum(axis: axis, keepDims: true)
        return distances - log(atLeastOne(sum))
    } backward: { operands, y, gradient in
        let own = select(operands[1], gradient, 0)
        return own - exp(y) * own.sum(axis: axis, keepDims: true)
    }
}

private func checkedMask(
    _ mask: Tensor, for x: Tensor, op: String
) throws(OpError) -> Tensor {
    guard mask.dtype == .bool else {
        throw OpError(
            op: op, problem: "the mask holds \(mask.dtype), not bool",
            operands: ["x": "\(x.spec)", "where": "\(mask.spec)"],
            fix: "compare it, as in mask .> 0")
    }
    let shape = try Shape.broadcast(x.shape, mask.shape, op: op, dtypes: (x.dtype, .bool))
    guard shape == x.shape else {
        throw OpError(
            op: op, problem: "the mask \(mask.shape) is larger than x \(x.shape)",
            operands: ["x": "\(x.spec)", "where": "\(mask.spec)"],
            fix: "x.broadcast(to: \(shape)) first")
    }
    return mask.broadcast(to: shape)
}
