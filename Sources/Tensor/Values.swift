public import LaminaGraph

/// A Swift type that is the element of a tensor.
public protocol TensorElement: Sendable {
    /// The tensor's element type.
    static var dtype: DType { get }
}

extension Float: TensorElement {
    /// `float32`.
    public static var dtype: DType { .float32 }
}
extension Double: TensorElement {
    /// `float64`.
    public static var dtype: DType { .float64 }
}
extension Int8: TensorElement {
    /// `int8`.
    public static var dtype: DType { .int8 }
}
extension Int16: TensorElement {
    /// `int16`.
    public static var dtype: DType { .int16 }
}
extension Int32: TensorElement {
    /// `int32`.
    public static var dtype: DType { .int32 }
}
extension Int64: TensorElement {
    /// `int64`.
    public static var dtype: DType { .int64 }
}
extension UInt8: TensorElement {
    /// `uint8`.
    public static var dtype: DType { .uint8 }
}
extension UInt16: TensorElement {
    /// `uint16`.
    public static var dtype: DType { .uint16 }
}
extension UInt32: TensorElement {
    /// `uint32`.
    public static var dtype: DType { .uint32 }
}
extension UInt64: TensorElement {
    /// `uint64`.
    public static var dtype: DType { .uint64 }
}
extension Bool: TensorElement {
    /// `bool`.
    public static var dtype: DType { .bool }
}

extension Tensor {
    /// A tensor of the elements in row-major order; the shape's size must be their number.
    ///
    /// Disfavoured, so that literals such as `[0.5, 1]` become float32 and not `Double`'s float64.
    @_disfavoredOverload
    public init<T: TensorElement>(_ elements: [T], shape: Shape) {
        self.init(copying: elements, shape: shape)
    }

    /// A float32 tensor of the numbers in row-major order.
    public init(_ elements: [Float], shape: Shape) { self.init(copying: elements, shape: shape) }

    private init<T: TensorElement>(copying elements: [T], shape: Shape) {
        orTrap { () throws(OpError) in
            guard elements.count == shape.elementCount else {
                throw OpError(
                    op: "Tensor", problem: "\(elements.count) elements do not fill \(shape)",
                    operands: ["elements": "\(elements.count)"],
                    fix: "give \(shape.elementCount) elements, or another shape")
            }
        }
        let buffer = Buffer(byteCount: elements.count * T.dtype.byteCount)
        elements.withUnsafeBytes { buffer.copy(from: $0) }
        self.init(buffer: buffer, spec: TensorSpec(shape, T.dtype))
    }

    /// A float32 vector.
    public init(_ elements: [Float]) { self.init(elements, shape: [elements.count]) }

    /// A vector of any element type.
    @_disfavoredOverload
    public init<T: TensorElement>(_ elements: [T]) { self.init(elements, shape: [elements.count]) }

    /// A number without axes, float32 unless another type is named.
    public init(_ value: Double, dtype: DType = .float32) {
        let buffer = Buffer(byteCount: dtype.byteCount)
        buffer.store(value, as: dtype)
        self.init(buffer: buffer, spec: TensorSpec([], dtype))
    }

    /// Every element `value`.
    public static func full(_ value: Double, _ shape: Shape, dtype: DType = .float32) -> Tensor {
        constant(value, dtype).broadcast(to: shape)
    }

    /// Every element 0.
    public static func zeros(_ shape: Shape, dtype: DType = .float32) -> Tensor {
        full(0, shape, dtype: dtype)
    }

    /// Every element 1.
    public static func ones(_ shape: Shape, dtype: DType = .float32) -> Tensor {
        full(1, shape, dtype: dtype)
    }

    /// The index along one axis: `[0, 1, 2, …]` for a vector.
    public static func iota(_ shape: Shape, axis: Int = 0, dtype: DType = .int32) -> Tensor {
        let axis = orTrap { () throws(OpError) in try shape.resolve(axis: axis, op: "iota") }
        return record(.iota(TensorSpec(shape, dtype), axis: axis))
    }

    /// The elements in row-major order, computing them if need be.
    public func array<T: TensorElement>(as type: T.Type) -> [T] {
        let source = dtype == T.dtype ? self : asType(T.dtype)
        let buffer = source.evaluated
        return [T](unsafeUninitializedCapacity: shape.elementCount) { target, count in
            buffer.copy(to: UnsafeMutableRawBufferPointer(target))
            count = shape.elementCount
        }
    }

    /// The elements as `Float` in row-major order, computing them if need be.
    public func array() -> [Float] { array(as: Float.self) }

    /// The single element, computing it if need be; a tensor of another size traps.
    public func scalar<T: TensorElement>(as type: T.Type) -> T {
        orTrap { () throws(OpError) in
            guard shape.elementCount == 1 else {
                throw OpError(
                    op: "scalar", problem: "the tensor has \(shape.elementCount) elements, not one",
                    operands: ["x": "\(spec)"],
                    fix: "reduce it, as with sum() or mean(), or use array()")
            }
        }
        return array(as: type)[0]
    }

    /// The single element as `Float`, computing it if need be; a tensor of another size traps.
    public func scalar() -> Float { scalar(as: Float.self) }

    /// The value's memory, computing it if need be.
    package var evaluated: Buffer {
        eval(self)
        guard let value = node.value else { preconditionFailure("eval gives every node its value") }
        return value
    }
}
