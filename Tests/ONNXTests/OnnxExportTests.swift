import LaminaGraph
import LaminaModels
import LaminaNN
import LaminaONNX
import LaminaTensor
import LaminaTestSupport
import Testing

/// A function written in Lamina, whose form in ONNX must give the same numbers.
struct ExportRow: Sendable, CustomTestStringConvertible {
    let name: String
    let inputs: [TensorSpec]
    /// Whether the first axis is a batch of any size.
    var isBatched = true
    var opset = 17
    let function: @Sendable ([Tensor]) -> [Tensor]

    var testDescription: String { name }

    init(
        _ name: String, _ shapes: Shape..., isBatched: Bool = true, opset: Int = 17,
        _ function: @escaping @Sendable ([Tensor]) -> [Tensor]
    ) {
        (self.name, self.isBatched, self.opset) = (name, isBatched, opset)
        inputs = shapes.map { TensorSpec($0) }
        self.function = function
    }

    /// A network whose parameters are drawn from a seed.
    init(_ name: String, _ shape: Shape, opset: Int = 17, _ module: some Module<Tensor, Tensor>) {
        self.init(name, shape, opset: opset) { [module($0[0])] }
        try? module.build(input: shape, seed: 1)
    }

    static let all: [ExportRow] = [
        ExportRow("elementary functions", [2, 3]) { x in
            let a = abs(x[0]) + 0.5
            return [
                exp(x[0]) + log(a) - sqrt(a) * tanh(x[0]), rsqrt(a) + erfc(x[0]) + log1p(a),
                cbrt(x[0]) + exp2(x[0]) / log10(a + 1) + trunc(x[0] * 3),
            ]
        },
        ExportRow("comparisons and choices", [2, 3]) { x in
            [select((x[0] .> 0) .& (x[0] .<= 1), x[0], -1), maximum(x[0], 0.25), x[0] % 0.75]
        },
        ExportRow("broadcasts", [2, 3], [2, 1]) { x in
            [x[0] * x[1] + Tensor([1, 2, 3]), x[1].broadcast(to: x[0].shape) * 2]
        },
        ExportRow("shapes", [2, 3, 4]) { x in
            let y = x[0].transposed([0, 2, 1])
            return [
                y.reshaped([x[0].shape[0], 12]), y[.all, 1..<3, .strided(from: 0, by: 2)],
                x[0].flipped(axis: 1).padded(low: [0, 1, 0], high: [0, 0, 2], value: 0.5),
                concatenated([x[0], x[0] * 2], axis: 2),
            ]
        },
        ExportRow("reductions", [2, 3, 4]) { x in
            [
                x[0].sum(axis: 1), x[0].mean(axes: [1, 2]), x[0].max(axis: -1, keepDims: true),
                x[0].product(axis: 2), (x[0] .> 0).any(axis: 1).asType(.float32),
                x[0].argMax(axis: 2).asType(.float32), x[0].variance(axis: 2), x[0].cumSum(axis: 1),
            ]
        },
        ExportRow("reductions of opset 18", [2, 3, 4], opset: 18) { x in
            [x[0].max(axis: 1), x[0].min(axes: [1, 2]), x[0].logSumExp(axis: 2)]
        },
        ExportRow("products", [2, 3, 4], [2, 4, 5]) { x in
            [matmul(x[0], x[1]), einsum("bij,bjk->bki", x[0], x[1]), softmax(x[0])]
        },
        ExportRow("a user's operation named as one of the library's", [2, 3]) { x in
            CustomOp("softmax") { [$0[0] * 2 + 1] }.results(x)
        },
        ExportRow("gathering", [4, 3], isBatched: false) { x in
            [
                x[0].taking(Tensor([2, 0, -1] as [Int32])), x[0].sorted(axis: 0),
                x[0].topK(2, axis: 1).values,
                x[0].scattered(Tensor.ones([1, 3]), at: Tensor([1] as [Int32])),
            ]
        },
        ExportRow("control flow", [3, 4], isBatched: false) { x in
            let (last, all) = scan(Tensor.zeros([4]), over: x[0]) { state, row in
                (tanh(state + row), state * 2)
            }
            let grown = whileLoop(x[0].sum() * 0 + 1) {
                $0 .< 50
            } do: {
                $0 * 3
            }
            let chosen = cond(x[0].sum() .> 0) {
                x[0] * 2
            } else: {
                x[0] - 1
            }
            return [last, all, grown, chosen]
        },
        ExportRow("Perceptron", [2, 6], Perceptron(classCount: 3)),
        ExportRow("MLP", [2, 6], MLP(hidden: [5, 4], outFeatures: 3)),
        ExportRow("LeNet5", [2, 28, 28, 1], LeNet5()),
        ExportRow(
            "convolutions", [2, 8, 8, 3],
            Sequential {
                Conv2D(outChannels: 4, kernelSize: 3, padding: .same)
                BatchNorm()
                Activation.gelu
                ConvTransposed2D(outChannels: 2, kernelSize: 3, stride: 2)
            }),
        ExportRow("LSTM", [2, 5, 3], LSTM(4)),
        ExportRow("GRU", [2, 5, 3], GRU(4)),
        ExportRow(
            "attention", [2, 5, 8], TransformerEncoderLayer(TransformerForm(features: 8, heads: 2))),
    ]
}

