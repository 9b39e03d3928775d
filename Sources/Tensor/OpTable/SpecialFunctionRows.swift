import LaminaGraph

let specialFunctionRows: [OpRow] = {
    let (errors, gammas) = ("ErrorFunctions.swift", "GammaFunctions.swift")
    let sigmoids = "SigmoidFunctions.swift"
    let positive = Domain.interval(0.5..<6)
    return [
        unaryRow("erf", in: errors, golden: "scipy.special.erf(a)") { erf($0) },
        unaryRow("erfc", in: errors, golden: "scipy.special.erfc(a)") { erfc($0) },
        unaryRow(
            "erfInverse", in: errors, over: .interval(-0.9..<0.9), golden: "scipy.special.erfinv(a)"
        ) { erfInverse($0) },
        unaryRow("lgamma", in: gammas, over: positive, golden: "scipy.special.gammaln(a)") {
            lgamma($0)
        },
        unaryRow("digamma", in: gammas, over: positive, golden: "scipy.special.digamma(a)") {
            digamma($0)
        },
        unaryRow(
            "digamma, negative", in: gammas, over: .interval(-2.75 ..< -2.25),
            golden: "scipy.special.digamma(a)"
        ) { digamma($0) },
        unaryRow(
            "polygamma", in: gammas, over: positive, golden: "scipy.special.polygamma(2, a)",
            wrong: [WrongCall("the order is -1") { polygamma(-1, $0[0]) }]
        ) { polygamma(2, $0) },
        binaryRow(
            "logBeta", in: gammas, over: positive, positive, golden: "scipy.special.betaln(a, b)",
            slack: 4
        ) { logBeta($0, $1) },
        unaryRow("sigmoid", in: sigmoids, golden: "scipy.special.expit(a)") { sigmoid($0) },
        unaryRow("softplus", in: sigmoids, golden: "np.logaddexp(a, 0)") { softplus($0) },
        unaryRow("logSigmoid", in: sigmoids, golden: "-np.logaddexp(-a, 0)") { logSigmoid($0) },
        unaryRow(
            "logit", in: sigmoids, over: .interval(0.05..<0.95), golden: "scipy.special.logit(a)",
            slack: 2
        ) { logit($0) },
    ]
}()
