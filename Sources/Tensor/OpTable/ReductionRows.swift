import LaminaGraph

private let box: [Operand] = [.normal([2, 3, 4])]
private let several: [[Operand]] = [
    [.normal([1, 1, 1])], [.normal([3, 5, 17])],
    [.values([0, -0.0, .infinity, 1, 2, 3], [1, 2, 3])],
]
private let empty: [Operand] = [.normal([2, 3, 0])]
private let bits: [Operand] = [.bools([4, 3])]

let reductionRows: [OpRow] = {
    let file = "Operations/Reductions.swift"
    return [
        OpRow(
            "sum", in: file, box, also: several + [empty], golden: "a.sum((0, 2))",
            wrong: [WrongCall("axis 3 is out of range for rank 3") { $0[0].sum(axis: 3) }]
        ) { $0[0].sum(axes: [0, 2]) },
        OpRow(
            "sum, of bytes", in: file, [.integers(-128..<128, [4, 50], .int8)],
            golden: "a.sum(1)", wrong: [WrongCall("listed twice") { $0[0].sum(axes: [0, -2]) }],
            without: .derivatives("of integers")
        ) { $0[0].sum(axis: 1) },
        OpRow(
            "sum, of bool", in: file, bits, golden: "a.sum(0, keepdims=True)",
            without: .derivatives("of bool")
        ) { $0[0].sum(axis: 0, keepDims: true) },
        OpRow(
            "product", in: file, box, also: several + [empty], golden: "a.prod(1)",
            wrong: [WrongCall("axis -4 is out of range for rank 3") { $0[0].product(axis: -4) }]
        ) { $0[0].product(axis: 1) },
        OpRow(
            "max", in: file, box, also: several, golden: "a.max(1)",
            wrong: [WrongCall("axis 0 is empty") { _ in Tensor.zeros([0, 2]).max(axis: 0) }]
        ) { $0[0].max(axis: 1) },
        OpRow(
            "min", in: file, box, also: several, golden: "a.min((0, 1))",
            wrong: [WrongCall("axis 1 is empty") { _ in Tensor.zeros([2, 0]).min() }]
        ) { $0[0].min(axes: [0, 1]) },
        OpRow(
            "peakToPeak", in: file, box, golden: "np.ptp(a, 1)",
            wrong: [
                WrongCall("axis 0 of [0] is empty") { _ in Tensor.zeros([0]).peakToPeak() }
            ]
        ) { $0[0].peakToPeak(axis: 1) },
        OpRow(
            "any", in: file, bits, also: [[.bools([0, 3])], [.bools([4, 0])]], golden: "a.any(1)",
            wrong: [WrongCall("axis 2 is out of range for rank 2") { $0[0].any(axis: 2) }],
            without: .derivatives("of bool")
        ) { $0[0].any(axis: 1) },
        OpRow(
            "all", in: file, bits, also: [[.bools([0, 3])], [.bools([4, 0])]], golden: "a.all(0)",
            wrong: [WrongCall("axis 2 is out of range for rank 2") { $0[0].all(axis: 2) }],
            without: .derivatives("of bool")
        ) { $0[0].all(axes: [0]) },
        OpRow(
            "countNonzero", in: file, [.integers(-1..<2, [4, 3], .int32)],
            also: [[.integers(0..<2, [0, 3], .int8)], [.values([0, -0.0, .nan, 2], [2, 2])]],
            golden: "np.count_nonzero(a, 1)",
            wrong: [WrongCall("axis 2 is out of range for rank 2") { $0[0].countNonzero(axis: 2) }],
            without: .derivatives("gives integers")
        ) { $0[0].countNonzero(axis: 1) },
        OpRow(
            "argMax", in: "Operations/ArgReductions.swift", box,
            also: [[.normal([1])], [.values([1, .nan, 3, .nan, 3, 0], [2, 3])]],
            golden: "a.argmax(-1)",
            wrong: [
                WrongCall("axis 1 of [2, 0] is empty") { _ in Tensor.zeros([2, 0]).argMax(axis: 1) }
            ],
            without: .derivatives("gives integers")
        ) { $0[0].argMax(axis: -1) },
        OpRow(
            "argMin", in: "Operations/ArgReductions.swift", box, golden: "a.argmin(0)",
            wrong: [WrongCall("axis 0 of [0] is empty") { _ in Tensor.zeros([0]).argMin() }],
            without: .derivatives("gives integers")
        ) { $0[0].argMin(axis: 0) },
        OpRow(
            "argMin, of all", in: "Operations/ArgReductions.swift", box, golden: "a.argmin()",
            without: .derivatives("gives integers")
        ) { $0[0].argMin() },
    ]
}()
