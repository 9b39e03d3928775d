/// Reference of the matrix product, `c[b, i, j] = sum over p of lhs[b, i, p] * rhs[b, p, j]`.
extension Primitive {
    static func matmulReference(
        _ inputs: [[Double]], _ specs: [TensorSpec], _ transposeLHS: Bool, _ transposeRHS: Bool,
        _ output: TensorSpec
    ) -> [Double] {
        let (lhs, rhs, shape, rank) = (inputs[0], inputs[1], specs[0].shape, output.shape.rank)
        let (m, n) = (output.shape[rank - 2], output.shape[rank - 1])
        let k = shape[transposeLHS ? rank - 2 : rank - 1]
        return (0..<output.shape.elementCount).map { number in
            let (batch, i, j) = (number / (m * n), number / n % m, number % n)
            let terms = (0..<k).map { p in
                (
                    lhs[batch * m * k + (transposeLHS ? p * m + i : i * k + p)],
                    rhs[batch * k * n + (transposeRHS ? j * k + p : p * n + j)]
                )
            }
            guard output.dtype.isInteger else {
                return output.dtype.rounded(terms.reduce(0) { $0 + $1.0 * $1.1 })
            }
            return output.dtype.rounded(
                whole: terms.reduce(0) { $0 &+ Int128($1.0) &* Int128($1.1) })
        }
    }
}
