import LaminaGraph

/// What formulas of linear algebra are written with; the last two axes are rows and columns.
enum Matrices {
    /// The lower triangle with half the diagonal: `X + Xᵀ` of the result is `x`, where that is
    /// symmetric.
    static func halvedLower(_ x: Tensor) -> Tensor {
        0.5 * (x.lowerTriangle() + x.lowerTriangle(offset: -1))
    }

    /// With the last two axes swapped.
    static func transposed(_ x: Tensor) -> Tensor {
        var order = Array(x.shape.indices)
        order.swapAt(x.rank - 2, x.rank - 1)
        return x.transposed(order)
    }

    /// The rows of `x [..., n, k]` with the int32 numbers `order [..., m]`.
    static func rows(of x: Tensor, _ order: Tensor) -> Tensor {
        let (n, k, m) = (x.shape[x.rank - 2], x.shape[x.rank - 1], order.shape[order.rank - 1])
        let batch = x.shape.dropLast(2).reduce(1, *)
        // All matrices make one table, one below the other.
        let numbers = order.reshaped([batch, m]) + Tensor.iota([batch, 1]) * n
        return x.reshaped([batch * n, k]).gatheredRows(numbers)
            .reshaped(Shape(x.shape.dropLast(2) + [m, k]))
    }

    static func symmetrized(_ x: Tensor) -> Tensor { 0.5 * (x + transposed(x)) }
}

extension Tensor {
    /// The type linear algebra computes in: float64 stays, everything else becomes float32, so that
    /// half types are rounded once, at the end.
    var wideForAlgebra: Tensor { asType(dtype == .float64 ? .float64 : .float32) }

    /// What a result of linear algebra on this operand is returned in.
    func returned(as operand: Tensor) -> Tensor {
        operand.dtype.isFloatingPoint ? asType(operand.dtype) : self
    }
}
