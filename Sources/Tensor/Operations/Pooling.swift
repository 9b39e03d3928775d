import LaminaGraph

/// The largest element of each window, by channel. PyTorch: `max_pool1d`, with channels last.
///
/// - Shape: `[batch, length, channels]` to `[batch, outLength, channels]`.
/// - Other rules: those of ``maxPool2D(_:size:stride:padding:ceilMode:)``.
public func maxPool1D(
    _ x: Tensor, size: any AxisSizes, stride: (any AxisSizes)? = nil,
    padding: WindowPadding = .valid, ceilMode: Bool = false
) -> Tensor {
    operation { () throws(OpError) in
        try Pooling("maxPool1D", .max, axes: 1, x, size, stride, padding, ceilMode).result()
    }
}

/// The largest element of each window, by channel. PyTorch: `max_pool2d`, with channels last.
///
/// Size and stride are one number, or a list of one for each axis; `stride` is `size` unless given.
/// Padding never wins. With `ceilMode` a last window that sticks out of the input counts too, as
/// long as it begins inside.
/// - Shape: `[batch, height, width, channels]` to `[batch, outHeight, outWidth, channels]`.
/// - Gradient: goes to the first largest element of the window, row by row.
/// - Special values: NaN if the window holds a NaN.
/// - Traps: integers; padding of a whole window, which would then hold nothing.
///
/// ```swift
/// maxPool2D(.ones([1, 28, 28, 8]), size: 2).shape  // [1, 14, 14, 8]
/// ```
public func maxPool2D(
    _ x: Tensor, size: any AxisSizes, stride: (any AxisSizes)? = nil,
    padding: WindowPadding = .valid, ceilMode: Bool = false
) -> Tensor {
    operation { () throws(OpError) in
        try Pooling("maxPool2D", .max, axes: 2, x, size, stride, padding, ceilMode).result()
    }
}

/// The largest element of each window, by channel. PyTorch: `max_pool3d`, with channels last.
///
/// - Shape: `[batch, depth, height, width, channels]` to `[batch, outDepth, outHeight, outWidth,
///   channels]`.
/// - Other rules: those of ``maxPool2D(_:size:stride:padding:ceilMode:)``.
public func maxPool3D(
    _ x: Tensor, size: any AxisSizes, stride: (any AxisSizes)? = nil,
    padding: WindowPadding = .valid, ceilMode: Bool = false
) -> Tensor {
    operation { () throws(OpError) in
        try Pooling("maxPool3D", .max, axes: 3, x, size, stride, padding, ceilMode).result()
    }
}

/// The mean of each window, by channel. PyTorch: `avg_pool1d`, with channels last.
///
/// - Shape: `[batch, length, channels]` to `[batch, outLength, channels]`.
/// - Other rules: those of ``averagePool2D(_:size:stride:padding:ceilMode:countsPadding:)``.
public func averagePool1D(
    _ x: Tensor, size: any AxisSizes, stride: (any AxisSizes)? = nil,
    padding: WindowPadding = .valid, ceilMode: Bool = false, countsPadding: Bool = false
) -> Tensor {
    operation { () throws(OpError) in
        try Pooling(
            "averagePool1D", .average, axes: 1, x, size, stride, padding, ceilMode, countsPadding
        ).result()
    }
}

/// The mean of each window, by channel. PyTorch: `avg_pool2d`, with channels last.
///
/// - Shape: `[batch, height, width, channels]` to `[batch, outHeight, outWidth, channels]`; size,
///   stride, padding and `ceilMode` as in ``maxPool2D(_:size:stride:padding:ceilMode:)``.
/// - Parameter countsPadding: whether padding counts as zeros. PyTorch's `count_include_pad`, which
///   is on there and off here and in TensorFlow.
/// - Traps: integers; padding of a whole window, which would then hold nothing.
public func averagePool2D(
    _ x: Tensor, size: any AxisSizes, stride: (any AxisSizes)? = nil,
    padding: WindowPadding = .valid, ceilMode: Bool = false, countsPadding: Bool = false
) -> Tensor {
    operation { () throws(OpError) in
        try Pooling(
            "averagePool2D", .average, axes: 2, x, size, stride, padding, ceilMode, countsPadding
        ).result()
    }
}

