import LaminaGraph
import LaminaTensor

extension OnnxOperator {
    /// Numbers kept as small integers with a scale and a zero point, and products of them.
    ///
    /// Products of integers are summed in float64, which is exact up to 2⁵³.
    static let quantization: [OnnxOperator] = [
        OnnxOperator(value: "QuantizeLinear", [10, 13, 19, 21, 23, 24, 25, 28], quantize),
        OnnxOperator("DequantizeLinear", [10, 13, 19, 21, 23, 24, 25, 28], dequantize),
        OnnxOperator(results: "DynamicQuantizeLinear", [11]) { call in
            let x = try call.tensor(0)
            let high = maximum(x.max(), 0)
            let low = minimum(x.min(), 0)
            let scale =
                LaminaTensor.select(high.isEqual(to: low), 1, high - low) / 255
            let zero = round(clamp(-low / scale, 0.0...255.0))
            let y = clamp(round(x / scale) + zero, 0.0...255.0)
            return [
                .tensor(y.asType(.uint8)), .tensor(scale), .tensor(zero.asType(.uint8)),
            ]
        },
        OnnxOperator("MatMulInteger", [10]) { call in
            let a = try centered(call, 0, zeroPoint: 2, axisFromEnd: 2)
            let b = try centered(call, 1, zeroPoint: 3, axisFromEnd: 1)
            return matmul(a, b).asType(.int32)
        },
        OnnxOperator(value: "QLinearMatMul", [10, 21]) { call in
            let a = try centered(call, 0, zeroPoint: 2, axisFromEnd: 2)
            let b = try centered(call, 3, zeroPoint: 5, axisFromEnd: 1)
            let scale =
                (try column(call, 1, of: a, axisFromEnd: 2))
                * (try column(call, 4, of: b, axisFromEnd: 1)) / (try wide(call, 6))
            return try rounded(call, matmul(a, b) * scale, zeroPoint: 7)
        },
        OnnxOperator("ConvInteger", [10]) { call in
            let x = try centered(call, 0, zeroPoint: 2, axisFromEnd: nil)
            let w = try centered(call, 1, zeroPoint: 3, axisFromEnd: call.shape(1).rank)
            return try convolution(call, x, w, bias: nil).asType(.int32)
        },
        OnnxOperator(value: "QLinearConv", [10]) { call in
            let x = try centered(call, 0, zeroPoint: 2, axisFromEnd: nil)
            let w = try centered(call, 3, zeroPoint: 5, axisFromEnd: call.shape(3).rank)
            let bias = try call.optional(8)?.asType(.float64)
            let y = try convolution(call, x, w, bias: bias)
            var scale = try wide(call, 4)
            if scale.rank == 1, scale.shape[0] > 1 {
                scale = scale.reshaped(Shape([-1] + Array(repeating: 1, count: y.rank - 2)))
            }
            return try rounded(call, y * (try wide(call, 1) * scale / wide(call, 6)), zeroPoint: 7)
        },
    ]

    private static func wide(_ call: OnnxCall, _ index: Int) throws -> Tensor {
        let tensor = try call.tensor(index).asType(.float64)
        return tensor.shape.elementCount == 1 ? tensor.reshaped([]) : tensor
    }

    /// A scale for each row or column as a factor of the product.
    private static func column(
        _ call: OnnxCall, _ index: Int, of x: Tensor, axisFromEnd: Int
    ) throws -> Tensor {
        let scale = try wide(call, index)
        guard scale.rank == 1 else { return scale }
        return axisFromEnd == 2 ? scale.expandedDims(axis: 1) : scale
    }

    /// An integer tensor less its zero point, one for all or one for each index of an axis.
    private static func centered(
        _ call: OnnxCall, _ index: Int, zeroPoint: Int, axisFromEnd: Int?
    ) throws -> Tensor {
        let x = try call.tensor(index).asType(.float64)
        guard call.has(zeroPoint) else { return x }
        var zero = try wide(call, zeroPoint)
        if zero.rank == 1, let axisFromEnd, axisFromEnd > 1 {
            zero = zero.reshaped(Shape([-1] + Array(repeating: 1, count: axisFromEnd - 1)))
        }
        return x - zero
    }

