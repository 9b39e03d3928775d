import LaminaGraph

let linearAlgebraRows: [OpRow] = matmulRows + vectorProductRows + matrixRows

private let matmulRows: [OpRow] = {
    let file = "Operations/Matmul.swift"
    return [
        OpRow(
            "matmul", in: file, [.normal([2, 3, 4]), .normal([2, 4, 5])],
            also: [
                [.normal([3, 0]), .normal([0, 5])], [.normal([1, 1]), .normal([1, 1])],
                [.normal([2, 0, 3]), .normal([3, 4])], [.normal([17, 3]), .normal([3, 5])],
                [.normal([3, 1, 2, 3]), .normal([2, 3, 2])],
            ], golden: "np.matmul(a, b)",
            wrong: [
                WrongCall("inner dimensions differ (4 and 3)") { matmul($0[0], $0[0]) },
                WrongCall("a scalar has no matrix product") { matmul($0[0], Tensor(2)) },
                WrongCall("the leading axes [2] and [3] do not broadcast (2 and 3)") {
                    matmul($0[0], .ones([3, 4, 5]))
                },
                WrongCall("inner dimensions differ (4 and 3)") { matmul($0[0], .ones([3])) },
            ]
        ) { matmul($0[0], $0[1]) },
        OpRow(
            "matmul, broadcast", in: file, [.normal([2, 3, 4]), .normal([4, 5])],
            golden: "np.matmul(a, b)"
        ) { matmul($0[0], $0[1]) },
        OpRow(
            "matmul, integers", in: file,
            [.integers(-5..<5, [3, 4], .int32), .integers(-5..<5, [4, 2], .int32)],
            golden: "np.matmul(a, b)"
        ) { matmul($0[0], $0[1]) },
        OpRow(
            "matmul, transposed", in: file, [.normal([4, 3]), .normal([5, 4])],
            golden: "np.matmul(a.T, b.T)"
        ) { matmul($0[0].transposed(), $0[1].transposed()) },
        OpRow(
            "matmul, vectors", in: file, [.normal([4]), .normal([4])], golden: "np.matmul(a, b)"
        ) { matmul($0[0], $0[1]) },
        OpRow(
            "matmul, vector on the left", in: file, [.normal([4]), .normal([2, 4, 3])],
            golden: "np.matmul(a, b)"
        ) { matmul($0[0], $0[1]) },
    ]
}()

