import Glibc
import LaminaFormats
import LaminaGraph
import LaminaNN
import LaminaTensor
import LaminaTestSupport
import Testing

import LaminaONNX

/// Reading, writing, and what a bad file is told.
@Suite struct OnnxModelTests {
    private let add = model(
        graph(
            [node("Add", ["x", "w"], ["y"], name: "sum")],
            inputs: [value("x", [.named("batch"), .size(2)])],
            outputs: [value("y", [.named("batch"), .size(2)])],
            [OnnxTensor(name: "w", Tensor([1, 2]))]))

    private func error(_ model: OnnxModel, _ inputs: [Tensor] = []) -> FileError? {
        #expect(throws: FileError.self) {
            let read = try model.reread()
            let module = try OnnxModule(read)
            let values = zip(module.inputs, inputs).map { ($0.name, OnnxValue.tensor($1)) }
            _ = try module.run(Dictionary(uniqueKeysWithValues: values))
        }
    }

    @Test func keepsEverythingOnTheWayThroughAFile() throws {
        var written = add
        written.producerName = "tests"
        written.metadata = ["alphabet": "abc", "empty": ""]
        written.opsets["ai.onnx.ml"] = 3
        let attributes: [String: OnnxAttribute] = [
            "float": .float(0.5), "int": .int(-3), "zero": .int(0), "text": .string("é"),
            "floats": .floats([1, -2]), "ints": .ints([0, -1, 1 << 40]),
            "texts": .strings(["", "b"]), "tensor": .tensor(OnnxTensor(name: "t", Tensor([3]))),
            "type": .type(.optional(.sequence(.tensor(.float16, [.size(2), .unknown])))),
            "graph": .graph(graph([], inputs: [], outputs: [])),
        ]
        written.graph.nodes.append(node("Constant", [], ["c"], attributes, name: "all kinds"))
        let read = try written.reread()
        #expect(read.encoded == written.encoded)
        #expect(read.metadata == written.metadata)
        #expect(read.opsets == ["": 17, "ai.onnx.ml": 3])
        #expect(read.graph.nodes[1].attributes.count == attributes.count)
        #expect("\(read.graph.inputs[0].type!)" == "float32 [batch, 2]")
    }

    @Test func initialValuesKeepTheirTypeAndNumbers() throws {
        let tensors = [
            Tensor([1.5, -2] as [Double]), Tensor([1, 2] as [Int8]), Tensor([true, false]),
            Tensor([1, 300] as [UInt16]), Tensor([0.1, 3]).asType(.bfloat16),
        ]
        for tensor in tensors {
            let read = try model(
                graph(
                    [node("Identity", ["t"], ["y"])], inputs: [], outputs: [value("y", [.size(2)])],
                    [OnnxTensor(name: "t", tensor)])
            ).reread()
            let result = try OnnxModule(read, isTrainable: false)([])[0]
            #expect(result.spec == tensor.spec)
            #expect(result.array() == tensor.array())
        }
    }

    @Test func anUnknownOperatorIsNamedWithItsNodeOpsetAndNearestName() {
        var bad = add
        bad.graph.nodes = [node("Convv", ["x"], ["y"], name: "first")]
        let found = error(bad)
        #expect(found?.problem.contains("'first', Convv of opset 17") == true)
        #expect(found?.problem.contains("did you mean 'Conv'?") == true)
        #expect(found?.position != nil)
    }

    @Test func aShapeThatDoesNotFitNamesTheNodeAndStopsNothing() {
        var bad = add
        bad.graph.initializers = [OnnxTensor(name: "w", Tensor([1, 2, 3]))]
        let found = error(bad, [Tensor.zeros([4, 2])])
        #expect(found?.problem.contains("'sum', Add of opset 17") == true)
        #expect(found?.problem.contains("do not broadcast") == true)
    }

    @Test func anInputOfAnotherTypeOrSizeIsRefused() throws {
        for input in [Tensor.zeros([1, 3]), .zeros([2]), .zeros([1, 2], dtype: .float64)] {
            #expect(
                error(add, [input])?.problem
                    == "input 'x' is \(input.spec), and the file takes float32 [batch, 2]")
        }
        #expect(try OnnxModule(add)([.zeros([0, 2])])[0].shape == [0, 2])
    }

    @Test func aNameThatIsGivenTwiceIsRefused() {
        var bad = add
        bad.graph.nodes.append(node("Neg", ["x"], ["y"], name: "again"))
        #expect(
            error(bad)?.problem
                == "node 'again', Neg of opset 17: gives 'y', which is given already")
        bad.graph.nodes = [node("Neg", ["x"], ["w"]), node("Neg", ["w"], ["y"])]
        #expect(error(bad)?.problem.contains("gives 'w'") == true)
    }

    @Test func nodesInACircleAreRefused() {
        var bad = add
        bad.graph.nodes = [node("Neg", ["b"], ["a"]), node("Neg", ["a"], ["b"])]
        #expect(error(bad, [Tensor.zeros([1, 2])])?.problem.contains("reads 'b'") == true)
    }

    @Test func anInputThatIsMissingOrUnknownIsNamed() throws {
        let module = try OnnxModule(add)
        let missing = #expect(throws: FileError.self) { try module.run([:]) }
        #expect(missing?.problem.contains("input 'x' (float32 [batch, 2])") == true)
        let unknown = #expect(throws: FileError.self) {
            try module.run(["xx": .tensor(Tensor.zeros([1, 2]))])
        }
        #expect(unknown?.problem.contains("no input is called 'xx'") == true)
    }

    @Test func aNewerOperatorSetIsRefusedWithTheLastKnownOne() {
        var bad = add
        bad.opsets[""] = 99
        #expect(error(bad)?.fix.contains("opset_version 28") == true)
    }

    @Test func anAttributeOfAnotherKindIsNamed() {
        var bad = add
        bad.graph.nodes = [node("Softmax", ["x"], ["y"], ["axis": .string("last")])]
        #expect(
            error(bad, [Tensor.zeros([1, 2])])?.problem.contains("'axis' is not a whole number")
                == true)
    }

    @Test func twoInitialValuesOfOneNameAreRefused() {
        var bad = add
        bad.graph.initializers += bad.graph.initializers
        #expect(error(bad)?.problem.contains("are called 'w'") == true)
    }

    @Test func functionsThatCallThemselvesEnd() {
        var bad = add
        var function = OnnxFunction()
        (function.name, function.domain) = ("Self", "own")
        (function.inputs, function.outputs) = (["a"], ["b"])
        function.nodes = [node("Self", ["a"], ["b"], domain: "own")]
        bad.functions = [function]
        bad.opsets["own"] = 1
        bad.graph.nodes = [node("Self", ["x"], ["y"], domain: "own")]
        #expect(error(bad, [Tensor.zeros([1, 2])])?.problem.contains("deep") == true)
    }

    @Test(arguments: ["../secret", "/etc/passwd", "a/../../b", "", "link"])
    func dataOutsideTheModelsFolderIsRefused(location: String) throws {
        let folder = TemporaryFolder()
        makeFolder(folder.file("model"))
        folder.file("secret", holding: [UInt8](repeating: 7, count: 8))
        #expect(symlink("../secret", folder.file("model/link")) == 0)
        // TensorProto { dims 2, float32, name w, external { location }, data_location 1 }.
        func field(_ number: UInt8, _ bytes: [UInt8]) -> [UInt8] {
            [number << 3 | 2, UInt8(bytes.count)] + bytes
        }
        let entry = field(1, Array("location".utf8)) + field(2, Array(location.utf8))
        let tensor: [UInt8] =
            [8, 2, 16, 1] + field(8, Array("w".utf8)) + field(13, entry) + [14 << 3, 1]
        let file =
            field(7, field(5, tensor)) + field(8, [16, 17])
        let path = folder.file("model/m.onnx", holding: file)
        let found = #expect(throws: FileError.self) { try OnnxModel(contentsOf: path) }
        #expect(found?.problem.contains("external data of tensor 'w'") == true)
        #expect(found?.path == path)
    }

    @Test func dataBesideTheModelIsRead() throws {
        let folder = TemporaryFolder()
        folder.file("w.bin", holding: [0, 0, 0, 0] + [0, 0, 128, 63, 0, 0, 0, 64])
        func field(_ number: UInt8, _ bytes: [UInt8]) -> [UInt8] {
            [number << 3 | 2, UInt8(bytes.count)] + bytes
        }
        func entry(_ key: String, _ value: String) -> [UInt8] {
            field(13, field(1, Array(key.utf8)) + field(2, Array(value.utf8)))
        }
        let tensor: [UInt8] =
            [8, 2, 16, 1] + field(8, Array("w".utf8)) + entry("location", "w.bin")
            + entry("offset", "4") + entry("length", "8") + [14 << 3, 1]
        let path = folder.file("m.onnx", holding: field(7, field(5, tensor)) + field(8, [16, 17]))
        let model = try OnnxModel(contentsOf: path)
        #expect(try OnnxModule(model).weights["w"]?.value.array() == [1, 2])
    }
}