    /// Numbers with their zero point added, as the nearest of its type.
    private static func rounded(
        _ call: OnnxCall, _ x: Tensor, zeroPoint: Int
    ) throws -> OnnxValue {
        let type = try call.value(zeroPoint).elementType ?? .uint8
        let zero = try wide(call, zeroPoint)
        return .tensor(try saturated(round(x + zero), type))
    }

    /// Whole numbers brought into the range of an integer type.
    private static func saturated(_ x: Tensor, _ type: OnnxElementType) throws -> Tensor {
        guard let carrier = type.carrier, carrier.isInteger else {
            throw OnnxFault("\(type) is no integer type", fix: "quantise to int8 or uint8")
        }
        let bits = type.bitCount
        let span = Double(sign: .plus, exponent: bits, significand: 1)
        let range: ClosedRange<Double> =
            carrier.isUnsigned ? 0...span - 1 : -span / 2...span / 2 - 1
        return clamp(x, range).asType(carrier)
    }

    /// A scale or zero point as an operand of `x`: one number, one for each index of an axis, or one
    /// for each block of indices.
    private static func spread(
        _ parameter: Tensor, over x: Tensor, _ call: OnnxCall
    ) throws -> Tensor {
        if parameter.shape.elementCount == 1, parameter.rank < 2 { return parameter.reshaped([]) }
        let axis = try call.axis(call.int("axis", 1), rank: x.rank)
        let block = try call.int("block_size", 0)
        if block > 0 {
            try call.require(
                parameter.rank == x.rank && block <= max(1, x.shape[axis]),
                "the scale has \(parameter.rank) axes and blocks of \(block)")
            let repeated = parameter.repeated(block, axis: axis)
            try call.require(
                repeated.shape[axis] >= x.shape[axis], "blocks of \(block) do not fill \(x.shape)")
            return repeated.slice(0..<x.shape[axis], axis: axis)
        }
        guard parameter.rank == 1 else { return parameter }
        return parameter.reshaped(
            Shape([-1] + Array(repeating: 1, count: x.rank - axis - 1)))
    }

    private static func quantize(_ call: OnnxCall) throws -> OnnxValue {
        let x = try call.tensor(0)
        let scale = try spread(call.tensor(1), over: x, call)
        let type =
            try call.has(2)
            ? call.value(2).elementType ?? .uint8 : call.elementType("output_dtype") ?? .uint8
        let precision = try call.dtype("precision") ?? (x.dtype.isInteger ? .float32 : x.dtype)
        let quotient = x.asType(precision) / scale.asType(precision)
        let zero = call.has(2) ? try spread(call.tensor(2), over: x, call) : nil
        if type.carrier?.isInteger == true {
            var steps = round(quotient.asType(.float64))
            if let zero { steps = steps + zero.asType(.float64) }
            let result = try saturated(steps, type)
            return type.dtype == nil ? .coded(result, type) : .tensor(result)
        }
        var shifted = quotient
        if let zero { shifted = shifted + zero.asType(precision) }
        return .coded(
            try shifted.rounded(to: type, saturating: call.flag("saturate", true)), type)
    }

    private static func dequantize(_ call: OnnxCall) throws -> Tensor {
        let (x, given) = (try call.tensor(0), try call.tensor(1))
        let scale = try spread(given, over: x, call)
        var numbers =
            x.dtype.isInteger && x.dtype.byteCount > 2
            ? x.asType(.float64) : x.asType(.float32)
        if call.has(2) {
            numbers = numbers - (try spread(call.tensor(2), over: x, call)).asType(numbers.dtype)
        }
        return (numbers * scale.asType(numbers.dtype))
            .asType(try call.dtype("output_dtype") ?? given.dtype)
    }
}
