import LaminaGraph

/// One-dimensional convolution (cross-correlation, as everywhere in deep learning):
/// `y[n, i, o] = Σ x[n, i s + p d, c] filter[p, c, o]`. PyTorch: `conv1d`, with channels last.
///
/// - Shape: `x` `[batch, length, channels]`, `filter` `[size, channels / groups, outChannels]`, to
///   `[batch, outLength, outChannels]`.
/// - Other rules: those of ``conv2D(_:filter:stride:padding:dilation:groups:)``.
///
/// ```swift
/// let x = Tensor.ones([1, 8, 2])
/// let y = conv1D(x, filter: .ones([3, 2, 4]), padding: .same)  // [1, 8, 4]
/// ```
public func conv1D(
    _ x: Tensor, filter: Tensor, stride: any AxisSizes = 1, padding: WindowPadding = .valid,
    dilation: any AxisSizes = 1, groups: Int = 1
) -> Tensor {
    operation { () throws(OpError) in
        try Convolution("conv1D", axes: 1, x, filter, stride, padding, dilation, groups).result()
    }
}

/// Two-dimensional convolution (cross-correlation, as everywhere in deep learning):
/// `y[n, i, j, o] = Σ x[n, i s + p d, j s + q d, c] filter[p, q, c, o]`. PyTorch: `conv2d`, with
/// channels last.
///
/// Stride and dilation are one number, or a list of one for each axis. With `groups`, the channels
/// are cut into so many parts, each seen by its own part of the filter's outputs.
/// - Shape: `x` `[batch, height, width, channels]`, `filter` `[height, width, channels / groups,
///   outChannels]`, to `[batch, outHeight, outWidth, outChannels]`.
/// - Precision: float32 sums in float32, half types in float32 with one rounding at the end.
/// - Traps: integers, which need `asType(_:)` first; sizes that do not fit.
///
/// ```swift
/// let images = Tensor.ones([1, 28, 28, 3])
/// let y = conv2D(images, filter: .ones([3, 3, 3, 8]), stride: [2, 1], padding: .same)
/// y.shape  // [1, 14, 28, 8]
/// ```
public func conv2D(
    _ x: Tensor, filter: Tensor, stride: any AxisSizes = 1, padding: WindowPadding = .valid,
    dilation: any AxisSizes = 1, groups: Int = 1
) -> Tensor {
    operation { () throws(OpError) in
        try Convolution("conv2D", axes: 2, x, filter, stride, padding, dilation, groups).result()
    }
}

/// Three-dimensional convolution (cross-correlation): the sum of two-dimensional ones over the
/// filter's depth. PyTorch: `conv3d`, with channels last.
///
/// - Shape: `x` `[batch, depth, height, width, channels]`, `filter` `[depth, height, width,
///   channels / groups, outChannels]`, to `[batch, outDepth, outHeight, outWidth, outChannels]`.
/// - Other rules: those of ``conv2D(_:filter:stride:padding:dilation:groups:)``.
public func conv3D(
    _ x: Tensor, filter: Tensor, stride: any AxisSizes = 1, padding: WindowPadding = .valid,
    dilation: any AxisSizes = 1, groups: Int = 1
) -> Tensor {
    operation { () throws(OpError) in
        try Convolution("conv3D", axes: 3, x, filter, stride, padding, dilation, groups).result()
    }
}

/// Each channel convolved with filters of its own:
/// `y[n, i, j, c m + k] = Σ x[n, i s + p d, j s + q d, c] filter[p, q, c, k]`.
///
/// PyTorch: `conv2d` with `groups` equal to the channels; TensorFlow: `depthwise_conv2d`.
/// - Shape: `x` `[batch, height, width, channels]`, `filter` `[height, width, channels, m]`, to
///   `[batch, outHeight, outWidth, channels m]`.
public func depthwiseConv2D(
    _ x: Tensor, filter: Tensor, stride: any AxisSizes = 1, padding: WindowPadding = .valid,
    dilation: any AxisSizes = 1
) -> Tensor {
    operation { () throws(OpError) in
        let channels = x.shape.last ?? 0
        guard filter.rank == 4, filter.shape[2] == channels else {
            throw OpError(
                op: "depthwiseConv2D",
                problem: "the filter must have an axis 2 for the \(channels) channels",
                operands: ["x": "\(x.spec)", "filter": "\(filter.spec)"],
                fix: "give a filter [height, width, \(channels), multiplier]")
        }
        let (rows, columns) = (filter.shape[0], filter.shape[1])
        let own = filter.reshaped([rows, columns, 1, channels * filter.shape[3]])
        return try Convolution(
            "depthwiseConv2D", axes: 2, x, own, stride, padding, dilation, Swift.max(channels, 1)
        ).result()
    }
}

