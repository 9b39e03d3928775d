import LaminaFormats
import LaminaGraph
import LaminaModels
import LaminaNN
import LaminaOptim
import LaminaTensor
import LaminaTestSupport
import Testing

@Suite struct NetworkFileTests {
    /// The text of `examples/lenet.yaml`, next to which this file lies.
    private static let lenet =
        #filePath.split(separator: "/Tests/")[0] + "/examples/lenet.yaml"

    private func network(
        _ layers: String, input: [Int], classes: Int? = nil
    ) throws -> LayerGraph {
        try NetworkFile(parsing: "layers:\n" + layers, path: "net.yaml")
            .network(input: input, classCount: classes)
    }

    private func fault(_ text: String, input: [Int] = [4]) -> String {
        do {
            _ = try NetworkFile(parsing: text, path: "net.yaml").network(input: input)
            return ""
        } catch { return "\(error)" }
    }

    /// Three steps of Adam on the same batch.
    private func trained(_ model: some Module<Tensor, Tensor>) throws -> [(String, [Float])] {
        try model.build(input: [8, 28, 28, 1], seed: 7)
        let adam = Adam(model, learningRate: 1e-3)
        let step = compile { (x: Tensor, y: Tensor) in
            let (loss, gradients) = valueAndGradient(at: model) { crossEntropy($0(x), labels: y) }
            adam.update(gradients)
            return loss
        }
        let x = Tensor.normal(shape: [8, 28, 28, 1], key: RandomKey(seed: 1))
        for _ in 0..<3 { eval(step(x, Tensor([0, 1, 2, 3, 4, 5, 6, 7] as [Int32]))) }
        return (model.variables + adam.variables).map { ($0.path, $0.variable.value.array()) }
    }

    @Test func leNetFromTheFileTrainsToTheBitsOfTheOneInSwift() throws {
        let file = try NetworkFile(contentsOf: String(Self.lenet))
        #expect(file.name == "lenet5" && file.data == "fashion-mnist")
        let fromFile = try trained(file.network(input: [28, 28, 1], classCount: 10))
        let inSwift = try trained(LeNet5())
        #expect(fromFile.map(\.0) == inSwift.map(\.0))
        for (a, b) in zip(fromFile, inSwift) {
            #expect(a.1.map(\.bitPattern) == b.1.map(\.bitPattern), "\(a.0)")
        }
    }

    @Test func pathsPartAndMeetAgain() throws {
        let model = try network(
            """
              - dense: {name: stem, out-features: 3}
              - dense: {name: left, input: stem, out-features: 3}
              - dense: {name: right, input: stem, out-features: 3}
              - add: [left, right]
              - concatenate: {name: both, inputs: [stem, left]}
            """, input: [5])
        try model.build(input: [2, 5], seed: 1)
        #expect(model.inputs(of: "both") == ["stem", "left"])
        let x = Tensor.normal(shape: [2, 5], key: RandomKey(seed: 3))
        guard let first = model["stem"], let second = model["left"] else {
            Issue.record("the layers have lost their names")
            return
        }
        let stem = first(x)
        let left = second(stem)
        #expect(model(x).array() == concatenated([stem, left], axis: -1).array())
    }

    @Test func aSharedLayerHasItsParametersOnce() throws {
        let model = try network(
            """
              - dense: {name: turn, out-features: 4}
              - tanh
              - dense: {share: turn}
            """, input: [4])
        try model.build(input: [1, 4], seed: 1)
        #expect(model.parameters.map(\.path) == ["turn.weight", "turn.bias"])
    }

    @Test func blocksNestAndKeepTheirNames() throws {
        let model = try network(
            """
              - residual:
                  name: block
                  body:
                    - dense: {name: inner, out-features: 6, initializer: he-normal}
                    - gelu
                    - dense: 4
                  shortcut: [dense: 4]
              - lstm: {features: 3, layers: 2, bidirectional: true}
              - dense: classes
            """, input: [7, 4], classes: 5)
        try model.build(input: [2, 7, 4], seed: 1)
        #expect(model(.ones([2, 7, 4])).shape == [2, 5])
        #expect(model.parameters.map(\.path).contains("block.body.inner.weight"))
    }

