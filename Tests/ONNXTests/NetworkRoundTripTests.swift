import LaminaGraph
import LaminaModels
import LaminaNN
import LaminaONNX
import LaminaTensor
import LaminaTestSupport
import Testing

/// Every network of Sources/Models goes out as ONNX, is run by ONNX Runtime and read back: each time the
/// numbers are the same.
@Suite struct NetworkRoundTripTests {
    private struct Row: Sendable {
        let name: String
        let inputs: [Tensor]
        let function: @Sendable ([Tensor]) -> [Tensor]

        init(
            _ name: String, _ inputs: [Tensor],
            _ function: @escaping @Sendable ([Tensor]) -> [Tensor]
        ) {
            (self.name, self.inputs, self.function) = (name, inputs, function)
        }

        /// A network of one input, its parameters drawn from a seed.
        init(_ name: String, _ input: Tensor, _ network: some Module<Tensor, Tensor>) throws {
            try network.build(like: input, seed: 1)
            self.init(name, [input]) { [network($0[0])] }
        }

        var model: OnnxModel {
            get throws {
                try OnnxModel(exporting: function, inputs: inputs.map(\.spec))
            }
        }
    }

    private static func numbers(_ shape: Shape, seed: UInt64 = 5) -> Tensor {
        Tensor.normal(shape: shape, key: RandomKey(seed: seed))
    }

    /// Whole numbers below `count`.
    private static func tokens(_ shape: Shape, below count: Int) -> Tensor {
        let values = (0..<shape.elementCount).map { Int32(($0 * 7 + 3) % count) }
        return Tensor(values, shape: shape)
    }

    private static func rows() throws -> [Row] {
        let settings = [
            "capsules": ["channels": "8", "types": "2"], "resnet": ["depth": "8", "width": "8"],
        ]
        var rows = try NamedModel.all.filter { !$0.takesText }.map { model in
            let network = try model.make(
                input: [28, 28, 1], classCount: 10, settings: settings[model.name] ?? [:])
            return try Row(model.name, numbers([2, 28, 28, 1]), network)
        }
        rows += [
            try Row(
                "ResNet-18", numbers([1, 64, 64, 3]), ResNet(.resNet18, classCount: 10)),
            try Row(
                "GPT", tokens([2, 6], below: 11),
                GPT(vocabulary: 11, context: 8, features: 16, heads: 2, layers: 2)),
            try Row(
                "CharacterLSTM", tokens([2, 7], below: 20),
                CharacterLSTM(vocabulary: 20, embedded: 8, hidden: 12)),
            try Row(
                "SpeechRecognizer", numbers([2, 24, 10]),
                SpeechRecognizer(symbolCount: 6, features: 12)),
            try Row("MobileNetV2", numbers([1, 64, 64, 3]), MobileNetV2(classCount: 10)),
            try Row(
                "EfficientNet-Lite0", numbers([1, 64, 64, 3]), EfficientNetLite0(classCount: 10)),
            try Row("UpConv7", numbers([1, 30, 26, 3]), UpConv7()),
            try Row("CUNet", numbers([1, 44, 46, 3]), CUNet()),
        ]
        let bert = BERT(
            vocabularyCount: 30, maximumLength: 16, features: 24, heads: 3, feedForward: 48,
            layers: 2)
        let mask = Tensor(
            [true, true, true, true, true, true, true, true, false, false], shape: [2, 5])
        let batch = TokenBatch(
            ids: tokens([2, 5], below: 30), typeIDs: tokens([2, 5], below: 2), mask: mask)
        try bert.build(like: batch, seed: 1)
        rows.append(
            Row("BERT", batch.tensors) {
                [bert(TokenBatch(ids: $0[0], typeIDs: $0[1], mask: $0[2]))]
            })
        let detector = SileroVAD()
        let step = VoiceStep(
            numbers([1, 576]), hidden: numbers([1, 128], seed: 6), cell: numbers([1, 128], seed: 7))
        try detector.build(like: step, seed: 1)
        rows.append(
            Row("SileroVAD", step.tensors) {
                detector(VoiceStep($0[0], hidden: $0[1], cell: $0[2])).tensors
            })
        let speech = GraphemeToPhoneme()
        let word = TensorPair(tokens([1, 6], below: 29), tokens([1, 4], below: 74))
        try speech.build(like: word, seed: 1)
        rows.append(Row("GraphemeToPhoneme", word.tensors) { [speech(TensorPair($0[0], $0[1]))] })
        return rows
    }

    private func expectEqual(_ found: [Tensor], _ wanted: [Tensor], _ name: String) {
        #expect(found.map(\.shape) == wanted.map(\.shape), "\(name)")
        for (a, b) in zip(found, wanted) {
            let most = b.array().map { abs($0) }.max() ?? 0
            let worst = zip(a.array(), b.array()).map { abs($0 - $1) }.max() ?? 0
            #expect(worst <= 1e-5 * most, "\(name): \(worst) of \(most)")
        }
    }

    @Test func everyNetworkComesBackWithTheSameNumbers() throws {
        for row in try Self.rows() {
            let module = try OnnxModule(row.model.reread(), isTrainable: false)
            expectEqual(module(row.inputs), row.function(row.inputs), row.name)
        }
    }

    /// The official checker and ONNX Runtime, in a Python environment that has them.
    @Test(
        .enabled(
            if: Runtime.isThere, "no Python with onnx and onnxruntime: see scripts/onnx-check.py"))
    func everyNetworkGivesTheSameNumbersInOnnxRuntime() throws {
        let folder = TemporaryFolder()
        let rows = try Self.rows()
        for (index, row) in rows.enumerated() {
            let path = folder.file("case\(index)")
            makeFolder(path)
            try row.model.write(to: path + "/model.onnx")
            try Runtime.write(row.inputs, path, "input")
        }
        #expect(Runtime.run(folder.path) == 0)
        for (index, row) in rows.enumerated() {
            let wanted = row.function(row.inputs)
            let found = try Runtime.read(folder.file("case\(index)"), "output", wanted.count)
            expectEqual(found, wanted, row.name)
        }
    }
}
