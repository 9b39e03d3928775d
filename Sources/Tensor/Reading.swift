package import LaminaGraph

extension Tensor {
    /// The elements in row-major order, computing them if need be, converted as by ``asType(_:)``.
    public func array<T: TensorElement>(as type: T.Type) -> [T] {
        let source = dtype == T.dtype ? self : asType(T.dtype)
        guard let buffer = source.evaluatedUnlessFaulty else {
            return Tensor.constant(.nan, .float32).array(as: type)
        }
        return [T](unsafeUninitializedCapacity: shape.elementCount) { target, count in
            buffer.copy(to: UnsafeMutableRawBufferPointer(target))
            count = shape.elementCount
        }
    }

    /// The elements as `Float` in row-major order, computing them if need be.
    public func array() -> [Float] { array(as: Float.self) }

    /// The single element, computing it if need be; a tensor of another size traps.
    public func scalar<T: TensorElement>(as type: T.Type) -> T {
        let single = operation { () throws(OpError) in
            guard shape.elementCount == 1 else {
                throw OpError(
                    op: "scalar", problem: "the tensor has \(shape.elementCount) elements, not one",
                    operands: ["x": "\(spec)"],
                    fix: "reduce it, as with sum() or mean(), or use array()")
            }
            return self
        }
        return single.array(as: type)[0]
    }

    /// The single element as `Float`, computing it if need be; a tensor of another size traps.
    public func scalar() -> Float { scalar(as: Float.self) }

    /// Lends the value's memory, computing it if need be: the elements in row-major order without a
    /// copy, as ``dtype`` lays them out.
    ///
    /// ```swift
    /// let sum = x.withUnsafeBytes { bytes in bytes.reduce(0) { $0 ^ $1 } }
    /// ```
    /// - Parameter body: must not keep the pointer beyond its end.
    /// - Throws: what `body` throws.
    public func withUnsafeBytes<R>(_ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
        let buffer = evaluated
        return try withExtendedLifetime(buffer) {
            try body(UnsafeRawBufferPointer(start: buffer.pointer, count: spec.byteCount))
        }
    }

    /// Lends the elements without a copy, computing them if need be.
    ///
    /// - Parameter type: must be the tensor's own element type.
    /// - Traps: when the tensor's type is another one.
    /// - Throws: what `body` throws.
    public func withUnsafeElements<T: TensorElement, R>(
        as type: T.Type, _ body: (UnsafeBufferPointer<T>) throws -> R
    ) rethrows -> R {
        orTrap { () throws(OpError) in
            guard dtype == T.dtype else {
                throw OpError(
                    op: "withUnsafeElements", problem: "the elements are \(dtype), not \(T.dtype)",
                    operands: ["x": "\(spec)"],
                    fix: "convert first with asType(.\(T.dtype)), or read with array(as:)")
            }
        }
        return try withUnsafeBytes { try body($0.assumingMemoryBound(to: T.self)) }
    }

    /// The value's memory, computing it if need be; after a fault inside ``checked(_:)``, zeros.
    package var evaluated: Buffer { evaluatedUnlessFaulty ?? .standIn(byteCount: spec.byteCount) }

    /// The value's memory, computing it if need be; nil after a fault that ``checked(_:)`` will throw.
    var evaluatedUnlessFaulty: Buffer? {
        eval(self)
        return node.value
    }
}
