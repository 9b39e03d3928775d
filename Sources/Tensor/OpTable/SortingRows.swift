import LaminaGraph

private let box: [Operand] = [.normal([2, 5, 3])]
private let special: [Operand] = [
    .values([.nan, 1, -0.0, .infinity, 0, -.infinity, 1, .nan], [8])
]
private let variants: [[Operand]] = [
    [.normal([0, 5])], [.normal([5, 0])], [.normal([1, 1])], [.normal([17])], [.normal([33, 2])],
]

/// Sorting and searching.
let sortingRows: [OpRow] = orderRows + searchRows + dataDependentRows

private let orderRows: [OpRow] = {
    let file = "Operations/Sorting.swift"
    return [
        OpRow(
            "argSort", in: file, box, also: variants + [special],
            golden: "np.argsort(a, axis=1, kind='stable')",
            wrong: [
                WrongCall("axis 7 is out of range for rank 3") { $0[0].argSort(axis: 7) }
            ],
            without: .derivatives("gives integers")
        ) { $0[0].argSort(axis: $0[0].rank > 2 ? 1 : -1) },
        OpRow(
            "sorted", in: file, box, also: variants + [special],
            golden: "np.sort(a, axis=-1)",
            wrong: [WrongCall("axis 7 is out of range for rank 3") { $0[0].sorted(axis: 7) }]
        ) { $0[0].sorted() },
        OpRow(
            "sorted, descending", in: file, box, also: variants + [special],
            golden: "-np.sort(-a, axis=-1)"
        ) { $0[0].sorted(descending: true) },
        OpRow(
            "topK", in: file, box, also: [[.normal([1, 2, 1])], [.normal([0, 2])], special],
            golden: "torch.topk(t(a), 2, dim=1 if a.ndim > 2 else -1).values.numpy()",
            wrong: [
                WrongCall("k is 9, and axis 2 has 3 elements") { $0[0].topK(9).values }
            ]
        ) { $0[0].topK(2, axis: $0[0].rank > 2 ? 1 : -1).values },
        OpRow(
            "topK, smallest, indices", in: file, box,
            golden: "torch.topk(t(a), 2, dim=1, largest=False).indices.numpy()",
            without: .derivatives("gives integers")
        ) { $0[0].topK(2, axis: 1, largest: false).indices },
        OpRow(
            "kthSmallest", in: file, box, also: [[.normal([2])], [.normal([0, 2])], special],
            golden: "torch.kthvalue(t(a), 2, dim=-1).values.numpy()",
            wrong: [
                WrongCall("k is 0, and axis 2 has 3 elements") { $0[0].kthSmallest(0).value }
            ]
        ) { $0[0].kthSmallest(2).value },
    ]
}()

private let searchRows: [OpRow] = {
    let file = "Operations/Searching.swift"
    let line: Operand = .values([-1, -0.5, 0, 0, 0.25, 2], [6])
    let lines: Operand = .values([-1, 0, 0, 3, -2, -1, 0, 1], [2, 4])
    return [
        OpRow(
            "searchSorted", in: file, [line, .normal([3, 4])],
            also: [
                [lines, .normal([2, 5])], [.normal([0]), .normal([3])],
                [.normal([1]), .normal([])],
                [line, .normal([0, 2])],
                [.values([-.infinity, 0, .nan], [3]), .values([0, -0.0, .nan, .infinity], [4])],
            ],
            golden: "np.searchsorted(a, b)",
            wrong: [
                WrongCall("[5] values do not go with lines [2, 4]") { _ in
                    Tensor.zeros([2, 4]).searchSorted(.zeros([5]))
                }
            ],
            without: .derivatives("gives integers")
        ) { $0[0].searchSorted($0[1]) },
        OpRow(
            "searchSorted, right", in: file, [lines, .integers(-2..<3, [2, 3], .int32)],
            without: .derivatives("gives integers")
        ) { $0[0].searchSorted($0[1], side: .right) },
        OpRow(
            "digitize", in: file, [.normal([3, 4]), line],
            also: [
                [.values([-1, 0, 2, 2.5, .nan, -.infinity], [6]), line],
                [.normal([0]), .normal([1])],
            ],
            golden: "np.digitize(a, b)",
            wrong: [
                WrongCall("bins have 2 axes, not one") { $0[0].digitize(.zeros([2, 2])) }
            ],
            without: .derivatives("gives integers")
        ) { $0[0].digitize($0[1]) },
        OpRow(
            "digitize, right", in: file, [.values([-1, 0, 0.25, 2, 3], [5]), line],
            golden: "np.digitize(a, b, right=True)", without: .derivatives("gives integers")
        ) { $0[0].digitize($0[1], right: true) },
        OpRow(
            "isIn", in: file,
            [.integers(0..<9, [3, 4], .int32), .integers(0..<9, [4], .int64)],
            also: [
                [.normal([3]), .normal([0])], [.integers(0..<3, [0], .int8), .normal([2])],
                [.values([.nan, 0, 5], [3]), .values([.nan, -0.0, 4, 1], [2, 2])],
            ],
            golden: "np.isin(a, b)",
            wrong: [
                WrongCall("cannot be searched") { _ in
                    Tensor.zeros([2]).isIn(.zeros([2], dtype: .complex64))
                }
            ],
            without: .derivatives("gives bool")
        ) { $0[0].isIn($0[1]) },
    ]
}()

private let dataDependentRows: [OpRow] = {
    let file = "Operations/DataDependent.swift"
    let reason = "the result's shape depends on the data, so that it cannot be traced"
    var untraced: [Check: String] = .derivatives("gives integers")
    untraced[.vmap] = reason
    untraced[.compiled] = reason
    let digits: Operand = .integers(-2..<3, [3, 5], .int32)
    let insideTrace = { (call: @escaping @Sendable (Tensor) -> Tensor) in
        WrongCall("depends on elements that are not known while a function is traced") {
            vmap(call)($0[0].asType(.float32).reshaped([1, -1]))
        }
    }
    return [
        OpRow(
            "unique", in: file, [digits],
            also: [
                [.normal([0])], [.normal([1])], [.normal([17])],
                [.values([.nan, 0, -0.0, .nan, .infinity, 0], [6])],
            ],
            golden: "np.unique(a)", wrong: [insideTrace { $0.unique().values }],
            without: untraced
        ) { $0[0].unique().values },
        OpRow(
            "unique, inverse", in: file, [digits],
            golden: "np.unique(a, return_inverse=True)[1].reshape(a.shape)", without: untraced
        ) { $0[0].unique().inverse },
        OpRow(
            "unique, counts", in: file, [digits], golden: "np.unique(a, return_counts=True)[1]",
            without: untraced
        ) { $0[0].unique().counts },
        OpRow(
            "nonzero", in: file, [digits], also: [[.bools([2, 9])], [.normal([0, 3])]],
            golden: "np.nonzero(a)[0]", wrong: [insideTrace { $0.nonzero()[0] }],
            without: untraced
        ) { $0[0].nonzero()[0] },
        OpRow(
            "argWhere", in: file, [digits],
            also: [[.bools([17])], [.normal([])], [.values([0, -0.0, .nan], [3])]],
            golden: "np.argwhere(a)", wrong: [insideTrace { $0.argWhere() }], without: untraced
        ) { $0[0].argWhere() },
    ]
}()
