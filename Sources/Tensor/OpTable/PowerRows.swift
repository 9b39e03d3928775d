import LaminaGraph

let powerRows: [OpRow] = {
    let file = "Powers.swift"
    let positive = Domain.interval(0.5..<2)
    let whole = Domain.whole(-5..<6, .int32)
    let fraction = WrongCall("int32 to the power -2 is a fraction") {
        pow($0[0].asType(.int32), -2)
    }
    return [
        binaryRow("pow", in: file, over: positive, .line, golden: "a ** b") { pow($0, $1) },
        binaryRow(
            "pow, integers", in: file, over: whole, .whole(0..<6, .int32), golden: "a ** b",
            without: ofIntegers
        ) { pow($0, $1) },
        unaryRow("pow, number", in: file, over: positive, golden: "a ** 2.5 + a ** 3.0") {
            pow($0, 2.5) + pow($0, 3.0)
        },
        unaryRow(
            "pow, whole number", in: file, golden: "a ** 5", wrong: [fraction], slack: 8
        ) { pow($0, 5) },
        unaryRow("pow, even number", in: file, golden: "a ** 4", slack: 8) { pow($0, 4) },
        unaryRow("pow, of a power", in: file, golden: "a ** 6", slack: 8) { pow(pow($0, 2), 3) },
        unaryRow(
            "pow, negative whole number", in: file, over: positive, golden: "a ** -1.0 + a ** -3.0"
        ) { pow($0, -1) + pow($0, -3) },
        unaryRow("pow, of a number", in: file, golden: "2.5 ** a + 2.0 ** a") {
            pow(2.5, $0) + pow(2, $0)
        },
        unaryRow("reciprocal", in: file, over: positive, golden: "1 / a") { reciprocal($0) },
        unaryRow("square", in: file, golden: "a * a") { $0.square() },
        unaryRow("sqrt", in: file, over: positive, golden: "np.sqrt(a)") { sqrt($0) },
        unaryRow("rsqrt", in: file, over: positive, golden: "1 / np.sqrt(a)") { rsqrt($0) },
        unaryRow("cbrt", in: file, over: .interval(-2 ..< -0.5), golden: "np.cbrt(a)") { cbrt($0) },
        binaryRow("hypot", in: file, golden: "np.hypot(a, b)") { hypot($0, $1) },
    ]
}()
