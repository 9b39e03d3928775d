import LaminaGraph

let productRows: [OpRow] = [
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