@Suite struct OnnxExportTests {
    private func model(_ row: ExportRow) throws -> OnnxModel {
        var options = OnnxExportOptions()
        options.opset = row.opset
        options.batchName = row.isBatched ? "batch" : nil
        return try OnnxModel(exporting: row.function, inputs: row.inputs, options)
    }

    private func inputs(_ row: ExportRow, batch: Int?, seed: UInt64 = 3) -> [Tensor] {
        row.inputs.enumerated().map { index, spec in
            let shape = batch.map { Shape([$0] + spec.shape.dropFirst()) } ?? spec.shape
            return Tensor.normal(shape: shape, key: RandomKey(seed: seed + UInt64(index)))
        }
    }

    private func expectEqual(_ found: [Tensor], _ wanted: [Tensor], _ place: String) {
        #expect(found.map(\.spec) == wanted.map(\.spec), "\(place)")
        for (a, b) in zip(found, wanted) {
            let scale = max(b.array().map(abs).max() ?? 0, 1)
            let worst = zip(a.array(), b.array()).map { abs($0 - $1) }.max() ?? 0
            #expect(worst <= 1e-5 * scale, "\(place)")
        }
    }

    @Test(arguments: ExportRow.all) func comesBackWithTheSameNumbers(row: ExportRow) throws {
        let module = try OnnxModule(model(row).reread(), isTrainable: false)
        for batch in row.isBatched ? [1, 2, 7] : [nil] {
            let inputs = inputs(row, batch: batch)
            expectEqual(module(inputs), row.function(inputs), "\(row.name), batch \(batch ?? 0)")
        }
    }

    @Test func parametersKeepTheirPaths() throws {
        let network = MLP(hidden: [5], outFeatures: 3)
        try network.build(input: [2, 4], seed: 0)
        let model = try OnnxModel(exporting: network, input: TensorSpec([2, 4]))
        let paths = Set(network.parameters.map(\.path))
        #expect(paths.isSubset(of: Set(model.graph.initializers.map(\.name))))
    }

    @Test func namesAndMetadataAreTheCallers() throws {
        var options = OnnxExportOptions()
        (options.inputNames, options.outputNames) = (["pixels"], ["logits"])
        options.metadata = ["classes": "a,b"]
        options.batchName = "n"
        let model = try OnnxModel(
            exporting: { [$0[0] * 2] }, inputs: [TensorSpec([1, 3])], options
        ).reread()
        #expect(model.graph.inputs.map { "\($0.name) \($0.type!)" } == ["pixels float32 [n, 3]"])
        #expect(model.graph.outputs.map { "\($0.name) \($0.type!)" } == ["logits float32 [n, 3]"])
        #expect(model.metadata == ["classes": "a,b"])
    }

