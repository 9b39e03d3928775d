import LaminaFormats
import LaminaGraph
import LaminaTensor

extension OnnxOperator {
    /// Conversions between element types.
    static let types: [OnnxOperator] = [
        OnnxOperator(value: "Cast", [1, 6, 9, 13, 19, 21, 23, 24, 25, 28]) { call in
            try cast(call, to: call.required(call.elementType("to"), "to"))
        },
        OnnxOperator(value: "CastLike", [15, 19, 21, 23, 24, 25]) { call in
            guard let type = try call.value(1).elementType else {
                throw OnnxFault("input 1 is no tensor", fix: "check what wrote the file")
            }
            return try cast(call, to: type)
        },
        OnnxOperator(value: "BitCast", [26], bitCast),
    ]

    private static func cast(_ call: OnnxCall, to type: OnnxElementType) throws -> OnnxValue {
        if case .strings(let texts, let shape) = try call.value(0) {
            return try TextNumbers.numbers(texts, shape, type)
        }
        let x = try call.tensor(0)
        if type == .string { return TextNumbers.texts(try call.known(0)) }
        if let dtype = type.dtype { return .tensor(x.castLikeC(to: dtype)) }
        return .coded(
            try x.rounded(
                to: type, saturating: call.flag("saturate", true),
                mode: call.text("round_mode", "up")), type)
    }

    /// The same bits under another type.
    private static func bitCast(_ call: OnnxCall) throws -> OnnxValue {
        let value = try call.value(0)
        let type = try call.required(call.elementType("to"), "to")
        guard let from = value.elementType, from.bitCount == type.bitCount, type != .string else {
            throw OnnxFault(
                "\(value.summary) does not have the \(type.bitCount) bits of \(type)",
                fix: "cast to a type of the same size")
        }
        let stored = OnnxTensor(name: "", bitsOf: value, try call.known(0))
        return OnnxTensor(
            name: "", type: type, shape: stored.shape, bytes: stored.bytes
        ).value
    }
}

extension Tensor {
    /// Converted as C does: of a floating-point number an integer takes the whole part.
    func castLikeC(to dtype: DType) -> Tensor {
        asType(dtype)
    }

    /// The nearest numbers of a type that Lamina lacks, in its carrier.
    ///
    /// - Parameters:
    ///   - saturating: whether what is too large becomes the largest number, and not infinity or NaN.
    ///   - mode: which way powers of two are rounded: `up`, `down` or `nearest`.
    func rounded(to type: OnnxElementType, saturating: Bool, mode: String = "up") throws -> Tensor {
        if let carrier = type.carrier, carrier.isInteger {
            // Integers keep their lowest bits, as in C.
            let bits = Double(type.bitCount)
            let whole = dtype.isInteger ? asType(.int64) : trunc(asType(.float64)).asType(.int64)
            let low = whole & (1 << Int(bits) - 1)
            guard !carrier.isUnsigned else { return low.asType(carrier) }
            let half = 1 << (Int(bits) - 1)
            return select(low .>= half, low - 2 * half, low).asType(carrier)
        }
        guard let format = SmallFloat(type) else {
            throw OnnxFault("\(type) has no numbers", fix: "cast to another type")
        }
        guard !node.isTraced else {
            throw OnnxFault(
                "a cast to \(type) needs its numbers, which are not known while the graph is traced",
                fix: "call the module outside compile")
        }
        // One table look-up for each number: these types are for storage, not for speed.
        let table = format.table
        let numbers = asType(.float32).array().map { x in
            table[Int(format.code(rounding: x, saturating: saturating, mode: mode))]
        }
        return Tensor(numbers, shape: shape)
    }
}

extension OnnxTensor {
    /// The bits of a value as a file would hold them.
    init(name: String, bitsOf value: OnnxValue, _ tensor: Tensor) {
        guard case .coded(_, let type) = value else {
            self.init(name: name, tensor)
            return
        }
        let codes = SmallNumbers.encoded(tensor, type)
        self.init(
            name: name, type: type, shape: Array(tensor.shape),
            bytes: .init(PackedCodes.packed(codes, bits: type.bitCount)))
    }
}
