import LaminaFormats
import LaminaGraph
import LaminaTensor

extension OnnxOperator {
    /// Tensors from attributes and shapes.
    static let constants: [OnnxOperator] = [
        OnnxOperator(value: "Constant", [1, 9, 11, 12, 13, 19, 21, 23, 24, 25], constant),
        OnnxOperator(
            value: "ConstantOfShape", [9, 20, 21, 23, 24, 25],
            { call in
                let shape = try call.size(call.ints(0))
                guard let stored = try call.stored("value") else {
                    return .tensor(Tensor.zeros(shape))
                }
                let value = stored.value
                guard let tensor = value.tensor, stored.elementCount == 1 else {
                    throw OnnxFault(
                        "attribute 'value' is \(value.summary), not one number",
                        fix: "check what wrote the file")
                }
                return value.with(tensor.reshaped([]).broadcast(to: shape))
            }),
        OnnxOperator("EyeLike", [9, 22]) { call in
            let x = try call.tensor(0)
            try call.require(x.rank == 2, "the input has \(x.rank) axes, not two")
            let rows = Tensor.iota([x.shape[0], 1]) + (try call.int("k", 0))
            let columns = Tensor.iota([1, x.shape[1]], axis: 1)
            return rows.isEqual(to: columns).asType(try call.dtype("dtype") ?? x.dtype)
        },
        OnnxOperator("Range", [11, 27], settings: [0, 1, 2], range),
        OnnxOperator("Shape", [1, 13, 15, 19, 21, 23, 24, 25]) { call in
            let sizes = Array(try call.shape(0))
            func place(_ value: Int) -> Int {
                min(max(value < 0 ? value + sizes.count : value, 0), sizes.count)
            }
            let start = place(try call.int("start", 0))
            let end = place(try call.int("end", sizes.count))
            return Tensor(Array(sizes[start..<max(start, end)]))
        },
        OnnxOperator("Size", [1, 13, 19, 21, 23, 24, 25]) { call in
            Tensor(Int64(try call.shape(0).elementCount))
        },
        OnnxOperator("OneHot", [9, 11, 28], oneHot),
    ]

    private static func constant(_ call: OnnxCall) throws -> OnnxValue {
        for (name, value) in call.node.attributes {
            switch (name, value) {
            case ("value", .tensor(let tensor)): return tensor.value
            case ("value_float", .float(let number)): return .tensor(Tensor(number))
            case ("value_int", .int(let number)): return .tensor(Tensor(Int64(number)))
            case ("value_floats", .floats(let numbers)): return .tensor(Tensor(numbers))
            case ("value_ints", .ints(let numbers)): return .tensor(Tensor(numbers))
            case ("value_string", .string(let text)): return .strings([text], [])
            case ("value_strings", .strings(let texts)): return .strings(texts, [texts.count])
            case ("sparse_value", .sparseTensor(let sparse)): return try dense(sparse)
            default: continue
            }
        }
        throw OnnxFault("there is no value", fix: "check what wrote the file")
    }

    private static func dense(_ sparse: OnnxSparseTensor) throws -> OnnxValue {
        let shape = Shape(sparse.shape)
        guard let values = sparse.values.value.tensor, let indices = sparse.indices.value.tensor,
            indices.dtype == .int64, values.rank == 1
        else {
            throw OnnxFault("the sparse value has no numbers", fix: "check what wrote the file")
        }
        var places = indices
        if indices.rank == 2, indices.shape[1] == shape.rank {
            let strides = Tensor(Array(shape.strides))
            places = (indices * strides).sum(axis: 1)
        }
        guard places.shape == values.shape else {
            throw OnnxFault(
                "the sparse value has \(values.shape[0]) numbers at places \(indices.shape)",
                fix: "check what wrote the file")
        }
        let flat = Tensor.zeros([shape.elementCount], dtype: values.dtype)
        return sparse.values.value.with(
            flat.scattered(values, at: places).reshaped(shape))
    }

    private static func range(_ call: OnnxCall) throws -> Tensor {
        let dtype = try call.tensor(0).dtype
        let (start, limit, step) = (try call.number(0), try call.number(1), try call.number(2))
        try call.require(step != 0 && !step.isNaN, "the step is \(step)")
        let count = ((limit - start) / step).rounded(.up)
        try call.require(count < 1e9, "the range has \(count) numbers")
        let steps = Tensor.iota([max(0, Int(count))], dtype: dtype.isInteger ? .int64 : .float64)
        if dtype.isInteger { return (steps * Int(step) + Int(start)).asType(dtype) }
        return (steps * step + start).asType(dtype)
    }

    private static func oneHot(_ call: OnnxCall) throws -> Tensor {
        let (indices, values) = (try call.tensor(0), try call.tensor(2))
        let depth = try call.integer(1)
        try call.require(depth > 0, "the depth is \(depth)")
        try call.require(values.shape == [2], "values have the shape \(values.shape), not [2]")
        let axis = try call.axis(call.int("axis", -1), rank: indices.rank + 1)
        let whole = indices.asType(.int64)
        let resolved = LaminaTensor.select(whole .< 0, whole + depth, whole)
        let hot = resolved.oneHot(classes: depth, axis: axis, dtype: .bool)
        return LaminaTensor.select(hot, values[1], values[0])
    }
}

extension OnnxCall {
    /// The shape of an input that may also be text.
    func shape(_ index: Int) throws(OnnxFault) -> Shape {
        let value = try value(index)
        guard let shape = value.shape else {
            throw OnnxFault(
                "input \(index) is \(value.summary), not a tensor", fix: "check what wrote the file"
            )
        }
        return shape
    }
}
