import LaminaGraph

let roundingRows: [OpRow] = {
    let (file, signs) = ("Rounding.swift", "Signs.swift")
    let wide = Domain.interval(-20..<20)
    let narrow = WrongCall("needs float32 or float64") {
        nextAfter($0[0].asType(.float16), $0[1].asType(.float16))
    }
    return [
        unaryRow("floor", in: file, over: wide, golden: "np.floor(a)", without: isStep) {
            floor($0)
        },
        unaryRow("ceil", in: file, over: wide, golden: "np.ceil(a)", without: isStep) { ceil($0) },
        unaryRow("trunc", in: file, over: wide, golden: "np.trunc(a)", without: isStep) {
            trunc($0)
        },
        unaryRow("round", in: file, over: wide, golden: "np.rint(a)", without: isStep) {
            round($0)
        },
        unaryRow(
            "round, decimals", in: file, over: wide, golden: "np.round(a, 2)",
            wrong: [
                WrongCall("40 decimals; no type has more than 38") { round($0[0], decimals: 40) }
            ],
            without: isStep.merging([
                .reference: "in a half type the rounded product may fall on a tie"
            ]) { first, _ in first }
        ) { round($0, decimals: 2) },
        unaryRow("frac", in: file, over: .interval(2.1..<2.9), golden: "np.modf(a)[0]") {
            frac($0)
        },
        unaryRow("abs", in: signs, golden: "np.abs(a)") { abs($0) },
        unaryRow("sign", in: signs, golden: "np.sign(a)", without: isStep) { sign($0) },
        binaryRow("copySign", in: signs, golden: "np.copysign(a, b)") { copySign($0, $1) },
        unaryRow("heaviside", in: signs, golden: "np.heaviside(a, 0.5)", without: isStep) {
            heaviside($0, 0.5)
        },
        OpRow(
            "nextAfter", in: "Operations/\(signs)", [.normal([3, 5]), .normal([5])],
            dtypes: [.float32, .float64], golden: "np.nextafter(a, b)", wrong: [narrow],
            without: .derivatives("a step to a neighbour is no function of real numbers"),
            elementwise: false
        ) { nextAfter($0[0], $0[1]) },
        unaryRow("nanToNum", in: signs, golden: "np.nan_to_num(a)") {
            nanToNum($0, nan: 1, positiveInfinity: 2, negativeInfinity: 3)
        },
        unaryRow("isNaN", in: signs, golden: "np.isnan(np.log(a))", without: givesBool) {
            log($0).isNaN
        },
        unaryRow("isFinite", in: signs, golden: "np.isfinite(np.log(a))", without: givesBool) {
            log($0).isFinite
        },
        unaryRow("isInfinite", in: signs, golden: "np.isinf(a / (a > 0))", without: givesBool) {
            ($0 / ($0 .> 0).asType($0.dtype)).isInfinite
        },
        unaryRow("isPositiveInfinity", in: signs, golden: "np.isposinf(a)", without: givesBool) {
            $0.isPositiveInfinity
        },
        unaryRow("isNegativeInfinity", in: signs, golden: "np.isneginf(a)", without: givesBool) {
            $0.isNegativeInfinity
        },
        unaryRow("isSignMinus", in: signs, golden: "np.signbit(a)", without: givesBool) {
            $0.isSignMinus
        },
        unaryRow(
            "asType", in: "Conversion.swift", over: .whole(-5..<5, .int32), golden: "a",
            without: ofIntegers
        ) { $0.asType(.float64) },
        unaryRow(
            "asType, fractions", in: "Conversion.swift", over: wide, golden: "np.trunc(a)",
            without: .derivatives("gives integers")
        ) { $0.asType(.int16) },
        unaryRow(
            "stopGradient", in: "Conversion.swift", golden: "a * 2",
            without: .derivatives("zero by definition")
        ) { $0.stopGradient() * 2 },
    ]
}()
