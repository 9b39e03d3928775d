import LaminaGraph
import LaminaTensor

/// Numbers of eight bits or less that a file packs side by side.
enum PackedCodes {
    /// The codes one by one, the first in the lowest bits of the first byte.
    static func unpacked(_ bytes: UnsafeRawBufferPointer, bits: Int, count: Int) -> [UInt8] {
        if bits == 8 { return Array(bytes.prefix(count)) }
        let mask = UInt32(1) << UInt32(bits) - 1
        return (0..<count).map { index in
            let bit = index * bits
            let low = UInt32(bytes[bit / 8])
            let high = bit / 8 + 1 < bytes.count ? UInt32(bytes[bit / 8 + 1]) << 8 : 0
            return UInt8((low | high) >> UInt32(bit % 8) & mask)
        }
    }

    /// The bytes that hold the codes.
    static func packed(_ codes: [UInt8], bits: Int) -> [UInt8] {
        if bits == 8 { return codes }
        var bytes = [UInt8](repeating: 0, count: (codes.count * bits + 7) / 8)
        for (index, code) in codes.enumerated() {
            let bit = index * bits
            let shifted = UInt16(code) << UInt16(bit % 8)
            bytes[bit / 8] |= UInt8(truncatingIfNeeded: shifted)
            if shifted > 255 { bytes[bit / 8 + 1] |= UInt8(shifted >> 8) }
        }
        return bytes
    }
}

/// What the codes of the small types mean.
///
/// - Source: onnx's docs on float8, float6, float4 and int4 types; Micikevicius et al. (2022),
///   arXiv:2209.05433; OCP Microscaling Formats 1.0.
enum SmallNumbers {
    static func decoded(_ codes: [UInt8], _ type: OnnxElementType, _ shape: Shape) -> Tensor {
        switch type {
        case .uint4, .uint2: return Tensor(codes, shape: shape)
        case .int4, .int2:
            let shift = UInt8(8 - type.bitCount)
            return Tensor(
                codes.map { Int8(bitPattern: $0 << shift) >> Int8(shift) }, shape: shape)
        default:
            let table = SmallFloat(type)?.table ?? []
            return Tensor(codes.map { table[Int($0)] }, shape: shape)
        }
    }

    /// The codes of numbers that are of the type already.
    static func encoded(_ tensor: Tensor, _ type: OnnxElementType) -> [UInt8] {
        switch type {
        case .uint4, .uint2: return tensor.array(as: UInt8.self)
        case .int4, .int2:
            let mask = UInt8(1) << UInt8(type.bitCount) - 1
            return tensor.array(as: Int8.self).map { UInt8(bitPattern: $0) & mask }
        default:
            guard let format = SmallFloat(type) else { return [] }
            return tensor.array().map(format.code)
        }
    }
}

/// A floating-point type of eight bits or less.
struct SmallFloat {
    let mantissaBits: Int
    let bias: Int
    let bits: Int
    /// Whether the code of the largest exponent with a zero mantissa is infinity.
    let hasInfinity: Bool
    /// The codes, without a sign, that are NaN.
    let nanCodes: ClosedRange<Int>?
    /// Whether the only NaN is the code that would be -0.
    let nanIsNegativeZero: Bool

    /// nil for a type that is none.
    init?(_ type: OnnxElementType) {
        (hasInfinity, nanIsNegativeZero) =
            (type == .float8e5m2, type == .float8e4m3fnuz || type == .float8e5m2fnuz)
        switch type {
        case .float8e4m3fn: (mantissaBits, bias, bits, nanCodes) = (3, 7, 8, 127...127)
        case .float8e4m3fnuz: (mantissaBits, bias, bits, nanCodes) = (3, 8, 8, nil)
        case .float8e5m2: (mantissaBits, bias, bits, nanCodes) = (2, 15, 8, 125...127)
        case .float8e5m2fnuz: (mantissaBits, bias, bits, nanCodes) = (2, 16, 8, nil)
        case .float4e2m1: (mantissaBits, bias, bits, nanCodes) = (1, 1, 4, nil)
        case .float6e2m3: (mantissaBits, bias, bits, nanCodes) = (3, 1, 6, nil)
        case .float6e3m2: (mantissaBits, bias, bits, nanCodes) = (2, 3, 6, nil)
        case .float8e8m0: (mantissaBits, bias, bits, nanCodes) = (0, 127, 8, 255...255)
        default: return nil
        }
    }

