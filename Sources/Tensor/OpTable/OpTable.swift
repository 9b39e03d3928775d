import LaminaGraph

/// Every public operation, in the order of the files that define them.
package let opTable: [OpRow] =
    arithmeticRows + functionRows + comparisonRows + shapeRows + reductionRows + productRows

private let smooth: [Operand] = [.normal([3, 5])]
private let away: [Operand] = [.uniform(0.5..<2, [3, 5])]
private let steps = "a step function"

private let arithmeticRows: [OpRow] = {
    let file = "Operations/Arithmetic.swift"
    let pair: [Operand] = [.normal([3, 5]), .uniform(0.5..<2, [5])]
    return [
        OpRow("+", in: file, pair) { $0[0] + $0[1] + 2.5 },
        OpRow("-", in: file, pair) { 1 - ($0[0] - $0[1]) },
        OpRow("*", in: file, pair) { $0[0] * $0[1] * 3 },
        OpRow("/", in: file, pair) { 2.0 / ($0[0] / $0[1] + 10) },
        OpRow("%", in: file, [.uniform(0.1..<0.9, [3, 5]), .uniform(1..<2, [5])]) {
            ($0[0] + 3) % $0[1]
        },
        OpRow("prefix -", in: file, smooth) { -$0[0] },
        OpRow("pow", in: file, [.uniform(0.5..<2, [3, 5]), .normal([5])]) { pow($0[0], $0[1]) },
        OpRow("maximum", in: file, [.normal([4, 3]), .normal([3])]) { maximum($0[0], $0[1]) },
        OpRow("minimum", in: file, [.normal([4, 3]), .normal([3])]) { minimum($0[0], $0[1]) },
    ]
}()

private let functionRows: [OpRow] = {
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
        OpRow("floor", in: file, smooth, notSmooth: steps) { floor($0[0]) },
        OpRow("ceil", in: file, smooth, notSmooth: steps) { ceil($0[0]) },
        OpRow("round", in: file, smooth, notSmooth: steps) { round($0[0]) },
        OpRow("sigmoid", in: file, smooth) { sigmoid($0[0]) },
        OpRow("relu", in: file, smooth) { relu($0[0]) },
        OpRow("abs", in: file, smooth) { abs($0[0]) },
        OpRow("sign", in: file, smooth, notSmooth: steps) { sign($0[0]) },
        OpRow("square", in: file, smooth) { $0[0].square() },
        OpRow("isNaN", in: file, smooth, notSmooth: "gives bool") { $0[0].isNaN },
        OpRow("isFinite", in: file, smooth, notSmooth: "gives bool") { log($0[0]).isFinite },
        OpRow("asType", in: file, [.integers(-5..<5, [7], .int32)], notSmooth: "of integers") {
            $0[0].asType(.float64)
        },
        OpRow("stopGradient", in: file, smooth, notSmooth: "zero by definition") {
            $0[0].stopGradient() * 2
        },
        OpRow("softmax", in: "Operations/Softmax.swift", smooth) { softmax($0[0]) },
        OpRow("logSoftmax", in: "Operations/Softmax.swift", smooth) { logSoftmax($0[0], axis: 0) },
    ]
}()

private let comparisonRows: [OpRow] = {
    let file = "Operations/Comparisons.swift"
    let pair: [Operand] = [.integers(0..<4, [4, 5], .int32), .integers(0..<4, [5], .int32)]
    let bool = "gives bool"
    return [
        OpRow("select", in: file, [.bools([4, 1]), .normal([4, 5]), .normal([5])]) {
            select($0[0], $0[1], $0[2])
        },
        OpRow("isEqual", in: file, pair, notSmooth: bool) { $0[0].isEqual(to: $0[1]) },
        OpRow("isNotEqual", in: file, pair, notSmooth: bool) { $0[0].isNotEqual(to: $0[1]) },
        OpRow(".<", in: file, pair, notSmooth: bool) { $0[0] .< $0[1] },
        OpRow(".<=", in: file, pair, notSmooth: bool) { $0[0] .<= $0[1] },
        OpRow(".>", in: file, pair, notSmooth: bool) { $0[0] .> $0[1] },
        OpRow(".>=", in: file, pair, notSmooth: bool) { $0[0] .>= $0[1] },
    ]
}()

