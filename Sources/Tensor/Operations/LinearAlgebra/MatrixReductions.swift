import LaminaGraph

/// Which norm of a matrix ``LaminaTensor/Tensor/matrixNorm(_:keepDims:)`` takes.
public enum MatrixNorm: Sendable, CaseIterable {
    /// `√Σ aᵢⱼ²`. NumPy: `'fro'`.
    case frobenius
    /// The sum of the singular values. NumPy: `'nuc'`.
    case nuclear
    /// The largest singular value. NumPy: `2`.
    case spectral
    /// The largest sum of absolute values in a column. NumPy: `1`.
    case one
    /// The largest sum of absolute values in a row. NumPy: `inf`.
    case infinity
}

extension Tensor {
    /// The sum over a diagonal of matrices, `Σᵢ aᵢ,ᵢ₊ₒ` for the diagonal `o = offset` columns to the
    /// right of the main one.
    ///
    /// - Shape: `[…, m, n]` to `[…]`. (NumPy's `trace` takes the first two axes instead, its
    ///   `linalg.trace` the last two.)
    /// - Special values: 0 where the diagonal has no elements.
    public func trace(offset: Int = 0) -> Tensor {
        operation { () throws(OpError) in
            _ = try matrixSize("trace", self)
            let numbers = dtype == .bool ? asType(.int32) : self
            return numbers.diagonal(offset: offset).sum(axis: -1)
        }
    }

    /// The size of matrices by one of five norms, the Frobenius norm unless another is named.
    ///
    /// - Shape: `[…, m, n]` to `[…]`; with `keepDims` to `[…, 1, 1]`. Integers become float32.
    /// - Gradient: that of the sums, maxima and singular values it consists of. The Frobenius norm
    ///   of zeros has gradient 0, as in PyTorch; ties of a maximum share the gradient.
    /// - Special values: 0 for a matrix without elements.
    ///
    /// NumPy, PyTorch: `linalg.matrix_norm`.
    public func matrixNorm(_ norm: MatrixNorm = .frobenius, keepDims: Bool = false) -> Tensor {
        operation { () throws(OpError) in
            _ = try matrixSize("matrixNorm", self)
            let leading = Array(shape.dropLast(2))
            let x = wideForAlgebra
            let result =
                shape.suffix(2).contains(0)
                ? .zeros(Shape(leading), dtype: x.dtype) : x.norm(ofMatrices: norm)
            return result.reshaped(Shape(leading + (keepDims ? [1, 1] : []))).returned(as: self)
        }
    }

    private func norm(ofMatrices norm: MatrixNorm) -> Tensor {
        switch norm {
        case .frobenius: scaledNorm(axes: [rank - 2, rank - 1])
        case .nuclear: singularValues(self).sum(axis: -1)
        case .spectral: singularValues(self).max(axis: -1)
        case .one: abs(self).sum(axis: -2).max(axis: -1)
        case .infinity: abs(self).sum(axis: -1).max(axis: -1)
        }
    }

    /// `√Σ x²` over some axes; numbers whose squares could overflow or vanish are scaled by the
    /// largest first. The gradient of zeros is 0.
    func scaledNorm(axes: [Int]) -> Tensor {
        if axes.contains(where: { shape[$0] == 0 }) { return sum(axes: axes) }
        let largest = abs(self).stopGradient().max(axes: axes, keepDims: true)
        // Within these bounds, squares of up to 10⁸ elements stay in range, and scaling would only
        // cost a rounding.
        let bound = dtype == .float64 ? 1e140 : 1e14
        let isExtreme = Tensor.binary(
            .or, largest .> bound, .binary(.and, largest .< 1 / bound, largest .> 0))
        let scale = select(
            Tensor.binary(.and, isExtreme, largest.isFinite), largest,
            .ones(largest.shape, dtype: dtype))
        let scaled = self / scale
        let squares = (scaled * scaled).sum(axes: axes)
        let isZero = squares.isEqual(to: .zeros(squares.shape, dtype: dtype))
        // The dead branch's square root is taken of 1, where its derivative is finite.
        let root = sqrt(select(isZero, squares + 1, squares))
        return select(isZero, squares, root) * scale.reshaped(squares.shape)
    }
}
