extension DType {
    /// The element of this type that stands for `x`: the nearest for floating-point types (ties to
    /// even), the whole part modulo 2^bits for integers (0 for NaN), whether it differs from 0 for
    /// `bool`.
    package func rounded(_ x: Double) -> Double {
        switch self {
        case .float64, .complex128: x
        case .float32, .complex64: Double(Float(x))
        case .float16: Double(Float16(x))
        case .bfloat16: Double(Float(bitPattern: UInt32(x.bfloat16) << 16))
        case .bool: x != 0 ? 1 : 0
        case .int8: Self.wrapped(x, Int8.self)
        case .int16: Self.wrapped(x, Int16.self)
        case .int32: Self.wrapped(x, Int32.self)
        case .int64: Self.wrapped(x, Int64.self)
        case .uint8: Self.wrapped(x, UInt8.self)
        case .uint16: Self.wrapped(x, UInt16.self)
        case .uint32: Self.wrapped(x, UInt32.self)
        case .uint64: Self.wrapped(x, UInt64.self)
        }
    }

    /// The Swift type with this type's range; nil unless it is an integer.
    var integerType: (any FixedWidthInteger.Type)? {
        switch self {
        case .int8: Int8.self
        case .int16: Int16.self
        case .int32: Int32.self
        case .int64: Int64.self
        case .uint8: UInt8.self
        case .uint16: UInt16.self
        case .uint32: UInt32.self
        case .uint64: UInt64.self
        case .float32, .bfloat16, .float16, .float64, .complex64, .complex128, .bool: nil
        }
    }

    /// A whole number, however large, modulo 2^bits; for integer types only.
    func rounded(whole x: Int128) -> Double {
        integerType.map { Self.truncated(x, $0) } ?? Double(x)
    }

    private static func truncated<T: FixedWidthInteger>(_ x: Int128, _: T.Type) -> Double {
        Double(T(truncatingIfNeeded: x))
    }

    private static func wrapped<T: FixedWidthInteger>(_ x: Double, _: T.Type) -> Double {
        truncated(Int128(clamping: x), T.self)
    }
}

extension FixedWidthInteger {
    /// The whole part of `x`, or the nearest end of the range; 0 for NaN.
    init(clamping x: Double) {
        self = Self(exactly: x.rounded(.towardZero)) ?? (x > 0 ? .max : x < 0 ? .min : 0)
    }
}

extension Double {
    /// The bits of the nearest number with eight significant bits, the upper half of a `Float`;
    /// ties to even, and NaN stays NaN.
    var bfloat16: UInt16 {
        guard !isNaN else { return 0x7FC0 }
        var single = Float(self)
        // Rounding twice could turn what lies just beside a tie into a tie; a last bit of 1, where
        // the first step was inexact, keeps it beside.
        if isFinite, Double(single) != self {
            // The pattern below is the next number towards zero, whichever the sign.
            let cut = Double(single).magnitude > magnitude
            single = Float(bitPattern: (single.bitPattern - (cut ? 1 : 0)) | 1)
        }
        // Adding just below half of the dropped bits carries into the kept ones when it must.
        let bits = single.bitPattern
        return UInt16(truncatingIfNeeded: (bits + 0x7FFF + (bits >> 16 & 1)) >> 16)
    }
}
