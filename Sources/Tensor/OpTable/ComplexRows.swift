import LaminaGraph

/// Complex numbers come from two real operands and leave as pairs, so that every check of real
/// operations applies.
let complexRows: [OpRow] =
    (makingRows + arithmeticOnComplex + movementOfComplex).map {
        $0.wrong.isEmpty ? $0.excluding(.errors, because: "takes every shape and type") : $0
    }

private let file = "Operations/Complex.swift"
private let two: [Operand] = [.normal([3, 4]), .normal([3, 4])]
private let four: [Operand] = [
    .normal([3, 4]), .normal([3, 4]), .uniform(0.5..<2, [4]), .uniform(-2..<(-0.5), [4]),
]

private func first(_ x: [Tensor]) -> Tensor { complex(x[0], x[1]) }
private func second(_ x: [Tensor]) -> Tensor { complex(x[2], x[3]) }

private let makingRows: [OpRow] = [
    OpRow(
        "complex", in: file, [.normal([3, 1]), .normal([4])],
        also: [[.normal([0, 3]), .normal([])], [.normal([]), .normal([])]],
        dtypes: precise, golden: pairs("a + 1j * b"),
        wrong: [
            WrongCall("the parts of a complex number are real") {
                complex($0[0], complex($0[1], $0[1])).realPart
            },
            WrongCall("[3, 4] and [5] do not broadcast") {
                complex($0[0].broadcast(to: [3, 4]), .ones([5])).realPart
            },
        ]
    ) { complex($0[0], $0[1]).parts },
    OpRow(
        "polar", in: file, two, dtypes: precise, golden: pairs("a * np.exp(1j * b)"),
        wrong: [WrongCall("do not broadcast") { polar($0[0], .ones([5])).realPart }]
    ) { polar($0[0], $0[1]).parts },
    OpRow(
        "angle", in: file, two, also: [[.normal([0]), .normal([0])]], dtypes: precise,
        golden: "np.angle(a + 1j * b)",
        wrong: [WrongCall("do not broadcast") { angle(complex($0[0], .ones([5]))) }]
    ) { angle(first($0)) },
    OpRow(
        "conjugate", in: file, two, dtypes: precise, golden: pairs("np.conj(a + 1j * b)"),
        wrong: [WrongCall("do not broadcast") { conjugate(complex($0[0], .ones([5]))).realPart }]
    ) { conjugate(first($0)).parts },
    OpRow("realPart", in: file, two, dtypes: precise, golden: "(a + 1j * b).real") {
        first($0).realPart
    },
    OpRow("imaginaryPart", in: file, two, dtypes: precise, golden: "(a + 1j * b).imag") {
        first($0).imaginaryPart
    },
    OpRow("parts", in: file, two, dtypes: precise, golden: pairs("a + 1j * b")) {
        first($0).transposed().parts.transposed([1, 0, 2])
    },
]

