import LaminaGraph

let trigonometricRows: [OpRow] = {
    let (file, hyperbolic) = ("TrigonometricFunctions.swift", "HyperbolicFunctions.swift")
    let inside = Domain.interval(-0.9..<0.9)
    return [
        unaryRow("sin", in: file, golden: "np.sin(a)") { sin($0) },
        unaryRow("cos", in: file, golden: "np.cos(a)") { cos($0) },
        unaryRow("tan", in: file, over: .interval(-1..<1), golden: "np.tan(a)") { tan($0) },
        unaryRow("asin", in: file, over: inside, golden: "np.arcsin(a)") { asin($0) },
        unaryRow("acos", in: file, over: inside, golden: "np.arccos(a)") { acos($0) },
        unaryRow("atan", in: file, golden: "np.arctan(a)") { atan($0) },
        binaryRow(
            "atan2", in: file, over: .line, .interval(-2 ..< -0.5), golden: "np.arctan2(a, b)"
        ) { atan2($0, $1) },
        unaryRow("degrees", in: file, golden: "np.degrees(a)") { degrees($0) },
        unaryRow("radians", in: file, golden: "np.radians(a)") { radians($0) },
        unaryRow("sinc", in: file, golden: "np.sinc(a)", slack: 8) { sinc($0) },
        unaryRow("sinh", in: hyperbolic, golden: "np.sinh(a)") { sinh($0) },
        unaryRow("cosh", in: hyperbolic, golden: "np.cosh(a)") { cosh($0) },
        unaryRow("tanh", in: hyperbolic, golden: "np.tanh(a)") { tanh($0) },
        unaryRow("asinh", in: hyperbolic, golden: "np.arcsinh(a)") { asinh($0) },
        unaryRow("acosh", in: hyperbolic, over: .interval(1.5..<3), golden: "np.arccosh(a)") {
            acosh($0)
        },
        unaryRow("atanh", in: hyperbolic, over: inside, golden: "np.arctanh(a)") { atanh($0) },
    ]
}()
