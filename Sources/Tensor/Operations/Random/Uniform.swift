public import LaminaGraph

extension Tensor {
    /// Numbers spread evenly over `range`, its end excluded. NumPy: `random.uniform`.
    ///
    /// - Precision: 24 random bits each, in float64 53; half types are rounded from float32.
    /// - Parameter key: the next of the current ``Generator`` unless given.
    /// - Traps: when the range is empty or the type holds no fractions.
    public static func uniform(
        _ range: Range<Double> = 0..<1, shape: Shape, dtype: DType = .float32,
        key: RandomKey? = nil
    ) -> Tensor {
        operation { () throws(OpError) in
            try requireDraw("uniform", shape, dtype)
            let (low, high) = (range.lowerBound, range.upperBound)
            guard high > low, (high - low).isFinite else {
                throw OpError(
                    op: "uniform", problem: "no numbers lie in \(range)", operands: [:],
                    fix: "use a finite range whose end is larger than its start")
            }
            let unit = RandomKey.given(key).unit(shape, dtype)
            let spread = low == 0 && high == 1 ? unit : unit * (high - low) + low
            let numbers = spread.asType(dtype)
            if low == 0, high == 1, dtype == unit.dtype { return numbers }
            // The largest may have been rounded up to the end.
            return minimum(numbers, .constant(dtype.largest(below: high), dtype))
        }
    }

    /// Numbers spread evenly between limits that are tensors, the upper one excluded but for
    /// rounding: `low + (high - low) u`.
    ///
    /// - Shape: that to which the limits broadcast, unless `shape` names a larger one.
    /// - Gradient: to the limits, of the formula above with `u` held.
    public static func uniform(
        low: Tensor, high: Tensor, shape: Shape? = nil, key: RandomKey? = nil
    ) -> Tensor {
        operation { () throws(OpError) in
            let (low, high, shape) = try parameters("uniform", low, high, shape)
            let unit = RandomKey.given(key).unit(shape, low.dtype)
            return (low + (high - low) * unit.asType(low.dtype))
        }
    }

    /// Whole numbers of `range`, each equally likely. NumPy: `random.integers`; PyTorch: `randint`.
    ///
    /// ```swift
    /// let dice = Tensor.randomIntegers(1..<7, shape: [100])
    /// ```
    /// - Precision: from 53 random bits, so that of `n` numbers none is likelier than another by
    ///   more than `n / 2^53`.
    /// - Traps: when the range is empty, longer than 2^53, or does not fit the type.
    public static func randomIntegers(
        _ range: Range<Int>, shape: Shape, dtype: DType = .int32, key: RandomKey? = nil
    ) -> Tensor {
        operation { () throws(OpError) in
            try shape.requireSizes(op: "randomIntegers")
            let (low, count) = (range.lowerBound, range.count)
            let ends = [Double(low), Double(range.upperBound - 1)]
            guard dtype.isInteger, count > 0, count <= 1 << 53,
                ends.allSatisfy({ dtype.rounded($0) == $0 || dtype.byteCount == 8 }),
                low >= 0 || !dtype.isUnsigned
            else {
                throw OpError(
                    op: "randomIntegers", problem: "\(dtype) has no numbers in \(range)",
                    operands: [:], fix: "use a range that the type holds and that is not empty")
            }
            let unit = RandomKey.given(key).unit(shape, .float64)
            let place = floor(unit * Double(count)).asType(.int64)
            return (place + low).asType(dtype)
        }
    }

    /// Refuses a shape or type that no draw of fractions can have.
    static func requireDraw(_ op: String, _ shape: Shape, _ dtype: DType) throws(OpError) {
        try shape.requireSizes(op: op)
        guard !dtype.isFloatingPoint else { return }
        throw OpError(
            op: op, problem: "\(dtype) holds no fractions", operands: [:],
            fix: "draw float32 and convert with asType(_:)")
    }

    /// A distribution's two parameters in one floating-point type, and the shape of the draw.
    static func parameters(
        _ op: String, _ a: Tensor, _ b: Tensor, _ shape: Shape?
    ) throws(OpError) -> (Tensor, Tensor, Shape) {
        let common = try Shape.broadcast(a.shape, b.shape, op: op, dtypes: (a.dtype, b.dtype))
        let promoted = DType.promoted(a.dtype, b.dtype)
        let dtype = promoted.isFloatingPoint ? promoted : .float32
        guard let shape else { return (a.asType(dtype), b.asType(dtype), common) }
        guard try Shape.broadcast(common, shape, op: op) == shape else {
            throw OpError(
                op: op, problem: "parameters \(common) do not broadcast to \(shape)",
                operands: ["first": "\(a.spec)", "second": "\(b.spec)"],
                fix: "leave the shape out, or lead it with further axes")
        }
        return (a.asType(dtype), b.asType(dtype), shape)
    }
}

extension DType {
    /// The type's largest number below a limit.
    fileprivate func largest(below limit: Double) -> Double {
        let nearest = rounded(limit)
        guard nearest >= limit else { return nearest }
        switch self {
        case .float64: return nearest.nextDown
        case .float16: return Double(Float16(nearest).nextDown)
        case .bfloat16:
            // One unit of the upper half of a float32's bits, towards smaller numbers.
            let bits = Float(nearest).bitPattern
            if nearest == 0 { return Double(Float(bitPattern: 0x8001_0000)) }
            return Double(Float(bitPattern: nearest > 0 ? bits - 0x1_0000 : bits + 0x1_0000))
        default: return Double(Float(nearest).nextDown)
        }
    }
}
