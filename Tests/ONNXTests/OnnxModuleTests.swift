import LaminaGraph
import LaminaNN
import LaminaONNX
import LaminaTensor
import Testing

/// What an imported network can do beyond giving its outputs.
@Suite struct OnnxModuleTests {
    private func random(_ shape: Shape, _ seed: UInt64) -> Tensor {
        Tensor.normal(shape: shape, key: RandomKey(seed: seed))
    }

    /// `relu(x W + b)` summed.
    private var network: OnnxModel {
        model(
            graph(
                [
                    node("Gemm", ["x", "w", "b"], ["h"]), node("Relu", ["h"], ["r"]),
                    node("ReduceSum", ["r"], ["y"], ["keepdims": .int(0)]),
                ],
                inputs: [value("x", [.named("n"), .size(3)])], outputs: [value("y", [])],
                [
                    OnnxTensor(name: "w", random([3, 4], 1)),
                    OnnxTensor(name: "b", random([4], 2)),
                ]))
    }

    @Test func initialValuesAreParametersThatAGradientReaches() throws {
        let module = try OnnxModule(network)
        #expect(module.parameters.map(\.path) == ["weights.b", "weights.w"])
        let x = random([5, 3], 3)
        let (loss, gradients) = valueAndGradient(at: module) { $0([x])[0] }
        let w = try #require(module.weights["w"])
        let step = 1e-2
        let slope = try #require(gradients[w])
        w.value = w.value - step * slope
        // For small steps the loss falls by the step times the gradient's square.
        let fall = Double(loss.scalar() - module([x])[0].scalar())
        let wanted = step * Double(slope.square().sum().scalar())
        #expect(abs(fall - wanted) < 0.2 * wanted)
    }

    @Test func compiledItGivesTheSameForEverySizeOfBatch() throws {
        let module = try OnnxModule(network, isTrainable: false)
        let compiled = compile { (x: [Tensor]) in module(x) }
        for size in [1, 2, 7] {
            let x = random([size, 3], UInt64(size))
            #expect(compiled([x])[0].array() == module([x])[0].array())
        }
    }

    /// Shape, Gather, Concat and Reshape decide a shape while the graph is traced.
    @Test func shapesThatDependOnTheInputAreTraced() throws {
        let module = try OnnxModule(
            model(
                graph(
                    [
                        node("Shape", ["x"], ["s"]),
                        node("Gather", ["s", "zero"], ["n"]),
                        node("Unsqueeze", ["n", "axes"], ["n1"]),
                        node("Concat", ["n1", "rest"], ["target"], ["axis": .int(0)]),
                        node("Reshape", ["x", "target"], ["y"]),
                    ],
                    inputs: [value("x", [.named("n"), .size(2), .size(3)])],
                    outputs: [value("y", [.named("n"), .size(6)])],
                    [
                        OnnxTensor(name: "zero", Tensor(Int64(0))),
                        OnnxTensor(name: "axes", Tensor([0] as [Int64])),
                        OnnxTensor(name: "rest", Tensor([-1] as [Int64])),
                    ])))
        let compiled = compile { (x: [Tensor]) in module(x) }
        #expect(compiled([Tensor.ones([4, 2, 3])])[0].shape == [4, 6])
        #expect(compiled([Tensor.ones([1, 2, 3])])[0].shape == [1, 6])
    }

    /// `y = x > 0 ? x + w : x - w` by an If.
    private func branching() throws -> OnnxModule {
        func branch(_ type: String) -> OnnxAttribute {
            .graph(
                graph(
                    [node(type, ["x", "w"], ["out_\(type)"])], inputs: [],
                    outputs: [value("out_\(type)", [])]))
        }
        return try OnnxModule(
            model(
                graph(
                    [
                        node("Greater", ["x", "zero"], ["c"]),
                        node(
                            "If", ["c"], ["y"],
                            ["then_branch": branch("Add"), "else_branch": branch("Sub")]),
                    ],
                    inputs: [value("x", [])], outputs: [value("y", [])],
                    [
                        OnnxTensor(name: "w", Tensor(10)), OnnxTensor(name: "zero", Tensor(0)),
                    ])))
    }

