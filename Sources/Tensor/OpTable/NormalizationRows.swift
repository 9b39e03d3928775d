import LaminaGraph

/// Softmax, normalisations, embedding and dropout.
let normalizationRows: [OpRow] = softmaxRows + normRows + lookupRows

private let corners: [Operand] = [
    .values([0, -.infinity, 88, 88, -104, 1e30, -1e30, 3e-40, 1, 2, .nan, 3], [3, 4])
]

private let softmaxRows: [OpRow] = {
    let file = "Operations/Softmax.swift"
    let shapes: [[Operand]] = [
        [.normal([0, 5])], [.normal([5, 0])], [.normal([1, 1])], [.normal([2, 3, 17])],
        [.normal([4, 33])], corners,
    ]
    let masked: [Operand] = [.normal([3, 5]), .bools([3, 5])]
    let empty: [Operand] = [.normal([2, 3]), .values([-1, -1, -1, 1, -1, 1], [2, 3])]
    return [
        OpRow(
            "softmax", in: file, [.normal([3, 5])], also: shapes + [[.normal([19])]],
            golden: "scipy.special.softmax(a, -1)",
            wrong: [
                WrongCall("axis 5 is out of range for rank 2") { softmax($0[0], axis: 5) },
                WrongCall("complex64") { _ in softmax(.zeros([2], dtype: .complex64)) },
            ]
        ) { softmax($0[0]) },
        OpRow(
            "softmax, inner axis", in: file, [.normal([2, 3, 4])],
            golden: "scipy.special.softmax(a, 1)"
        ) { softmax($0[0], axis: 1) },
        OpRow(
            "softmax, masked", in: file, masked, also: [empty],
            golden: "np.nan_to_num(scipy.special.softmax(np.where(b, a, -np.inf), -1))",
            wrong: [
                WrongCall("float32, not bool") { softmax($0[0], where: $0[0]) },
                WrongCall("[3, 5] and [4] do not broadcast") {
                    softmax($0[0], where: .full(1, [4], dtype: .bool))
                },
                WrongCall("the mask [2, 3, 5] is larger than x [3, 5]") {
                    softmax($0[0], where: .full(1, [2, 3, 5], dtype: .bool))
                },
            ]
        ) { softmax($0[0], where: $0[1] .> 0) },
        OpRow(
            "logSoftmax", in: file, [.normal([3, 5])], also: shapes,
            golden: "scipy.special.log_softmax(a, 0)",
            wrong: [
                WrongCall("axis -3 is out of range for rank 2") { logSoftmax($0[0], axis: -3) }
            ]
        ) { logSoftmax($0[0], axis: 0) },
        OpRow(
            "logSoftmax, last axis", in: file, [.normal([3, 5])], also: shapes,
            golden: "scipy.special.log_softmax(a, -1)"
        ) { logSoftmax($0[0]) },
        // A number in place of -∞, which no difference quotient survives.
        OpRow(
            "logSoftmax, masked", in: file, masked, also: [empty],
            golden:
                "np.where(b, scipy.special.log_softmax(np.where(b, a, -np.inf), -1), -1)",
            wrong: [
                WrongCall("float32, not bool") { logSoftmax($0[0], where: $0[0]) }
            ]
        ) { x in
            let mask = x[1] .> 0
            return select(mask, logSoftmax(x[0], where: mask), -1.0)
        },
    ]
}()

