import LaminaGraph
import LaminaTensor

extension OnnxOperator {
    /// Arithmetic and elementary functions, element by element.
    static let elementwise: [OnnxOperator] = [
        unary("Abs", [1, 6, 13], abs),
        unary("Acos", [7, 22], acos),
        unary("Acosh", [9, 22], acosh),
        unary("Asin", [7, 22], asin),
        unary("Asinh", [9, 22], asinh),
        unary("Atan", [7, 22], atan),
        unary("Atanh", [9, 22], atanh),
        unary("Ceil", [1, 6, 13], ceil),
        unary("Cos", [7, 22], cos),
        unary("Cosh", [9, 22], cosh),
        unary("Erf", [9, 13], erf),
        unary("Exp", [1, 6, 13], exp),
        unary("Floor", [1, 6, 13], floor),
        unary("Log", [1, 6, 13], log),
        unary("Neg", [1, 6, 13]) { -$0 },
        unary("Reciprocal", [1, 6, 13], reciprocal),
        unary("Round", [11, 22], round),
        unary("Sign", [9, 13], sign),
        unary("Sin", [7, 22], sin),
        unary("Sinh", [9, 22], sinh),
        unary("Sqrt", [1, 6, 13], sqrt),
        unary("Tan", [7, 22], tan),
        unary("Tanh", [1, 6, 13], tanh),
        binary("Add", [1, 6, 7, 13, 14]) { $0 + $1 },
        binary("Sub", [1, 6, 7, 13, 14]) { $0 - $1 },
        binary("Mul", [1, 6, 7, 13, 14]) { $0 * $1 },
        binary("Div", [1, 6, 7, 13, 14]) { $0 / $1 },
        OnnxOperator("Pow", [1, 7, 12, 13, 15], power),
        OnnxOperator("Mod", [10, 13, 28], modulo),
        list("Max", [1, 6, 8, 12, 13]) { $0.dropFirst().reduce($0[0]) { joined($0, $1, maximum) } },
        list("Min", [1, 6, 8, 12, 13]) { $0.dropFirst().reduce($0[0]) { joined($0, $1, minimum) } },
        list("Sum", [1, 6, 8, 13]) { $0.dropFirst().reduce($0[0]) { joined($0, $1) { $0 + $1 } } },
        list("Mean", [1, 6, 8, 13]) { all in
            let sum = all.dropFirst().reduce(all[0]) { joined($0, $1) { $0 + $1 } }
            return (sum / Double(all.count)).asType(all[0].dtype)
        },
        OnnxOperator("Clip", [1, 6, 11, 12, 13], clip),
        OnnxOperator("BitShift", [11, 28], bitShift),
        binary("BitwiseAnd", [18]) { $0 & $1 },
        binary("BitwiseOr", [18]) { $0 | $1 },
        binary("BitwiseXor", [18]) { $0 ^ $1 },
        unary("BitwiseNot", [18]) { ~$0 },
    ]

    /// A function of one tensor, in its own type.
    static func unary(
        _ name: String, _ versions: [Int], _ function: @escaping @Sendable (Tensor) -> Tensor
    ) -> OnnxOperator {
        OnnxOperator(name, versions) { call in
            try call.tensor(0).elementwise(function)
        }
    }

    /// A function of two tensors that broadcast, in the type of the first.
    private static func binary(
        _ name: String, _ versions: [Int],
        _ function: @escaping @Sendable (Tensor, Tensor) -> Tensor
    ) -> OnnxOperator {
        OnnxOperator(name, versions) { call in
            let a = try call.tensor(0)
            let b = try call.legacyAligned(call.tensor(1), to: a)
            return Tensor.elementwise(a, b, function).asType(a.dtype)
        }
    }

    private static func list(
        _ name: String, _ versions: [Int], _ function: @escaping @Sendable ([Tensor]) -> Tensor
    ) -> OnnxOperator {
        OnnxOperator(name, versions) { call in
            let tensors = try call.tensors()
            try call.require(!tensors.isEmpty, "there is no input")
            return function(tensors)
        }
    }

    private static func joined(
        _ a: Tensor, _ b: Tensor, _ function: (Tensor, Tensor) -> Tensor
    ) -> Tensor {
        Tensor.elementwise(a, b, function)
    }

    /// In the base's type. An exponent known now lets 2 and 0.5 be products and roots.
    private static func power(_ call: OnnxCall) throws -> Tensor {
        let base = try call.tensor(0)
        let exponent = try call.legacyAligned(call.tensor(1), to: base)
        if base.dtype.isFloatingPoint, exponent.shape.elementCount == 1,
            exponent.rank <= base.rank, !exponent.node.isTraced
        {
            let number = exponent.scalar(as: Double.self)
            return base.elementwise { pow($0, number) }
        }
        let type = DType.promoted(base.dtype, exponent.dtype)
        return Tensor.elementwise(base.asType(type), exponent.asType(type), pow)
            .asType(base.dtype)
    }

    /// With the divisor's sign, as Python's `%`, or with `fmod` the dividend's, as C's.
    private static func modulo(_ call: OnnxCall) throws -> Tensor {
        let (a, b) = (try call.tensor(0), try call.tensor(1))
        return try call.flag("fmod") ? truncatedRemainder(a, b) : a % b
    }

    /// Bounds are attributes up to opset 10. A lower bound above the upper gives the upper.
    private static func clip(_ call: OnnxCall) throws -> Tensor {
        let x = try call.tensor(0)
        if call.opset < 11 {
            let low = try call.float("min", -.infinity)
            let high = try call.float("max", .infinity)
            return x.elementwise { minimum(maximum($0, low), high) }
        }
        let (low, high) = (try call.optional(1), try call.optional(2))
        return x.elementwise { x in
            var result = x
            if let low { result = maximum(result, low) }
            if let high { result = minimum(result, high) }
            return result
        }
    }

    /// By 0 to one less than the type's bits; by anything else the sign fills the number.
    private static func bitShift(_ call: OnnxCall) throws -> Tensor {
        let (x, count) = (try call.tensor(0), try call.tensor(1))
        let bits = x.dtype.byteCount * 8
        var isInside = count .< bits
        if !count.dtype.isUnsigned { isInside = isInside .& (count .>= 0) }
        let safe = LaminaTensor.select(isInside, count, 0)
        switch try call.text("direction", "") {
        case "LEFT": return LaminaTensor.select(isInside, x << safe, 0)
        case "RIGHT":
            let filled = LaminaTensor.select(
                x .< 0, Tensor.full(-1, [], dtype: x.dtype), Tensor.full(0, [], dtype: x.dtype))
            let fill = x.dtype.isUnsigned ? Tensor.full(0, [], dtype: x.dtype) : filled
            return LaminaTensor.select(isInside, x >> safe, fill)
        case let other:
            throw OnnxFault("direction is '\(other)'", fix: "it must be LEFT or RIGHT")
        }
    }
}

extension OnnxCall {
    /// Before opset 7 an operand of fewer axes was aligned at `axis`, not at the last.
    func legacyAligned(_ b: Tensor, to a: Tensor) throws(OnnxFault) -> Tensor {
        guard opset < 7, node.domain.isEmpty, let axis = try int("axis"), b.rank < a.rank else {
            return b
        }
        let first = try self.axis(axis, rank: a.rank + 1)
        try require(first + b.rank <= a.rank, "axis \(axis) leaves no room for \(b.shape)")
        let ones = Array(repeating: 1, count: a.rank - first - b.rank)
        return b.reshaped(Shape(Array(b.shape) + ones))
    }
}