    @Test func aBranchFollowsItsConditionEagerAndCompiled() throws {
        let module = try branching()
        let compiled = compile { (x: [Tensor]) in module(x) }
        for (x, y) in [(3.0, 13.0), (-3, -13)] {
            #expect(module([Tensor(x)])[0].scalar() == Float(y))
            #expect(compiled([Tensor(x)])[0].scalar() == Float(y))
        }
    }

    /// Doubles `x` until it reaches 100, at most `limit` times.
    @Test func aLoopEndsByItsConditionEagerAndCompiled() throws {
        let body = graph(
            [
                node("Add", ["v", "v"], ["next"]), node("Less", ["next", "hundred"], ["goes_on"]),
            ],
            inputs: [value("i", [], .int64), value("c", [], .bool), value("v", [])],
            outputs: [value("goes_on", [], .bool), value("next", [])])
        let module = try OnnxModule(
            model(
                graph(
                    [node("Loop", ["limit", "", "x"], ["y"], ["body": .graph(body)])],
                    inputs: [value("x", [])], outputs: [value("y", [])],
                    [
                        OnnxTensor(name: "limit", Tensor(Int64(20))),
                        OnnxTensor(name: "hundred", Tensor(100)),
                    ])))
        let compiled = compile { (x: [Tensor]) in module(x) }
        #expect(module([Tensor(3)])[0].scalar() == 192)
        #expect(compiled([Tensor(3)])[0].scalar() == 192)
    }

    @Test func aFixedInputIsNoInputAnyMore() throws {
        let module = try OnnxModule(network, fixing: ["x": Tensor.ones([2, 3])])
        #expect(module.inputs.isEmpty)
        #expect(module([])[0].rank == 0)
    }

    /// Two convolutions with an activation between: the turns between them cancel, and numbers stay.
    @Test func picturesAreTurnedOnceEachWay() throws {
        let module = try OnnxModule(
            model(
                graph(
                    [
                        node("Conv", ["x", "w", "b"], ["a"], ["pads": .ints([1, 1, 1, 1])]),
                        node("Relu", ["a"], ["r"]),
                        node("Conv", ["r", "v"], ["y"]),
                    ],
                    inputs: [value("x", [.size(2), .size(3), .size(5), .size(6)])],
                    outputs: [value("y", [.size(2), .size(2), .size(5), .size(6)])],
                    [
                        OnnxTensor(name: "w", random([4, 3, 3, 3], 1)),
                        OnnxTensor(name: "b", random([4], 2)),
                        OnnxTensor(name: "v", random([2, 4, 1, 1], 3)),
                    ])), isTrainable: false)
        let x = random([2, 3, 5, 6], 4)
        let program = TracedProgram([x]) { module($0) }
        let turns = program.graph.nodes.filter { $0.primitive.name == "transpose" }
        #expect(turns.count == 2)
        // One element, worked out by the definition.
        let (w, v) = (random([4, 3, 3, 3], 1).array(), random([2, 4, 1, 1], 3).array())
        let (b, numbers) = (random([4], 2).array(), x.array())
        var sum: Float = 0
        for channel in 0..<4 {
            var inner = b[channel]
            for c in 0..<3 {
                for i in 0..<3 {
                    for j in 0..<3 {
                        inner +=
                            w[channel * 27 + c * 9 + i * 3 + j]
                            * numbers[(3 + c) * 30 + (1 + i) * 6 + (2 + j)]
                    }
                }
            }
            sum += v[4 + channel] * max(inner, 0)
        }
        // Example 1, channel 1, row 2, column 3.
        let y = module([x])[0]
        #expect(y.shape == [2, 2, 5, 6])
        #expect(abs(y[1, 1, 2, 3].scalar() - sum) < 1e-4 * max(1, abs(sum)))
    }

    @Test func wrongInputsTrapOrThrowWithTheFile() {
        let error = #expect(throws: OpError.self) {
            let module = try OnnxModule(network)
            try checked { _ = module([]) }
        }
        #expect(error?.problem.contains("takes 1 inputs, not 0") == true)
    }
}