private let arithmeticOnComplex: [OpRow] = {
    let operators = "Operations/Arithmetic.swift"
    let reductions = "Operations/Reductions.swift"
    let z = "(a + 1j * b)"
    let w = "(c + 1j * d)"
    return [
        OpRow("+, complex", in: operators, four, dtypes: precise, golden: pairs("\(z) + \(w) + 2"))
        {
            (first($0) + second($0) + 2).parts
        },
        OpRow(
            "-, complex", in: operators, four, dtypes: precise, golden: pairs("1 - (\(z) - \(w))")
        ) {
            (1 - (first($0) - second($0))).parts
        },
        OpRow("*, complex", in: operators, four, dtypes: precise, golden: pairs("\(z) * \(w)")) {
            (first($0) * second($0)).parts
        },
        OpRow("/, complex", in: operators, four, dtypes: precise, golden: pairs("\(z) / \(w)")) {
            (first($0) / second($0)).parts
        },
        OpRow(
            "pow, complex", in: "Operations/Powers.swift", four, dtypes: precise,
            golden: pairs("\(z) ** \(w)"),
            slack: 8
        ) {
            pow(first($0), second($0)).parts
        },
        OpRow(
            "abs, complex", in: "Operations/Signs.swift", two, dtypes: precise,
            golden: "np.abs(\(z))"
        ) {
            abs(first($0))
        },
        OpRow(
            "sign, complex", in: "Operations/Signs.swift", two, dtypes: precise,
            golden: pairs("\(z) / np.abs(\(z))")
        ) {
            sign(first($0)).parts
        },
        OpRow(
            "exp, complex", in: "Operations/ExponentialFunctions.swift", two, dtypes: precise,
            golden: pairs("np.exp(\(z))")
        ) {
            exp(first($0)).parts
        },
        OpRow(
            "log, complex", in: "Operations/ExponentialFunctions.swift", two, dtypes: precise,
            golden: pairs("np.log(\(z))")
        ) {
            log(first($0)).parts
        },
        OpRow(
            "sqrt, complex", in: "Operations/Powers.swift", two, dtypes: precise,
            golden: pairs("np.sqrt(\(z))")
        ) {
            sqrt(first($0)).parts
        },
        OpRow(
            "sin, complex", in: "Operations/TrigonometricFunctions.swift", two, dtypes: precise,
            golden: pairs("np.sin(\(z))")
        ) {
            sin(first($0)).parts
        },
        OpRow(
            "cos, complex", in: "Operations/TrigonometricFunctions.swift", two, dtypes: precise,
            golden: pairs("np.cos(\(z))")
        ) {
            cos(first($0)).parts
        },
        OpRow("sum, complex", in: reductions, two, dtypes: precise, golden: pairs("\(z).sum(0)")) {
            first($0).sum(axis: 0).parts
        },
        OpRow(
            "mean, complex", in: "Operations/Statistics/Moments.swift", two, dtypes: precise,
            golden: pairs("\(z).mean(1)")
        ) {
            first($0).mean(axis: 1).parts
        },
        OpRow(
            "product, complex", in: reductions, [.normal([2, 5, 3]), .normal([2, 5, 3])],
            dtypes: precise, golden: pairs("\(z).prod(1)")
        ) { first($0).product(axes: [1]).parts },
        OpRow(
            "matmul, complex", in: "Operations/Matmul.swift",
            [.normal([2, 3]), .normal([2, 3]), .normal([3, 4]), .normal([3, 4])], dtypes: precise,
            golden: pairs("\(z) @ \(w)")
        ) { matmul(first($0), second($0)).parts },
    ]
}()

private let movementOfComplex: [OpRow] = {
    return [
        OpRow(
            "padded, complex", in: "Operations/Padding.swift", two, dtypes: precise,
            golden: pairs("np.pad(a + 1j * b, ((1, 0), (0, 2)), constant_values=0.5)")
        ) { first($0).padded(low: [1, 0], high: [0, 2], value: 0.5).parts },
        OpRow(
            "concatenated, complex", in: "Operations/Joining.swift", four, dtypes: precise,
            golden: pairs("np.concatenate([(a + 1j * b)[:, 1:3], b[:, :1]], 1)")
        ) {
            concatenated(
                [
                    first($0).slice(1..<3, axis: 1),
                    $0[1].slice(0..<1, axis: 1).asType(first($0).dtype),
                ], axis: 1
            ).parts
        },
        OpRow(
            "select, complex", in: "Operations/Selection.swift", four, dtypes: precise,
            golden: pairs("np.where(a > b, a + 1j * b, c + 1j * d)")
        ) { select($0[0] .> $0[1], first($0), second($0)).parts },
        OpRow(
            "isEqual, complex", in: "Operations/Comparisons.swift", two,
            dtypes: precise, golden: "(a + 1j * b) == (a + 1j * np.maximum(b, 0))",
            without: .derivatives("gives bool")
        ) { first($0).isEqual(to: complex($0[0], maximum($0[1], .zeros([], dtype: $0[1].dtype)))) },
        OpRow(
            "asType, complex", in: "Operations/Conversion.swift", two, dtypes: precise,
            golden: "(a + 1j * b).real"
        ) { first($0).asType($0[0].dtype) },
        OpRow(
            "subscript, complex", in: "Operations/Indexing/Subscript.swift",
            two + [.integers(0..<3, [4], .int32)],
            dtypes: precise, golden: pairs("(a + 1j * b)[c.astype(int)]")
        ) { first($0)[$0[2]].parts },
    ]
}()
