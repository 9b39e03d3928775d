import LaminaCPU
import LaminaGraph
import Testing

/// Concatenations whose parts loops write where they belong.
@Suite struct PartsTests {
    private func plan(_ c: Case, without: Set<Pass> = []) -> Plan {
        Pass.$omitted.withValue(without) { Plan(c.graph) }
    }

    /// The same bits as with a copy of each part.
    private func expectSteps(_ count: Int, instead: Int, _ c: Case) {
        let (whole, copying) = (plan(c), plan(c, without: [.parts]))
        #expect(whole.stepCount == count, "\(whole)")
        #expect(copying.stepCount == instead, "\(copying)")
        #expect(c.run(whole) == c.run(copying))
        #expect(c.run(whole) == c.run(ReferenceExecutor()))
    }

    private func negated(_ c: inout Case, _ shape: Shape, from first: Double = 0) throws -> Int {
        let x = c.range(shape, from: first)
        return try c.add(.unary(.negate), x)
    }

    @Test(arguments: [0, 1]) func aLoopWritesItsPartsOfAConcatenation(axis: Int) throws {
        var c = Case()
        let x = c.range([64, 256])
        let parts = try [Primitive.unary(.negate), .unary(.abs), .unary(.sign)].map {
            try c.add($0, x)
        }
        c.graph.outputs = [try c.graph.add(.concatenate(axis: axis), parts)]
        expectSteps(1, instead: 4, c)
    }

    @Test func partsThatNoLoopMakesAreCopied() throws {
        var c = Case()
        let a = try negated(&c, [64, 130]), b = c.range([64, 70], from: 9)
        c.graph.outputs = [try c.add(.concatenate(axis: 1), a, b)]
        expectSteps(2, instead: 3, c)
    }

    @Test func partsThatOthersReadAreCopied() throws {
        var c = Case()
        let (a, b) = (try negated(&c, [64, 128]), try negated(&c, [64, 192], from: -5))
        c.graph.outputs = [try c.add(.concatenate(axis: 1), a, b), a]
        expectSteps(3, instead: 4, c)
    }

    @Test func loopsReadPartsWhereTheyLie() throws {
        var c = Case()
        let (a, b) = (try negated(&c, [64, 128]), try negated(&c, [64, 192], from: -5))
        let sums = try c.add(.reduce(.max, axes: [0]), c.range([64, 192], from: 3))
        let shifted = try c.add(.broadcast([64, 192], axes: [1]), sums)
        c.graph.outputs = [
            try c.add(.concatenate(axis: 1), a, b),
            try c.add(.binary(.subtract), b, shifted),
        ]
        expectSteps(4, instead: 6, c)
    }

    /// A reduction of the whole is not one of the part that a loop writes into it.
    @Test(arguments: [0, 1]) func reductionsOfTheWholeReadAllParts(axis: Int) throws {
        var c = Case()
        let a = try negated(&c, [64, 128]), b = c.range([64, 128], from: 9)
        let whole = try c.add(.concatenate(axis: axis), a, b)
        c.graph.outputs = [try c.add(.reduce(.max, axes: [0, 1]), whole)]
        expectSteps(3, instead: 4, c)
    }

    /// An operand of twice the width takes as many bytes as the whole, whose second half its loop writes: it may
    /// not lie there.
    @Test(arguments: [(DType.float64, DType.float32), (.float32, .bfloat16)])
    func theWholeTakesNoOperandsMemory(wide: DType, narrow: DType) throws {
        var c = Case()
        let numbers = (0..<64 * 32).map { Double($0 % 13 - 6) / 8 }
        let product = try c.add(
            .matmul(transposeLHS: false, transposeRHS: false), c.input([64, 32], wide, numbers),
            c.input([32, 128], wide, numbers.reversed() + numbers))
        let second = try c.add(.unary(.abs), try c.add(.convert(narrow), product))
        let first = try c.add(
            .unary(.negate), c.input([64, 128], narrow, (0..<64 * 128).map { Double($0 % 97) }))
        let whole = try c.add(.concatenate(axis: 0), first, second)
        c.graph.outputs = [try c.add(.reduce(.max, axes: [1]), whole)]
        #expect(c.run(plan(c)) == c.run(plan(c, without: [.parts])))
        #expect(c.run(plan(c)) == c.run(ReferenceExecutor()))
    }

    @Test func aResultThatLeavesTwiceIsWrittenTwice() throws {
        var c = Case()
        let a = try negated(&c, [64, 128])
        c.graph.outputs = [a, a]
        expectSteps(1, instead: 2, c)
    }

    /// As the gates of an LSTM read the sum of two products.
    @Test func slicesOfASumShareTheLoopOfTheirReaders() throws {
        var c = Case()
        let numbers = (0..<64 * 256).map { Double($0 % 31) }
        let x = c.input([64, 256], .float32, numbers)
        let y = c.input([64, 256], .float32, numbers.reversed())
        let sum = try c.add(.binary(.add), x, y)
        let gates = try (0..<2).map {
            try c.add(
                .slice(starts: [0, 128 * $0], limits: [64, 128 * $0 + 128], strides: [1, 1]), sum)
        }
        c.graph.outputs = [try c.add(.binary(.multiply), gates[0], gates[1]), sum]
        expectSteps(1, instead: 2, c)
    }

    @Test func partsOfSteadyInputsAreKept() throws {
        var c = Case()
        let (a, b) = (try negated(&c, [64, 128]), try negated(&c, [64, 128], from: 7))
        let x = c.range([64, 256])
        let whole = try c.add(.concatenate(axis: 1), a, b)
        c.graph.outputs = [try c.add(.binary(.add), whole, x)]
        let plan = Plan(c.graph, steady: [0, 1])
        #expect(plan.keptByteCount == 2 * 64 * 128 * 4)
        #expect(c.run(plan) == c.run(ReferenceExecutor()))
    }

    @Test(arguments: 4000..<4200) func smallPartsChangeNoNumber(seed: Int) throws {
        var random = try RandomCase(seed: seed)
        let aliases = random.aliases()
        let steady = random.inputs(besides: aliases.map(\.input))
        let c = random.case
        let expected = c.run(ReferenceExecutor())
        let program = Parts.$leastCount.withValue(1) {
            CPUExecutor().prepare(c.graph, aliases: aliases, steady: steady)
        }
        #expect(c.run(program) == expected)
        #expect(c.run(program, aliases: aliases) == expected)
    }
}
