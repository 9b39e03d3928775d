import LaminaGraph

extension Tensor {
    /// The sum, element by element, of tensors that broadcast to one shape.
    ///
    /// - dtypes: all but bool; integers wrap around at the ends of their range.
    /// - Traps: shapes that do not broadcast; bool, which has no arithmetic before `asType(_:)`.
    public static func + (a: Tensor, b: Tensor) -> Tensor { binary(.add, a, b) }
    /// The difference, element by element; integers wrap around.
    public static func - (a: Tensor, b: Tensor) -> Tensor { binary(.subtract, a, b) }
    /// The product, element by element; integers wrap around.
    public static func * (a: Tensor, b: Tensor) -> Tensor { binary(.multiply, a, b) }
    /// The quotient, element by element.
    ///
    /// Integers divide towards zero, as in Swift, and by 0 to 0; ``floorDivide(_:_:)-(Tensor,Tensor)``
    /// rounds down.
    public static func / (a: Tensor, b: Tensor) -> Tensor { binary(.divide, a, b) }
    /// The negative of each element. NumPy: `negative`.
    public static prefix func - (a: Tensor) -> Tensor { record(.unary(.negate), a) }

    /// Adds a number to every element.
    public static func + (a: Tensor, b: Double) -> Tensor { a + a.scalar(like: b, isWhole: false) }
    /// Subtracts a number from every element.
    public static func - (a: Tensor, b: Double) -> Tensor { a - a.scalar(like: b, isWhole: false) }
    /// Multiplies every element by a number.
    public static func * (a: Tensor, b: Double) -> Tensor { a * a.scalar(like: b, isWhole: false) }
    /// Divides every element by a number.
    public static func / (a: Tensor, b: Double) -> Tensor { a / a.scalar(like: b, isWhole: false) }
    /// Adds every element to a number.
    public static func + (a: Double, b: Tensor) -> Tensor { b.scalar(like: a, isWhole: false) + b }
    /// Subtracts every element from a number.
    public static func - (a: Double, b: Tensor) -> Tensor { b.scalar(like: a, isWhole: false) - b }
    /// Multiplies a number by every element.
    public static func * (a: Double, b: Tensor) -> Tensor { b.scalar(like: a, isWhole: false) * b }
    /// Divides a number by every element.
    public static func / (a: Double, b: Tensor) -> Tensor { b.scalar(like: a, isWhole: false) / b }

    /// Adds a number to every element.
    public static func + (a: Tensor, b: Int) -> Tensor { a + a.scalar(like: b) }
    /// Subtracts a number from every element.
    public static func - (a: Tensor, b: Int) -> Tensor { a - a.scalar(like: b) }
    /// Multiplies every element by a number.
    public static func * (a: Tensor, b: Int) -> Tensor { a * a.scalar(like: b) }
    /// Divides every element by a number.
    public static func / (a: Tensor, b: Int) -> Tensor { a / a.scalar(like: b) }
    /// Adds every element to a number.
    public static func + (a: Int, b: Tensor) -> Tensor { b.scalar(like: a) + b }
    /// Subtracts every element from a number.
    public static func - (a: Int, b: Tensor) -> Tensor { b.scalar(like: a) - b }
    /// Multiplies a number by every element.
    public static func * (a: Int, b: Tensor) -> Tensor { b.scalar(like: a) * b }
    /// Divides a number by every element.
    public static func / (a: Int, b: Tensor) -> Tensor { b.scalar(like: a) / b }
}

/// The point between two tensors, `a + t (b - a)`; exactly `b` at `t = 1`. PyTorch: `lerp`.
///
/// - Shape: the three operands broadcast to one shape.
/// - dtypes: integers and bool are converted to float32.
/// - Traps: shapes that do not broadcast.
public func lerp(_ a: Tensor, _ b: Tensor, _ t: Tensor) -> Tensor {
    operation { () throws(OpError) in
        let (a, b) = try Tensor.alignedReals(a, b, op: "lerp")
        let (start, share) = try Tensor.aligned(a, t.real, op: "lerp")
        let end = b.asType(start.dtype).broadcast(to: start.shape)
        let way = end - start
        // From the nearer end, so that both ends come out exactly.
        return select(share .< 0.5, start + share * way, end - (1 - share) * way)
    }
}

/// The point between two tensors at one place for all elements, `a + t (b - a)`.
public func lerp(_ a: Tensor, _ b: Tensor, _ t: Double) -> Tensor {
    operation { () throws(OpError) in
        let (a, b) = try Tensor.alignedReals(a, b, op: "lerp")
        return t < 0.5 ? a + t * (b - a) : b - (1 - t) * (b - a)
    }
}
