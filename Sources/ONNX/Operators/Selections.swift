import LaminaGraph
import LaminaTensor

extension OnnxOperator {
    /// Elements taken from places, put at places, or put in order.
    static let selections: [OnnxOperator] = [
        OnnxOperator(value: "Gather", [1, 11, 13]) { call in
            let rank = try call.shape(0).rank
            let axis = try call.axis(call.int("axis", 0), rank: rank)
            let indices = try call.tensor(1)
            return try call.rearranged { $0.taking(indices, axis: axis) }
        },
        OnnxOperator(value: "GatherElements", [11, 13]) { call in
            let (x, indices) = (try call.tensor(0), try call.tensor(1))
            let axis = try call.axis(call.int("axis", 0), rank: x.rank)
            try call.require(indices.rank == x.rank, "indices have \(indices.rank) axes")
            let cut = try call.cut(x, to: indices.shape, but: axis)
            return try call.value(0).with(cut.takingAlong(axis: axis, indices))
        },
        OnnxOperator(value: "GatherND", [11, 12, 13], gatherND),
        OnnxOperator(value: "Slice", [1, 10, 11, 13], slice),
        OnnxOperator(value: "ScatterElements", [11, 13, 16, 18], scatterElements),
        OnnxOperator(value: "Scatter", [9, 11], scatterElements),
        OnnxOperator(value: "ScatterND", [11, 13, 16, 18]) { call in
            let (x, indices, updates) = (try call.tensor(0), try call.tensor(1), try call.tensor(2))
            return try call.value(0).with(
                x.scatteredND(updates, at: indices, mode: mode(call)))
        },
        OnnxOperator("TensorScatter", [24], tensorScatter),
        OnnxOperator("NonZero", [9, 13]) { call in
            let x = try call.known(0)
            if x.rank == 0 {
                return Tensor.zeros(
                    [0, x.asType(.bool).scalar(as: Bool.self) ? 1 : 0], dtype: .int64)
            }
            return stacked(x.nonzero(), axis: 0).asType(.int64)
        },
        OnnxOperator(value: "Compress", [9, 11, 28], compress),
        OnnxOperator(results: "TopK", [1, 10, 11, 24], topK),
        OnnxOperator(results: "Unique", [11, 28], unique),
        OnnxOperator("Trilu", [14]) { call in
            let x = try call.tensor(0)
            try call.require(x.rank >= 2, "the input \(x.shape) holds no matrices")
            // Beyond the corners nothing changes, and sums of places must not overflow.
            let reach = x.shape[x.rank - 2] + x.shape[x.rank - 1]
            let offset = min(max(call.has(1) ? try call.integer(1) : 0, -reach), reach)
            return try call.flag("upper", true)
                ? x.upperTriangle(offset: offset) : x.lowerTriangle(offset: offset)
        },
        OnnxOperator("ReverseSequence", [10, 28], reverseSequence),
        OnnxOperator(value: "Pad", [1, 2, 11, 13, 18, 19, 21, 23, 24, 25], pad),
        OnnxOperator("CenterCropPad", [18], centerCropPad),
    ]

    private static func mode(_ call: OnnxCall) throws -> ScatterMode {
        switch try call.text("reduction", "none") {
        case "none": return .set
        case "add": return .add
        case "mul": return .multiply
        case "max": return .maximum
        case "min": return .minimum
        case let other:
            throw OnnxFault(
                "reduction is '\(other)'", fix: "it must be none, add, mul, max or min")
        }
    }

    /// The first `batch_dims` axes are gone through one by one, as further numbers of each index.
    private static func gatherND(_ call: OnnxCall) throws -> OnnxValue {
        let (x, indices) = (try call.tensor(0), try call.tensor(1))
        let batch = try call.int("batch_dims", 0)
        try call.require(
            batch >= 0 && batch < indices.rank && batch < x.rank,
            "batch_dims is \(batch) for \(x.shape) and \(indices.shape)")
        guard batch > 0 else { return try call.value(0).with(x.gatheredND(indices)) }
        let whole = indices.asType(.int64)
        let places = (0..<batch).map { axis in
            Tensor.iota(
                Shape(indices.shape.dropLast() + [1]), axis: axis, dtype: .int64)
        }
        return try call.value(0).with(
            x.gatheredND(concatenated(places + [whole], axis: indices.rank - 1)))
    }

    private static func slice(_ call: OnnxCall) throws -> OnnxValue {
        let shape = try call.shape(0)
        let isOld = call.opset < 10
        let starts = isOld ? try call.required(call.ints("starts"), "starts") : try call.ints(1)
        let ends = isOld ? try call.required(call.ints("ends"), "ends") : try call.ints(2)
        let given = isOld ? try call.ints("axes") : try call.optionalInts(3)
        let axes = try call.axes(given ?? Array(starts.indices), rank: shape.rank)
        let steps = try isOld ? nil : call.optionalInts(4)
        try call.require(
            ends.count == starts.count && axes.count == starts.count
                && (steps ?? starts).count == starts.count,
            "starts, ends, axes and steps differ in number")
        return try call.rearranged { x in
            var result = x
            for (index, axis) in axes.enumerated() {
                let (size, step) = (shape[axis], steps?[index] ?? 1)
                try call.require(step != 0, "a step is 0")
                let (low, high) = step > 0 ? (0, size) : (-1, size - 1)
                func place(_ value: Int) -> Int {
                    let own = value < 0 ? value + size : value
                    return min(max(own, low), high)
                }
                let (start, end) = (place(starts[index]), place(ends[index]))
                result = result.stepped(from: start, to: end, by: step, axis: axis)
            }
            return result
        }
    }