private let normRows: [OpRow] = {
    let file = "Operations/Normalization.swift"
    let constant: [Operand] = [.values([2, 2, 2, 2, 1e3, 1001, 1e3, 1001], [2, 4])]
    let lines: [[Operand]] = [[.normal([0, 4])], [.normal([3, 1])], [.normal([37])], constant]
    let image: [Operand] = [.normal([2, 3, 2, 4]), .uniform(0.5..<2, [4]), .normal([4])]
    let first = "torch.nn.functional"
    return [
        OpRow(
            "layerNorm", in: file, [.normal([3, 5]), .uniform(0.5..<2, [5]), .normal([5])],
            also: [[.normal([2, 3, 4]), .normal([4]), .normal([4])]],
            golden: "\(first).layer_norm(t(a), (5,), t(b), t(c))",
            wrong: [
                WrongCall("weight is [4], and what it scales is [5]") {
                    layerNorm($0[0], weight: .ones([4]))
                },
                WrongCall("bias is [3, 5], and what it scales is [5]") {
                    layerNorm($0[0], bias: .ones([3, 5]))
                },
                WrongCall("cannot normalise the last 3 axes of a tensor of rank 2") {
                    layerNorm($0[0], axisCount: 3)
                },
            ]
        ) { layerNorm($0[0], weight: $0[1], bias: $0[2]) },
        OpRow(
            "layerNorm, bare", in: file, [.normal([2, 7])], also: lines,
            golden: "\(first).layer_norm(t(a), (7,))"
        ) { layerNorm($0[0]) },
        OpRow(
            "layerNorm, two axes", in: file, [.normal([2, 3, 4]), .normal([3, 4])],
            golden: "\(first).layer_norm(t(a), (3, 4), t(b), None, 0.25)"
        ) { layerNorm($0[0], weight: $0[1], axisCount: 2, eps: 0.25) },
        OpRow(
            "rmsNorm", in: file, [.normal([3, 5]), .normal([5])],
            golden: "\(first).rms_norm(t(a), (5,), t(b), 1e-5)",
            wrong: [
                WrongCall("weight is [6], and what it scales is [5]") {
                    rmsNorm($0[0], weight: .ones([6]))
                },
                WrongCall("cannot normalise the last 0 axes") { rmsNorm($0[0], axisCount: 0) },
            ]
        ) { rmsNorm($0[0], weight: $0[1]) },
        OpRow(
            "rmsNorm, bare", in: file, [.normal([2, 3, 4])], also: [[.normal([0, 2, 3])]],
            golden: "\(first).rms_norm(t(a), (3, 4), None, 0.5)"
        ) { rmsNorm($0[0], axisCount: 2, eps: 0.5) },
        OpRow(
            "batchNorm", in: file, image, also: [[.normal([5, 3]), .normal([3]), .normal([3])]],
            golden: """
                \(first).batch_norm(t(a).movedim(-1, 1), None, None, t(b), t(c), \
                True).movedim(1, -1)
                """,
            wrong: [
                WrongCall("weight is [3], and what it scales is [4]") {
                    batchNorm($0[0], weight: .ones([3])).output
                },
                WrongCall("rank 0 is less than the 1 axes") { _ in batchNorm(.ones([])).mean },
            ]
        ) { batchNorm($0[0], weight: $0[1], bias: $0[2]).output },
        OpRow(
            "batchNorm, statistics", in: file, [.normal([4, 3, 2])],
            golden: "np.concatenate([a.mean((0, 1)), a.var((0, 1))])"
        ) {
            let statistics = batchNorm($0[0])
            return concatenated([statistics.mean, statistics.variance])
        },
        OpRow(
            "batchNorm, inference", in: file,
            [
                .normal([2, 3, 4]), .normal([4]), .uniform(0.5..<2, [4]), .normal([4]),
                .normal([4]),
            ],
            golden: """
                \(first).batch_norm(t(a).movedim(-1, 1), t(b), t(c), t(d), t(e)).movedim(1, -1)
                """,
            wrong: [
                WrongCall("mean is [3], and what it scales is [4]") {
                    batchNorm($0[0], mean: .ones([3]), variance: $0[2])
                },
                WrongCall("variance is [1], and what it scales is [4]") {
                    batchNorm($0[0], mean: $0[1], variance: .ones([1]))
                },
            ]
        ) { batchNorm($0[0], mean: $0[1], variance: $0[2], weight: $0[3], bias: $0[4]) },
        OpRow(
            "groupNorm", in: file, image, also: [[.normal([3, 4]), .normal([4]), .normal([4])]],
            golden: "\(first).group_norm(t(a).movedim(-1, 1), 2, t(b), t(c)).movedim(1, -1)",
            wrong: [
                WrongCall("4 channels do not divide into 3 groups") {
                    groupNorm($0[0], groups: 3)
                },
                WrongCall("bias is [2], and what it scales is [4]") {
                    groupNorm($0[0], groups: 2, bias: .ones([2]))
                },
            ]
        ) { groupNorm($0[0], groups: 2, weight: $0[1], bias: $0[2]) },
        OpRow(
            "instanceNorm", in: file, image,
            also: [[.normal([2, 5, 3]), .normal([3]), .normal([3])]],
            golden: """
                \(first).instance_norm(t(a).movedim(-1, 1), weight=t(b), bias=t(c)).movedim(1, -1)
                """,
            wrong: [
                WrongCall("rank 2 is less than the 3 axes") { _ in instanceNorm(.ones([2, 3])) }
            ]
        ) { instanceNorm($0[0], weight: $0[1], bias: $0[2]) },
        OpRow(
            "l2Normalized", in: file, [.normal([3, 5])],
            also: [
                [.normal([0, 3])], [.normal([2, 0])], [.normal([1, 1])],
                [.values([0, 0, 3, 4, 1e-20, 0, 3e4, 4e4], [4, 2])],
            ],
            golden: "\(first).normalize(t(a))",
            wrong: [
                WrongCall("axis 2 is out of range for rank 2") { l2Normalized($0[0], axis: 2) }
            ]
        ) { l2Normalized($0[0]) },
        OpRow(
            "localResponseNorm", in: file, [.normal([2, 3, 7])], also: [[.normal([0, 4])]],
            golden: """
                \(first).local_response_norm(t(a).movedim(-1, 1), 4, 0.5, 0.75, 2).movedim(1, -1)
                """,
            wrong: [
                WrongCall("a window of 0 channels") { localResponseNorm($0[0], size: 0) }
            ]
        ) { localResponseNorm($0[0], size: 4, alpha: 0.5, k: 2) },
    ]
}()

private let lookupRows: [OpRow] = {
    let file = "Operations/Embedding.swift"
    return [
        OpRow(
            "embedding", in: file, [.normal([4, 3]), .integers(0..<4, [2, 3], .int32)],
            also: [
                [.normal([4, 3]), .integers(-2..<7, [5], .int64)],
                [.normal([4]), .integers(0..<9, [2, 2], .uint8)],
                [.normal([0, 2]), .integers(0..<3, [3], .int16)],
                [.normal([3, 2]), .integers(0..<3, [0], .int32)],
            ],
            golden: "a[b.astype(int)]",
            wrong: [
                WrongCall("indices are float32, not integers") {
                    embedding(.ones([2]), table: $0[0])
                },
                WrongCall("paddingIndex 4 is not a row of a table of 4") {
                    embedding($0[1], table: $0[0], paddingIndex: 4)
                },
                WrongCall("a table of rank 0") { embedding($0[1], table: .ones([])) },
            ]
        ) { embedding($0[1], table: $0[0]) },
        OpRow(
            "dropout", in: "Operations/Dropout.swift", [.normal([4, 5])],
            also: [[.normal([0, 3])], [.normal([])]],
            wrong: [WrongCall("the rate 1.5 is no probability") { dropout($0[0], rate: 1.5) }],
            without: [.golden: "its bits are this library's own"]
        ) { dropout($0[0], rate: 0.3, key: RandomKey(seed: 4)) },
    ]
}()
