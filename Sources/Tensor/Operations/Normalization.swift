import LaminaGraph

// Statistics are taken in float32 for half types, integers and bool, in float64 for float64.

/// `(x - mean) / sqrt(variance + eps) · weight + bias`, with the mean and the (uncorrected)
/// variance of the last `axisCount` axes.
///
/// ```swift
/// let x = Tensor([1, 2, 3, 4, 5, 6], shape: [2, 3])
/// layerNorm(x).array()  // about [-1.2247, 0, 1.2247, -1.2247, 0, 1.2247]
/// ```
/// - Shape: `x`'s; `weight` and `bias` have the shape of the normalised axes.
/// - Gradient: through the statistics too, `(g - mean g - y mean(g y)) / sqrt(variance + eps)`.
/// - Special values: equal elements give 0 (NaN if `eps` is 0), no elements give none.
/// - Source: Ba, Kiros & Hinton (2016), arXiv:1607.06450. PyTorch: `layer_norm`.
public func layerNorm(
    _ x: Tensor, weight: Tensor? = nil, bias: Tensor? = nil, axisCount: Int = 1,
    eps: Double = 1e-5
) -> Tensor {
    operation { () throws(OpError) in
        let axes = try lastAxes(axisCount, of: x, op: "layerNorm")
        let own = Shape(x.shape.suffix(axisCount))
        try check(weight, bias, have: own, for: x, op: "layerNorm")
        let wide = try x.widened(for: "layerNorm")
        if let weight, let bias, weight.dtype == wide.dtype, bias.dtype == wide.dtype {
            return affineLayerNorm(wide, weight, bias, axes: axes, eps: eps)
        }
        return affine(standardized(wide, axes: axes, eps: eps), weight, bias, like: x)
    }
}

/// The usual case in one composite, which one pass over memory computes.
private func affineLayerNorm(
    _ x: Tensor, _ weight: Tensor, _ bias: Tensor, axes: InlineInts, eps: Double
) -> Tensor {
    Tensor.composites(
        "layerNorm", attributes(axes, eps), [x, weight, bias], differentiable: [0, 1, 2]
    ) { operands in
        let centred = operands[0] - operands[0].mean(axes: Array(axes), keepDims: true)
        let y = centred * inverseRootMeanSquare(centred, axes, eps)
        return [y * operands[1] + operands[2]]
    } backward: { operands, _, g in
        let (x, weight, g) = (operands[0], operands[1], g[0])
        let y = standardized(x, axes: axes, eps: eps)
        let leading = Array(0..<x.rank - axes.count)
        return [
            standardizedGradient(x, y, g * weight, axes: axes, eps: eps),
            (g * y).sum(axes: leading), g.sum(axes: leading),
        ]
    }[0]
}

/// `x / sqrt(mean(x²) + eps) · weight` over the last `axisCount` axes.
///
/// - Shape: `x`'s; `weight` has the shape of the normalised axes.
/// - Gradient: `(g - y mean(g y)) / sqrt(mean(x²) + eps)`.
/// - Special values: zeros give 0 (NaN if `eps` is 0); squares overflow from 1e19 in float32.
/// - Source: Zhang & Sennrich (2019), arXiv:1910.07467, eq. 4. PyTorch: `rms_norm`, whose default
///   `eps` is the type's own.
public func rmsNorm(
    _ x: Tensor, weight: Tensor? = nil, axisCount: Int = 1, eps: Double = 1e-5
) -> Tensor {
    operation { () throws(OpError) in
        let axes = try lastAxes(axisCount, of: x, op: "rmsNorm")
        try check(weight, nil, have: Shape(x.shape.suffix(axisCount)), for: x, op: "rmsNorm")
        let wide = try x.widened(for: "rmsNorm")
        let y = Tensor.composite("rmsNorm", attributes(axes, eps), [wide]) { operands in
            operands[0] * inverseRootMeanSquare(operands[0], axes, eps)
        } backward: { operands, y, g in
            let pull = g - y * (g * y).mean(axes: Array(axes), keepDims: true)
            return pull * inverseRootMeanSquare(operands[0], axes, eps)
        }
        return affine(y, weight, nil, like: x)
    }
}

