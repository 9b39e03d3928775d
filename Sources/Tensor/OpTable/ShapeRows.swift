import LaminaGraph

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
    ]
}()
