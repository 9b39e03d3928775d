import LaminaGraph

private let folder = "Operations/Random/"
private let still = "has no operand"
private let key = RandomKey(seed: 7)
private let draws = "draws other numbers in float64, the reference's type"
private let rejects: [Check: String] = [
    .reference: draws, .gradient: "the rejection has none",
    .secondOrder: "the rejection has none", .forwardMode: "the rejection has none",
]
private let half: Operand = .uniform(0.5..<2, [5])

let randomRows: [OpRow] = distributionRows.map {
    $0.excluding(.golden, because: "other generators draw other numbers")
}

private let distributionRows: [OpRow] = [
    OpRow(
        "uniform", in: folder + "Uniform.swift", [],
        wrong: [WrongCall("no numbers lie in 2.0..<2.0") { _ in .uniform(2..<2, shape: [3]) }],
        without: .derivatives(still)
    ) { _ in .uniform(-1..<2, shape: [9], key: key) },
    OpRow(
        "uniform, between tensors", in: folder + "Uniform.swift", [.normal([3, 1]), half],
        also: [[.normal([0]), .normal([1])], [.normal([]), .normal([])]],
        wrong: [
            WrongCall("do not broadcast") { .uniform(low: $0[0], high: .zeros([2, 2])) }
        ],
        without: [.reference: draws]
    ) { .uniform(low: $0[0], high: $0[1], key: key) },
    OpRow(
        "randomIntegers", in: folder + "Uniform.swift", [],
        wrong: [
            WrongCall("int8 has no numbers in 0..<200") { _ in
                .randomIntegers(0..<200, shape: [3], dtype: .int8)
            }
        ],
        without: .derivatives(still)
    ) { _ in .randomIntegers(-3..<9, shape: [17], key: key) },
    OpRow(
        "normal", in: folder + "Normal.swift", [],
        wrong: [WrongCall("int32 holds no fractions") { _ in .normal(shape: [3], dtype: .int32) }],
        without: .derivatives(still)
    ) { _ in .normal(shape: [9], key: key) },
    OpRow(
        "normal, of tensors", in: folder + "Normal.swift", [.normal([3, 1]), half],
        wrong: [
            WrongCall("parameters [3, 5] do not broadcast to [5]") {
                .normal(mean: $0[0], standardDeviation: $0[1], shape: [5])
            }
        ],
        without: [.reference: draws]
    ) { .normal(mean: $0[0], standardDeviation: $0[1], key: key) },
    OpRow(
        "gumbel", in: folder + "Continuous.swift", [.normal([3, 1]), half],
        wrong: [WrongCall("axis 0 of [-1] has the size -1") { _ in .gumbel(shape: [-1]) }],
        without: [.reference: draws]
    ) { .gumbel(location: $0[0], scale: $0[1], key: key) },
    OpRow(
        "exponential", in: folder + "Continuous.swift", [half],
        wrong: [WrongCall("axis 0 of [-1] has the size -1") { _ in .exponential(shape: [-1]) }],
        without: [.reference: draws]
    ) { .exponential(rate: $0[0], shape: [3, 5], key: key) },
    OpRow(
        "laplace", in: folder + "Continuous.swift", [.normal([3, 1]), half],
        wrong: [WrongCall("bool holds no fractions") { _ in .laplace(shape: [2], dtype: .bool) }],
        without: [.reference: draws]
    ) { .laplace(location: $0[0], scale: $0[1], key: key) },
    OpRow(
        "cauchy", in: folder + "Continuous.swift", [],
        wrong: [WrongCall("int64 holds no fractions") { _ in .cauchy(shape: [2], dtype: .int64) }],
        without: .derivatives(still), slack: 100
    ) { _ in .cauchy(shape: [9], key: key) },
    OpRow(
        "bernoulli", in: folder + "Discrete.swift", [],
        wrong: [
            WrongCall("1.5 is no probability") { _ in .bernoulli(probability: 1.5, shape: [2]) }
        ],
        without: .derivatives(still)
    ) { _ in .bernoulli(probability: 0.3, shape: [50], key: key) },
    OpRow(
        "bernoulli, of a tensor", in: folder + "Discrete.swift", [.uniform(0..<1, [5])],
        without: [
            .reference: draws, .gradient: "gives bool", .secondOrder: "gives bool",
            .forwardMode: "gives bool",
        ]
    ) { .bernoulli(probability: $0[0], shape: [7, 5], key: key) },
    OpRow(
        "categorical", in: folder + "Discrete.swift", [.normal([3, 4])],
        wrong: [
            WrongCall("axis 1 of [2, 0] is empty") { _ in .categorical(logits: .zeros([2, 0])) }
        ],
        without: [
            .reference: draws, .gradient: "gives integers", .secondOrder: "gives integers",
            .forwardMode: "gives integers",
        ]
    ) { .categorical(logits: $0[0], samples: 6, key: key) },
    OpRow(
        "gamma", in: folder + "Gamma.swift", [.uniform(0.2..<4, [3, 5])],
        also: [[.values([0, 1e-3, 1, 1000], [4])]],
        wrong: [
            WrongCall("parameters [3, 5] do not broadcast to [5]") {
                .gamma(concentration: $0[0], shape: [5])
            }
        ],
        without: rejects
    ) { .gamma(concentration: $0[0], key: key) },
    OpRow(
        "beta", in: folder + "Gamma.swift", [.uniform(0.2..<4, [3, 1]), half],
        wrong: [WrongCall("do not broadcast") { .beta($0[0], .ones([2, 2])) }],
        without: rejects
    ) { .beta($0[0], $0[1], key: key) },
    OpRow(
        "dirichlet", in: folder + "Gamma.swift", [half],
        wrong: [
            WrongCall("axis -1 is out of range for rank 0") {
                .dirichlet(concentration: $0[0].sum())
            }
        ],
        without: rejects
    ) { .dirichlet(concentration: $0[0], samples: 3, key: key) },
    OpRow(
        "poisson", in: folder + "Poisson.swift", [.uniform(0..<40, [3, 5])],
        also: [[.values([0, 1e-3, 9.99, 10, 1000, -1], [6])]],
        wrong: [
            WrongCall("parameters [3, 5] do not broadcast to [5]") {
                .poisson(rate: $0[0], shape: [5])
            }
        ],
        without: [
            .gradient: "gives integers", .secondOrder: "gives integers",
            .forwardMode: "gives integers",
        ]
    ) { .poisson(rate: $0[0], key: key) },
    OpRow(
        "truncatedNormal", in: folder + "TruncatedNormal.swift", [],
        wrong: [
            WrongCall("int32 holds no fractions") { _ in
                .truncatedNormal(shape: [3], dtype: .int32)
            }
        ],
        without: .derivatives(still)
    ) { _ in .truncatedNormal(-1...2, shape: [9], key: key) },
]