/// The mean of each window, by channel. PyTorch: `avg_pool3d`, with channels last.
///
/// - Shape: `[batch, depth, height, width, channels]` to `[batch, outDepth, outHeight, outWidth,
///   channels]`.
/// - Other rules: those of ``averagePool2D(_:size:stride:padding:ceilMode:countsPadding:)``.
public func averagePool3D(
    _ x: Tensor, size: any AxisSizes, stride: (any AxisSizes)? = nil,
    padding: WindowPadding = .valid, ceilMode: Bool = false, countsPadding: Bool = false
) -> Tensor {
    operation { () throws(OpError) in
        try Pooling(
            "averagePool3D", .average, axes: 3, x, size, stride, padding, ceilMode, countsPadding
        ).result()
    }
}

/// A pooling along one to three axes whose arguments have been checked.
struct Pooling {
    let kind: PoolKind
    private(set) var x: Tensor
    private(set) var window: SlidingWindow
    private(set) var countsPadding: Bool
    /// The sizes of the result's axes along which the window slides.
    private(set) var positions: [Int] = []

    init(
        _ op: String, _ kind: PoolKind, axes: Int, _ x: Tensor, _ size: any AxisSizes,
        _ stride: (any AxisSizes)?, _ padding: WindowPadding, _ ceilMode: Bool,
        _ countsPadding: Bool = false
    ) throws(OpError) {
        let call = WindowCall(op: op, operands: ["x": "\(x.spec)"])
        guard x.rank == axes + 2 else {
            let sizes = ["length", "height, width", "depth, height, width"][axes - 1]
            throw call.error(
                "needs x [batch, \(sizes), channels], not rank \(x.rank)",
                "put in axes with expandedDims(axis:)")
        }
        guard x.dtype.isFloatingPoint else {
            throw call.error(
                "needs a floating-point type, not \(x.dtype)", "convert with asType(_:)")
        }
        let inputs = Array(x.shape.dropFirst().dropLast())
        window = try SlidingWindow(
            call, inputs: inputs, sizes: try call.sizes(size, "size", count: axes),
            stride: stride ?? size, padding: padding)
        (self.kind, self.x, self.countsPadding) = (kind, x, countsPadding)
        for axis in 0..<axes {
            let most = Swift.max(window.before[axis], window.after[axis])
            guard most < window.sizes[axis] else {
                throw call.error(
                    "padding of \(most) holds a whole window of \(window.sizes[axis])",
                    "pad less than the window")
            }
        }
        if ceilMode { extendToCeiling(inputs) }
        positions = try window.positions(
            call, inputs: Array(self.x.shape.dropFirst().dropLast()))
    }

    /// Lets a last window that begins inside stick out at the end.
    private mutating func extendToCeiling(_ inputs: [Int]) {
        var extra = inputs.map { _ in 0 }
        for axis in inputs.indices {
            let stride = window.strides[axis]
            let room = inputs[axis] + window.before[axis] + window.after[axis] - window.sizes[axis]
            let start = (room + stride - 1) / stride * stride
            guard room > 0, start < inputs[axis] + window.before[axis] else { continue }
            extra[axis] = start - room
        }
        if countsPadding, extra.contains(where: { $0 > 0 }) {
            // The padding asked for counts; what lies beyond it does not.
            x = x.padded(low: [0] + window.before + [0], high: [0] + window.after + [0])
            (window.before, window.after) = (inputs.map { _ in 0 }, extra)
            countsPadding = false
        } else {
            for axis in inputs.indices { window.after[axis] += extra[axis] }
        }
    }

    func result() -> Tensor { pooled(x, window) }

    private func pooled(_ x: Tensor, _ window: SlidingWindow) -> Tensor {
        switch window.sizes.count {
        case 1:
            let row = pooled(x.expandedDims(axis: 1), window.withUnitAxis())
            return row.reshaped(row.shape.removing(axis: 1))
        case 2:
            return .record(
                .pool(
                    kind,
                    PoolWindow(
                        size: InlineInts(window.sizes), strides: InlineInts(window.strides),
                        padding: window.padding, countsPadding: countsPadding)), x)
        default:
            // Layer by layer first, then along the depth: the first maximum of the first layer that
            // holds it is the first one row by row, and boxes' counts are products.
            let (batch, depth, channels) = (x.shape[0], x.shape[1], x.shape[4])
            let layers = pooled(
                x.reshaped(Shape([batch * depth] + x.shape.dropFirst(2))), window.dropFirst())
            var along = window
            (along.sizes, along.strides) = ([window.sizes[0]], [window.strides[0]])
            (along.before, along.after) = ([window.before[0]], [window.after[0]])
            along.dilations = [1]
            let place = positions[1] * positions[2] * channels
            return pooled(layers.reshaped([batch, depth, place]), along)
                .reshaped(Shape([batch] + positions + [channels]))
        }
    }
}