    private static func scatterElements(_ call: OnnxCall) throws -> OnnxValue {
        let (x, indices, updates) = (try call.tensor(0), try call.tensor(1), try call.tensor(2))
        let axis = try call.axis(call.int("axis", 0), rank: x.rank)
        try call.require(
            indices.shape == updates.shape && indices.rank == x.rank,
            "indices \(indices.shape) and updates \(updates.shape) do not fit \(x.shape)")
        try call.require(
            x.shape.indices.allSatisfy { $0 == axis || indices.shape[$0] <= x.shape[$0] },
            "indices \(indices.shape) do not fit \(x.shape)")
        // Where the indices leave the ends of other axes out, these stay.
        let scattered = try call.cut(x, to: indices.shape, but: axis)
            .scatteredAlong(axis: axis, indices, updates, mode: mode(call))
        guard scattered.shape != x.shape else { return try call.value(0).with(scattered) }
        let starts = Tensor.zeros([x.rank], dtype: .int32)
        return try call.value(0).with(x.dynamicUpdate(scattered, at: starts))
    }

    /// Writes `update` into a cache from each example's own place on.
    private static func tensorScatter(_ call: OnnxCall) throws -> Tensor {
        let (cache, update) = (try call.tensor(0), try call.tensor(1))
        let axis = try call.axis(call.int("axis", -2), rank: cache.rank)
        try call.require(
            axis > 0 && update.rank == cache.rank,
            "the sequence's axis is \(axis) of \(cache.shape)")
        let (size, count) = (cache.shape[axis], update.shape[axis])
        var line = Array(repeating: 1, count: cache.rank)
        line[axis] = count
        var places = Tensor.iota([count], dtype: .int64).reshaped(Shape(line))
        if let starts = try call.optional(2) {
            var lanes = Array(repeating: 1, count: cache.rank)
            lanes[0] = cache.shape[0]
            places = places + starts.asType(.int64).reshaped(Shape(lanes))
        }
        if try call.text("mode", "linear") == "circular" { places = places % size }
        return cache.scatteredAlong(axis: axis, places.broadcast(to: update.shape), update)
    }

    private static func compress(_ call: OnnxCall) throws -> OnnxValue {
        let choices = try call.known(1).array(as: Bool.self)
        let kept = choices.indices.filter { choices[$0] }
        let shape = try call.shape(0)
        guard let given = try call.int("axis") else {
            try call.require(
                (kept.last ?? -1) < shape.elementCount, "the condition is longer than the input")
            return try call.rearranged { $0.reshaped([-1]).taking(Tensor(kept)) }
        }
        let axis = try call.axis(given, rank: shape.rank)
        try call.require((kept.last ?? -1) < shape[axis], "the condition is longer than the axis")
        return try call.rearranged { $0.taking(Tensor(kept), axis: axis) }
    }

    private static func topK(_ call: OnnxCall) throws -> [OnnxValue] {
        let x = try call.tensor(0)
        let axis = try call.axis(call.int("axis", -1), rank: x.rank)
        let k = call.opset < 10 ? try call.required(call.int("k"), "k") : try call.integer(1)
        try call.require((0...x.shape[axis]).contains(k), "k is \(k) of \(x.shape[axis])")
        let (values, places) = x.topK(k, axis: axis, largest: try call.flag("largest", true))
        return [.tensor(values), .tensor(places.asType(.int64))]
    }

    private static func unique(_ call: OnnxCall) throws -> [OnnxValue] {
        let x = try call.known(0)
        let axis = try call.int("axis").map { try call.axis($0, rank: x.rank) }
        let rows = axis.map { x.movedAxis(from: $0, to: 0) } ?? x.reshaped([-1])
        let found = UniqueRows(rows, isSorted: try call.flag("sorted", true))
        let values = rows.taking(Tensor(found.firsts), axis: 0)
        return [
            .tensor(axis.map { values.movedAxis(from: 0, to: $0) } ?? values),
            .tensor(Tensor(found.firsts)), .tensor(Tensor(found.inverse)),
            .tensor(Tensor(found.counts)),
        ]
    }

    private static func reverseSequence(_ call: OnnxCall) throws -> Tensor {
        let (x, lengths) = (try call.tensor(0), try call.tensor(1).asType(.int64))
        let batch = try call.axis(call.int("batch_axis", 1), rank: x.rank)
        let time = try call.axis(call.int("time_axis", 0), rank: x.rank)
        try call.require(
            lengths.shape == [x.shape[batch]] && batch != time, "lengths are \(lengths.shape)")
        var lanes = Array(repeating: 1, count: x.rank)
        lanes[batch] = x.shape[batch]
        let ends = lengths.reshaped(Shape(lanes))
        let places = Tensor.iota(x.shape, axis: time, dtype: .int64)
        return x.takingAlong(
            axis: time, LaminaTensor.select(places .< ends, ends - 1 - places, places))
    }

