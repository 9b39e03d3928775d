import LaminaCPU
import LaminaGraph
import Testing

/// Where outputs come to lie, with the caller's buffers apart and shared.
@Suite struct OutputTests {
    private func expectSame(
        _ c: Case, _ aliases: [(output: Int, input: Int)], steps: Int,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let expected = c.run(ReferenceExecutor())
        let plan = Plan(c.graph.optimized(claiming: CPUExecutor.claims), aliases: aliases)
        #expect(plan.stepCount == steps, "\(plan)", sourceLocation: sourceLocation)
        #expect(c.run(plan) == expected, sourceLocation: sourceLocation)
        #expect(c.run(plan, aliases: aliases) == expected, sourceLocation: sourceLocation)
    }

    @Test func updatesInPlace() throws {
        var c = Case()
        let x = c.range([5])
        c.graph.outputs = [try c.add(.binary(.multiply), x, x)]
        expectSame(c, [(0, 0)], steps: 1)
    }

    @Test func readsAnInputBeforeItIsOverwritten() throws {
        var c = Case()
        let x = c.range([3, 3])
        let negated = try c.add(.unary(.negate), x)
        let square = try c.add(.matmul(transposeLHS: false, transposeRHS: false), x, x)
        c.graph.outputs = [negated, square]
        expectSame(c, [(0, 0)], steps: 2)
    }

    /// The second output needs both the old and the new value, so no order serves.
    @Test func copiesWhereNoOrderServes() throws {
        var c = Case()
        let x = c.range([3, 3])
        let negated = try c.add(.unary(.negate), x)
        let both = try c.add(.matmul(transposeLHS: false, transposeRHS: false), x, negated)
        c.graph.outputs = [negated, both]
        expectSame(c, [(0, 0)], steps: 3)
    }

    /// What is written over a table at some positions is written into its memory.
    @Test func changesATableInPlace() throws {
        var c = Case()
        let (table, part) = (c.range([4, 2]), c.range([1, 2], from: 10))
        let changed = try c.add(.dynamicUpdate, table, part, c.input([2], .int32, [2, 0]))
        c.graph.outputs = [changed, try c.add(.unary(.negate), changed)]
        expectSame(c, [(0, 0)], steps: 3)
        // The old table is wanted as well.
        c.graph.outputs = [changed, try c.add(.binary(.subtract), changed, table)]
        expectSame(c, [(0, 0)], steps: 4)
    }

    @Test func changesWhatNobodyReadsLaterInPlace() throws {
        var c = Case()
        let (x, part) = (c.range([64, 2]), c.range([1, 2], from: 10))
        let table = try c.add(.unary(.negate), x)
        let once = try c.add(.dynamicUpdate, table, part, c.input([2], .int32, [2, 0]))
        let twice = try c.add(.dynamicUpdate, once, part, c.input([2], .int32, [5, 0]))
        c.graph.outputs = [try c.add(.reduce(.sum, axes: [0]), twice)]
        expectSame(c, [], steps: 6)
        let plan = Plan(c.graph.optimized(claiming: CPUExecutor.claims))
        #expect(plan.arenaByteCount == 64 * 2 * 4)
    }

    @Test func transposesInPlace() throws {
        var c = Case()
        let x = c.range([3, 3])
        c.graph.outputs = [try c.add(.transpose([1, 0]), x)]
        expectSame(c, [(0, 0)], steps: 2)
        c.graph.outputs = [try c.add(.binary(.add), x, c.graph.outputs[0])]
        expectSame(c, [(0, 0)], steps: 2)
    }

    @Test func swapsTwoInputs() throws {
        var c = Case()
        let (x, y) = (c.range([4]), c.range([4], from: 10))
        c.graph.outputs = [y, x]
        expectSame(c, [(0, 0), (1, 1)], steps: 3)
    }

    @Test func givesInputsPartsAndRepetitions() throws {
        var c = Case()
        let x = c.range([4, 2])
        let sum = try c.add(.binary(.add), x, x)
        let part = try c.add(.slice(starts: [1, 0], limits: [3, 2], strides: [1, 1]), sum)
        let flat = try c.add(.reshape([8]), sum)
        let number = try c.constant(3, like: part)
        c.graph.outputs = [x, sum, sum, part, flat, number, try c.add(.reshape([8]), x)]
        expectSame(c, [(0, 0)], steps: 5)
        expectSame(c, [(1, 0)], steps: 5)
    }

    @Test func joinsPartsInPlace() throws {
        var c = Case()
        let (x, y) = (c.range([2, 3]), c.range([2, 3], from: 9))
        let rows = try c.add(.slice(starts: [1, 0], limits: [2, 3], strides: [1, 1]), x)
        let others = try c.add(.slice(starts: [0, 0], limits: [1, 3], strides: [1, 1]), x)
        c.graph.outputs = [
            try c.add(.concatenate(axis: 0), rows, others), try c.add(.unary(.negate), y),
        ]
        expectSame(c, [(0, 0), (1, 1)], steps: 4)
    }
}
