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
}
