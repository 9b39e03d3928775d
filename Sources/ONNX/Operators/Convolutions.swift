import LaminaGraph
import LaminaTensor

extension OnnxOperator {
    /// Convolutions over one, two or three axes.
    static let convolutions: [OnnxOperator] = [
        OnnxOperator("Conv", [1, 11, 22]) { call in
            try convolution(call, call.tensor(0), call.tensor(1), bias: call.optional(2))
        },
        OnnxOperator("ConvTranspose", [1, 11, 22], transposed),
        OnnxOperator("Col2Im", [18], columnsToImage),
        OnnxOperator(results: "CausalConvWithState", [27], causal),
    ]

    /// The convolution that the node's attributes describe.
    static func convolution(
        _ call: OnnxCall, _ x: Tensor, _ filter: Tensor, bias: Tensor?
    ) throws -> Tensor {
        let window = try SpatialWindow(call, x, kernel: Array(filter.shape.dropFirst(2)))
        let groups = try call.int("group", 1)
        try call.require(
            filter.rank == x.rank && groups > 0 && filter.shape[1] * groups == x.shape[1]
                && filter.shape[0] % groups == 0,
            "a filter \(filter.shape) in \(groups) groups does not fit \(x.shape)")
        var y = convolve(
            x.channelsLast, filter.lastToFilter(call), window.strides, window.padding,
            window.dilations, groups)
        if let bias { y = y + bias }
        return y.channelsFirst
    }

    private static func convolve(
        _ x: Tensor, _ filter: Tensor, _ strides: [Int], _ padding: WindowPadding,
        _ dilations: [Int], _ groups: Int
    ) -> Tensor {
        switch x.rank {
        case 3:
            conv1D(
                x, filter: filter, stride: strides, padding: padding, dilation: dilations,
                groups: groups)
        case 4:
            conv2D(
                x, filter: filter, stride: strides, padding: padding, dilation: dilations,
                groups: groups)
        default:
            conv3D(
                x, filter: filter, stride: strides, padding: padding, dilation: dilations,
                groups: groups)
        }
    }

    /// The input's gradient of a convolution: each element puts the filter down at its place.
    private static func transposed(_ call: OnnxCall) throws -> Tensor {
        let (x, filter) = (try call.tensor(0), try call.tensor(1))
        let count = x.rank - 2
        let groups = try call.int("group", 1)
        try call.require(
            (1...3).contains(count) && filter.rank == x.rank && groups > 0
                && filter.shape[0] == x.shape[1] && x.shape[1] % groups == 0,
            "a filter \(filter.shape) in \(groups) groups does not fit \(x.shape)")
        let kernel = Array(filter.shape.dropFirst(2))
        let strides = try call.perAxis("strides", count, 1)
        let dilations = try call.perAxis("dilations", count, 1)
        let extra = try call.perAxis("output_padding", count, 0, least: 0)
        let spans = zip(kernel, dilations).map { ($0 - 1) * $1 + 1 }
        let full = (0..<count).map { (x.shape[$0 + 2] - 1) * strides[$0] + spans[$0] }
        var pads = try call.ints("pads") ?? Array(repeating: 0, count: 2 * count)
        try call.require(pads.count == 2 * count, "\(pads.count) pads for \(count) axes")
        let auto = try call.text("auto_pad", "NOTSET")
        let asked: [Int] = try call.ints("output_shape") ?? []
        let isInRange = (pads + asked).allSatisfy { (size: Int) -> Bool in size.magnitude < 1 << 31
        }
        try call.require(isInRange, "pads are \(pads)")
        let wanted: [Int]? = asked.isEmpty ? nil : Array(asked.suffix(count))
        try call.require((wanted?.count ?? count) == count, "output_shape is \(wanted ?? [])")
        if wanted != nil || auto.hasPrefix("SAME") {
            for axis in 0..<count {
                let size = wanted?[axis] ?? x.shape[axis + 2] * strides[axis]
                let total = full[axis] + extra[axis] - size
                // SAME_UPPER puts the odd one behind, all else before; halves are rounded down, of
                // negative sizes too.
                let half = total >> 1
                pads[axis] = auto == "SAME_UPPER" ? half : total - half
                pads[axis + count] = total - pads[axis]
            }
        }
        let turned = filter.channelsToFilter(groups, call)
        var y: Tensor
        switch count {
        case 1:
            y = convTransposed1D(
                x.channelsLast, filter: turned, stride: strides, dilation: dilations,
                groups: groups)
        case 2:
            y = convTransposed2D(
                x.channelsLast, filter: turned, stride: strides, dilation: dilations,
                groups: groups)
        default:
            y = convTransposed3D(
                x.channelsLast, filter: turned, stride: strides, dilation: dilations,
                groups: groups)
        }
        for axis in 0..<count {
            // Padding cuts the result; output padding, or a negative size, adds to its end.
            let (low, high) = (pads[axis], pads[axis + count] - extra[axis])
            let end = full[axis] - max(0, high)
            try call.require(max(0, low) <= end, "pads \(pads) leave nothing")
            y = y.slice(max(0, low)..<end, axis: axis + 1)
            if low < 0 || high < 0 {
                var (before, after) = (y.shape.map { _ in 0 }, y.shape.map { _ in 0 })
                (before[axis + 1], after[axis + 1]) = (max(0, -low), max(0, -high))
                y = y.padded(low: before, high: after)
            }
        }
        if let bias = try call.optional(2) { y = y + bias }
        return y.channelsFirst
    }