/// Batch normalisation with the statistics of `x` itself, as in training:
/// `(x - mean) / sqrt(variance + eps) · weight + bias` for each channel, over all other axes.
///
/// - Shape: `[batch, …, channels]`; `weight`, `bias`, `mean` and `variance` are `[channels]`.
/// - Returns: the result and the statistics. `variance` is divided by the number n of elements;
///   PyTorch's running variance takes `n / (n - 1)` of it.
/// - Gradient: through the statistics too.
/// - Special values: a batch without elements has NaN statistics.
/// - Source: Ioffe & Szegedy (2015), arXiv:1502.03167, algorithm 1. PyTorch: `batch_norm` with
///   `training=True`, whose channels come second.
public func batchNorm(
    _ x: Tensor, weight: Tensor? = nil, bias: Tensor? = nil, eps: Double = 1e-5
) -> (output: Tensor, mean: Tensor, variance: Tensor) {
    operation { () throws(OpError) -> (Tensor, Tensor, Tensor) in
        try require(x, rank: 1, "[batch, …, channels]", op: "batchNorm")
        try check(weight, bias, have: Shape(x.shape.suffix(1)), for: x, op: "batchNorm")
        let wide = try x.widened(for: "batchNorm")
        let (axes, channels) = (Array(0..<x.rank - 1), Shape(x.shape.suffix(1)))
        let y = standardized(wide, axes: InlineInts(axes), eps: eps)
        // Written as in the normalisation, so that one plan computes each statistic once.
        let mean = wide.mean(axes: axes, keepDims: true)
        let variance = (wide - mean).square().mean(axes: axes, keepDims: true)
        let output = affine(y, weight, bias, like: x)
        return (output, mean.reshaped(channels), variance.reshaped(channels))
    }
}

/// Batch normalisation with given statistics, as in inference:
/// `(x - mean) / sqrt(variance + eps) · weight + bias` for each channel.
///
/// - Shape: `[batch, …, channels]`; the other operands are `[channels]`.
/// - Source: Ioffe & Szegedy (2015), arXiv:1502.03167, algorithm 2. PyTorch: `batch_norm` with
///   `training=False`, whose channels come second.
public func batchNorm(
    _ x: Tensor, mean: Tensor, variance: Tensor, weight: Tensor? = nil, bias: Tensor? = nil,
    eps: Double = 1e-5
) -> Tensor {
    operation { () throws(OpError) in
        try require(x, rank: 1, "[batch, …, channels]", op: "batchNorm")
        let channels = Shape(x.shape.suffix(1))
        try check(weight, bias, have: channels, for: x, op: "batchNorm")
        try check(mean, "mean", has: channels, for: x, op: "batchNorm")
        try check(variance, "variance", has: channels, for: x, op: "batchNorm")
        let scale = rsqrt(try variance.widened(for: "batchNorm") + eps)
        let y = (try x.widened(for: "batchNorm") - mean) * scale
        return affine(y, weight, bias, like: x)
    }
}

/// The normalisation of each example's groups of channels:
/// `(x - mean) / sqrt(variance + eps) · weight + bias`, with statistics over all positions of
/// `channels / groups` neighbouring channels.
///
/// - Shape: `[batch, …, channels]`; `weight` and `bias` are `[channels]`.
/// - Gradient: through the statistics too.
/// - Source: Wu & He (2018), arXiv:1803.08494. PyTorch: `group_norm`, whose channels come second.
public func groupNorm(
    _ x: Tensor, groups: Int, weight: Tensor? = nil, bias: Tensor? = nil, eps: Double = 1e-5
) -> Tensor {
    operation { () throws(OpError) in
        try require(x, rank: 2, "[batch, …, channels]", op: "groupNorm")
        let channels = x.shape[x.rank - 1]
        guard groups > 0, channels % groups == 0 else {
            throw OpError(
                op: "groupNorm",
                problem: "\(channels) channels do not divide into \(groups) groups",
                operands: ["x": "\(x.spec)"], fix: "choose a number that divides \(channels)")
        }
        try check(weight, bias, have: [channels], for: x, op: "groupNorm")
        let positions = x.shape[1..<x.rank - 1].reduce(1, *)
        let grouped = try x.widened(for: "groupNorm")
            .reshaped([x.shape[0], positions, groups, channels / groups])
        let y = standardized(grouped, axes: [1, 3], eps: eps).reshaped(x.shape)
        return affine(y, weight, bias, like: x)
    }
}

