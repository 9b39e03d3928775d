import LaminaGraph
import Testing

@Suite struct SimplifyTests {
    private func combined(
        _ op: Binary, _ value: Double, _ dtype: DType = .float32, constantFirst: Bool = false
    ) throws -> Graph {
        let spec = TensorSpec([3], dtype)
        return try graph([spec]) { graph, x in
            let constant = try graph.addConstant(value, spec)
            return try graph.add(
                .binary(op), constantFirst ? [constant, x[0]] : [x[0], constant])
        }
    }

    @Test(arguments: [
        (Binary.multiply, 1.0), (.divide, 1), (.subtract, 0), (.add, -0.0), (.power, 1),
    ])
    func neutralConstantVanishes(op: Binary, value: Double) throws {
        #expect(try combined(op, value).simplified().outputs == [0])
    }

    /// -1 is 2⁶⁴ - 1 there, which no Double is.
    @Test func theLargestNumbersOf64BitsAreNotFolded() throws {
        let spec = TensorSpec([4], .uint64)
        let sum = try graph([spec]) { graph, x in
            let one = try graph.addConstant(-1, TensorSpec([1], .uint64))
            let moved = try graph.add(.reshape([]), [one])
            return try graph.add(
                .binary(.add), [x[0], try graph.add(.broadcast([4], axes: []), [moved])])
        }
        #expect(run(sum.simplified(), [[5, 6, 7, 8]]) == [[4, 5, 6, 7]])
    }

    @Test(arguments: [
        (Binary.multiply, 0.0), (.add, 0), (.subtract, -0.0), (.multiply, -1), (.maximum, 0),
    ])
    func constantThatTouchesABitStays(op: Binary, value: Double) throws {
        #expect(try combined(op, value).simplified().outputs != [0])
    }

    @Test(arguments: [(Binary.multiply, 1.0), (.add, -0.0)])
    func neutralConstantVanishesOnTheLeft(op: Binary, value: Double) throws {
        #expect(try combined(op, value, constantFirst: true).simplified().outputs == [0])
    }

    @Test(arguments: [
        (Binary.subtract, 0.0), (.divide, 1), (.power, 1), (.remainder, 1), (.shiftLeft, 0),
    ])
    func orderMattersForTheOthers(op: Binary, value: Double) throws {
        let dtype: DType = op == .shiftLeft ? .int32 : .float32
        let graph = try combined(op, value, dtype, constantFirst: true)
        #expect(graph.simplified().outputs != [0])
    }

    @Test(arguments: [
        (Binary.add, 0.0), (.subtract, -0.0), (.xor, 0), (.or, 0), (.shiftLeft, 0), (.divide, 1),
    ])
    func integersHaveOneZero(op: Binary, value: Double) throws {
        #expect(try combined(op, value, .int32).simplified().outputs == [0])
    }

    @Test func twoNegationsCancel() throws {
        let twice = try graph([TensorSpec([3])]) { graph, x in
            try graph.add(.unary(.negate), [graph.add(.unary(.negate), x)])
        }
        #expect(twice.simplified().outputs == [0])
    }

    @Test func selectBetweenEqualBranchesIsTheBranch() throws {
        let choice = try graph([TensorSpec([3], .bool), TensorSpec([3])]) { graph, x in
            try graph.add(.select, [x[0], x[1], x[1]])
        }
        #expect(choice.simplified().outputs == [1])
    }

    @Test func selectByAConstantIsOneBranch() throws {
        let choice = try graph([TensorSpec([3]), TensorSpec([3])]) { graph, x in
            let condition = try graph.addConstant(0, TensorSpec([3], .bool))
            return try graph.add(.select, [condition, x[0], x[1]])
        }
        #expect(choice.simplified().outputs == [1])
    }

    @Test func constantsFoldRoundedToTheirType() throws {
        let sum = try graph([]) { graph, _ in
            let spec = TensorSpec([2, 2])
            let (a, b) = (try graph.addConstant(0.1, spec), try graph.addConstant(0.2, spec))
            return try graph.add(.convert(.float64), [graph.add(.binary(.add), [a, b])])
        }
        let result = sum.simplified().removingDeadCode()
        #expect(result.names == ["constant", "broadcast"])
        #expect(result.nodes[0].primitive == .constant(Double(Float(0.1) + Float(0.2))))
        expectSame(run(result), run(sum))
    }

    @Test func transcendentalFunctionsAreLeftToTheKernels() throws {
        let value = try graph([]) { graph, _ in
            try graph.add(.unary(.exp), [graph.addConstant(1, TensorSpec([]))])
        }
        #expect(value.simplified() == value)
    }

    @Test func conversionOutsideTheIntegersIsLeftToTheExecutor() throws {
        let value = try graph([]) { graph, _ in
            try graph.add(.convert(.int8), [graph.addConstant(1000, TensorSpec([]))])
        }
        #expect(value.simplified() == value)
    }
}
