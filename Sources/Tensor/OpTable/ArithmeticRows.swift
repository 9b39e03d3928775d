import LaminaGraph

let arithmeticRows: [OpRow] = {
    let (file, division) = ("Arithmetic.swift", "Division.swift")
    let away = Domain.interval(0.5..<2)
    let (whole, divisor) = (Domain.whole(-20..<20, .int32), Domain.whole(1..<6, .int32))
    let bool = WrongCall("needs numbers; convert bool with asType(_:)") {
        ($0[0] .> 0) + ($0[1] .> 0)
    }
    return [
        binaryRow("+", in: file, golden: "a + b + 2.5", wrong: [bool]) { $0 + $1 + 2.5 },
        binaryRow("+, integers", in: file, over: whole, whole, without: ofIntegers) {
            3 + ($0 + $1) + 2
        },
        binaryRow("-", in: file, golden: "1 - (a - b)") { 1 - ($0 - $1) },
        binaryRow("-, numbers", in: file, golden: "a - b - 0.5 - 2") { $0 - $1 - 0.5 - 2 },
        binaryRow("*", in: file, golden: "a * b * 3") { $0 * $1 * 3 },
        unaryRow("*, number on the left", in: file, golden: "2.5 * a") { 2.5 * $0 },
        binaryRow("/", in: file, over: .line, away, golden: "2 / (a / b + 10)") {
            2.0 / ($0 / $1 + 10)
        },
        binaryRow(
            "/, integers", in: file, over: whole, divisor, golden: "np.trunc(a / b)",
            without: ofIntegers
        ) { $0 / $1 },
        unaryRow("prefix -", in: file, golden: "-a") { -$0 },
        OpRow(
            "lerp", in: "Operations/\(file)",
            [.normal([3, 5]), .normal([5]), .uniform(0..<1, [3, 1])],
            also: [[.normal([0, 5]), .normal([5]), .uniform(0..<1, [])]],
            golden: "a + c * (b - a)",
            wrong: [
                WrongCall("[3, 5] and [5, 3] do not broadcast") {
                    lerp($0[0], $0[0].transposed(), 0.5)
                }
            ], slack: 4
        ) { lerp($0[0], $0[1], $0[2]) },
        binaryRow(
            "lerp, number", in: file, golden: "0.25 * a + 0.75 * b", slack: 4, elementwise: false
        ) {
            lerp($0, $1, 0.75)
        },
        binaryRow("%", in: division, over: .interval(3..<4), away, golden: "a % b") { $0 % $1 },
        unaryRow("%, numbers", in: division, over: .interval(3.1..<3.9), golden: "7 % a + a % 0.75")
        {
            7 % $0 + $0 % 0.75
        },
        binaryRow(
            "%, integers", in: division, over: whole, divisor, golden: "a % -b",
            without: ofIntegers
        ) { $0 % -$1 },
        binaryRow(
            "floorDivide", in: division, over: .interval(-9..<9), away, golden: "a // b",
            without: isStep
        ) { floorDivide($0, $1) },
        unaryRow(
            "floorDivide, numbers", in: division, over: whole, golden: "(a // -7) // 2.0",
            without: isStep
        ) { floorDivide(floorDivide($0, -7), 2.0) },
        binaryRow(
            "floorDivide, integers", in: division, over: whole, divisor, golden: "a // -b",
            without: ofIntegers
        ) { floorDivide($0, -$1) },
        binaryRow(
            "truncatedRemainder", in: division, over: .interval(-3.9 ..< -3.1), .interval(0.8..<1),
            golden: "np.fmod(a, -b)"
        ) { truncatedRemainder($0, -$1) },
        unaryRow(
            "truncatedRemainder, numbers", in: division, over: whole,
            golden: "np.fmod(np.fmod(a, 7), 2.5)", without: ofIntegers
        ) { truncatedRemainder(truncatedRemainder($0, 7), 2.5) },
        binaryRow(
            "truncatedRemainder, integers", in: division, over: whole, divisor,
            golden: "np.fmod(a, -b)", without: ofIntegers
        ) { truncatedRemainder($0, -$1) },
    ]
}()
