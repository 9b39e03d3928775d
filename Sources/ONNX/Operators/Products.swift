import LaminaGraph
import LaminaTensor

extension OnnxOperator {
    /// Products of matrices and sums of products.
    static let products: [OnnxOperator] = [
        OnnxOperator("MatMul", [1, 9, 13]) { call in
            matmul(try call.tensor(0), try call.tensor(1))
        },
        OnnxOperator("Gemm", [1, 6, 7, 9, 11, 13], gemm),
        OnnxOperator("Einsum", [12, 28]) { call in
            einsum(try call.text("equation", "").filter { $0 != " " }, try call.tensors())
        },
        OnnxOperator("Det", [11, 22]) { call in det(try call.tensor(0)) },
    ]

    /// `alpha A B + beta C`, each operand transposed if need be.
    private static func gemm(_ call: OnnxCall) throws -> Tensor {
        let (a, b) = (try call.tensor(0), try call.tensor(1))
        try call.require(
            a.rank == 2 && b.rank == 2, "operands \(a.shape), \(b.shape) are no matrices")
        var product = Tensor.matmul(
            a, b, transposeLHS: try call.flag("transA"), transposeRHS: try call.flag("transB"))
        let (alpha, beta) = (try call.float("alpha", 1), try call.float("beta", 1))
        if alpha != 1 { product = (product * alpha).asType(a.dtype) }
        guard let c = try call.optional(2) else { return product }
        return product + (beta == 1 ? c : (c * beta).asType(c.dtype))
    }
}