private let vectorProductRows: [OpRow] = {
    let file = "Operations/LinearAlgebra/VectorProducts.swift"
    let tensors = "Operations/LinearAlgebra/TensorProducts.swift"
    return [
        OpRow(
            "dot", in: file, [.normal([3, 1, 5]), .normal([4, 5])],
            also: [
                [.normal([0]), .normal([0])], [.normal([1]), .normal([1])],
                [.normal([33]), .normal([33])],
            ], golden: "np.sum(a * b, -1)",
            wrong: [
                WrongCall("axis -1 has 5 elements in lhs and 4 in rhs") {
                    dot($0[0], .ones([5, 4]))
                }
            ]
        ) { dot($0[0], $0[1]) },
        OpRow(
            "dot, axis", in: file, [.normal([5, 3]), .normal([5, 3])], golden: "np.sum(a * b, 0)"
        ) { dot($0[0], $0[1], axis: 0) },
        OpRow(
            "inner", in: file, [.normal([2, 3, 4]), .normal([5, 4])],
            also: [[.normal([3]), .normal([3])], [.normal([]), .normal([3])]],
            golden: "np.inner(a, b)",
            wrong: [
                WrongCall("axis 2 of lhs has 4 elements and axis 0 of rhs 3") {
                    inner($0[0], .ones([3]))
                }
            ]
        ) { inner($0[0], $0[1]) },
        OpRow(
            "outer", in: file, [.normal([2, 3]), .normal([2, 5])],
            also: [[.normal([0]), .normal([3])], [.normal([7]), .normal([1])]],
            golden: "a[:, :, None] * b[:, None, :]",
            wrong: [WrongCall("a scalar is no vector") { outer($0[0], Tensor(1)) }]
        ) { outer($0[0], $0[1]) },
        OpRow(
            "matvec", in: file, [.normal([2, 3, 4]), .normal([2, 4])],
            also: [[.normal([3, 0]), .normal([0])], [.normal([1, 1]), .normal([5, 1])]],
            golden: "np.einsum('bij,bj->bi', a, b)",
            wrong: [
                WrongCall("the matrix takes 4 elements, and the vector has 3") {
                    matvec($0[0], .ones([3]))
                }
            ]
        ) { matvec($0[0], $0[1]) },
        OpRow(
            "vecmat", in: file, [.normal([2, 3]), .normal([2, 3, 4])],
            also: [[.normal([0]), .normal([0, 3])], [.normal([5, 1]), .normal([1, 1])]],
            golden: "np.einsum('bi,bij->bj', a, b)",
            wrong: [
                WrongCall("the matrix takes 3 elements, and the vector has 4") {
                    vecmat(.ones([4]), $0[1])
                }
            ]
        ) { vecmat($0[0], $0[1]) },
        OpRow(
            "cross", in: file, [.normal([4, 3]), .normal([3])],
            also: [[.normal([0, 3]), .normal([3])], [.normal([3]), .normal([3])]],
            golden: "np.cross(a, b)",
            wrong: [
                WrongCall("axis 0 has 4 elements, not 3") { cross($0[0], $0[1], axis: -2) }
            ]
        ) { cross($0[0], $0[1]) },
        OpRow(
            "tensordot", in: tensors, [.normal([2, 3, 4]), .normal([3, 4, 5])],
            also: [
                [.normal([2, 1, 1]), .normal([1, 1])], [.normal([0, 3]), .normal([0, 3])],
            ],
            golden: "np.tensordot(a, b)",
            wrong: [
                WrongCall("axis 1 of lhs has 3 elements and axis 0 of rhs 4") {
                    tensordot($0[0], .ones([4, 3]))
                },
                WrongCall("no 4 axes to sum over") { tensordot($0[0], $0[1], axes: 4) },
            ]
        ) { tensordot($0[0], $0[1]) },
        OpRow(
            "tensordot, axes", in: tensors, [.normal([2, 3, 4]), .normal([3, 5, 2])],
            golden: "np.tensordot(a, b, axes=([0, 1], [2, 0]))",
            wrong: [
                WrongCall("2 axes of lhs do not pair with 1 of rhs") {
                    tensordot($0[0], $0[1], axes: ([0, 1], [2]))
                }
            ]
        ) { tensordot($0[0], $0[1], axes: ([0, 1], [-1, 0])) },
        OpRow(
            "kron", in: tensors, [.normal([2, 3]), .normal([3, 2])],
            also: [
                [.normal([3]), .normal([2, 2])], [.normal([0, 3]), .normal([2, 2])],
                [.normal([]), .normal([])],
            ], golden: "np.kron(a, b)",
            wrong: [
                WrongCall("takes up to 4 axes, not 5") { kron($0[0], .ones([1, 1, 1, 1, 2])) }
            ]
        ) { kron($0[0], $0[1]) },
    ]
}()

