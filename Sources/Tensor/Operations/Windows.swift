import LaminaGraph

extension Tensor {
    /// The windows that slide along one axis: window `p` holds the elements
    /// `p stride, p stride + dilation, …`, `size` of them.
    ///
    /// - Shape: `[…, n, …]` to `[…, positions, …, size]` with
    ///   `positions = (n - (size - 1) dilation - 1) / stride + 1`.
    /// - Gradient: the windows' gradients added where they overlap, ``folded(axis:length:stride:dilation:)``.
    ///
    /// ```swift
    /// Tensor([1, 2, 3, 4]).unfolded(axis: 0, size: 3).array()  // [1, 2, 3, 2, 3, 4]
    /// ```
    ///
    /// PyTorch: `unfold`; NumPy: `sliding_window_view`.
    public func unfolded(axis: Int, size: Int, stride: Int = 1, dilation: Int = 1) -> Tensor {
        unfolded(axes: [axis], sizes: [size], strides: [stride], dilations: [dilation])
    }

    /// The windows that slide along several axes; the windows' own axes come last, in the order of
    /// `axes`. Strides and dilations are 1 unless given.
    public func unfolded(
        axes: [Int], sizes: [Int], strides: [Int]? = nil, dilations: [Int]? = nil
    ) -> Tensor {
        operation { () throws(OpError) in
            let windows = try Windows(
                axes, sizes, strides, dilations, of: shape, op: "unfolded", spec)
            return try windows.read(self, op: "unfolded").transposed(windows.orderWindowsLast)
        }
    }

    /// The sum of overlapping windows along one axis of `length` elements: the adjoint of
    /// ``unfolded(axis:size:stride:dilation:)``, not its inverse, as an element counts once for
    /// each window it lies in.
    ///
    /// - Shape: `[…, positions, …, size]` to `[…, length, …]`.
    ///
    /// ```swift
    /// Tensor([1, 2, 3, 4], shape: [2, 2]).folded(axis: 0, length: 3).array()  // [1, 5, 4]
    /// ```
    public func folded(axis: Int, length: Int, stride: Int = 1, dilation: Int = 1) -> Tensor {
        folded(axes: [axis], lengths: [length], strides: [stride], dilations: [dilation])
    }

    /// The sum of overlapping windows along several axes; the windows' own axes are the last ones, in
    /// the order of `axes`.
    public func folded(
        axes: [Int], lengths: [Int], strides: [Int]? = nil, dilations: [Int]? = nil
    ) -> Tensor {
        operation { () throws(OpError) in
            guard axes.count == lengths.count, rank >= 2 * axes.count else {
                throw OpError(
                    op: "folded",
                    problem: "\(axes.count) axes and \(lengths.count) lengths for rank \(rank)",
                    operands: ["x": "\(spec)"],
                    fix: "give one length for each axis; the windows' axes come last")
            }
            let positions = Shape(shape.dropLast(axes.count))
            let axes = try axes.map { (axis) throws(OpError) in
                try positions.resolve(axis: axis, op: "folded")
            }
            var whole = positions.sizes
            for (axis, length) in zip(axes, lengths) { whole[axis] = length }
            let windows = try Windows(
                axes, Array(shape.suffix(axes.count)), strides, dilations, of: Shape(whole),
                op: "folded", spec)
            guard windows.positionShape == positions else {
                throw OpError(
                    op: "folded",
                    problem: "lengths \(lengths) have \(windows.positionShape) positions, "
                        + "not \(positions)",
                    operands: ["x": "\(spec)"],
                    fix: "give the lengths, strides and dilations that unfolded was given")
            }
            let order = windows.orderWindowsLast
            let inverse = order.indices.map { order.firstIndex(of: $0) ?? 0 }
            return try windows.add(transposed(inverse), op: "folded")
        }
    }

    /// The windows of pictures as rows of a matrix, so that a convolution is a matrix product.
    ///
    /// - Shape: `[batch, height, width, channels]` to
    ///   `[batch, outHeight, outWidth, size[0] size[1] channels]`, in the order of a filter
    ///   `[height, width, channels, out]` reshaped to `[-1, out]`.
    ///
    /// `padding` counts the zeros on both sides of the height and of the width. PyTorch: `unfold`.
    public func im2col(
        size: [Int], stride: [Int] = [1, 1], padding: [Int] = [0, 0], dilation: [Int] = [1, 1]
    ) -> Tensor {
        operation { () throws(OpError) in
            try requirePicture(size, padding, op: "im2col")
            let sides = [0, padding[0], padding[1], 0]
            let picture = padded(low: sides, high: sides)
            let windows = try Windows(
                [1, 2], size, stride, dilation, of: picture.shape, op: "im2col", spec)
            let parts = try windows.read(picture, op: "im2col")
            return parts.flattened(from: 3)
        }
    }

