import LaminaGraph

private let smooth: [Operand] = [.normal([3, 5])]
private let away: [Operand] = [.uniform(0.5..<2, [3, 5])]
private let steps = "a step function"

let functionRows: [OpRow] = {
    let file = "Operations/Functions.swift"
    return [
        OpRow("exp", in: file, smooth) { exp($0[0]) },
        OpRow("log", in: file, away) { log($0[0]) },
        OpRow("expm1", in: file, smooth) { expm1($0[0]) },
        OpRow("log1p", in: file, away) { log1p($0[0]) },
        OpRow("sqrt", in: file, away) { sqrt($0[0]) },
        OpRow("rsqrt", in: file, away) { rsqrt($0[0]) },
        OpRow("sin", in: file, smooth) { sin($0[0]) },
        OpRow("cos", in: file, smooth) { cos($0[0]) },
        OpRow("tanh", in: file, smooth) { tanh($0[0]) },
        OpRow("erf", in: file, smooth) { erf($0[0]) },
        OpRow("floor", in: file, smooth, without: .derivatives(steps)) { floor($0[0]) },
        OpRow("ceil", in: file, smooth, without: .derivatives(steps)) { ceil($0[0]) },
        OpRow("round", in: file, smooth, without: .derivatives(steps)) { round($0[0]) },
        OpRow("sigmoid", in: file, smooth) { sigmoid($0[0]) },
        OpRow("relu", in: file, smooth) { relu($0[0]) },
        OpRow("abs", in: file, smooth) { abs($0[0]) },
        OpRow("sign", in: file, smooth, without: .derivatives(steps)) { sign($0[0]) },
        OpRow("square", in: file, smooth) { $0[0].square() },
        OpRow("isNaN", in: file, smooth, without: .derivatives("gives bool")) { $0[0].isNaN },
        OpRow("isFinite", in: file, smooth, without: .derivatives("gives bool")) {
            log($0[0]).isFinite
        },
        OpRow(
            "asType", in: file, [.integers(-5..<5, [7], .int32)],
            without: .derivatives("of integers")
        ) {
            $0[0].asType(.float64)
        },
        OpRow("stopGradient", in: file, smooth, without: .derivatives("zero by definition")) {
            $0[0].stopGradient() * 2
        },
    ]
}()
