import LaminaGraph

/// The transpose of ``conv1D(_:filter:stride:padding:dilation:groups:)``:
/// `y[n, i s + p d, o] += x[n, i, c] filter[p, o, c]`. PyTorch: `conv_transpose1d`, channels last.
///
/// - Shape: `x` `[batch, length, channels]`, `filter` `[size, outChannels / groups, channels]`, to
///   `[batch, outLength, outChannels]`.
/// - Other rules: those of ``convTransposed2D(_:filter:stride:padding:outputPadding:dilation:groups:)``.
public func convTransposed1D(
    _ x: Tensor, filter: Tensor, stride: any AxisSizes = 1, padding: WindowPadding = .valid,
    outputPadding: any AxisSizes = 0, dilation: any AxisSizes = 1, groups: Int = 1
) -> Tensor {
    operation { () throws(OpError) in
        try transposedConvolution(
            "convTransposed1D", axes: 1, x, filter, stride, padding, outputPadding, dilation, groups
        )
    }
}

/// The transpose of ``conv2D(_:filter:stride:padding:dilation:groups:)``, which spreads each input
/// over a window of the output: `y[n, i s + p d, j s + q d, o] += x[n, i, j, c] filter[p, q, o, c]`.
///
/// PyTorch: `conv_transpose2d`, with channels last; TensorFlow: `conv2d_transpose`. The filter is
/// that of the convolution from `y` to `x`.
/// - Shape: `x` `[batch, height, width, channels]`, `filter` `[height, width, outChannels / groups,
///   channels]`, to `[batch, outHeight, outWidth, outChannels]`, where `out = (in - 1) stride -
///   before - after + dilation (size - 1) + 1 + outputPadding`. `padding` cuts that many elements
///   off the output; with `.same` the output has `in · stride` positions.
/// - Parameter outputPadding: positions added at the end, fewer than the stride: of the output
///   sizes from which a convolution would give the input's, the default is the smallest.
/// - Precision: as for the convolution.
///
/// ```swift
/// let x = Tensor.ones([1, 7, 7, 8])
/// convTransposed2D(x, filter: .ones([2, 2, 4, 8]), stride: 2).shape  // [1, 14, 14, 4]
/// ```
public func convTransposed2D(
    _ x: Tensor, filter: Tensor, stride: any AxisSizes = 1, padding: WindowPadding = .valid,
    outputPadding: any AxisSizes = 0, dilation: any AxisSizes = 1, groups: Int = 1
) -> Tensor {
    operation { () throws(OpError) in
        try transposedConvolution(
            "convTransposed2D", axes: 2, x, filter, stride, padding, outputPadding, dilation, groups
        )
    }
}

/// The transpose of ``conv3D(_:filter:stride:padding:dilation:groups:)``. PyTorch:
/// `conv_transpose3d`, with channels last.
///
/// - Shape: `x` `[batch, depth, height, width, channels]`, `filter` `[depth, height, width,
///   outChannels / groups, channels]`, to `[batch, outDepth, outHeight, outWidth, outChannels]`.
/// - Other rules: those of ``convTransposed2D(_:filter:stride:padding:outputPadding:dilation:groups:)``.
public func convTransposed3D(
    _ x: Tensor, filter: Tensor, stride: any AxisSizes = 1, padding: WindowPadding = .valid,
    outputPadding: any AxisSizes = 0, dilation: any AxisSizes = 1, groups: Int = 1
) -> Tensor {
    operation { () throws(OpError) in
        try transposedConvolution(
            "convTransposed3D", axes: 3, x, filter, stride, padding, outputPadding, dilation, groups
        )
    }
}

/// The gradient that the convolution from the result to `x` gives its input, for `x` as the
/// gradient of its output: a convolution is linear, so where it is taken does not matter.
private func transposedConvolution(
    _ op: String, axes: Int, _ x: Tensor, _ filter: Tensor, _ stride: any AxisSizes,
    _ padding: WindowPadding, _ outputPadding: any AxisSizes, _ dilation: any AxisSizes,
    _ groups: Int
) throws(OpError) -> Tensor {
    let call = WindowCall(op: op, operands: ["x": "\(x.spec)", "filter": "\(filter.spec)"])
    guard x.rank == axes + 2, filter.rank == axes + 2 else {
        throw call.error(
            "needs x and a filter of rank \(axes + 2), not rank \(x.rank) and \(filter.rank)",
            "put in axes with expandedDims(axis:)")
    }
    guard filter.shape[axes + 1] == x.shape[axes + 1] else {
        throw call.error(
            "x has \(x.shape[axes + 1]) channels, and the filter takes \(filter.shape[axes + 1])",
            "the filter's last axis holds the channels of x")
    }
    let strides = try call.positive(stride, "stride", count: axes)
    let more = try call.sizes(outputPadding, "outputPadding", count: axes)
    let inputs = Array(x.shape.dropFirst().dropLast())
    let scaled = zip(inputs, strides).map { $0 * $1 }
    let window = try SlidingWindow(
        call, inputs: scaled, sizes: Array(filter.shape.dropLast(2)), stride: stride,
        dilation: dilation, padding: padding)
    var outputs = padding == .same ? scaled : []
    for axis in 0..<axes {
        guard (0..<strides[axis]).contains(more[axis]), padding != .same || more[axis] == 0 else {
            throw call.error(
                "outputPadding \(more[axis]) with a stride of \(strides[axis])",
                "use 0 with padding: .same, else a number below the stride")
        }
        if padding == .same { continue }
        let full = (inputs[axis] - 1) * strides[axis] + window.spans[axis]
        outputs.append(full - window.before[axis] - window.after[axis] + more[axis])
        guard outputs[axis] > 0 else {
            throw call.error(
                "the padding leaves \(outputs[axis]) positions on axis \(axis + 1)",
                "pad less than \(full) elements in all")
        }
    }
    let dtype = DType.promoted(x.dtype, filter.dtype).ofFactors
    let shape = Shape([x.shape[0]] + outputs + [filter.shape[axes] * groups])
    let point = Tensor.placeholder(TensorSpec(shape, dtype))
    let forward = try Convolution(
        op, axes: axes, point, filter.asType(dtype), stride,
        .explicit(before: window.before, after: window.after), dilation, groups
    ).result()
    return pullback(of: [(forward, x.asType(dtype))], to: [point])[0]
        ?? .zeros(shape, dtype: dtype)
}