    /// Columns of windows added up into a picture.
    private static func columnsToImage(_ call: OnnxCall) throws -> Tensor {
        let x = try call.tensor(0)
        let (image, block) = (try call.ints(1), try call.ints(2))
        let count = image.count
        try call.require(
            x.rank == 3 && count > 0 && block.count == count && block.allSatisfy { $0 > 0 },
            "\(x.shape) are no columns of blocks \(block)")
        let strides = try call.perAxis("strides", count, 1)
        let dilations = try call.perAxis("dilations", count, 1)
        let pads = try call.ints("pads") ?? Array(repeating: 0, count: 2 * count)
        try call.require(
            pads.count == 2 * count && pads.allSatisfy { $0 >= 0 }, "\(pads.count) pads")
        let padded = (0..<count).map { image[$0] + pads[$0] + pads[$0 + count] }
        _ = try call.size(padded)
        let positions = try (0..<count).map { axis in
            let room = padded[axis] - (block[axis] - 1) * dilations[axis] - 1
            try call.require(room >= 0, "block \(block) is larger than \(padded)")
            return room / strides[axis] + 1
        }
        let blockSize = block.reduce(1, *)
        try call.require(
            x.shape[1] % blockSize == 0 && x.shape[2] == positions.reduce(1, *),
            "\(x.shape) are no columns of blocks \(block) of \(image)")
        let (batch, channels) = (x.shape[0], x.shape[1] / blockSize)
        // Where each element of each window lies in the padded picture.
        var places = [0]
        for axis in 0..<count {
            places = places.flatMap { place in
                (0..<block[axis]).map { place * padded[axis] + $0 * dilations[axis] }
            }
        }
        var starts = [0]
        for axis in 0..<count {
            starts = starts.flatMap { start in
                (0..<positions[axis]).map { start * padded[axis] + $0 * strides[axis] }
            }
        }
        let indices = places.flatMap { place in starts.map { $0 + place } }
        let total = padded.reduce(1, *)
        var y = Tensor.zeros([total, batch * channels], dtype: x.dtype).scattered(
            x.reshaped([batch * channels, indices.count]).transposed(), at: Tensor(indices),
            mode: .add
        ).transposed().reshaped(Shape([batch, channels] + padded))
        for axis in 0..<count {
            y = y.slice(pads[axis]..<pads[axis] + image[axis], axis: axis + 2)
        }
        return y
    }

    /// A convolution of each channel over what came before, with the end of an earlier part.
    private static func causal(_ call: OnnxCall) throws -> [OnnxValue] {
        let (x, filter) = (try call.tensor(0), try call.tensor(1))
        try call.require(
            x.rank == 3 && filter.rank == 3 && filter.shape[0] == x.shape[1]
                && filter.shape[1] == 1 && filter.shape[2] > 0,
            "a filter \(filter.shape) does not fit \(x.shape)")
        let (channels, kept) = (x.shape[1], filter.shape[2] - 1)
        let past =
            try call.optional(3) ?? Tensor.zeros([x.shape[0], channels, kept], dtype: x.dtype)
        try call.require(
            past.shape == [x.shape[0], channels, kept], "the state is \(past.shape)")
        let whole = concatenated([past, x], axis: 2)
        var y = conv1D(
            whole.channelsLast, filter: filter.transposed([2, 1, 0]), groups: channels)
        if let bias = try call.optional(2) { y = y + bias }
        if ["silu", "swish"].contains(try call.text("activation", "none")) { y = silu(y) }
        let length = whole.shape[2]
        return [
            .tensor(y.channelsFirst.asType(x.dtype)),
            .tensor(whole.slice(length - kept..<length, axis: 2)),
        ]
    }
}

