import LaminaFormats
import LaminaGraph
import LaminaNN
import LaminaONNX
import LaminaTensor
import LaminaTestSupport
import Testing

/// Damaged models: each is read or refused with a reason, none ends the program or takes memory
/// without bound. ``DamageRun`` says how to try a million.
@Suite struct OnnxMutationTests {
    /// Valid models with everything that a reader knows.
    static let corpus: [[UInt8]] = {
        var files = ExportRow.all.filter { $0.name != "LeNet5" }.flatMap { row in
            [18, 21].compactMap { opset in
                var options = OnnxExportOptions()
                options.opset = opset
                return try? OnnxModel(exporting: row.function, inputs: row.inputs, options).encoded
            }
        }
        let branch = graph(
            [node("Neg", ["x"], ["z"])], inputs: [], outputs: [value("z", [.size(2)])])
        var rich = model(
            graph(
                [
                    node("Constant", [], ["t"], ["value_strings": .strings(["a", "bc"])]),
                    node(
                        "If", ["c"], ["y"],
                        ["then_branch": .graph(branch), "else_branch": .graph(branch)]),
                    node("Own", ["y"], ["z"], domain: "own"),
                    node("Cast", ["z"], ["s"], ["to": .int(17)]),
                ],
                inputs: [value("x", [.named("n")]), value("c", [], .bool)],
                outputs: [value("z", [.unknown])],
                [
                    OnnxTensor(name: "a", Tensor([1, 2] as [Int64])),
                    OnnxTensor(name: "b", Tensor([true, false])),
                    OnnxTensor(name: "h", Tensor([0.5, 3]).asType(.float16)),
                ]))
        var function = OnnxFunction()
        (function.name, function.domain, function.opsets) = ("Own", "own", ["": 17])
        (function.inputs, function.outputs) = (["a"], ["b"])
        (function.attributeNames, function.attributeDefaults) = (["k"], ["alpha": .float(0.5)])
        function.nodes = [node("LeakyRelu", ["a"], ["b"], ["alpha": .reference("alpha")])]
        rich.functions = [function]
        rich.opsets["own"] = 1
        rich.metadata = ["key": "value"]
        files.append(rich.encoded)
        return files
    }()

    /// Reads a file and touches every value.
    private static func outcome(_ bytes: [UInt8]) -> DamageRun.Outcome {
        do {
            let model = try OnnxModel(parsing: ByteRegion(bytes), path: "x")
            _ = OnnxSummary(model)
            let module = try OnnxModule(model)
            for (_, parameter) in module.weights { _ = parameter.value.array() }
            _ = model.encoded
            return .read
        } catch {
            if error.position == nil { return .wrong("no byte: \(error)") }
            return error.path.hasPrefix("x") && !error.problem.isEmpty && !error.fix.isEmpty
                ? .refused : .wrong("no file, problem or remedy: \(error)")
        }
    }

    @Test func everyTruncationIsReadOrRefused() {
        for file in Self.corpus {
            for length in 0..<min(file.count, 6000) {
                if case .wrong(let lack) = Self.outcome([UInt8](file[..<length])) {
                    Issue.record("length \(length): \(lack)")
                    return
                }
            }
        }
    }

    @Test func everyFileOfTheCorpusIsRead() throws {
        #expect(Self.corpus.count >= 20)
        for file in Self.corpus {
            let model = try OnnxModel(parsing: ByteRegion(file), path: "x")
            _ = try OnnxModule(model)
            #expect(model.encoded == file)
        }
    }

    /// In a process of its own, which may hold 1 GiB.
    @Test(arguments: DamageRun.chosen(["onnx"]))
    func damagedFilesAreReadOrRefusedWithAReason(format: String) async {
        await #expect(processExitsWith: .success) { [format] in
            let samples = OnnxMutationTests.corpus.map {
                DamageRun.Sample($0) { OnnxMutationTests.outcome($0) }
            }
            #expect(DamageRun(format: format, samples: samples, count: 20_000).fault() == nil)
        }
    }
}
