import LaminaGraph

let extremeRows: [OpRow] = {
    let file = "Extremes.swift"
    let whole = Domain.whole(-9..<9, .int32)
    return [
        binaryRow("maximum", in: file, golden: "np.maximum(a, b)") { maximum($0, $1) },
        unaryRow("maximum, number", in: file, golden: "np.maximum(np.maximum(a, 0.25), -1)") {
            maximum(maximum($0, 0.25), -1)
        },
        binaryRow("minimum", in: file, golden: "np.minimum(a, b)") { minimum($0, $1) },
        unaryRow("minimum, number", in: file, golden: "np.minimum(np.minimum(a, 0.25), 1)") {
            minimum(minimum($0, 0.25), 1)
        },
        binaryRow("fmax", in: file, golden: "np.fmax(a, b)") { fmax($0, $1) },
        binaryRow("fmin", in: file, golden: "np.fmin(a, b)") { fmin($0, $1) },
        unaryRow("clamp", in: file, golden: "np.clip(a, -0.5, 0.75)") { clamp($0, -0.5...0.75) },
        unaryRow("clamp, one limit", in: file, golden: "np.clip(a, -0.5, None) * np.minimum(a, 1)")
        { clamp($0, (-0.5)...) * clamp($0, ...1.0) },
        unaryRow(
            "clamp, integers", in: file, over: whole, golden: "np.clip(a, -3, 4)",
            without: ofIntegers
        ) { clamp(clamp(clamp($0, -3...4), (-5)...), ...6) },
        OpRow(
            "clamp, tensors", in: "Operations/\(file)",
            [.normal([3, 5]), .uniform(-2 ..< -0.5, [5]), .uniform(0.5..<2, [3, 1])],
            golden: "np.clip(a, b, c)",
            wrong: [
                WrongCall("[3, 5] and [5, 3] do not broadcast") {
                    clamp($0[0], from: $0[0].transposed(), to: $0[2])
                }
            ]
        ) { clamp($0[0], from: $0[1], to: $0[2]) },
    ]
}()
