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
]
