import LaminaGraph
import LaminaTensor

extension OnnxOperator {
    /// Lists of tensors, and values that may be missing.
    static let sequences: [OnnxOperator] = [
        OnnxOperator(value: "SequenceEmpty", [11]) { _ in .sequence([]) },
        OnnxOperator(value: "SequenceConstruct", [11]) { call in
            .sequence(try (0..<call.inputCount).map { try call.value($0) })
        },
        OnnxOperator(value: "SequenceAt", [11]) { call in
            let values = try call.sequence(0)
            return values[try place(call, in: values.count)]
        },
        OnnxOperator(value: "SequenceInsert", [11]) { call in
            var values = try call.sequence(0)
            let place =
                call.has(2) ? try place(call, 2, in: values.count, orEnd: true) : values.count
            values.insert(try call.value(1), at: place)
            return .sequence(values)
        },
        OnnxOperator(value: "SequenceErase", [11]) { call in
            var values = try call.sequence(0)
            try call.require(!values.isEmpty, "the sequence is empty")
            values.remove(
                at: call.has(1) ? try place(call, in: values.count) : values.count - 1)
            return .sequence(values)
        },
        OnnxOperator("SequenceLength", [11]) { call in
            Tensor(Int64(try call.sequence(0).count))
        },
        OnnxOperator(value: "ConcatFromSequence", [11]) { call in
            let values = try call.sequence(0)
            guard let first = values.first, let rank = first.shape?.rank else {
                throw OnnxFault("the sequence is empty", fix: "join at least one tensor")
            }
            let isNew = try call.flag("new_axis")
            let axis = try call.axis(
                call.required(call.int("axis"), "axis"), rank: isNew ? rank + 1 : rank)
            let tensors = values.compactMap(\.tensor)
            try call.require(tensors.count == values.count, "an element is \(first.summary)")
            return first.with(
                isNew ? stacked(tensors, axis: axis) : concatenated(tensors, axis: axis))
        },
        OnnxOperator(value: "SplitToSequence", [11, 24], split),
        OnnxOperator(results: "SequenceMap", [17], map),
        OnnxOperator(value: "Optional", [15, 28]) { call in
            call.has(0) ? try call.value(0) : .none
        },
        OnnxOperator(value: "OptionalGetElement", [15, 18, 28]) { call in
            let value = try call.value(0)
            if case .none = value {
                throw OnnxFault("the optional holds nothing", fix: "ask OptionalHasElement first")
            }
            return value
        },
        OnnxOperator("OptionalHasElement", [15, 18, 28]) { call in
            guard call.has(0) else { return Tensor(false) }
            if case .none = try call.value(0) { return Tensor(false) }
            return Tensor(true)
        },
    ]

    private static func place(
        _ call: OnnxCall, _ index: Int = 1, in count: Int, orEnd: Bool = false
    ) throws -> Int {
        let given = try call.integer(index)
        let place = given < 0 ? given + count : given
        try call.require(
            place >= 0 && place < count + (orEnd ? 1 : 0), "\(given) is no place among \(count)")
        return place
    }

    private static func split(_ call: OnnxCall) throws -> OnnxValue {
        let shape = try call.shape(0)
        let axis = try call.axis(call.int("axis", 0), rank: shape.rank)
        let size = shape[axis]
        let keepsAxis = try !call.has(1) && !call.flag("keepdims", true)
        var parts = Array(repeating: 1, count: call.has(1) ? 0 : size)
        if call.has(1) {
            let given = try call.ints(1)
            if try call.shape(1).rank == 0 {
                let chunk = given[0]
                try call.require(chunk > 0, "parts have size \(chunk)")
                parts = stride(from: 0, to: size, by: chunk).map { min(chunk, size - $0) }
            } else {
                parts = given
            }
        }
        try call.require(
            parts.allSatisfy { $0 >= 0 } && parts.reduce(0, &+) == size,
            "parts of \(parts) do not make up \(size)")
        var start = 0
        return .sequence(
            try parts.map { count in
                defer { start += count }
                let range = start..<start + count
                return try call.rearranged {
                    let part = $0.slice(range, axis: axis)
                    return keepsAxis ? part.squeezed(axis: axis) : part
                }
            })
    }

    private static func map(_ call: OnnxCall) throws -> [OnnxValue] {
        let (count, body) = (try call.sequence(0).count, try call.graph("body"))
        var results = [[OnnxValue]](repeating: [], count: body.outputs.count)
        for index in 0..<count {
            let inputs = try (0..<call.inputCount).map { input in
                guard case .sequence(let values) = try call.value(input) else {
                    return try call.value(input)
                }
                try call.require(values.count == count, "the sequences differ in length")
                return values[index]
            }
            for (place, value) in try call.scope.run(body, inputs, of: call.node).enumerated() {
                results[place].append(value)
            }
        }
        return results.map { .sequence($0) }
    }
}