    @Test func anOperationWithoutAFormIsNamed() {
        let error = #expect(throws: OnnxExportError.self) {
            try OnnxModel(
                exporting: { [$0[0] + Tensor.uniform(shape: [3])] }, inputs: [TensorSpec([3])])
        }
        #expect(error?.fix.contains("inference mode") == true)
        let shape = #expect(throws: OnnxExportError.self) {
            var options = OnnxExportOptions()
            options.batchName = "n"
            return try OnnxModel(
                exporting: { [$0[0].mean()] }, inputs: [TensorSpec([2, 3])], options)
        }
        #expect(shape?.problem.contains("size of the batch") == true)
    }

    /// The official checker and ONNX Runtime, in a Python environment that has them.
    @Test(
        .enabled(
            if: Runtime.isThere, "no Python with onnx and onnxruntime: see scripts/onnx-check.py"))
    func passesTheCheckerAndAgreesWithOnnxRuntime() throws {
        let folder = TemporaryFolder()
        for (index, row) in ExportRow.all.enumerated() {
            let path = folder.file("case\(index)")
            makeFolder(path)
            try model(row).write(to: path + "/model.onnx")
            let inputs = inputs(row, batch: row.isBatched ? 3 : nil)
            try Runtime.write(inputs, path, "input")
        }
        #expect(Runtime.run(folder.path) == 0)
        for (index, row) in ExportRow.all.enumerated() {
            let inputs = inputs(row, batch: row.isBatched ? 3 : nil)
            let wanted = row.function(inputs)
            let found = try Runtime.read(folder.file("case\(index)"), "output", wanted.count)
            expectEqual(found, wanted, "\(row.name) in ONNX Runtime")
        }
    }
}

/// Source that is written for a model.
@Suite struct SwiftSourceTests {
    @Test func callsThePublicOperations() throws {
        let model = model(
            graph(
                [node("Gemm", ["x", "w", "b"], ["h"]), node("Relu", ["h"], ["y"])],
                inputs: [value("x", [.size(1), .size(2)])],
                outputs: [value("y", [.size(1), .size(3)])],
                [
                    OnnxTensor(name: "w", Tensor.ones([2, 3])),
                    OnnxTensor(name: "b", Tensor.ones([3])),
                ]))
        let source = try SwiftSource(model, typeName: "Small", inputs: [TensorSpec([1, 2])])
        #expect(source.weights.count == 2)
        #expect(source.text.contains("struct Small: Module {"))
        #expect(source.text.contains("matmul(inputs[0], weights[\"w0\"]!)"))
        #expect(source.text.contains("relu("))
    }

    @Test func optimizingKeepsTheNumbersInFewerNodes() throws {
        let model = model(
            graph(
                [
                    node("Shape", ["x"], ["s"]), node("Reshape", ["x", "s"], ["r"]),
                    node("Neg", ["w"], ["v"]), node("Add", ["r", "v"], ["a"]),
                    node("Add", ["r", "v"], ["b"]), node("Mul", ["a", "b"], ["y"]),
                ],
                inputs: [value("x", [.named("n"), .size(3)])],
                outputs: [value("y", [.named("n"), .size(3)])],
                [OnnxTensor(name: "w", Tensor([1, 2, 3]))]))
        var options = OnnxExportOptions()
        options.batchName = "n"
        let optimized = try model.optimized(for: [TensorSpec([1, 3])], options)
        #expect(optimized.graph.nodes.count < model.graph.nodes.count)
        #expect(optimized.graph.inputs.map(\.name) == ["x"])
        let x = Tensor([[1, 2, 3], [4, 5, 6]])
        let (a, b) = (try OnnxModule(model), try OnnxModule(optimized))
        #expect(a([x])[0].array() == b([x])[0].array())
    }
}
