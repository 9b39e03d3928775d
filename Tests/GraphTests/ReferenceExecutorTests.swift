import LaminaGraph
import Testing

@Suite struct ReferenceExecutorTests {
    @Test(arguments: DType.allCases)
    func buffersHoldTheExtremesOfEveryType(dtype: DType) {
        let values: [Double] =
            switch dtype {
            case .float32: [Double(Float.greatestFiniteMagnitude), -0.0, .infinity, 0x1p-149]
            case .float64: [.greatestFiniteMagnitude, .leastNonzeroMagnitude]
            case .float16: [65_504, -0.0, 0x1p-24, .infinity]
            case .bfloat16: [0x1.FEp127, -0.0, 0x1p-133, .infinity]
            case .int8: [-128, 127]
            case .int16: [-32_768, 32_767]
            case .int32: [-0x1p31, 0x1p31 - 1]
            case .int64: [-0x1p63, 0x1p53 - 1]
            case .uint8: [0, 255]
            case .uint16: [0, 65_535]
            case .uint32: [0, 0x1p32 - 1]
            case .uint64: [0, 0x1p53 - 1]
            case .bool: [0, 1]
            // Two numbers of two parts.
            case .complex64: [Double(Float.greatestFiniteMagnitude), -0.0, 0x1p-149, .infinity]
            case .complex128: [.greatestFiniteMagnitude, -0.0, .leastNonzeroMagnitude, .infinity]
            }
        let spec = TensorSpec([dtype.isComplex ? values.count / 2 : values.count], dtype)
        expectSame([Buffer(values, as: spec).elements(of: spec)], [values])
    }

    @Test func inputMayBeTheMemoryOfAnOutput() throws {
        let spec = TensorSpec([3])
        var swap = Graph()
        let (a, b) = (swap.addInput(spec), swap.addInput(spec))
        swap.outputs = [b, try swap.add(.binary(.add), [a, b])]
        let program = ReferenceExecutor().prepare(swap, aliases: [(0, 0), (1, 1)])
        let buffers = [Buffer([1, 2, 3], as: spec), Buffer([10, 20, 30], as: spec)]
        try program.run(inputs: buffers, outputs: buffers)
        #expect(buffers[0].elements(of: spec) == [10, 20, 30])
        #expect(buffers[1].elements(of: spec) == [11, 22, 33])
    }

    @Test func compositeEvaluatesItsBody() throws {
        let spec = TensorSpec([2])
        let body = try graph([spec, spec]) { graph, x in
            try graph.add(.binary(.subtract), [x[1], x[0]])
        }
        let difference = Primitive.composite(
            Composite(name: "difference", attributes: [], body: body))
        #expect(try evaluate(difference, ([1, 2], spec), ([5, 5], spec)) == [4, 3])
    }

    @Test func resultsAreRoundedToFloat32() throws {
        let spec = TensorSpec([1])
        let third = try evaluate(.binary(.divide), ([1], spec), ([3], spec))
        #expect(third == [Double(Float(1) / 3)])
    }
}
