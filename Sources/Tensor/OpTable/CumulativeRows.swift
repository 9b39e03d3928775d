import LaminaGraph

private let file = "Operations/Cumulative.swift"
private let box: [Operand] = [.normal([2, 5, 3])]
private let shapes: [[Operand]] = [
    [.normal([3, 0, 2])], [.normal([0, 4])], [.normal([1, 1])], [.normal([1, 17])],
    [.normal([2, 33])],
]

/// Running reductions along an axis.
let cumulativeRows: [OpRow] = runningRows + neighbourRows

private let runningRows: [OpRow] = {
    let special: [Operand] = [.values([-0.0, 1, .infinity, 2, .nan, -.infinity], [1, 6])]
    func row(
        _ name: String, golden: String, also variants: [[Operand]] = [],
        _ run: @escaping @Sendable (Tensor, Int) -> Tensor
    ) -> OpRow {
        OpRow(
            name, in: file, box, also: shapes + variants, golden: golden,
            wrong: [WrongCall("axis 3 is out of range for rank 3") { run($0[0], 3) }]
        ) { run($0[0], 1) }
    }
    return [
        row("cumSum", golden: "np.cumsum(a, axis=1)", also: [special]) { $0.cumSum(axis: $1) },
        row("cumSum, reversed", golden: "np.cumsum(a[:, ::-1], axis=1)[:, ::-1]") {
            $0.cumSum(axis: $1, reversed: true)
        },
        row("cumProduct", golden: "np.cumprod(a, axis=1)", also: [special]) {
            $0.cumProduct(axis: $1)
        },
        OpRow(
            "cumProduct, zeros", in: file, [.values([2, 0, 3, -1, 0, 0.5, 4, 1], [2, 4])],
            golden: "np.cumprod(a, axis=1)"
        ) { $0[0].cumProduct(axis: 1, reversed: false) },
        row("cumProduct, reversed", golden: "np.cumprod(a[:, ::-1], axis=1)[:, ::-1]") {
            $0.cumProduct(axis: $1, reversed: true)
        },
        row("cumMax", golden: "np.maximum.accumulate(a, axis=1)", also: [special]) {
            $0.cumMax(axis: $1)
        },
        row("cumMax, reversed", golden: "np.maximum.accumulate(a[:, ::-1], axis=1)[:, ::-1]") {
            $0.cumMax(axis: $1, reversed: true)
        },
        row("cumMin", golden: "np.minimum.accumulate(a, axis=1)", also: [special]) {
            $0.cumMin(axis: $1)
        },
        row("cumMin, reversed", golden: "np.minimum.accumulate(a[:, ::-1], axis=1)[:, ::-1]") {
            $0.cumMin(axis: $1, reversed: true)
        },
        row(
            "cumLogSumExp", golden: "np.logaddexp.accumulate(a, axis=1)",
            also: [
                special, [.values([-.infinity, -.infinity, 3, 3], [1, 4])],
                [.values([1000, 1000, -1000, 1001], [2, 2])],
            ]
        ) { $0.cumLogSumExp(axis: $1) },
        row(
            "cumLogSumExp, reversed",
            golden: "np.logaddexp.accumulate(a[:, ::-1], axis=1)[:, ::-1]"
        ) { $0.cumLogSumExp(axis: $1, reversed: true) },
        OpRow(
            "linearRecurrence", in: file, [.normal([2, 5, 3]), .normal([5, 1])],
            also: [
                [.normal([]), .normal([1, 17])], [.normal([3, 0, 2]), .normal([1])],
                [.normal([1, 1]), .normal([1, 1])],
            ],
            golden: "np.stack([(z := b[i] + (a[:, i] * z if i else 0) + np.zeros((2, 3))) "
                + "for i in range(5)], axis=1)",
            wrong: [
                WrongCall("[2, 5, 3] and [4] do not broadcast; axis -1: 3 and 4") {
                    linearRecurrence($0[0], .zeros([4]), axis: 0)
                },
                WrongCall("axis 3 is out of range for rank 3") {
                    linearRecurrence($0[0], $0[1], axis: 3)
                },
            ]
        ) { linearRecurrence($0[0], $0[1], axis: 1) },
        OpRow(
            "linearRecurrence, reversed", in: file, [.normal([5, 2]), .normal([5, 2])]
        ) { linearRecurrence($0[0], $0[1], axis: 0, reversed: true) },
    ]
}()

private let neighbourRows: [OpRow] = [
    OpRow(
        "diff", in: file, box, also: shapes + [[.values([1, .infinity, .infinity, 0], [1, 4])]],
        golden: "np.diff(a, n=2, axis=1)",
        wrong: [
            WrongCall("order -1 is negative") { $0[0].diff(order: -1) },
            WrongCall("axis 3 is out of range for rank 3") { $0[0].diff(axis: 3) },
        ]
    ) { $0[0].diff(order: 2, axis: 1) },
    OpRow(
        "trapezoid", in: file, box, also: shapes, golden: "np.trapezoid(a, dx=0.5, axis=1)",
        wrong: [WrongCall("axis 3 is out of range for rank 3") { $0[0].trapezoid(axis: 3) }]
    ) { $0[0].trapezoid(spacing: 0.5, axis: 1) },
    OpRow(
        "trapezoid, at places", in: file, [.normal([2, 5, 3]), .normal([5])],
        also: [[.normal([3, 4]), .normal([3, 4])], [.normal([2, 0]), .normal([0])]],
        golden: "np.trapezoid(a, b, axis=1)",
        wrong: [
            WrongCall("[4] places for 5 elements along axis 1") {
                $0[0].trapezoid(at: .zeros([4]), axis: 1)
            }
        ]
    ) { $0[0].trapezoid(at: $0[1], axis: 1) },
]