    /// The sum of overlapping windows as pictures: the adjoint of
    /// ``im2col(size:stride:padding:dilation:)``.
    ///
    /// - Shape: `[batch, outHeight, outWidth, size[0] size[1] channels]` to
    ///   `[batch, height, width, channels]`. PyTorch: `fold`.
    public func col2im(
        height: Int, width: Int, size: [Int], stride: [Int] = [1, 1], padding: [Int] = [0, 0],
        dilation: [Int] = [1, 1]
    ) -> Tensor {
        operation { () throws(OpError) in
            try requirePicture(size, padding, op: "col2im")
            let area = size[0] * size[1]
            guard area > 0, shape[3] % area == 0 else {
                throw OpError(
                    op: "col2im",
                    problem: "rows of \(shape[3]) are not windows of \(size[0]) x \(size[1])",
                    operands: ["x": "\(spec)"], fix: "give the size that im2col was given")
            }
            let channels = shape[3] / area
            let grown: Shape = [
                shape[0], height + 2 * padding[0], width + 2 * padding[1], channels,
            ]
            let windows = try Windows(
                [1, 2], size, stride, dilation, of: grown, op: "col2im", spec)
            guard windows.positionShape[1] == shape[1], windows.positionShape[2] == shape[2] else {
                throw OpError(
                    op: "col2im",
                    problem: "\(height) x \(width) has \(windows.positionShape[1]) x "
                        + "\(windows.positionShape[2]) positions, not \(shape[1]) x \(shape[2])",
                    operands: ["x": "\(spec)"],
                    fix: "give the height, width and sizes that im2col was given")
            }
            let parts = reshaped(Shape(shape[..<3] + [size[0], size[1], channels]))
            return try windows.add(parts, op: "col2im")
                .slice(padding[0]..<padding[0] + height, axis: 1)
                .slice(padding[1]..<padding[1] + width, axis: 2)
        }
    }

    private func requirePicture(
        _ size: [Int], _ padding: [Int], op: String
    ) throws(OpError) {
        guard rank == 4 else {
            throw OpError(
                op: op, problem: "needs four axes, not \(rank)", operands: ["x": "\(spec)"],
                fix: "pictures are [batch, height, width, channels]")
        }
        guard size.count == 2, padding.count == 2, padding.allSatisfy({ $0 >= 0 }) else {
            throw OpError(
                op: op, problem: "size \(size) and padding \(padding) are not of two axes",
                operands: ["x": "\(spec)"],
                fix: "give two sizes and two paddings from 0 on: of height and of width")
        }
    }
}

/// Windows sliding over some axes of a shape, read as rows from the first of these axes to the last.
private struct Windows {
    private let shape: Shape
    private let axes: [Int]
    private let sizes, strides, dilations: [Int]
    /// The shape with the number of positions on each axis that windows slide along.
    let positionShape: Shape

    init(
        _ axes: [Int], _ sizes: [Int], _ strides: [Int]?, _ dilations: [Int]?, of shape: Shape,
        op: String, _ x: TensorSpec
    ) throws(OpError) {
        let axes = try axes.map { (axis) throws(OpError) in try shape.resolve(axis: axis, op: op) }
        _ = try shape.resolve(axes: axes, op: op)
        let strides = strides ?? sizes.map { _ in 1 }, dilations = dilations ?? sizes.map { _ in 1 }
        guard [sizes.count, strides.count, dilations.count].allSatisfy({ $0 == axes.count }) else {
            throw OpError(
                op: op,
                problem: "\(sizes.count) sizes, \(strides.count) strides and "
                    + "\(dilations.count) dilations for \(axes.count) axes",
                operands: ["x": "\(x)"], fix: "give one of each for each axis")
        }
        guard (sizes + strides + dilations).allSatisfy({ $0 > 0 }) else {
            throw OpError(
                op: op, problem: "sizes \(sizes), strides \(strides), dilations \(dilations)",
                operands: ["x": "\(x)"], fix: "all of them start at 1")
        }
        guard shape.rank + axes.count <= InlineInts.capacity else {
            throw OpError(
                op: op, problem: "the windows would have \(shape.rank + axes.count) axes",
                operands: ["x": "\(x)"],
                fix: "a tensor has at most \(InlineInts.capacity): merge some with flattened first")
        }
        var positions = shape.sizes
        for (number, axis) in axes.enumerated() {
            let span = (sizes[number] - 1) * dilations[number] + 1
            guard span <= shape[axis] else {
                throw OpError(
                    op: op,
                    problem: "a window of \(span) elements is longer than axis \(axis) "
                        + "of size \(shape[axis])",
                    operands: ["x": "\(x)"], fix: "use a smaller window, or pad the axis")
            }
            positions[axis] = (shape[axis] - span) / strides[number] + 1
        }
        (self.shape, self.axes, self.sizes) = (shape, axes, sizes)
        (self.strides, self.dilations) = (strides, dilations)
        positionShape = Shape(positions)
    }

    private var span: ClosedRange<Int> { (axes.min() ?? 0)...(axes.max() ?? 0) }

    /// From `[leading, positions, windows, trailing]` to the windows at the end.
    var orderWindowsLast: [Int] {
        let block = Array(span.upperBound + 1..<span.upperBound + 1 + axes.count)
        let others = (0..<shape.rank + axes.count).filter { !block.contains($0) }
        return others + block
    }

    /// `[leading…, positions…, windows…, trailing…]`.
    func read(_ x: Tensor, op: String) throws(OpError) -> Tensor {
        if axes.isEmpty { return x }
        return try lookup(op).gather(x)
    }

    /// The windows added where they come from.
    func add(_ windows: Tensor, op: String) throws(OpError) -> Tensor {
        if axes.isEmpty { return windows }
        return try lookup(op).scatterAdd(windows, to: shape)
    }

    /// Where on the axes from the first to the last, taken as one, each window's elements lie.
    private func lookup(_ op: String) throws(OpError) -> RowLookup {
        let spanned = Shape(shape[span])
        let result = Shape(positionShape[span] + sizes)
        var index = Tensor.zeros(result, dtype: .int32)
        for (place, axis) in span.enumerated() {
            let step = spanned.strides[place]
            let number = axes.firstIndex(of: axis)
            let stride = number.map { strides[$0] } ?? 1
            index = index + Tensor.iota(result, axis: place) * (stride * step)
            if let number {
                let along = Tensor.iota(result, axis: spanned.rank + number)
                index = index + along * (dilations[number] * step)
            }
        }
        return try RowLookup(index, in: shape, axis: span.lowerBound, count: spanned.rank, op: op)
    }
}
