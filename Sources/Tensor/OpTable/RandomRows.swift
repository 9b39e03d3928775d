import LaminaGraph

private let still = "has no operand"

let randomRows: [OpRow] = [
    OpRow("uniform", in: "Random.swift", [], without: .derivatives(still)) { _ in
        .uniform(-1..<2, shape: [9], key: RandomKey(seed: 7))
    },
    OpRow("normal", in: "Random.swift", [], without: .derivatives(still)) { _ in
        .normal(shape: [9], key: RandomKey(seed: 7))
    },
    OpRow("bernoulli", in: "Random.swift", [], without: .derivatives(still)) { _ in
        .bernoulli(probability: 0.3, shape: [50], key: RandomKey(seed: 7))
    },
]