private let matrixRows: [OpRow] = {
    let chain = "Operations/LinearAlgebra/MatrixChain.swift"
    let reductions = "Operations/LinearAlgebra/MatrixReductions.swift"
    let distances = "Operations/LinearAlgebra/Distances.swift"
    return [
        OpRow(
            "multiDot", in: chain, [.normal([3, 4]), .normal([4, 2]), .normal([2, 5])],
            also: [
                [.normal([4]), .normal([4, 2]), .normal([2])], [.normal([3, 2])],
                [.normal([3, 0]), .normal([0, 2])],
            ], golden: "np.linalg.multi_dot([a, b, c])",
            wrong: [
                WrongCall("factor 0 has 4 columns and factor 1 3 rows") {
                    multiDot([$0[0], $0[0]])
                },
                WrongCall("there is nothing to multiply") { _ in multiDot([]) },
                WrongCall("factor 1 has 1 axes") { multiDot([$0[0], .ones([4]), $0[1]]) },
            ]
        ) { multiDot($0) },
        OpRow(
            "matrixPower", in: chain, [.normal([2, 3, 3])],
            also: [[.normal([0, 0])], [.normal([1, 1])]],
            golden: "np.linalg.matrix_power(a, 5)",
            wrong: [
                WrongCall("a's are 3 x 4") { _ in matrixPower(.ones([3, 4]), 2) },
                WrongCall("a has 1 axes") { _ in matrixPower(.ones([3]), 2) },
            ], slack: 10
        ) { matrixPower($0[0], 5) },
        OpRow(
            "trace", in: reductions, [.normal([2, 3, 5])],
            also: [[.normal([0, 3])], [.normal([1, 1])], [.normal([5, 2])]],
            golden: "np.trace(a, 1, 1, 2)",
            wrong: [WrongCall("a has 1 axes") { _ in Tensor.ones([3]).trace() }]
        ) { $0[0].trace(offset: 1) },
        OpRow(
            "trace, below", in: reductions, [.normal([4, 3])], golden: "np.trace(a, -2)"
        ) { $0[0].trace(offset: -2) },
        OpRow(
            "matrixNorm", in: reductions, [.normal([2, 3, 4])],
            also: [
                [.normal([2, 0, 3])], [.normal([1, 1])],
                [.values([1e30, 2e30, 0, 1e-30], [2, 2])],
            ], dtypes: [.float32, .float64, .bfloat16],
            golden: "np.linalg.norm(a, axis=(1, 2), keepdims=True)",
            wrong: [WrongCall("a has 1 axes") { _ in Tensor.ones([3]).matrixNorm() }]
        ) { $0[0].matrixNorm(keepDims: true) },
        OpRow(
            "matrixNorm, one", in: reductions, [.normal([3, 4])], golden: "np.linalg.norm(a, 1)"
        ) { $0[0].matrixNorm(.one) },
        OpRow(
            "matrixNorm, infinity", in: reductions, [.normal([3, 4])],
            golden: "np.linalg.norm(a, np.inf)"
        ) { $0[0].matrixNorm(.infinity) },
        OpRow(
            "cosineSimilarity", in: distances, [.normal([3, 5]), .normal([5])],
            also: [[.normal([0, 3]), .normal([3])], [.normal([1]), .normal([1])]],
            golden: "torch.cosine_similarity(t(a), t(b))",
            wrong: [
                WrongCall("axis 2 is out of range") {
                    cosineSimilarity($0[0], $0[1], axis: 2)
                }
            ]
        ) { cosineSimilarity($0[0], $0[1]) },
        OpRow(
            "pairwiseDistances", in: distances, [.normal([4, 3]), .normal([5, 3])],
            also: [
                [.normal([2, 4, 3]), .normal([1, 3])], [.normal([0, 3]), .normal([2, 3])],
                [.normal([2, 0]), .normal([3, 0])],
            ], golden: "scipy.spatial.distance.cdist(a, b)",
            wrong: [
                WrongCall("the vectors have 3 and 4 elements") {
                    pairwiseDistances($0[0], .ones([2, 4]))
                },
                WrongCall("p is 0.5") { pairwiseDistances($0[0], $0[1], p: 0.5) },
            ]
        ) { pairwiseDistances($0[0], $0[1]) },
        OpRow(
            "pairwiseDistances, p 3", in: distances, [.normal([4, 3]), .normal([5, 3])],
            golden: "scipy.spatial.distance.cdist(a, b, 'minkowski', p=3)"
        ) { pairwiseDistances($0[0], $0[1], p: 3) },
    ]
}()
