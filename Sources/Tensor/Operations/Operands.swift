package import LaminaGraph

// How the operands of element-wise operations are brought to one type and one shape.

extension Tensor {
    /// Both operands in their common type and shape.
    package static func aligned(
        _ a: Tensor, _ b: Tensor, op: @autoclosure () -> String
    ) throws(OpError) -> (Tensor, Tensor) {
        let dtype = DType.promoted(a.dtype, b.dtype)
        let shape = try Shape.broadcast(a.shape, b.shape, op: op(), dtypes: (a.dtype, b.dtype))
        return (
            a.asType(dtype).broadcast(to: shape), b.asType(dtype).broadcast(to: shape)
        )
    }

    package static func binary(_ op: Binary, _ a: Tensor, _ b: Tensor) -> Tensor {
        if a.spec == b.spec { return record(.binary(op), a, b) }
        return operation { () throws(OpError) in
            let (a, b) = try aligned(a, b, op: "\(op)")
            return record(.binary(op), a, b)
        }
    }

    /// Both operands in their common type and shape, integers and bool as float32.
    static func alignedReals(
        _ a: Tensor, _ b: Tensor, op: @autoclosure () -> String
    ) throws(OpError) -> (Tensor, Tensor) {
        let (a, b) = try aligned(a, b, op: op())
        return (a.real, b.real)
    }

    /// The tensor itself, or its numbers in float32 if they are integers or bool.
    var real: Tensor { dtype.isInteger || dtype == .bool ? asType(.float32) : self }

    /// A function of real numbers.
    static func real(_ op: Unary, _ x: Tensor) -> Tensor { record(.unary(op), x.real) }

    /// The tensor in float64, for functions whose formulas lose digits.
    var wide: Tensor { asType(.float64) }

    /// A Swift number beside a tensor takes the tensor's type, unless the type cannot hold it: a
    /// fraction beside integers gives float32, a number beside bool int32.
    package func scalar(like value: Double, isWhole: Bool) -> Tensor {
        switch dtype {
        case .bool: .constant(value, isWhole ? .int32 : .float32)
        case let own where own.isInteger && !isWhole: .constant(value, .float32)
        default: .constant(value, dtype)
        }
    }

    /// A whole Swift number beside a tensor, exact in the 64-bit types too.
    package func scalar(like value: Int) -> Tensor {
        guard value.magnitude > 1 << 53 else { return scalar(like: Double(value), isWhole: true) }
        // A constant of the graph is a Double, which would round the number; a buffer does not.
        switch dtype {
        case .int64: return Tensor([Int64(value)], shape: [])
        case .uint64: return Tensor([UInt64(truncatingIfNeeded: value)], shape: [])
        default: return scalar(like: Double(value), isWhole: true)
        }
    }

    func filled(_ value: Double) -> Tensor { .constant(value, dtype).broadcast(to: shape) }
}
