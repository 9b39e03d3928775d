import LaminaGraph

let exponentialRows: [OpRow] = {
    let file = "ExponentialFunctions.swift"
    let positive = Domain.interval(0.5..<2)
    return [
        unaryRow("exp", in: file, golden: "np.exp(a)") { exp($0) },
        unaryRow("exp2", in: file, golden: "np.exp2(a)") { exp2($0) },
        unaryRow("expm1", in: file, golden: "np.expm1(a)") { expm1($0) },
        unaryRow("log", in: file, over: positive, golden: "np.log(a)") { log($0) },
        unaryRow("log2", in: file, over: positive, golden: "np.log2(a)") { log2($0) },
        unaryRow("log10", in: file, over: positive, golden: "np.log10(a)") { log10($0) },
        unaryRow("log1p", in: file, over: positive, golden: "np.log1p(a)") { log1p($0) },
        binaryRow("logAddExp", in: file, golden: "np.logaddexp(a, b)", slack: 2) {
            logAddExp($0, $1)
        },
        binaryRow("logAddExp2", in: file, golden: "np.logaddexp2(a, b)", slack: 2) {
            logAddExp2($0, $1)
        },
        binaryRow("xLogY", in: file, over: .line, positive, golden: "scipy.special.xlogy(a, b)") {
            xLogY($0, $1)
        },
        binaryRow(
            "xLog1pY", in: file, over: .line, positive, golden: "scipy.special.xlog1py(a, b)"
        ) { xLog1pY($0, $1) },
    ]
}()