private let shapeRows: [OpRow] = {
    let file = "Operations/Shapes.swift"
    let box: [Operand] = [.normal([2, 3, 4])]
    return [
        OpRow("reshaped", in: file, box) { $0[0].reshaped([4, -1]) },
        OpRow("flattened", in: file, box) { $0[0].flattened(from: 1) },
        OpRow("transposed", in: file, box) { $0[0].transposed([2, 0, 1]) },
        OpRow("broadcast", in: file, [.normal([3, 1])]) { $0[0].broadcast(to: [2, 3, 4]) },
        OpRow("expandedDims", in: file, box) { $0[0].expandedDims(axis: -1) * 2 },
        OpRow("slice", in: file, box) { $0[0].slice(1..<3, axis: 1) },
        OpRow("padded", in: file, box) {
            $0[0].padded(low: [0, 1, 2], high: [1, 0, 0], value: 0.5)
        },
        OpRow("gatheredRows", in: file, [.normal([4, 3]), .integers(0..<4, [2, 3], .int32)]) {
            $0[0].gatheredRows($0[1])
        },
        OpRow("concatenated", in: file, [.normal([2, 3]), .normal([2, 4])]) {
            concatenated($0, axis: 1)
        },
        OpRow("full", in: "Values.swift", smooth) { $0[0] + .full(0.5, [3, 1]) },
        OpRow("zeros", in: "Values.swift", smooth) { $0[0] + .zeros([5]) },
        OpRow("ones", in: "Values.swift", smooth) { $0[0] + .ones([5]) },
        OpRow("iota", in: "Values.swift", [], notSmooth: "has no operand") { _ in
            .iota([3, 4], axis: 1)
        },
        OpRow("uniform", in: "Random.swift", [], notSmooth: "has no operand") { _ in
            .uniform(-1..<2, shape: [9], key: RandomKey(seed: 7))
        },
        OpRow("normal", in: "Random.swift", [], notSmooth: "has no operand") { _ in
            .normal(shape: [9], key: RandomKey(seed: 7))
        },
        OpRow("bernoulli", in: "Random.swift", [], notSmooth: "has no operand") { _ in
            .bernoulli(probability: 0.3, shape: [50], key: RandomKey(seed: 7))
        },
    ]
}()

private let reductionRows: [OpRow] = {
    let file = "Operations/Reductions.swift"
    let box: [Operand] = [.normal([2, 3, 4])]
    return [
        OpRow("sum", in: file, box) { $0[0].sum(axes: [0, 2]) },
        OpRow("product", in: file, box) { $0[0].product(axes: [1]) },
        OpRow("mean", in: file, box) { $0[0].mean(axes: [1, 2], keepDims: true) },
        OpRow("max", in: file, box) { $0[0].max(axis: 1) },
        OpRow("min", in: file, box) { $0[0].min(axes: [0, 1]) },
        OpRow("any", in: file, [.bools([4, 3])], notSmooth: "of bool") { $0[0].any(axes: [1]) },
        OpRow("all", in: file, [.bools([4, 3])], notSmooth: "of bool") { $0[0].all(axes: [0]) },
        OpRow("argMax", in: file, box, notSmooth: "gives integers") { $0[0].argMax(axis: -1) },
        OpRow("argMin", in: file, box, notSmooth: "gives integers") { $0[0].argMin(axis: 0) },
    ]
}()

private let productRows: [OpRow] = [
    OpRow("matmul", in: "Operations/Matmul.swift", [.normal([2, 3, 4]), .normal([2, 4, 5])]) {
        matmul($0[0], $0[1])
    },
    OpRow(
        "matmul, broadcast", in: "Operations/Matmul.swift", [.normal([2, 3, 4]), .normal([4, 5])]
    ) { matmul($0[0], $0[1]) },
    OpRow(
        "matmul, transposed", in: "Operations/Matmul.swift", [.normal([4, 3]), .normal([5, 4])]
    ) { matmul($0[0].transposed(), $0[1].transposed()) },
    OpRow("matmul, vectors", in: "Operations/Matmul.swift", [.normal([4]), .normal([4])]) {
        matmul($0[0], $0[1])
    },
    OpRow(
        "conv2D", in: "Operations/Convolution.swift",
        [.normal([2, 5, 6, 4]), .normal([3, 2, 2, 6])]
    ) { conv2D($0[0], filter: $0[1], stride: 2, padding: .same, groups: 2) },
    OpRow(
        "conv2D, dilated", in: "Operations/Convolution.swift",
        [.normal([1, 7, 7, 1]), .normal([3, 3, 1, 2])]
    ) { conv2D($0[0], filter: $0[1], padding: .symmetric(1), dilation: 2) },
    OpRow("maxPool2D", in: "Operations/Pooling.swift", [.normal([2, 5, 5, 3])]) {
        maxPool2D($0[0], size: 3, stride: 2, padding: .symmetric(1))
    },
    OpRow("averagePool2D", in: "Operations/Pooling.swift", [.normal([2, 5, 5, 3])]) {
        averagePool2D($0[0], size: 2, stride: 2, padding: .same)
    },
]
