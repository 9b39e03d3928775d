public import LaminaGraph

// Tensors of one number. They take no memory until an operation needs them written out.

extension Tensor {
    /// Every element `value`.
    ///
    /// - dtypes: the value is rounded to the type as by ``init(_:dtype:)``. NumPy: `full`.
    public static func full(_ value: Double, _ shape: Shape, dtype: DType = .float32) -> Tensor {
        operation { () throws(OpError) in
            try shape.requireSizes(op: "full")
            return constant(value, dtype).broadcast(to: shape)
        }
    }

    /// Every element 0.
    public static func zeros(_ shape: Shape, dtype: DType = .float32) -> Tensor {
        full(0, shape, dtype: dtype)
    }

    /// Every element 1.
    public static func ones(_ shape: Shape, dtype: DType = .float32) -> Tensor {
        full(1, shape, dtype: dtype)
    }

    /// Every element `value`, in the shape and type of another tensor. NumPy: `full_like`.
    public static func full(_ value: Double, like other: Tensor) -> Tensor {
        full(value, other.shape, dtype: other.dtype)
    }

    /// Every element 0, in the shape and type of another tensor. NumPy: `zeros_like`.
    public static func zeros(like other: Tensor) -> Tensor { full(0, like: other) }

    /// Every element 1, in the shape and type of another tensor. NumPy: `ones_like`.
    public static func ones(like other: Tensor) -> Tensor { full(1, like: other) }
}

extension Shape {
    /// Refuses a size below 0.
    package func requireSizes(op: String) throws(OpError) {
        guard let axis = indices.first(where: { self[$0] < 0 }) else { return }
        throw OpError(
            op: op, problem: "axis \(axis) of \(self) has the size \(self[axis])", operands: [:],
            fix: "use sizes from 0 on")
    }
}