    @Test(arguments: [
        ("layers:\n  - dens: 3", "line 2: no layer is called 'dens'; did you mean 'dense'?"),
        ("layers:\n  - relu\n  - dense: {out-feature: 3}", "line 3: dense needs 'out-features'"),
        (
            "layers:\n  - dense: {out-features: 3, bais: true}",
            "line 2: dense has no setting 'bais'; did you mean 'bias'?"
        ),
        ("layers:\n  - dense: 0", "line 2: dense: out-features '0' is impossible"),
        ("layers:\n  - dense: classes", "line 2: dense: the number of classes is not known here"),
        ("layers:\n  - dense: 3\n  -  - 4", "line 3: a list where a layer should be"),
        ("layers:\n  - dense: {out-features: 3", "not YAML"),
        ("layers:\n  - relu: {input: up}", "line 2: no layer 'up' stands above"),
        ("layers:\n  - relu\nlayer: 3", "line 3: no key 'layer'; did you mean 'layers'?"),
        ("layers: []", "there are no layers"),
        ("layers:\n  - add: [input, in]", "line 2: no layer 'in' stands above"),
        ("layers:\n  - dense: {name: a.b, out-features: 1}", "holds a point or a slash"),
        ("layers:\n  - {relu: {}, tanh: {}}", "one layer to each item, not 2 keys"),
        (
            "layers:\n  - lstm: {features: 3, features: 4}",
            "line 2: the key 'features' stands twice"
        ),
        (
            "layers:\n  - dense: 3\n  - dense: {name: dense1, out-features: 2}",
            "line 3: the name 'dense1' is taken"
        ),
        ("layers:\n  - relu: {name: input}", "line 2: the name 'input' is taken"),
        ("layers:\n  - dense: 99999999999999999999", "line 2: dense: out-features"),
        ("layers:\n  - conv3d: {out-channels: 1, kernel-size: 999}", "line 2: conv3d: kernel-size"),
        ("", "the file is empty"),
        ("- 3", "a map is expected"),
        (
            "layers:\n  - conv2d: {out-channels: 5, kernel-size: 3, groups: 2}",
            "2 groups do not divide"
        ),
        (
            "layers:\n  - transformer-encoder: {features: 6, heads: 4}",
            "6 features do not split into 4 heads"
        ),
    ])
    func aWrongFileNamesItsLine(text: String, expected: String) {
        let found = fault(text)
        #expect(found.hasPrefix("net.yaml, line "), "\(found)")
        #expect(found.contains(expected), "\(found)")
    }

    @Test func layersThatDoNotFitNameBothLines() {
        let found = fault(
            """
            layers:
              - dense: {name: first, out-features: 3}
              - conv2d: {name: second, out-channels: 2, kernel-size: 3}
            """)
        #expect(found.hasPrefix("net.yaml, line 3: Conv2D at second: "), "\(found)")
        #expect(found.contains("it reads 'first' of line 2"), "\(found)")
    }

