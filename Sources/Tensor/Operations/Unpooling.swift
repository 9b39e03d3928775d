import LaminaGraph

/// The largest element of each window, as ``maxPool2D(_:size:stride:padding:ceilMode:)``, and where
/// it lies: `row · width + column` in its image and channel, int32. PyTorch: `max_pool2d` with
/// `return_indices`.
///
/// - Shape: `[batch, height, width, channels]` to twice `[batch, outHeight, outWidth, channels]`.
/// - Ties: the first, row by row; the first NaN, if there is one.
public func maxPool2DWithIndices(
    _ x: Tensor, size: any AxisSizes, stride: (any AxisSizes)? = nil,
    padding: WindowPadding = .valid, ceilMode: Bool = false
) -> (values: Tensor, indices: Tensor) {
    let (values, indices) = operation { () throws(OpError) -> (Tensor, Tensor) in
        let pooling = try Pooling(
            "maxPool2DWithIndices", .max, axes: 2, x, size, stride, padding, ceilMode)
        let values = pooling.result()
        return (values, places(of: values, in: x, pooling))
    }
    return (values, indices)
}

/// Puts the values back at their places in images of zeros: the partial inverse of
/// ``maxPool2DWithIndices(_:size:stride:padding:ceilMode:)``. PyTorch: `max_unpool2d`.
///
/// A place that is named several times, as by windows that overlap, gets the mean of its values,
/// which are then equal; a place outside the image is left out.
/// - Shape: twice `[batch, height, width, channels]` to `[batch, to[0], to[1], channels]`.
public func maxUnpool2D(_ values: Tensor, indices: Tensor, to size: any AxisSizes) -> Tensor {
    operation { () throws(OpError) in
        let call = WindowCall(
            op: "maxUnpool2D",
            operands: ["values": "\(values.spec)", "indices": "\(indices.spec)"])
        guard values.rank == 4, values.shape == indices.shape else {
            throw call.error(
                "values \(values.shape) and indices \(indices.shape) must have one shape of rank 4",
                "pass both results of maxPool2DWithIndices")
        }
        guard indices.dtype.isInteger else {
            throw call.error("indices are \(indices.dtype)", "give integers")
        }
        let sizes = try call.positive(size, "size", count: 2)
        let (batch, channels) = (values.shape[0], values.shape[3])
        let area = sizes[0] * sizes[1]
        guard batch * area * channels < Int(Int32.max) else {
            throw call.error(
                "\(batch * area * channels) places are more than int32 counts",
                "unpool a part of the batch at a time")
        }
        let place = indices.asType(.int32)
        let isInside = select(place .>= 0, place .< Double(area), place .>= 0)
        let image = Tensor.iota(values.shape, axis: 0) * area
        let flat = (image + place) * channels + Tensor.iota(values.shape, axis: 3)
        let target = select(isInside, flat, -1).asType(.int32)
        let zeros = Tensor.zeros([batch * area * channels], dtype: values.dtype)
        let sums = Tensor.record(.scatterRows(.add), zeros, target, values)
        let ones = Tensor.ones(values.shape, dtype: values.dtype)
        let counts = Tensor.record(.scatterRows(.add), zeros, target, ones)
        return (sums / maximum(counts, .ones([], dtype: counts.dtype)))
            .reshaped([batch, sizes[0], sizes[1], channels])
    }
}

/// Looks for each window's value among its elements, the first ones first.
private func places(of values: Tensor, in x: Tensor, _ pooling: Pooling) -> Tensor {
    let window = pooling.window
    let (height, width) = (x.shape[1], x.shape[2])
    let (low, high) = ([0] + window.before + [0], [0] + window.after + [0])
    let grid = Tensor.iota([1, height, width, 1], axis: 1) * width
    let numbers = (grid + Tensor.iota([1, height, width, 1], axis: 2)).padded(low: low, high: high)
    // Padding never wins: it is below every number but -∞, which it must not equal either.
    let isInput = Tensor.full(1, [1, height, width, 1], dtype: .bool).padded(low: low, high: high)
    let padded = x.padded(low: low, high: high)
    func part(_ tensor: Tensor, _ i: Int, _ j: Int) -> Tensor {
        let limits: InlineInts = [
            tensor.shape[0], i + (pooling.positions[0] - 1) * window.strides[0] + 1,
            j + (pooling.positions[1] - 1) * window.strides[1] + 1, tensor.shape[3],
        ]
        return .record(
            .slice(
                starts: [0, i, j, 0], limits: limits,
                strides: [1, window.strides[0], window.strides[1], 1]), tensor)
    }
    var found = Tensor.full(-1, values.shape, dtype: .int32)
    // From the last to the first, so that the first of equal elements stays.
    for i in (0..<window.sizes[0]).reversed() {
        for j in (0..<window.sizes[1]).reversed() {
            let element = part(padded, i, j)
            let isPeak = Tensor.binary(
                .or, element.isEqual(to: values), .binary(.and, element.isNaN, values.isNaN))
            let counts = Tensor.binary(.and, isPeak, part(isInput, i, j))
            found = select(counts, part(numbers, i, j), found)
        }
    }
    return found
}
