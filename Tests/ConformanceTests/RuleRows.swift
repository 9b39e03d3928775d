import LaminaGraph
import LaminaTensor

/// Rows beside the operation table, for rules that no public operation reaches alone or reaches only
/// in a case that its own rows leave out. All checks of the table's rows apply.
let ruleRows: [OpRow] = controlFlowCases + matrixCases + windowCases + laneCases + refusedCalls

/// A scan with a carry and a counter, and two results of different shapes.
private func counted(_ x: [Tensor]) -> (carry: [Tensor], results: [Tensor]) {
    scan([x[0], .zeros([], dtype: .int32)], over: x[1]) { carry, element in
        let next = tanh(carry[0] * element + x[2])
        return ([next, carry[1] + 1], [next * 2, (next * element).sum()])
    }
}

private let controlFlowCases: [OpRow] = {
    let file = "Operations/ControlFlow"
    let operands: [Operand] = [.normal([2]), .normal([4, 2]), .normal([2])]
    return [
        OpRow("scan, a counter and two results", in: file, operands) { x in
            let (carry, results) = counted(x)
            return concatenated([results[0].flattened(), results[1], carry[0]])
        },
        OpRow("scan, a result that nobody reads", in: file, operands) { counted($0).results[0] },
        OpRow("scan, the other result alone", in: file, operands) { counted($0).results[1] },
        OpRow("scan that keeps no carries", in: file, [.normal([2]), .normal([3, 2])]) { x in
            let body = Graph.tracing(x.map { TensorSpec([2], $0.dtype) }) {
                let next = sin($0[0]) * $0[1]
                return [next, next + $0[0]]
            }
            let scan = Scan(
                body: body, length: 3, carryCount: 1, sequenceCount: 1, isReversed: true,
                keepsCarries: false)
            let results = Tensor.recordAll(.scan(scan), x)
            return concatenated([results[0].expandedDims(axis: 0), results[1]])
        },
        OpRow(
            "whileLoop, a limit from outside", in: file,
            [.uniform(0.5..<1, [3]), .uniform(1..<2, [3])]
        ) { x in
            let limit = 3.5 + 0 * x[1].sum()
            return whileLoop([x[0], Tensor(0)], maxSteps: 5) {
                $0[1].asType(limit.dtype) .< limit
            } do: {
                [sin($0[0] * x[1]), $0[1] + 1]
            }[0]
        },
        OpRow("barrier", in: file, [.normal([2, 3]), .normal([3])]) { x in
            Tensor.record(.barrier, [x[0] * x[0], x[1]]) * x[1]
        },
    ]
}()

private let matrixCases: [OpRow] = {
    let file = "Operations/LinearAlgebra"
    return [
        OpRow(
            "triangularSolve, upper with ones", in: file, [.normal([4, 4]), .normal([4, 2])],
            slack: 100
        ) { triangularSolve($0[0], $0[1], lower: false, unitDiagonal: true) },
        OpRow("lu, wide stack", in: file, [.normal([2, 2, 4])], slack: 100) {
            let (_, l, u) = lu($0[0])
            return matmul(tanh(l), tanh(u))
        },
        OpRow("lu, tall stack", in: file, [.normal([2, 4, 2])], slack: 100) {
            let (_, l, u) = lu($0[0])
            return matmul(tanh(l), tanh(u))
        },
        // Of the columns that complete a basis only what they span has a derivative.
        OpRow("qr, complete stack", in: file, [.normal([2, 4, 2])], slack: 100) {
            let (q, r) = qr($0[0], .complete)
            let (inside, outside) = (q.slice(0..<2, axis: 2), q.slice(2..<4, axis: 2))
            let spans =
                tanh(matmul(inside, inside.swappedAxes(-1, -2)))
                + matmul(outside, outside.swappedAxes(-1, -2))
            return concatenated([spans, r], axis: 2)
        },
        OpRow("svd, complete and wide", in: file, [.normal([2, 2, 4])], slack: 1000) {
            let vt = svd($0[0], .complete).vt
            let (first, rest) = (vt.slice(0..<1, axis: 1), vt.slice(2..<4, axis: 1))
            return tanh(matmul(first.swappedAxes(-1, -2), first))
                + matmul(rest.swappedAxes(-1, -2), rest)
        },
    ]
}()