    @Test func aliasesOfAliasesAreRefusedBeforeTheyGrow() {
        var text = "a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n"
        for level in 1...12 {
            let names = [String](repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
            text += "a\(level): &a\(level) [\(names)]\n"
        }
        #expect(fault(text).contains("more than 20000 values"))
    }

    @Test func theSolverKeepsItsLines() throws {
        let file = try NetworkFile(
            parsing: "layers: [relu]\nsolver:\n  optimizer: adam\n  epochs: 3\n", path: "a/b.c.yaml"
        )
        #expect(file.name == "b.c")
        #expect(file.solver.map(\.key) == ["optimizer", "epochs"])
        #expect(file.solver.map(\.line) == [3, 4])
    }

    /// The settings each kind needs, and the shape of an example; activations need none.
    private static let rows: [(kind: String, settings: String, input: [Int])] = [
        ("dense", "3", [4]), ("embedding", "{count: 5, features: 3}", []), ("flatten", "", [4, 2]),
        ("maxout", "3", [4]), ("radial-basis", "3", [4]), ("highway", "", [4]), ("prelu", "", [4]),
        ("glu", "", [4]), ("conv1d", "{out-channels: 3, kernel-size: 2}", [5, 2]),
        ("conv2d", "{out-channels: 4, kernel-size: [2, 3], groups: 2, padding: 1}", [5, 5, 2]),
        ("conv3d", "{out-channels: 3, kernel-size: 2}", [3, 3, 3, 2]),
        ("conv-transposed1d", "{out-channels: 3, kernel-size: 2, stride: 2}", [5, 2]),
        ("conv-transposed2d", "{out-channels: 3, kernel-size: 2, stride: 2}", [5, 5, 2]),
        ("depthwise-conv2d", "{kernel-size: 3, padding: same}", [5, 5, 2]),
        ("separable-conv2d", "{out-channels: 3, kernel-size: 3}", [5, 5, 2]),
        ("squeeze-excite", "2", [3, 3, 4]), ("max-pool1d", "2", [4, 2]),
        ("max-pool2d", "2", [4, 4, 2]),
        ("average-pool1d", "{size: 2, stride: 1}", [4, 2]),
        ("average-pool2d", "{size: [2, 1], ceil: true}", [4, 4, 2]),
        ("adaptive-average-pool", "2", [4, 4, 2]), ("adaptive-max-pool", "[2, 1]", [4, 4, 2]),
        ("global-average-pool", "", [4, 4, 2]), ("global-max-pool", "", [4, 4, 2]),
        ("padding", "{size: 1, mode: reflect}", [4, 4, 2]),
        ("upsample", "{factor: 2, method: linear}", [4, 4, 2]), ("pixel-shuffle", "2", [2, 2, 4]),
        ("pixel-unshuffle", "2", [2, 2, 1]), ("batch-norm", "", [4]), ("layer-norm", "", [4]),
        ("rms-norm", "", [4]), ("group-norm", "2", [3, 4]), ("instance-norm", "", [3, 3, 4]),
        ("local-response-norm", "", [3, 3, 4]), ("dropout", "0.2", [4]),
        ("spatial-dropout", "0.2", [3, 4]), ("alpha-dropout", "", [4]),
        ("gaussian-dropout", "", [4]), ("drop-path", "0.1", [4]), ("gaussian-noise", "0.1", [4]),
        ("rnn", "3", [5, 2]), ("lstm", "{features: 3, sequences: true}", [5, 2]),
        ("gru", "{features: 3, layers: 2, dropout: 0.1}", [5, 2]),
        ("multi-head-attention", "{features: 4, heads: 2, positions: rotary}", [5, 4]),
        ("transformer-encoder", "{features: 4, heads: 2, norm: rms-norm, causal: true}", [5, 4]),
        ("sinusoidal-positions", "", [5, 4]), ("learned-positions", "5", [5, 4]),
        ("sequential", "[relu, tanh]", [4]), ("residual", "[{dense: 4}]", [4]),
        ("mixture-of-experts", "{count: 3, expert: [{dense: 2}]}", [4]),
        ("add", "[input, input]", [4]), ("multiply", "[input, input]", [4]),
        ("maximum", "[input, input]", [4]), ("concatenate", "[input, input]", [4]),
    ]

    @Test func everyKindOfLayerCanBeNamedAndRun() throws {
        let activations = Activation.named.map(\.name)
        let rows = Self.rows + activations.map { ($0, "", [4]) }
        #expect(rows.map(\.kind).sorted() == NetworkFile.layerKinds.sorted())
        // Embeddings take whole numbers, which a network of pictures and tables never has as input.
        for (kind, settings, input) in rows where kind != "embedding" {
            let model = try network("  - \(kind): \(settings)", input: input)
            try model.build(input: Shape([2] + input), seed: 1)
            let output = model(.ones(Shape([2] + input)))
            #expect(output.shape[0] == 2, "\(kind)")
        }
    }

    @Test func theManualListsEveryKind() throws {
        let path = #filePath.split(separator: "/Tests/")[0] + "/docs/training.md"
        let manual = String(decoding: try #require(contents(String(path))), as: UTF8.self)
        let activations = Set(Activation.named.map(\.name))
        for kind in NetworkFile.layerKinds where !activations.contains(kind) {
            #expect(manual.contains("`\(kind)`"), "\(kind)")
        }
    }
}
