import LaminaGraph
import LaminaTensor
import Testing

/// Outside the macros of the tests, whose expansions have no line of their own.
@inline(never) private func unlikeBranches() -> Tensor {
    cond(Tensor(1) .> 0, then: { Tensor([1, 2]) }, else: { Tensor([1]) })
}

@Suite struct ControlFlowTests {
    @Test func condComputesTheChosenBranch() {
        let x = Tensor([4, 9])
        let root = { (x: Tensor) in
            cond(x.sum() .> 0) {
                sqrt(x)
            } else: {
                -x
            }
        }
        #expect(root(x).array() == [2, 3])
        #expect(root(-x).array() == [4, 9])
    }

    /// The square root's derivative at 0 is infinite; the branch that was not taken must not spoil it.
    @Test func condDifferentiatesTheChosenBranchAlone() {
        let slope = gradient { (x: Tensor) in
            cond(x .> 0) {
                sqrt(x)
            } else: {
                x * 3
            }
        }
        #expect(slope(Tensor(0)).scalar() == 3)
        #expect(slope(Tensor(4)).scalar() == 0.25)
    }

    @Test func scanGivesTheLastCarryAndAllResults() {
        let (total, sums) = scan(Tensor(0), over: Tensor([1, 2, 3])) { sum, x in
            (sum + x, sum + x)
        }
        #expect(total.scalar() == 6)
        #expect(sums.array() == [1, 3, 6])
    }

    @Test func aScanOverNothingGivesTheFirstCarry() {
        let (total, sums) = scan(Tensor(7), over: Tensor.zeros([0, 2])) { sum, x in
            (sum + x.sum(), x)
        }
        #expect(total.scalar() == 7)
        #expect(sums.shape == [0, 2])
    }

    /// The derivative of Π w xᵢ, through a captured tensor that every step reads.
    @Test func scanDifferentiatesWhatItsStepCaptures() {
        let x = Tensor([2, 3, 4])
        let product = { @Sendable (w: Tensor) in
            scan(Tensor(1), over: x) { p, x in (p * w * x, [Tensor]()) }.carry
        }
        #expect(gradient(of: product)(Tensor(2)).scalar() == 3 * 4 * 24)
        #expect(gradient { gradient(of: product)($0) }(Tensor(2)).scalar() == 6 * 2 * 24)
        let forward = jvp(product, at: Tensor(2), along: Tensor(1))
        #expect(forward.tangent.scalar() == 288)
    }

    /// The gradient of a weight is one product over all steps, and no sum that every step adds to; that of a
    /// factor, which is no product, is such a sum. Both, and their own derivatives, are those of the steps
    /// written out.
    @Test(arguments: [false, true])
    func aWeightsGradientIsOneProductOverAllSteps(isReversed: Bool) throws {
        let x = Tensor.normal(shape: [5, 3, 4], key: RandomKey(seed: 1))
        let weight = Tensor.normal(shape: [2, 4, 4], key: RandomKey(seed: 2))
        let step = { @Sendable (h: Tensor, x: Tensor, w: [Tensor]) in
            tanh(matmul(h, w[0]) + x * w[1])
        }
        let parts = { @Sendable (w: Tensor) in [w[0], w[1].slice(0..<3, axis: 0)] }
        let looped = { @Sendable (w: Tensor) in
            let w = parts(w)
            return scan(x[0] * 0, over: x, isReversed: isReversed) { h, x in
                let next = step(h, x, w)
                return (next, next)
            }.results.sum()
        }
        let unrolled = { @Sendable (w: Tensor) in
            var (h, sum) = (x[0] * 0, Tensor(0))
            for place in isReversed ? [4, 3, 2, 1, 0] : [0, 1, 2, 3, 4] {
                h = step(h, x[place], parts(w))
                sum = sum + h.sum()
            }
            return sum
        }
        let once = (gradient(of: looped)(weight), gradient(of: unrolled)(weight))
        #expect(isClose(once.0, once.1, rtol: 1e-4, atol: 1e-5).all().scalar(as: Bool.self))
        let twice = (
            gradient { (gradient(of: looped)($0) * weight).sum() }(weight),
            gradient { (gradient(of: unrolled)($0) * weight).sum() }(weight)
        )
        #expect(isClose(twice.0, twice.1, rtol: 1e-3, atol: 1e-4).all().scalar(as: Bool.self))
        let graph = Graph.tracing([weight.spec]) { [gradient(of: looped)($0[0])] }
        let backward = graph.nodes.compactMap { node -> Scan? in
            if case .scan(let scan) = node.primitive { scan } else { nil }
        }.last
        // The carry's gradient and the factor's.
        #expect(try #require(backward).carryCount == 2)
    }

    @Test func integersRideAlongInACarry() {
        let slope = gradient { (x: Tensor) in
            let start = [x, Tensor([Int32(0)], shape: [])]
            let (last, _) = scan(start, over: Tensor([1, 1])) { carry, one in
                ([carry[0] * 2 + one, carry[1] + 1], [Tensor]())
            }
            return last[0] * last[1].asType(.float32)
        }
        #expect(slope(Tensor(1)).scalar() == 8)
    }

    @Test func whileLoopStopsByItsCondition() {
        let power = whileLoop(Tensor(1)) {
            $0 .< 1000
        } do: {
            $0 * 2
        }
        #expect(power.scalar() == 1024)
        let cut = whileLoop(Tensor(1), maxSteps: 3) {
            $0 .< 1000
        } do: {
            $0 * 2
        }
        #expect(cut.scalar() == 8)
    }