private let windowCases: [OpRow] = {
    let file = "Operations/Pooling.swift"
    let window = PoolWindow(
        size: [3, 2], strides: [1, 2], padding: Padding(top: 2, left: 1))
    return [
        OpRow("maxPool2D, padded before", in: file, [.normal([1, 4, 5, 2])]) {
            maxPool2D(
                $0[0], size: 3, stride: 1,
                padding: .explicit(before: [2, 0], after: [0, 1]))
        },
        OpRow("maxPool2D, padded behind", in: file, [.normal([1, 4, 5, 2])]) {
            maxPool2D(
                $0[0], size: 3, stride: 1,
                padding: .explicit(before: [0, 2], after: [1, 0]))
        },
        OpRow(
            "maxPoolGradient", in: file, [.normal([1, 4, 5, 2]), .normal([1, 4, 3, 2])],
            dtypes: [.float32, .float64]
        ) { Tensor.record(.maxPoolGradient(window), $0[0], $0[1]) },
    ]
}()

private let laneCases: [OpRow] = {
    let slices = "Operations/DynamicSlices.swift"
    let attention = "Operations/Attention.swift"
    let three: [Operand] = [.normal([2, 3, 2, 4]), .normal([2, 5, 2, 4]), .normal([2, 5, 2, 3])]
    let keys: Operand = .integers(0..<1000, [2], .uint32)
    return [
        // Lanes of lanes: each row has a start of its own before the check adds an axis.
        OpRow(
            "dynamicSlice, of each row", in: slices,
            [.normal([2, 5, 4]), .integers(0..<3, [2, 2], .int32)]
        ) { vmap { (x: [Tensor]) in x[0].dynamicSlice(at: x[1], sizes: [3, 1]) }($0) },
        OpRow(
            "dynamicUpdate, of each row", in: slices,
            [.normal([2, 5, 4]), .normal([2, 3, 1]), .integers(0..<3, [2, 2], .int32)]
        ) { vmap { (x: [Tensor]) in x[0].dynamicUpdate(x[1], at: x[2]) }($0) },
        OpRow(
            "scaledDotProductAttention, a mask for each example", in: attention,
            three + [.normal([2, 1, 3, 5])]
        ) { scaledDotProductAttention($0[0], $0[1], $0[2], mask: $0[3]) },
        OpRow("random bits of a key", in: "Random.swift", [keys]) {
            Tensor.record(.randomBits([3]), $0[0])
        },
    ]
}()

/// Wrong calls alone, of types and rules that the operations' own rows do not reach.
private let refusedCalls: [OpRow] = {
    func row(_ name: String, _ file: String, _ wrong: WrongCall...) -> OpRow {
        OpRow(name, in: file, [.normal([2])], wrong: wrong) { $0[0] * 1 }
    }
    let double = Tensor.zeros([2, 2], dtype: .complex128)
    return [
        row(
            "CustomOp without a rule", "Transforms/CustomOp.swift",
            WrongCall(
                "half: the operation has no forward derivative\n  fix  give CustomOp a jvp rule"
            ) {
                let half = CustomOp("half") {
                    [$0[0] / 2]
                } vjp: { _, _, g in
                    [g[0] / 2]
                }
                return jvp({ half($0) }, at: $0[0], along: $0[0]).tangent
            },
            WrongCall(
                "half: the operation has no reverse derivative\n  fix  give CustomOp a vjp rule"
            ) {
                let half = CustomOp("half") {
                    [$0[0] / 2]
                } jvp: { _, _, t in
                    [t[0] / 2]
                }
                return vjp({ half($0) }, at: $0[0]).pullback($0[0])
            }),
        row(
            "complex128 without an order", "Operations",
            WrongCall("complex128 is not supported") { _ in double.cumMax(axis: 0) },
            WrongCall("complex128 is not supported") { _ in
                linearRecurrence(double, double, axis: 0)
            },
            WrongCall("complex128 numbers have no order") { _ in double.unique().values },
            WrongCall("b is no real vector or matrix") { _ in
                solve(.eye(2, dtype: .float64), double)
            }),
    ]
}()
