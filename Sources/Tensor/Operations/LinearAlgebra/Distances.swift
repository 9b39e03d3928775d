import LaminaGraph

/// The cosine of the angle between vectors, `a·b / (max(‖a‖, eps) max(‖b‖, eps))`.
///
/// - Shape: tensors that broadcast to one shape, to that shape without `axis`. Integers become
///   float32.
/// - Gradient: finite for vectors of zeros, whose cosine is 0.
///
/// PyTorch: `cosine_similarity`.
public func cosineSimilarity(
    _ a: Tensor, _ b: Tensor, axis: Int = -1, eps: Double = 1e-8
) -> Tensor {
    operation { () throws(OpError) in
        let dtype = DType.promoted(a.dtype, b.dtype)
        let shape = try Shape.broadcast(
            a.shape, b.shape, op: "cosineSimilarity", dtypes: (a.dtype, b.dtype))
        let axis = try shape.resolve(axis: axis, op: "cosineSimilarity")
        func unit(_ x: Tensor) -> Tensor {
            let x = x.asType(dtype).wideForAlgebra.broadcast(to: shape)
            let norm = x.scaledNorm(axes: [axis]).expandedDims(axis: axis)
            return x / maximum(norm, .full(eps, norm.shape, dtype: norm.dtype))
        }
        let cosine = (unit(a) * unit(b)).sum(axis: axis)
        return dtype.isFloatingPoint ? cosine.asType(dtype) : cosine
    }
}

/// The distance of every vector of `a` from every vector of `b`,
/// `d[…, i, j] = (Σ_k |a[…, i, k] - b[…, j, k]|ᵖ)^(1/p)`.
///
/// The differences are formed first, so that close vectors lose no digits.
///
/// - Shape: `[…, m, k]` and `[…, n, k]` to `[…, m, n]`; the leading axes broadcast. Integers become
///   float32.
/// - Parameter p: 1 gives the Manhattan distance, 2 Euclid's, `.infinity` the largest difference; at
///   least 1.
/// - Gradient: 0 where two vectors are equal.
/// - Traps: vectors of different sizes.
///
/// SciPy: `spatial.distance.cdist`; PyTorch: `cdist`.
public func pairwiseDistances(_ a: Tensor, _ b: Tensor, p: Double = 2) -> Tensor {
    operation { () throws(OpError) in
        func fail(_ problem: String, _ fix: String) -> OpError {
            OpError(
                op: "pairwiseDistances", problem: problem,
                operands: ["lhs": "\(a.spec)", "rhs": "\(b.spec)"], fix: fix)
        }
        guard a.rank >= 2, b.rank >= 2 else {
            throw fail("needs lists of vectors", "give [..., vectors, elements]")
        }
        let (k, other) = (a.shape[a.rank - 1], b.shape[b.rank - 1])
        guard k == other else {
            throw fail(
                "the vectors have \(k) and \(other) elements", "compare vectors of one size")
        }
        guard p >= 1 else { throw fail("p is \(p)", "use p from 1 to .infinity") }
        let dtype = DType.promoted(a.dtype, b.dtype)
        let (x, y) = (a.asType(dtype).wideForAlgebra, b.asType(dtype).wideForAlgebra)
        let difference = x.expandedDims(axis: -2) - y.expandedDims(axis: -3)
        let distance: Tensor
        switch p {
        case 1: distance = abs(difference).sum(axis: -1)
        case 2: distance = difference.scaledNorm(axes: [difference.rank - 1])
        case .infinity: distance = abs(difference).max(axis: -1)
        default:
            let sum = pow(abs(difference), p).sum(axis: -1)
            let isZero = sum.isEqual(to: .zeros(sum.shape, dtype: sum.dtype))
            distance = select(isZero, sum, pow(select(isZero, sum + 1, sum), 1 / p))
        }
        return dtype.isFloatingPoint ? distance.asType(dtype) : distance
    }
}