/// The normalisation of each channel of each example over its positions:
/// `(x - mean) / sqrt(variance + eps) · weight + bias`.
///
/// - Shape: `[batch, …, channels]` with at least one axis of positions; `weight` and `bias` are
///   `[channels]`.
/// - Gradient: through the statistics too.
/// - Source: Ulyanov, Vedaldi & Lempitsky (2016), arXiv:1607.08022. PyTorch: `instance_norm`, whose
///   channels come second.
public func instanceNorm(
    _ x: Tensor, weight: Tensor? = nil, bias: Tensor? = nil, eps: Double = 1e-5
) -> Tensor {
    operation { () throws(OpError) in
        try require(x, rank: 3, "[batch, positions…, channels]", op: "instanceNorm")
        try check(weight, bias, have: Shape(x.shape.suffix(1)), for: x, op: "instanceNorm")
        let wide = try x.widened(for: "instanceNorm")
        let y = standardized(wide, axes: InlineInts(1..<x.rank - 1), eps: eps)
        return affine(y, weight, bias, like: x)
    }
}

/// `x / max(‖x‖₂, eps)` along one axis: vectors of length one.
///
/// - Precision: numbers are scaled by the largest before they are squared, so that none overflows.
/// - Gradient: `(g - y Σ g y) / ‖x‖`; where the norm is below `eps`, `g / eps`.
/// - Special values: zeros stay 0; a vector with an infinity gives NaN there.
/// - PyTorch: `torch.nn.functional.normalize`.
public func l2Normalized(_ x: Tensor, axis: Int = -1, eps: Double = 1e-12) -> Tensor {
    operation { () throws(OpError) in
        let axis = try x.shape.resolve(axis: axis, op: "l2Normalized")
        let wide = try x.widened(for: "l2Normalized")
        if x.shape.contains(0) { return wide.narrowed(to: x.dtype) }
        let least = Tensor.full(eps, [], dtype: wide.dtype)
        // The result does not depend on the scale, so its derivative needs none through it.
        let scale = maximum(abs(wide).max(axis: axis, keepDims: true), least).stopGradient()
        let scaled = wide / scale
        let floor = (least / scale).square()
        let norm = maximum(scaled.square().sum(axis: axis, keepDims: true), floor)
        return (scaled / sqrt(norm)).narrowed(to: x.dtype)
    }
}

/// `x / (k + alpha / size · Σ x²)^beta`, the sum over `size` neighbouring channels, of which there
/// are `size / 2` before the channel itself; channels beyond the ends count as 0.
///
/// - Shape: `[…, channels]` to the same.
/// - Source: Krizhevsky, Sutskever & Hinton (2012), section 3.3, with `alpha` divided by the size
///   as in PyTorch's `local_response_norm`; TensorFlow's does not divide.
public func localResponseNorm(
    _ x: Tensor, size: Int, alpha: Double = 1e-4, beta: Double = 0.75, k: Double = 1
) -> Tensor {
    operation { () throws(OpError) in
        try require(x, rank: 1, "[…, channels]", op: "localResponseNorm")
        guard size > 0 else {
            throw OpError(
                op: "localResponseNorm", problem: "a window of \(size) channels holds none",
                operands: ["x": "\(x.spec)"], fix: "use a size of at least 1, as a rule 5")
        }
        let wide = try x.widened(for: "localResponseNorm")
        let (last, channels) = (x.rank - 1, x.shape[x.rank - 1])
        var (low, high) = ([Int](repeating: 0, count: x.rank), [Int](repeating: 0, count: x.rank))
        (low[last], high[last]) = (size / 2, (size - 1) / 2)
        let squares = wide.square().padded(low: low, high: high)
        var sum = squares.slice(0..<channels, axis: last)
        for offset in 1..<size { sum = sum + squares.slice(offset..<offset + channels, axis: last) }
        return (wide / pow(sum * (alpha / Double(size)) + k, beta)).narrowed(to: x.dtype)
    }
}