    /// Powers of two without a sign (float8e8m0).
    private var isExponentOnly: Bool { mantissaBits == 0 }

    /// The number of each code.
    var table: [Float] { (0..<1 << bits).map(value) }

    private var signBit: Int { isExponentOnly ? 0 : 1 << (bits - 1) }

    private func value(_ code: Int) -> Float {
        if isExponentOnly {
            return code == 255 ? .nan : Float(sign: .plus, exponent: code - bias, significand: 1)
        }
        if nanIsNegativeZero, code == signBit { return .nan }
        let size = code & (signBit - 1)
        let sign: FloatingPointSign = code & signBit != 0 ? .minus : .plus
        if let nanCodes, nanCodes.contains(size) { return .nan }
        if hasInfinity, size == nanCodes.map({ $0.lowerBound - 1 }) {
            return sign == .minus ? -.infinity : .infinity
        }
        let (exponent, mantissa) = (size >> mantissaBits, size & (1 << mantissaBits - 1))
        let unit = Float(
            sign: .plus, exponent: max(exponent, 1) - bias - mantissaBits, significand: 1)
        let whole = Float(mantissa + (exponent > 0 ? 1 << mantissaBits : 0))
        return sign == .minus ? -(whole * unit) : whole * unit
    }

    /// The code, without a sign, of the largest finite number.
    var largestCode: Int {
        if isExponentOnly { return 254 }
        if hasInfinity { return (nanCodes?.lowerBound ?? 0) - 2 }
        return nanCodes.map { $0.lowerBound - 1 } ?? signBit - 1
    }

    var largest: Float { value(largestCode) }

    /// The code of a number that the type has.
    func code(_ x: Float) -> UInt8 { code(rounding: x, saturating: true) }

    /// The code of the nearest number, ties to the even one. What is too large becomes the largest
    /// number if `saturating`, infinity or NaN otherwise.
    /// Powers of two are rounded by `mode`: `up`, `down` or `nearest`.
    func code(rounding x: Float, saturating: Bool, mode: String = "nearest") -> UInt8 {
        if isExponentOnly { return exponentCode(x, saturating: saturating, mode: mode) }
        let sign = x.sign == .minus ? signBit : 0
        let nan = nanIsNegativeZero ? signBit : nanCodes.map { $0.upperBound | sign } ?? 0
        if x.isNaN { return UInt8(nanCodes == nil && !nanIsNegativeZero ? sign : nan) }
        let size = x.magnitude
        var code = nearest(size)
        if code > largestCode || size.isInfinite {
            if saturating || nanCodes == nil && !nanIsNegativeZero {
                code = largestCode
            } else if hasInfinity {
                code = largestCode + 1
            } else {
                return UInt8(nan)
            }
        }
        if code == 0, nanIsNegativeZero { return 0 }
        return UInt8(code | sign)
    }

    /// The code that a number without bounds would have, rounded to the nearest, ties to even.
    private func nearest(_ size: Float) -> Int {
        guard size > 0, size.isFinite else { return size == 0 ? 0 : largestCode + 1 }
        let exponent = max(Int(size.exponent), 1 - bias)
        let unit = Float(sign: .plus, exponent: exponent - mantissaBits, significand: 1)
        // Dividing by a power of two is exact, and codes follow one another as their numbers do.
        let steps = Int((size / unit).rounded(.toNearestOrEven))
        return min(steps + (exponent + bias - 1) << mantissaBits, largestCode + 1)
    }

    /// The exponent of a float32 is the code, but for the rounding of its fraction. The sign is lost.
    private func exponentCode(_ x: Float, saturating: Bool, mode: String) -> UInt8 {
        let bits = x.bitPattern
        let (exponent, fraction) = (Int(bits >> 23 & 0xFF), bits & 0x7F_FFFF)
        guard exponent < 255 else { return 255 }
        let goesUp =
            switch mode {
            case "up": fraction > 0
            case "nearest": fraction > 0x40_0000 || fraction == 0x40_0000 && exponent > 0
            default: false
            }
        let raised = exponent + (goesUp ? 1 : 0)
        return UInt8(saturating ? min(raised, 254) : raised)
    }
}
