import LaminaGraph

private let folder = "Operations/Creation/"
private let still = "has no operand"

let creationRows: [OpRow] = [
    OpRow(
        "full", in: folder + "Filling.swift", [.normal([3, 5])], also: [[.normal([0, 5])]],
        golden: "a + np.full([3, 1], 0.5)",
        wrong: [WrongCall("axis 1 of [2, -1] has the size -1") { _ in .full(1, [2, -1]) }]
    ) { $0[0] + .full(0.5, [$0[0].shape[0], 1]) },
    OpRow(
        "full, like", in: folder + "Filling.swift", [.normal([3, 5])], also: [[.normal([])]],
        golden: "a + np.full_like(a, 2)"
    ) { $0[0] + .full(2, like: $0[0]) },
    OpRow(
        "zeros", in: folder + "Filling.swift", [.normal([3, 5])], golden: "a + np.zeros(5)",
        wrong: [WrongCall("axis 0 of [-3] has the size -3") { _ in .zeros([-3]) }]
    ) { $0[0] + .zeros([5]) + .zeros(like: $0[0]) },
    OpRow(
        "ones", in: folder + "Filling.swift", [.normal([3, 5])], golden: "a * np.ones(5) + 1",
        wrong: [WrongCall("axis 0 of [-1, 2] has the size -1") { _ in .ones([-1, 2]) }]
    ) { $0[0] * .ones([5]) + .ones(like: $0[0]) },
    OpRow(
        "iota", in: folder + "Sequences.swift", [], golden: "np.indices((3, 4))[1]",
        wrong: [WrongCall("axis 2 is out of range for rank 2") { _ in .iota([3, 4], axis: 2) }],
        without: .derivatives(still)
    ) { _ in .iota([3, 4], axis: 1) },
    OpRow(
        "arange", in: folder + "Sequences.swift", [], golden: "np.arange(7, -4, -3)",
        wrong: [WrongCall("a step of 0 never arrives") { _ in .arange(to: 5, by: 0) }],
        without: .derivatives(still)
    ) { _ in .arange(from: 7, to: -4, by: -3) },
    OpRow(
        "arange, of fractions", in: folder + "Sequences.swift", [],
        golden: "np.arange(-1, 2.2, 0.3)",
        wrong: [WrongCall("from 0.0 to inf by 1.0") { _ in .arange(to: Double.infinity) }],
        without: .derivatives(still)
    ) { _ in .arange(from: -1, to: 2.2, by: 0.3) },
    OpRow(
        "linspace", in: folder + "Sequences.swift", [], golden: "np.linspace(-1, 2, 8)",
        wrong: [WrongCall("-2 is no number") { _ in .linspace(from: 0, to: 1, count: -2) }],
        without: .derivatives(still)
    ) { _ in .linspace(from: -1, to: 2, count: 8) },
    OpRow(
        "linspace, without its end", in: folder + "Sequences.swift", [],
        golden: "np.linspace(3, -1, 7, endpoint=False)", without: .derivatives(still)
    ) { _ in .linspace(from: 3, to: -1, count: 7, includingEnd: false) },
    OpRow(
        "logspace", in: folder + "Sequences.swift", [], golden: "np.logspace(-2, 3, 6, base=2)",
        wrong: [WrongCall("-1 is no number") { _ in .logspace(from: 0, to: 1, count: -1) }],
        without: .derivatives(still)
    ) { _ in .logspace(from: -2, to: 3, count: 6, base: 2) },
    OpRow(
        "geomspace", in: folder + "Sequences.swift", [], golden: "np.geomspace(-2, -162, 5)",
        wrong: [
            WrongCall("no ratio leads from -1.0 to 4.0") { _ in
                .geomspace(from: -1, to: 4, count: 3)
            }
        ],
        without: .derivatives(still)
    ) { _ in .geomspace(from: -2, to: -162, count: 5) },
    OpRow(
        "indices", in: folder + "Sequences.swift", [], golden: "np.indices((2, 3))",
        wrong: [WrongCall("axis 1 of [2, -3] has the size -3") { _ in .indices([2, -3]) }],
        without: .derivatives(still)
    ) { _ in .indices([2, 3]) },
    OpRow(
        "meshgrid", in: folder + "Meshgrid.swift", [.normal([3]), .normal([4])],
        also: [[.normal([0]), .normal([2])], [.normal([1]), .normal([1])]],
        golden: "(lambda g: g[0] * g[1])(np.meshgrid(a, b))",
        wrong: [WrongCall("operand 1 has 2 axes") { meshgrid([$0[0], .zeros([2, 2])])[0] }]
    ) {
        let grid = meshgrid([$0[0], $0[1]])
        return grid[0] * grid[1]
    },
    OpRow(
        "meshgrid, in order", in: folder + "Meshgrid.swift",
        [.normal([2]), .normal([3]), .normal([4])],
        golden: "(lambda g: g[0] + g[1] * g[2])(np.meshgrid(a, b, c, indexing='ij'))"
    ) {
        let grid = meshgrid([$0[0], $0[1], $0[2]], indexing: .ij)
        return grid[0] + grid[1] * grid[2]
    },
    OpRow(
        "eye", in: folder + "Diagonals.swift", [.normal([3, 4])],
        golden: "a * np.eye(3, 4, 1)",
        wrong: [WrongCall("axis 0 of [-1, -1] has the size -1") { _ in .eye(-1) }]
    ) { $0[0] * .eye(3, columns: 4, offset: 1) },
    OpRow(
        "diagonal", in: folder + "Diagonals.swift", [.normal([2, 3, 4])],
        also: [[.normal([3, 3])], [.normal([1, 1])], [.normal([0, 3])], [.normal([7, 2])]],
        golden: "np.diagonal(a, 1, -2, -1)",
        wrong: [WrongCall("needs two axes and got 1") { $0[0].flattened().diagonal() }]
    ) { $0[0].diagonal(offset: 1) },
    OpRow(
        "diagonal, below", in: folder + "Diagonals.swift", [.normal([5, 3])],
        golden: "np.diagonal(a, -2)"
    ) { $0[0].diagonal(offset: -2) },
    OpRow(
        "diagonalMatrix", in: folder + "Diagonals.swift", [.normal([2, 3])],
        also: [[.normal([4])], [.normal([0])], [.normal([1])]],
        golden: "np.stack([np.diag(r, -1) for r in a])",
        wrong: [
            WrongCall("axis -1 is out of range for rank 0") { $0[0].sum().diagonalMatrix() }
        ]
    ) { $0[0].diagonalMatrix(offset: -1) },
    OpRow(
        "lowerTriangle", in: folder + "Diagonals.swift", [.normal([2, 3, 4])],
        also: [[.normal([1, 1])], [.normal([0, 3])], [.normal([17, 2])]],
        golden: "np.tril(a, 1)",
        wrong: [WrongCall("needs two axes and got 1") { $0[0].flattened().lowerTriangle() }]
    ) { $0[0].lowerTriangle(offset: 1) },
    OpRow(
        "upperTriangle", in: folder + "Diagonals.swift", [.normal([4, 3])],
        also: [[.normal([1, 1])], [.normal([3, 0])], [.normal([2, 17])]],
        golden: "np.triu(a, -1)",
        wrong: [WrongCall("needs two axes and got 0") { $0[0].sum().upperTriangle() }]
    ) { $0[0].upperTriangle(offset: -1) },
    OpRow(
        "oneHot", in: folder + "OneHot.swift", [.integers(-1..<5, [2, 3], .int32)],
        also: [[.integers(0..<4, [], .uint8)], [.integers(0..<4, [0], .int64)]],
        golden: "(a[:, :, None] == np.arange(4)) * 1.0",
        wrong: [WrongCall("float32 is no type of indices") { _ in Tensor([1]).oneHot(classes: 2) }],
        without: .derivatives("of integers")
    ) { $0[0].oneHot(classes: 4) },
]
