import LaminaGraph

/// The mean of windows that cut each axis into a given number of parts of nearly one size. PyTorch:
/// `adaptive_avg_pool1d`, `2d` and `3d`, with channels last.
///
/// Part `i` of `n` holds the positions from `⌊i · in / n⌋` to before `⌈(i + 1) in / n⌉`; neighbours
/// share a position where the parts do not divide the axis.
/// - Shape: `[batch, …, channels]` with one to three axes between, which take the sizes `to`.
public func adaptiveAveragePool(_ x: Tensor, to size: any AxisSizes) -> Tensor {
    operation { () throws(OpError) in
        try adaptivePool("adaptiveAveragePool", .average, x, size)
    }
}

/// The largest element of windows that cut each axis into a given number of parts of nearly one
/// size, as in ``adaptiveAveragePool(_:to:)``. PyTorch: `adaptive_max_pool2d`.
///
/// - Gradient: goes to the first largest element, row by row. A NaN makes its windows NaN.
public func adaptiveMaxPool(_ x: Tensor, to size: any AxisSizes) -> Tensor {
    operation { () throws(OpError) in try adaptivePool("adaptiveMaxPool", .max, x, size) }
}

/// The mean over all positions, by channel. Keras: `GlobalAveragePooling2D`.
///
/// - Shape: `[batch, …, channels]` to `[batch, channels]`.
public func globalAveragePool(_ x: Tensor) -> Tensor {
    operation { () throws(OpError) in
        try positionAxes("globalAveragePool", x)
        return x.mean(axes: Array(1..<x.rank - 1))
    }
}

/// The largest element of all positions, by channel; ties share the gradient. Keras:
/// `GlobalMaxPooling2D`.
///
/// - Shape: `[batch, …, channels]` to `[batch, channels]`.
public func globalMaxPool(_ x: Tensor) -> Tensor {
    operation { () throws(OpError) in
        try positionAxes("globalMaxPool", x)
        return x.max(axes: Array(1..<x.rank - 1))
    }
}

private func positionAxes(_ op: String, _ x: Tensor) throws(OpError) {
    guard x.rank >= 3 else {
        throw OpError(
            op: op, problem: "rank \(x.rank) leaves no axes between batch and channels",
            operands: ["x": "\(x.spec)"], fix: "give x [batch, …, channels]")
    }
    if let axis = (1..<x.rank - 1).first(where: { x.shape[$0] == 0 }) {
        throw OpError(
            op: op, problem: "axis \(axis) is empty, and nothing has no mean and no maximum",
            operands: ["x": "\(x.spec)"], fix: "skip empty inputs")
    }
}

private func adaptivePool(
    _ op: String, _ kind: PoolKind, _ x: Tensor, _ size: any AxisSizes
) throws(OpError) -> Tensor {
    try positionAxes(op, x)
    let call = WindowCall(op: op, operands: ["x": "\(x.spec)"])
    let sizes = try call.positive(size, "size", count: x.rank - 2)
    guard x.dtype.isFloatingPoint else {
        throw call.error("needs a floating-point type, not \(x.dtype)", "convert with asType(_:)")
    }
    // The last axis first, so that the first maximum row by row is found.
    return sizes.indices.reversed().reduce(x) { pooled(kind, $0, axis: $1 + 1, to: sizes[$1]) }
}

/// The axis alone, as the rows of images of one column.
private func pooled(_ kind: PoolKind, _ x: Tensor, axis: Int, to count: Int) -> Tensor {
    let size = x.shape[axis]
    let (outer, inner) = (
        x.shape.prefix(axis).reduce(1, *), x.shape.dropFirst(axis + 1).reduce(1, *)
    )
    let lines = x.reshaped([outer, size, 1, inner])
    var shape = x.shape.sizes
    shape[axis] = count
    if size % count == 0 {
        let step = size / count
        let window = PoolWindow(size: [step, 1], strides: [step, 1])
        return Tensor.record(.pool(kind, window), lines).reshaped(Shape(shape))
    }
    let parts = (0..<count).map { part in
        let range = part * size / count..<((part + 1) * size + count - 1) / count
        let window = PoolWindow(size: [range.count, 1], strides: [range.count, 1])
        return Tensor.record(.pool(kind, window), lines.slice(range, axis: 1))
    }
    return concatenated(parts, axis: 1).reshaped(Shape(shape))
}