    private static func pad(_ call: OnnxCall) throws -> OnnxValue {
        let shape = try call.shape(0)
        let isOld = call.opset < 11
        let pads =
            isOld
            ? try call.required(call.ints("pads") ?? call.ints("paddings"), "pads")
            : try call.ints(1)
        let given = call.opset >= 18 ? try call.optionalInts(3) : nil
        let axes = try call.axes(given ?? Array(shape.indices), rank: shape.rank)
        try call.require(
            pads.count == 2 * axes.count, "\(pads.count) sizes for \(axes.count) axes")
        var (low, high) = (shape.map { _ in 0 }, shape.map { _ in 0 })
        for (index, axis) in axes.enumerated() {
            (low[axis], high[axis]) = (pads[index], pads[index + axes.count])
        }
        _ = try call.size(
            shape.indices.map { max(0, shape[$0] &+ max(0, low[$0]) &+ max(0, high[$0])) })
        // A negative size cuts.
        let cuts = try shape.indices.map { axis in
            let (start, end) = (max(0, -low[axis]), shape[axis] - max(0, -high[axis]))
            try call.require(start <= end, "cuts \(pads) leave nothing of \(shape)")
            return start..<end
        }
        let (before, after) = (low.map { max(0, $0) }, high.map { max(0, $0) })
        let mode = try call.text("mode", "constant")
        let value = isOld ? try call.float("value", 0) : 0
        let fill = !isOld && call.has(2) ? try call.tensor(2) : nil
        return try call.rearranged { x in
            let cut = cuts.enumerated().reduce(x) {
                $1.element == 0..<shape[$1.offset] ? $0 : $0.slice($1.element, axis: $1.offset)
            }
            switch mode {
            case "constant":
                guard let fill else { return cut.padded(low: before, high: after, value: value) }
                guard !fill.node.isTraced, fill.shape.elementCount == 1, cut.dtype != .int64 else {
                    let inside = Tensor.ones(cut.shape, dtype: .bool)
                        .padded(low: before, high: after)
                    return LaminaTensor.select(
                        inside, cut.padded(low: before, high: after),
                        fill.reshaped([]).asType(cut.dtype))
                }
                return cut.padded(
                    low: before, high: after, value: fill.asType(.float64).scalar(as: Double.self))
            case "edge": return cut.padded(low: before, high: after, mode: .edge)
            case "reflect": return cut.padded(low: before, high: after, mode: .reflect)
            case "wrap": return cut.padded(low: before, high: after, mode: .wrap)
            default:
                throw OnnxFault(
                    "mode is '\(mode)'", fix: "it must be constant, reflect, edge or wrap")
            }
        }
    }

    private static func centerCropPad(_ call: OnnxCall) throws -> Tensor {
        let x = try call.tensor(0)
        let sizes = try call.ints(1)
        let axes = try call.axes(call.ints("axes") ?? Array(x.shape.indices), rank: x.rank)
        try call.require(
            sizes.count == axes.count && sizes.allSatisfy { $0 >= 0 }, "the sizes are \(sizes)")
        var result = x
        for (axis, size) in zip(axes, sizes) {
            let old = x.shape[axis]
            if size < old {
                let start = (old - size) / 2
                result = result.slice(start..<start + size, axis: axis)
            } else if size > old {
                var (low, high) = (x.shape.map { _ in 0 }, x.shape.map { _ in 0 })
                low[axis] = (size - old) / 2
                high[axis] = size - old - low[axis]
                result = result.padded(low: low, high: high)
            }
        }
        return result
    }
}

extension OnnxCall {
    /// The beginning of a tensor along all axes but one, as long as another shape.
    func cut(_ x: Tensor, to shape: Shape, but axis: Int) throws(OnnxFault) -> Tensor {
        var result = x
        for other in shape.indices where other != axis && shape[other] != x.shape[other] {
            try require(
                shape[other] <= x.shape[other], "indices \(shape) are larger than \(x.shape)")
            result = result.slice(0..<shape[other], axis: other)
        }
        return result
    }
}

extension Tensor {
    /// The elements at `start`, `start + step`, … before `end` (above it, for a negative step).
    fileprivate func stepped(from start: Int, to end: Int, by step: Int, axis: Int) -> Tensor {
        let size = shape[axis]
        if step > 0 {
            guard end > start else { return slice(0..<0, axis: axis) }
            if step == 1 {
                return start == 0 && end == size ? self : slice(start..<end, axis: axis)
            }
        } else {
            guard start > end else { return slice(0..<0, axis: axis) }
            if step == -1, start == size - 1, end == -1 { return flipped(axis: axis) }
        }
        let bounded = Swift.max(-size, Swift.min(step, size))
        let places = Array(Swift.stride(from: start, to: end, by: bounded))
        return taking(Tensor(places), axis: axis)
    }
}