extension Tensor {
    /// `[out, in, …]` as Lamina's filter `[…, in, out]`, computed once where it is constant.
    fileprivate func lastToFilter(_ call: OnnxCall) -> Tensor {
        call.kept(transposed(Array(2..<rank) + [1, 0]))
    }

    /// A transposed convolution's filter `[in, out / groups, …]` as Lamina's.
    fileprivate func channelsToFilter(_ groups: Int, _ call: OnnxCall) -> Tensor {
        // [groups, in / groups, out / groups, …] to […, out / groups, groups, in / groups].
        let inputs = shape[0] / groups
        let split = reshaped(Shape([groups, inputs] + shape.dropFirst()))
        let moved = split.transposed(Array(3..<split.rank) + [2, 0, 1])
        return call.kept(
            moved.reshaped(Shape(shape.dropFirst(2) + [shape[1], groups * inputs])))
    }
}

extension OnnxCall {
    /// A tensor made of constants alone, computed while a graph is traced and not at each run.
    func kept(_ tensor: Tensor) -> Tensor {
        scope.folded([.tensor(tensor)], node, "filter")[0].tensor ?? tensor
    }

    /// A list with a positive number for each spatial axis.
    func perAxis(
        _ name: String, _ count: Int, _ usual: Int, least: Int = 1
    ) throws(OnnxFault) -> [Int] {
        let values = try ints(name) ?? Array(repeating: usual, count: count)
        try require(
            values.count == count
                && values.allSatisfy { $0 >= least && $0 <= SpatialWindow.longest },
            "\(name) are \(values) for \(count) axes")
        return values
    }
}

/// How a window slides over the positions of `[batch, channels, …]`.
struct SpatialWindow {
    let kernel: [Int]
    let strides: [Int]
    let dilations: [Int]
    private(set) var before: [Int]
    private(set) var after: [Int]
    /// How often the window fits along each axis.
    private(set) var positions: [Int] = []
    let isCeiling: Bool

    /// The longest window, step or border: the engine counts in 32 bits.
    static let longest = 1 << 15

    init(_ call: OnnxCall, _ x: Tensor, kernel: [Int]) throws(OnnxFault) {
        let count = x.rank - 2
        try call.require(
            (1...3).contains(count) && kernel.count == count
                && kernel.allSatisfy { (1...Self.longest).contains($0) },
            "a window \(kernel) does not fit \(x.shape): one to three axes are slid over")
        if let given = try call.ints("kernel_shape") {
            try call.require(given == kernel, "kernel_shape \(given) is not the filter's \(kernel)")
        }
        self.kernel = kernel
        strides = try call.perAxis("strides", count, 1)
        dilations = try call.perAxis("dilations", count, 1)
        isCeiling = try call.flag("ceil_mode")
        let pads = try call.ints("pads") ?? Array(repeating: 0, count: 2 * count)
        try call.require(
            pads.count == 2 * count && pads.allSatisfy { (0...Self.longest).contains($0) },
            "pads are \(pads) for \(count) axes")
        (before, after) = (Array(pads.prefix(count)), Array(pads.suffix(count)))
        let auto = try call.text("auto_pad", "NOTSET")
        for axis in 0..<count {
            let size = x.shape[axis + 2]
            let span = (kernel[axis] - 1) * dilations[axis] + 1
            if auto.hasPrefix("SAME") {
                let places = (size + strides[axis] - 1) / strides[axis]
                let total = max(0, (places - 1) * strides[axis] + span - size)
                before[axis] = auto == "SAME_UPPER" ? total / 2 : total - total / 2
                after[axis] = total - before[axis]
            } else if auto == "VALID" {
                (before[axis], after[axis]) = (0, 0)
            }
            let room = size + before[axis] + after[axis] - span
            try call.require(room >= 0, "a window \(kernel) is larger than \(x.shape)")
            var places = room / strides[axis] + 1
            if isCeiling, room % strides[axis] != 0,
                places * strides[axis] < size + before[axis]
            {
                // A further window, which must begin inside.
                places += 1
            }
            positions.append(places)
        }
    }

    var padding: WindowPadding { .explicit(before: before, after: after) }

    /// Padding that lets the window fit as often as the positions say.
    func padding(filling x: Tensor) -> WindowPadding {
        var after = after
        for axis in kernel.indices {
            let span = (kernel[axis] - 1) * dilations[axis] + 1
            let end = (positions[axis] - 1) * strides[axis] + span
            after[axis] = max(after[axis], end - x.shape[axis + 2] - before[axis])
        }
        return .explicit(before: before, after: after)
    }
}
