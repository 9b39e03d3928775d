import LaminaGraph

let comparisonRows: [OpRow] = {
    let file = "Operations/Comparisons.swift"
    let pair: [Operand] = [.integers(0..<4, [4, 5], .int32), .integers(0..<4, [5], .int32)]
    let bool = "gives bool"
    return [
        OpRow("select", in: file, [.bools([4, 1]), .normal([4, 5]), .normal([5])]) {
            select($0[0], $0[1], $0[2])
        },
        OpRow("isEqual", in: file, pair, without: .derivatives(bool)) { $0[0].isEqual(to: $0[1]) },
        OpRow("isNotEqual", in: file, pair, without: .derivatives(bool)) {
            $0[0].isNotEqual(to: $0[1])
        },
        OpRow(".<", in: file, pair, without: .derivatives(bool)) { $0[0] .< $0[1] },
        OpRow(".<=", in: file, pair, without: .derivatives(bool)) { $0[0] .<= $0[1] },
        OpRow(".>", in: file, pair, without: .derivatives(bool)) { $0[0] .> $0[1] },
        OpRow(".>=", in: file, pair, without: .derivatives(bool)) { $0[0] .>= $0[1] },
    ]
}()