/// A convolution along one to three axes whose arguments have been checked.
struct Convolution {
    let x: Tensor
    let filter: Tensor
    let window: SlidingWindow
    let groups: Int
    /// The sizes of the result's axes along which the window slides.
    let positions: [Int]

    init(
        _ op: String, axes: Int, _ x: Tensor, _ filter: Tensor, _ stride: any AxisSizes,
        _ padding: WindowPadding, _ dilation: any AxisSizes, _ groups: Int
    ) throws(OpError) {
        let call = WindowCall(op: op, operands: ["x": "\(x.spec)", "filter": "\(filter.spec)"])
        guard x.rank == axes + 2, filter.rank == axes + 2 else {
            let sizes = ["length", "height, width", "depth, height, width"][axes - 1]
            throw call.error(
                "needs x [batch, \(sizes), channels] and a filter of rank \(axes + 2), not rank "
                    + "\(x.rank) and \(filter.rank)", "put in axes with expandedDims(axis:)")
        }
        let dtype = DType.promoted(x.dtype, filter.dtype)
        guard dtype.isFloatingPoint else {
            throw call.error("needs a floating-point type, not \(dtype)", "convert with asType(_:)")
        }
        let (channels, taken) = (x.shape[axes + 1], filter.shape[axes])
        let outputs = filter.shape[axes + 1]
        guard groups > 0, taken * groups == channels else {
            throw call.error(
                "the filter takes \(taken) channels in each of \(groups) groups, and x has "
                    + "\(channels)",
                "give the filter \(channels / Swift.max(groups, 1)) channels on axis \(axes)")
        }
        guard outputs % groups == 0 else {
            throw call.error(
                "\(outputs) output channels do not divide into \(groups) groups",
                "make the filter's last axis a multiple of \(groups)")
        }
        let inputs = Array(x.shape.dropFirst().dropLast())
        window = try SlidingWindow(
            call, inputs: inputs, sizes: Array(filter.shape.dropLast(2)), stride: stride,
            dilation: dilation, padding: padding)
        positions = try window.positions(call, inputs: inputs)
        let own = dtype.ofFactors
        (self.x, self.filter, self.groups) = (x.asType(own), filter.asType(own), groups)
    }

    func result() throws(OpError) -> Tensor {
        switch window.sizes.count {
        case 1:
            let row = Self.planar(
                x.expandedDims(axis: 1), filter.expandedDims(axis: 0), window.withUnitAxis(), groups
            )
            return row.reshaped(row.shape.removing(axis: 1))
        case 2: return Self.planar(x, filter, window, groups)
        default: return autocast(to: nil) { overDepth() }
        }
    }

    private static func planar(
        _ x: Tensor, _ filter: Tensor, _ window: SlidingWindow, _ groups: Int
    ) -> Tensor {
        .record(
            .convolution(
                ConvolutionWindow(
                    strides: InlineInts(window.strides), dilations: InlineInts(window.dilations),
                    padding: window.padding, groups: groups)), x, filter)
    }

    /// For each layer of the filter, the layers of x that it meets, all together as one batch.
    private func overDepth() -> Tensor {
        var low = [Int](repeating: 0, count: 5)
        var high = low
        (low[1], high[1]) = (window.before[0], window.after[0])
        // Partial sums of half types are not rounded.
        let wide = x.dtype.byteCount < 4 ? DType.float32 : x.dtype
        let input = x.asType(wide).padded(low: low, high: high)
        let layers = filter.asType(wide)
        let depth = positions[0]
        var total: Tensor?
        for layer in 0..<window.sizes[0] {
            let first = layer * window.dilations[0]
            var (starts, limits) = (InlineInts(low.map { _ in 0 }), input.shape.sizes)
            var strides = InlineInts(low.map { _ in 1 })
            (starts[1], strides[1]) = (first, window.strides[0])
            limits[1] = first + (depth - 1) * window.strides[0] + 1
            let met = Tensor.record(
                .slice(starts: starts, limits: limits, strides: strides), input)
            let plane = Self.planar(
                met.reshaped(Shape([x.shape[0] * depth] + x.shape.dropFirst(2))),
                layers.slice(layer..<layer + 1).reshaped(Shape(layers.shape.dropFirst())),
                window.dropFirst(), groups)
            total = total.map { $0 + plane } ?? plane
        }
        let shape = Shape([x.shape[0]] + positions + [filter.shape[4]])
        return (total ?? .zeros(shape, dtype: wide)).reshaped(shape).asType(x.dtype)
    }
}
