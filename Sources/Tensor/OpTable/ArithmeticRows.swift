import LaminaGraph

private let smooth: [Operand] = [.normal([3, 5])]

let arithmeticRows: [OpRow] = {
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
