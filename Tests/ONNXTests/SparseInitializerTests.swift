import FoundationEssentials
import LaminaFormats
import LaminaGraph
import LaminaNN
import LaminaONNX
import LaminaTensor
import Testing

@Suite struct SparseInitializerTests {
    /// `y = (x + s) t`, written by onnx 1.23.2: s is 1.5 and -2 at the flat places 1 and 5, t is 3 and 4
    /// at (0, 1) and (1, 0).
    private static var file: Data {
        Data(
            base64Encoded: """
                CAg6mwEKDgoBeAoBcxIBYSIDQWRkCg4KAWEKAXQSAXkiA011bBIBZ1oTCgF4Eg4KDAgBEggKAggCCgIIA2ITCgF5Eg4KDAgB\
                EggKAggCCgIIA3ojChEIAhABIggAAMA/AAAAwEIBcxIKCAIQBzoCAQVCABgCGAN6JwoRCAIQASIIAABAQAAAgEBCAXQSDggC\
                CAIQBzoEAAEBAEIAGAIYA0IECgAQEQ==
                """) ?? Data()
    }

    @Test func sparseInitialValuesAreWholeWhenTheGraphRuns() throws {
        let model = try OnnxModel(parsing: ByteRegion([UInt8](Self.file)), path: "sparse.onnx")
        #expect(model.graph.requiredInputs.map(\.name) == ["x"])
        let network = try OnnxModule(model)
        // ONNX Runtime's numbers.
        #expect(network([Tensor.ones([2, 3])])[0].array() == [0, 7.5, 0, 4, 0, 0])
    }

    @Test func theyAreWrittenAndReadAgain() throws {
        let model = try OnnxModel(parsing: ByteRegion([UInt8](Self.file)), path: "sparse.onnx")
        let network = try OnnxModule(model.reread())
        #expect(network([Tensor.zeros([2, 3])])[0].array() == [0, 4.5, 0, 0, 0, 0])
    }
}
