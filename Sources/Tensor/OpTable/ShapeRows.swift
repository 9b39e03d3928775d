import LaminaGraph

private let smooth: [Operand] = [.normal([3, 5])]

let shapeRows: [OpRow] = {
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
        OpRow("iota", in: "Values.swift", [], without: .derivatives("has no operand")) { _ in
            .iota([3, 4], axis: 1)
        },
        OpRow("uniform", in: "Random.swift", [], without: .derivatives("has no operand")) { _ in
            .uniform(-1..<2, shape: [9], key: RandomKey(seed: 7))
        },
        OpRow("normal", in: "Random.swift", [], without: .derivatives("has no operand")) { _ in
            .normal(shape: [9], key: RandomKey(seed: 7))
        },
        OpRow("bernoulli", in: "Random.swift", [], without: .derivatives("has no operand")) { _ in
            .bernoulli(probability: 0.3, shape: [50], key: RandomKey(seed: 7))
        },
    ]
}()
