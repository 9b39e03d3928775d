import LaminaGraph

/// Matrices and right-hand sides in one type and with equal leading axes.
private struct LinearSystem {
    let (a, b): (Tensor, Tensor)
    let isVector: Bool
    let dtype: DType

    /// - Parameter rows: how many rows `b` must have.
    init(_ op: String, _ a: Tensor, _ b: Tensor, rows: Int) throws(OpError) {
        func fail(_ problem: String, _ fix: String) -> OpError {
            OpError(
                op: op, problem: problem, operands: ["a": "\(a.spec)", "b": "\(b.spec)"], fix: fix)
        }
        guard b.rank > 0, !b.dtype.isComplex else {
            throw fail("b is no real vector or matrix", "give [n] or [..., n, k]")
        }
        isVector = b.rank == 1
        let own = b.shape[isVector ? 0 : b.rank - 2]
        guard own == rows else {
            throw fail(
                "a has \(rows) rows and b has \(own)",
                b.rank > 1 && b.shape[b.rank - 1] == rows
                    ? "a stack of vectors needs expandedDims(axis: -1)" : "give b \(rows) rows")
        }
        dtype = DType.promoted(a.dtype, b.dtype)
        let columns = isVector ? b.expandedDims(axis: 1) : b
        let (x, y) = (a.asType(dtype).wideForAlgebra, columns.asType(dtype).wideForAlgebra)
        let leading = try Shape.broadcast(
            Shape(x.shape.dropLast(2)), Shape(y.shape.dropLast(2)), op: op)
        (self.a, self.b) = (x, y.broadcast(to: Shape(leading + y.shape.suffix(2))))
    }

    /// A tensor of `a`, repeated for all leading axes.
    func spread(_ part: Tensor, axes: Int = 2) -> Tensor {
        part.broadcast(to: Shape(Array(b.shape.dropLast(2)) + part.shape.suffix(axes)))
    }

    /// The solution in the form of the right-hand side.
    func returned(_ x: Tensor) -> Tensor {
        let solution = isVector ? x.reshaped(x.shape.removing(axis: x.rank - 1)) : x
        return dtype.isFloatingPoint ? solution.asType(dtype) : solution
    }
}

/// The solution of `a x = b`, by elimination with row exchanges.
///
/// - Shape: `[…, n, n]` and `[…, n, k]` to `[…, n, k]`; leading axes broadcast. A `b` of one axis is one
///   vector, and so is the result (as in NumPy 2: a stack of vectors needs `expandedDims(axis: -1)`).
/// - Special values: infinity or NaN where a matrix is singular.
/// - Gradient: to `b` it is `a⁻ᵀ g`, to `a` `-a⁻ᵀ g xᵀ`; the factors are used again.
/// - Traps: matrices that are not square, right-hand sides of another size.
///
/// NumPy, PyTorch: `linalg.solve`.
///
/// ```swift
/// solve(Tensor([2, 0, 0, 4], shape: [2, 2]), Tensor([1, 1])).array()  // [0.5, 0.25]
/// ```
public func solve(_ a: Tensor, _ b: Tensor) -> Tensor {
    operation { () throws(OpError) in
        let system = try LinearSystem("solve", a, b, rows: try squareSize("solve", a))
        let parts = Tensor.matrix(.lu, system.a)
        let x = Tensor.matrix(
            .factoredSolve(transposed: false), system.spread(system.a), system.spread(parts[0]),
            system.spread(parts[2], axes: 1), system.b)[0]
        return system.returned(x)
    }
}

/// The solution of `a x = b`, or of `aᵀ x = b`, for triangular matrices, of which the other triangle
/// is not read.
///
/// - Shape: as ``solve(_:_:)``.
/// - Parameters:
///   - lower: whether `a`'s lower triangle is meant, or else the upper one.
///   - transposed: whether to solve with `aᵀ`.
///   - unitDiagonal: whether the diagonal is taken as ones and not read.
/// - Special values: a zero on the diagonal divides, to infinity or NaN.
/// - Gradient: to `a` it is zero in what is not read.
///
/// SciPy: `linalg.solve_triangular`; PyTorch: `linalg.solve_triangular`.
public func triangularSolve(
    _ a: Tensor, _ b: Tensor, lower: Bool = true, transposed: Bool = false,
    unitDiagonal: Bool = false
) -> Tensor {
    operation { () throws(OpError) in
        let n = try squareSize("triangularSolve", a)
        let system = try LinearSystem("triangularSolve", a, b, rows: n)
        return system.returned(
            .triangularSolution(
                system.spread(system.a), system.b, lower: lower, transposed: transposed,
                unitDiagonal: unitDiagonal))
    }
}

/// The solution of `l lᵀ x = b`, for `l` from ``cholesky(_:)``.
///
/// - Shape: as ``solve(_:_:)``.
///
/// SciPy: `linalg.cho_solve`; PyTorch: `cholesky_solve`.
public func choleskySolve(_ l: Tensor, _ b: Tensor) -> Tensor {
    operation { () throws(OpError) in
        let n = try squareSize("choleskySolve", l)
        let system = try LinearSystem("choleskySolve", l, b, rows: n)
        let factor = system.spread(system.a)
        let half = Tensor.triangularSolution(factor, system.b, lower: true)
        return system.returned(
            .triangularSolution(factor, half, lower: true, transposed: true))
    }
}

/// The inverse matrix, `a a⁻¹ = 1`. To solve a system, ``solve(_:_:)`` is faster and more accurate.
///
/// - Shape: `[…, n, n]` to the same.
/// - Special values: infinity or NaN where a matrix is singular.
/// - Gradient: `-a⁻ᵀ g a⁻ᵀ`.
///
/// NumPy, PyTorch: `linalg.inv`.
public func inverse(_ a: Tensor) -> Tensor {
    operation { () throws(OpError) in
        let n = try squareSize("inverse", a)
        let x = a.wideForAlgebra
        return solve(x, Tensor.eye(n, dtype: x.dtype).broadcast(to: x.shape)).returned(as: a)
    }
}
