import LaminaGraph

let reductionRows: [OpRow] = {
    let file = "Operations/Reductions.swift"
    let box: [Operand] = [.normal([2, 3, 4])]
    return [
        OpRow("sum", in: file, box) { $0[0].sum(axes: [0, 2]) },
        OpRow("product", in: file, box) { $0[0].product(axes: [1]) },
        OpRow("mean", in: file, box) { $0[0].mean(axes: [1, 2], keepDims: true) },
        OpRow("max", in: file, box) { $0[0].max(axis: 1) },
        OpRow("min", in: file, box) { $0[0].min(axes: [0, 1]) },
        OpRow("any", in: file, [.bools([4, 3])], without: .derivatives("of bool")) {
            $0[0].any(axes: [1])
        },
        OpRow("all", in: file, [.bools([4, 3])], without: .derivatives("of bool")) {
            $0[0].all(axes: [0])
        },
        OpRow("argMax", in: file, box, without: .derivatives("gives integers")) {
            $0[0].argMax(axis: -1)
        },
        OpRow("argMin", in: file, box, without: .derivatives("gives integers")) {
            $0[0].argMin(axis: 0)
        },
    ]
}()
