import LaminaGraph

let logicRows: [OpRow] = {
    let (comparisons, logic, bitwise) = ("Comparisons.swift", "Logic.swift", "Bitwise.swift")
    let few = Domain.whole(0..<4, .int32)
    let (bytes, counts) = (Domain.whole(-128..<128, .int8), Domain.whole(0..<10, .int8))
    let fractions = WrongCall("needs integers, not float32 and float32") {
        $0[0].asType(.float32) & $0[1].asType(.float32)
    }
    let truths = WrongCall("truth values have .&, .| and .^") { ($0[0] .> 0) | ($0[1] .> 0) }
    let one = WrongCall("needs integers, not bool") { ~($0[0] .> 0) }
    return [
        OpRow(
            "select", in: "Operations/Selection.swift",
            [.bools([4, 1]), .normal([4, 5]), .normal([5])],
            also: [
                [.bools([]), .normal([0, 3]), .normal([])],
                [.bools([7]), .normal([1]), .normal([])],
            ],
            golden: "np.where(a, b, c)",
            wrong: [
                WrongCall("the condition is float32, not bool") { select($0[1], $0[1], $0[2]) },
                WrongCall("[4, 5] and [5, 4] do not broadcast") {
                    select($0[0], $0[1], $0[1].transposed())
                },
            ]
        ) { select($0[0], $0[1], $0[2]) },
        OpRow(
            "select, numbers", in: "Operations/Selection.swift",
            [.bools([4, 1]), .normal([4, 5])],
            golden: "np.where(a, 2.5 * b, 1)",
            wrong: [WrongCall("the condition is float32, not bool") { select($0[1], $0[1], 1) }]
        ) { select($0[0], select(.!$0[0], 0.5, select($0[0], $0[1] * 2.5, 3)), 1) },
        binaryRow(
            "isEqual", in: comparisons, over: few, few, golden: "a == b", without: givesBool
        ) { $0.isEqual(to: $1) },
        unaryRow(
            "isEqual, number", in: comparisons, over: few, golden: "(a == 2) | (a == 1.5)",
            without: givesBool
        ) { $0.isEqual(to: 2) .| $0.isEqual(to: 1.5) },
        binaryRow(
            "isNotEqual", in: comparisons, over: few, few, golden: "a != b", without: givesBool
        ) { $0.isNotEqual(to: $1) },
        unaryRow(
            "isNotEqual, number", in: comparisons, over: few, golden: "(a != 2) & (a != 1.5)",
            without: givesBool
        ) { $0.isNotEqual(to: 2) .& $0.isNotEqual(to: 1.5) },
        binaryRow(".<", in: comparisons, over: few, few, golden: "a < b", without: givesBool) {
            $0 .< $1
        },
        binaryRow(".<=", in: comparisons, over: few, few, golden: "a <= b", without: givesBool) {
            $0 .<= $1
        },
        binaryRow(".>", in: comparisons, over: few, few, golden: "a > b", without: givesBool) {
            $0 .> $1
        },
        binaryRow(".>=", in: comparisons, over: few, few, golden: "a >= b", without: givesBool) {
            $0 .>= $1
        },
        unaryRow(
            ".<, number", in: comparisons, over: few, golden: "(a < 2) ^ (a <= 1.5)",
            without: givesBool
        ) { ($0 .< 2) .^ ($0 .<= 1.5) },
        unaryRow(
            ".>, number", in: comparisons, over: few, golden: "(a > 1) ^ (a >= 2.5)",
            without: givesBool
        ) { ($0 .> 1) .^ ($0 .>= 2.5) },
        binaryRow(
            "isClose", in: comparisons, golden: "np.isclose(a, b, 0.2, 0.1)",
            wrong: [
                WrongCall("the tolerances are -1.0 and 0.0") {
                    isClose($0[0], $0[1], rtol: -1, atol: 0)
                }
            ], without: givesBool
        ) { isClose($0, $1, rtol: 0.2, atol: 0.1) },
        binaryRow(
            ".&", in: logic, over: few, few, golden: "np.logical_and(a, b)", without: givesBool
        ) { $0 .& $1 },
        binaryRow(
            ".|", in: logic, over: few, few, golden: "np.logical_or(a, b)", without: givesBool
        ) { $0 .| $1 },
        binaryRow(
            ".^", in: logic, over: few, few, golden: "np.logical_xor(a, b)", without: givesBool
        ) { $0 .^ $1 },
        unaryRow(".!", in: logic, over: few, golden: "np.logical_not(a)", without: givesBool) {
            .!$0
        },
        binaryRow(
            "&", in: bitwise, over: bytes, bytes, golden: "np.int8(a) & np.int8(b)",
            wrong: [fractions], without: ofIntegers
        ) { $0 & $1 },
        binaryRow(
            "|", in: bitwise, over: bytes, bytes, golden: "np.int8(a) | np.int8(b)",
            wrong: [truths], without: ofIntegers
        ) { $0 | $1 },
        binaryRow(
            "^", in: bitwise, over: bytes, bytes, golden: "np.int8(a) ^ np.int8(b)",
            without: ofIntegers
        ) { $0 ^ $1 },
        unaryRow(
            "&, number", in: bitwise, over: bytes,
            golden: "((np.int8(a) & np.int8(12)) | np.int8(3)) ^ np.int8(5)", without: ofIntegers
        ) { (($0 & 12) | 3) ^ 5 },
        unaryRow(
            "~", in: bitwise, over: bytes, golden: "~np.int8(a)", wrong: [one],
            without: ofIntegers
        ) { ~$0 },
        binaryRow(
            "<<", in: bitwise, over: bytes, counts, golden: "np.int8(a) << np.int8(b)",
            without: ofIntegers
        ) { $0 << $1 },
        binaryRow(
            ">>", in: bitwise, over: bytes, counts, golden: "np.int8(a) >> np.int8(b)",
            without: ofIntegers
        ) { $0 >> $1 },
        unaryRow(
            "<<, number", in: bitwise, over: bytes,
            golden: "(np.int8(a) << np.int8(3)) >> np.int8(2)",
            without: ofIntegers
        ) { ($0 << 3) >> 2 },
        unaryRow(
            "populationCount", in: bitwise, over: bytes,
            golden: "np.bitwise_count(np.int8(a).view(np.uint8))",
            wrong: [WrongCall("needs integers") { populationCount($0[0].asType(.float32)) }],
            without: ofIntegers
        ) { populationCount($0) },
    ]
}()