    @Test func whileLoopDifferentiatesForwardAlwaysAndBackwardWithALimit() {
        let double = { @Sendable (limit: Int?) in
            { @Sendable (x: Tensor) in
                whileLoop(x, maxSteps: limit) {
                    $0 .< 100
                } do: {
                    $0 * 2
                }
            }
        }
        #expect(jvp(double(nil), at: Tensor(3), along: Tensor(1)).tangent.scalar() == 64)
        #expect(gradient(of: double(20))(Tensor(3)).scalar() == 64)
    }

    @Test func aLoopWithoutALimitNamesTheRemedy() async {
        await #expect(processExitsWith: .failure) {
            _ = gradient { (x: Tensor) in
                whileLoop(x) {
                    $0 .< 9
                } do: {
                    $0 * 2
                }
            }(Tensor(1))
        }
    }

    /// Each lane counts to its own end.
    @Test func lanesOfALoopEndByThemselves() {
        let double = { @Sendable (x: Tensor) in
            whileLoop(x) {
                $0 .< 10
            } do: {
                $0 * 2
            }
        }
        #expect(vmap(double)(Tensor([1, 3, 40])).array() == [16, 12, 40])
    }

    @Test func lanesOfACondChooseByThemselves() {
        let root = { @Sendable (x: Tensor) in
            cond(x .> 0) {
                sqrt(x)
            } else: {
                -x
            }
        }
        #expect(vmap(root)(Tensor([4, -3])).array() == [2, 3])
    }

    /// A plan that holds the loop as one step is no longer for a longer sequence.
    @Test func compiledLoopsGiveTheSame() {
        let sums = { @Sendable (x: Tensor) in
            scan(Tensor(0), over: x) { ($0 + $1, sin($0)) }.results
        }
        let x = Tensor.normal(shape: [50], key: RandomKey(seed: 1))
        #expect(compile(sums)(x).array() == sums(x).array())
    }

    @Test func loopsNest() {
        let table = scan(Tensor(0), over: Tensor([1, 2])) { outer, x in
            let (inner, _) = scan(outer, over: Tensor([10, 20])) { ($0 + $1 * x, [Tensor]()) }
            return (inner, inner)
        }.results
        #expect(table.array() == [30, 90])
    }

    /// A table that each step changes in part stays where it is from step to step; what a step reads of the old table
    /// is what was there, and the table that the loop began with is left alone.
    @Test(arguments: [0, 1, 2, 5], [false, true])
    func aTableIsFilledRowByRow(length: Int, isReversed: Bool) {
        let start = Tensor.normal(shape: [6, 2], key: RandomKey(seed: 1))
        let rows = Tensor.normal(shape: [length, 2], key: RandomKey(seed: 2))
        let before = start.array()
        let fill = compile { (start: Tensor, rows: Tensor) in
            let (last, sums) = scan(
                [start, Tensor([Int32(0)], shape: [])], over: rows, isReversed: isReversed
            ) { carry, row in
                let next = carry[0].dynamicUpdate(row.expandedDims(axis: 0), at: carry[1], axis: 0)
                return ([next, carry[1] + 1], carry[0].sum() - 2 * next.sum())
            }
            return [last[0], sums]
        }
        let filled = fill(start, rows)
        var (table, sums) = (before, [Float](repeating: 0, count: length))
        for step in 0..<length {
            let place = isReversed ? length - 1 - step : step
            let old = table.reduce(0, +)
            table.replaceSubrange(2 * step..<2 * step + 2, with: rows[place].array())
            sums[place] = old - 2 * table.reduce(0, +)
        }
        #expect(filled[0].array() == table)
        #expect(
            isClose(filled[1], Tensor(sums), rtol: 1e-4, atol: 1e-4).all().scalar(as: Bool.self))
        #expect(start.array() == before)
    }

    @Test func aLoopWithAConditionFillsATable() {
        let start = Tensor.zeros([8])
        let filled = whileLoop([start, Tensor([Int32(0)], shape: [])]) {
            $0[1] .< 5
        } do: { state in
            let square = (state[1] * state[1]).asType(.float32).reshaped([1])
            return [state[0].dynamicUpdate(square, at: state[1], axis: 0), state[1] + 1]
        }
        #expect(filled[0].array() == [0, 1, 4, 9, 16, 0, 0, 0])
        #expect(start.array() == [Float](repeating: 0, count: 8))
    }

    @Test func aVariableIsReadAndNotWrittenInABody() async {
        let scale = Variable(Tensor(3))
        let scaled = scan(Tensor(1), over: Tensor([1, 2])) { ($0 * scale.value, $1) }.carry
        #expect(scaled.scalar() == 9)
        await #expect(processExitsWith: .failure) {
            let count = Variable(Tensor(0))
            _ = scan(Tensor(0), over: Tensor([1])) { carry, x in
                count.value = carry
                return (carry, x)
            }
        }
    }

    @Test func wrongCallsAreThrownInsideChecked() {
        let error = #expect(throws: OpError.self) {
            try checked { unlikeBranches() }
        }
        #expect(error?.problem == "the branches give different shapes or types")
        #expect(error?.line?.contains("ControlFlowTests.swift") == true)
    }
}
