import LaminaGraph

let controlFlowRows: [OpRow] = [
    OpRow(
        "cond", in: "Operations/ControlFlow/Cond.swift", [.normal([4, 3]), .normal([3])],
        also: [[.normal([1, 1]), .normal([1])], [.normal([0, 2]), .normal([2])]],
        golden: "np.sin(a) * b if a.sum() > 0 else a - b",
        wrong: [
            WrongCall("the branches give different shapes") { x in
                cond(x[0].sum() .> 0) {
                    x[0]
                } else: {
                    x[1]
                }
            },
            WrongCall("the condition must be one bool") { x in
                cond(x[0] .> 0) {
                    x[0]
                } else: {
                    x[0] * 2
                }
            },
        ]
    ) { x in
        cond(x[0].sum() .> 0) {
            sin(x[0]) * x[1]
        } else: {
            x[0] - x[1]
        }
    },
    OpRow(
        "scan", in: "Operations/ControlFlow/Scan.swift", [.normal([3]), .normal([5, 3])],
        also: [[.normal([3]), .normal([1, 3])], [.normal([2]), .normal([0, 2])]],
        golden: recurrence,
        wrong: [
            WrongCall("a step changes the shape or type of the carry") { x in
                scan(x[0], over: x[1]) { carry, x in (carry.sum(), x) }.carry
            },
            WrongCall("a sequence is not 5 long") { x in
                scan(x[0], over: [x[1], x[0]]) { carry, x in (carry, x) }.carry
            },
        ]
    ) { x in
        let (last, all) = scan(x[0], over: x[1]) { carry, element in
            let next = tanh(carry * element + x[0])
            return (next, next * 2)
        }
        return concatenated([last.expandedDims(axis: 0), all])
    },
    OpRow(
        "scan, reversed", in: "Operations/ControlFlow/Scan.swift",
        [.normal([2]), .normal([4, 2]), .normal([2, 2])],
        golden: reversedRecurrence,
        wrong: [
            WrongCall("a step changes the shape or type of the carry") { x in
                scan(x[0], over: x[1], isReversed: true) { carry, x in (carry.sum(), x) }.carry
            }
        ]
    ) { x in
        scan(x[0], over: x[1], isReversed: true) { carry, element in
            let next = sin(matmul(carry, x[2]) + element)
            return (next, carry)
        }.results
    },
    OpRow(
        "whileLoop", in: "Operations/ControlFlow/WhileLoop.swift",
        [.uniform(0.5..<1, [3]), .uniform(1..<2, [3])],
        golden: "np.sin(a * b**4) if (a * b**4).max() else a",
        wrong: [
            WrongCall("a step changes the shape or type of the state") { x in
                whileLoop(x[0], maxSteps: 3) {
                    $0.sum() .< 3
                } do: {
                    $0.sum()
                }
            },
            WrongCall("the condition must give one bool") { x in
                whileLoop(x[0], maxSteps: 3) {
                    $0 .< 3
                } do: {
                    $0 + 1
                }
            },
        ]
    ) { x in
        let state = [x[0], Tensor(0)]
        return sin(
            whileLoop(state, maxSteps: 6) {
                $0[1] .< 4
            } do: {
                [$0[0] * x[1], $0[1] + 1]
            }[0])
    },
]

private let recurrence = """
    (lambda h, out: [out.append(h := np.tanh(h * e + a)) for e in b] and np.stack(\
    [out[-1]] + [2 * o for o in out]))(a, [])
    """

private let reversedRecurrence = """
    (lambda h, out: [(out.append(h), h := np.sin(h @ c + e)) for e in b[::-1]] and np.stack(out\
    [::-1]))(a, [])
    """