// MARK: The parts

/// `(x - mean) / sqrt(variance + eps)` over some axes, which all these normalisations share.
private func standardized(_ x: Tensor, axes: InlineInts, eps: Double) -> Tensor {
    if axes.isEmpty { return x - x }
    let list = Array(axes)
    return .composite("standardize", attributes(axes, eps), [x]) { operands in
        let centred = operands[0] - operands[0].mean(axes: list, keepDims: true)
        return centred * inverseRootMeanSquare(centred, axes, eps)
    } backward: { operands, y, g in
        standardizedGradient(operands[0], y, g, axes: axes, eps: eps)
    }
}

private func standardizedGradient(
    _ x: Tensor, _ y: Tensor, _ g: Tensor, axes: InlineInts, eps: Double
) -> Tensor {
    let list = Array(axes)
    let centred = x - x.mean(axes: list, keepDims: true)
    let pull = g - g.mean(axes: list, keepDims: true)
    let along = y * (g * y).mean(axes: list, keepDims: true)
    return (pull - along) * inverseRootMeanSquare(centred, axes, eps)
}

private func inverseRootMeanSquare(_ x: Tensor, _ axes: InlineInts, _ eps: Double) -> Tensor {
    rsqrt(x.square().mean(axes: Array(axes), keepDims: true) + eps)
}

/// What tells one normalisation's body from another's: the axes as bits, and the bits of `eps`.
private func attributes(_ axes: InlineInts, _ eps: Double) -> InlineInts {
    [axes.reduce(0) { $0 | 1 << $1 }, eps.attribute]
}

/// `y · weight + bias` in the type that `x`, the weight and the bias have together.
private func affine(
    _ y: Tensor, _ weight: Tensor?, _ bias: Tensor?, like x: Tensor
) -> Tensor {
    var (result, dtype) = (y, x.dtype.isFloatingPoint ? x.dtype : .float32)
    if let weight {
        result = result * weight
        dtype = DType.promoted(dtype, weight.dtype)
    }
    if let bias {
        result = result + bias
        dtype = DType.promoted(dtype, bias.dtype)
    }
    return result.asType(dtype.ofWideResult)
}

// MARK: Checks

private func lastAxes(_ count: Int, of x: Tensor, op: String) throws(OpError) -> InlineInts {
    guard count > 0, count <= x.rank else {
        throw OpError(
            op: op,
            problem: "cannot normalise the last \(count) axes of a tensor of rank \(x.rank)",
            operands: ["x": "\(x.spec)"],
            fix: x.rank == 0 ? "a scalar has no axes" : "use an axisCount from 1 to \(x.rank)")
    }
    return InlineInts(x.rank - count..<x.rank)
}

private func require(
    _ x: Tensor, rank: Int, _ layout: String, op: String
) throws(OpError) {
    guard x.rank >= rank else {
        throw OpError(
            op: op, problem: "rank \(x.rank) is less than the \(rank) axes of \(layout)",
            operands: ["x": "\(x.spec)"], fix: "give it the layout \(layout), channels last")
    }
}

private func check(
    _ weight: Tensor?, _ bias: Tensor?, have shape: Shape, for x: Tensor, op: String
) throws(OpError) {
    if let weight { try check(weight, "weight", has: shape, for: x, op: op) }
    if let bias { try check(bias, "bias", has: shape, for: x, op: op) }
}

private func check(
    _ parameter: Tensor, _ name: String, has shape: Shape, for x: Tensor, op: String
) throws(OpError) {
    guard parameter.shape == shape else {
        throw OpError(
            op: op, problem: "\(name) is \(parameter.shape), and what it scales is \(shape)",
            operands: ["x": "\(x.spec)", "\(name)": "\(parameter.spec)"],
            fix: "give \(name) the shape \(shape), or x an axis of that size at the end")
    }
}
