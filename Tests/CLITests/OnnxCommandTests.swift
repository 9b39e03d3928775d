import LaminaFormats
import LaminaGraph
import LaminaONNX
import LaminaTensor
import LaminaTestSupport
import Testing

/// `lamina onnx` and `lamina export`.
@Suite struct OnnxCommandTests {
    private let program = Program()

    /// `y = 2 x + 1` for any number of rows of three.
    private func makeModel() throws -> String {
        var options = OnnxExportOptions()
        (options.batchName, options.inputNames, options.outputNames) = ("n", ["x"], ["y/out"])
        let model = try OnnxModel(
            exporting: { [2 * $0[0] + 1] }, inputs: [TensorSpec([1, 3])], options)
        let path = program.folder.file("model.onnx")
        try model.write(to: path)
        return path
    }

    @Test func infoListsInputsOutputsAndOperators() throws {
        let path = try makeModel()
        let text = try program.lamina("onnx", "info", path).output
        #expect(text.contains("input       x  float32 [n, 3]"))
        #expect(text.contains("all operators are supported"))
        let object = try #require(try program.lamina("onnx", "info", path, "--json").objects.first)
        #expect((object["operators"] as? [String: Any])?["Mul"] as? Int == 1)
        #expect((object["unsupported"] as? [Any])?.isEmpty == true)
    }

    @Test func runReadsAndWritesArrays() throws {
        let path = try makeModel()
        let x = program.folder.file("x.npy")
        try Npy.write(StoredArray(Tensor([[1, 2, 3], [0, 0, 0]])), to: x)
        let outcome = try program.lamina(
            "onnx", "run", path, "--input", "x=\(x)", "--output-dir", program.folder.file("out"))
        #expect(outcome.code == 0, "\(outcome.error)")
        let y = try Npy.read(contentsOf: program.folder.file("out/y_out.npy"))
        #expect(y.array(of: Float.self) == [3, 5, 7, 1, 1, 1])
    }

    @Test func faultsAreErrorsWithTheFilesName() throws {
        let path = try makeModel()
        let missing = try program.lamina("onnx", "run", path)
        #expect(missing.code == 1)
        #expect(missing.error.hasPrefix("error: \(path)"))
        #expect(try program.lamina("onnx", "run", path, "--input", "x").code == 2)
        let other = program.folder.file("text.onnx", holding: Array("no model".utf8))
        #expect(try program.lamina("onnx", "info", other).code == 1)
        #expect(try program.lamina("onnx", "conform", program.folder.path).code == 2)
    }

    @Test func optimizeBenchAndToSwiftTakeNamedAxes() throws {
        let path = try makeModel()
        let smaller = program.folder.file("small.onnx")
        #expect(try program.lamina("onnx", "optimize", path, smaller, "--batch", "n").code == 0)
        #expect(try program.lamina("onnx", "info", smaller).output.contains("[n, 3]"))
        let bench = try program.lamina(
            "onnx", "bench", path, "--size", "n=4", "--runs", "3", "--json")
        #expect(try bench.objects.first?["median_ms"] is Double, "\(bench.error)")
        let absent = try program.lamina(
            "onnx", "bench", path, "--runs", "1", "--beside", "/no/python")
        #expect(absent.code == 2 && absent.error.contains("/no/python"))
        for size in ["m=4", "n=four", "n=0"] {
            let wrong = try program.lamina("onnx", "bench", path, "--size", size)
            #expect(wrong.code == 2, "\(size): \(wrong.error)")
        }
        let source = try program.lamina(
            "onnx", "to-swift", path, "Line", "--output-dir", program.folder.path)
        #expect(source.code == 0, "\(source.error)")
        let text = String(decoding: try #require(program.bytes("Line.swift")), as: UTF8.self)
        #expect(text.contains("struct Line: Module {"))
        #expect(program.bytes("Line.safetensors") != nil)
    }

    @Test func aRunsNetworkIsExported() throws {
        let run = program.folder.file("run")
        let trained = try program.lamina(
            "train", "mlp", "--data", "xor", "--epochs", "1", "--out", run)
        #expect(trained.code == 0, "\(trained.error)")
        let file = program.folder.file("mlp.onnx")
        let outcome = try program.lamina("export", run, "--onnx", file)
        #expect(outcome.code == 0, "\(outcome.error)")
        let model = try OnnxModel(contentsOf: file)
        #expect(model.metadata["classes"]?.isEmpty == false)
        #expect(model.graph.inputs.map { "\($0.type!)" } == ["float32 [batch, 2]"])
        #expect(try program.lamina("export", run, "--onnx", file, "--opset", "99").code == 2)
    }
}
