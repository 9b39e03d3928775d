public import LaminaGraph

// Diagonals and triangles of the last two axes; the leading axes are a batch.

extension Tensor {
    /// The matrix with ones on a diagonal and zeros elsewhere. NumPy: `eye`.
    ///
    /// - Parameters:
    ///   - columns: as many as rows unless given.
    ///   - offset: the diagonal `j = i + offset`; above the main one if positive.
    public static func eye(
        _ rows: Int, columns: Int? = nil, offset: Int = 0, dtype: DType = .float32
    ) -> Tensor {
        operation { () throws(OpError) in
            let shape: Shape = [rows, columns ?? rows]
            try shape.requireSizes(op: "eye")
            let isOn = distance(shape).isEqual(to: .constant(Double(offset), .int32))
            return isOn.asType(dtype)
        }
    }

    /// How far each element lies right of the main diagonal: `j - i`, int32.
    private static func distance(_ shape: Shape) -> Tensor {
        iota(shape, axis: -1) - iota(shape, axis: -2)
    }

    /// The elements `x[…, i, i + offset]`. NumPy: `diagonal`, `diag` of a matrix.
    ///
    /// - Shape: `[…, m, n]` to `[…, k]`, where `k` is the diagonal's length, 0 if it lies outside.
    /// - Gradient: goes to the diagonal; the other elements get 0.
    /// - Traps: when there are fewer than two axes.
    public func diagonal(offset: Int = 0) -> Tensor {
        operation { () throws(OpError) in
            try requireMatrix("diagonal")
            let (rows, columns) = (shape[rank - 2], shape[rank - 1])
            let (top, left) = (Swift.max(-offset, 0), Swift.max(offset, 0))
            let size = Swift.max(0, Swift.min(rows - top, columns - left))
            let leading = Array(shape.dropLast(2))
            guard size > 0 else { return .zeros(Shape(leading + [0]), dtype: dtype) }
            let square = slice(top..<top + size, axis: -2).slice(left..<left + size, axis: -1)
            // In a square's rows, one behind the other, the diagonal is every (size + 1)th element.
            let flat = square.reshaped(Shape(leading + [size * size]))
            let zeros = InlineInts(leading.map { _ in 0 } + [0])
            var strides = InlineInts(leading.map { _ in 1 } + [1])
            strides[leading.count] = size + 1
            return .record(.slice(starts: zeros, limits: flat.shape.sizes, strides: strides), flat)
        }
    }

    /// The matrix with these elements on a diagonal and zeros elsewhere. NumPy: `diag` of a vector;
    /// PyTorch: `diag_embed`.
    ///
    /// - Shape: `[…, n]` to `[…, n + |offset|, n + |offset|]`.
    /// - Gradient: the diagonal of the result's.
    /// - Traps: when there is no axis.
    public func diagonalMatrix(offset: Int = 0) -> Tensor {
        operation { () throws(OpError) in
            let size = shape[try shape.resolve(axis: -1, op: "diagonalMatrix")]
            let leading = Array(shape.dropLast())
            // Rows of size + 1 that begin with the elements, read as rows of size, hold the
            // elements on their diagonal.
            let column = reshaped(Shape(leading + [size, 1]))
            let none = leading.map { _ in 0 }
            let rows = column.padded(low: none + [0, 0], high: none + [0, size])
            let square = rows.reshaped(Shape(leading + [size * (size + 1)]))
                .slice(0..<size * size, axis: -1).reshaped(Shape(leading + [size, size]))
            guard offset != 0 else { return square }
            let (below, right) = (Swift.max(-offset, 0), Swift.max(offset, 0))
            return square.padded(low: none + [below, right], high: none + [right, below])
        }
    }

    /// The elements on and below a diagonal, zeros above. NumPy, PyTorch: `tril`.
    ///
    /// - Parameter offset: keeps `j <= i + offset`.
    /// - Gradient: goes to the elements that are kept.
    /// - Traps: when there are fewer than two axes.
    public func lowerTriangle(offset: Int = 0) -> Tensor {
        operation { () throws(OpError) in
            try requireMatrix("lowerTriangle")
            return masked(.lessOrEqual, offset)
        }
    }

    /// The elements on and above a diagonal, zeros below. NumPy, PyTorch: `triu`.
    ///
    /// - Parameter offset: keeps `j >= i + offset`.
    /// - Gradient: goes to the elements that are kept.
    /// - Traps: when there are fewer than two axes.
    public func upperTriangle(offset: Int = 0) -> Tensor {
        operation { () throws(OpError) in
            try requireMatrix("upperTriangle")
            return masked(.greaterOrEqual, offset)
        }
    }

    private func masked(_ comparison: Comparison, _ offset: Int) -> Tensor {
        let distance = Tensor.distance(Shape(shape.suffix(2)))
        let isKept = Tensor.compare(comparison, distance, .constant(Double(offset), .int32))
        return select(isKept, self, .constant(0, dtype))
    }

    private func requireMatrix(_ op: String) throws(OpError) {
        guard rank < 2 else { return }
        throw OpError(
            op: op, problem: "needs two axes and got \(rank)", operands: ["x": "\(spec)"],
            fix: "pass a matrix or a batch of them; diagonalMatrix() makes one of a vector")
    }
}
