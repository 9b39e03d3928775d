import LaminaGraph
import LaminaNN
import LaminaTensor
import Testing

private struct TwoLayers: Module {
    let hidden = Dense(5)
    let output = Dense(3)

    func forward(_ x: Tensor) -> Tensor { output(relu(hidden(x))) }
}

/// The same layers, declared and called the other way round.
private struct Reordered: Module {
    let output = Dense(3)
    let hidden = Dense(5)

    func forward(_ x: Tensor) -> Tensor { output(relu(hidden(x))) }
}

private struct WithUnreadHead: Module {
    let body = Dense(2)
    let head = Dense(2)

    func forward(_ x: Tensor) -> Tensor { body(x) }
}

private struct WithState: Module {
    let body = Dense(2)
    let count = Variable(Tensor(0))

    func forward(_ x: Tensor) -> Tensor {
        count.value = count.value + 1
        return body(x)
    }
}

private func values(_ model: some Module) -> [String: [Float]] {
    Dictionary(uniqueKeysWithValues: model.variables.map { ($0.path, $0.variable.value.array()) })
}

@Suite struct BuildTests {
    @Test func findsTheInputSizes() throws {
        let model = TwoLayers()
        #expect(model.parameters.allSatisfy { $0.parameter.path.isEmpty })
        try model.build(input: [7, 4], seed: 1)
        #expect(model.hidden.weight.shape == [4, 5])
        #expect(model.output.weight.shape == [5, 3])
        #expect(model.output.weight.path == "output.weight")
        #expect(model.parameterCount == 4 * 5 + 5 + 5 * 3 + 3)
    }

    @Test func valuesDependOnSeedAndPathOnly() throws {
        let (first, second, other) = (TwoLayers(), Reordered(), TwoLayers())
        try first.build(input: [7, 4], seed: 1)
        try second.build(input: [1, 4], seed: 1)
        try other.build(input: [7, 4], seed: 2)
        #expect(values(first) == values(second))
        #expect(values(first)["hidden.weight"] != values(other)["hidden.weight"])
    }

    @Test func theFirstCallBuilds() throws {
        let (model, again, other) = (TwoLayers(), TwoLayers(), TwoLayers())
        Generator.$current.withValue(Generator(seed: 3)) {
            #expect(model(.ones([2, 4])).shape == [2, 3])
        }
        Generator.$current.withValue(Generator(seed: 3)) {
            _ = again(.ones([5, 4]))
            // The generator has moved on: two models of one program start from different values.
            _ = other(.ones([5, 4]))
        }
        #expect(values(model) == values(again))
        #expect(values(model)["hidden.weight"] != values(other)["hidden.weight"])
    }

    @Test func buildingTwiceKeepsTheValues() throws {
        let model = TwoLayers()
        try model.build(input: [7, 4], seed: 1)
        let before = values(model)
        try model.build(input: [7, 4], seed: 2)
        #expect(values(model) == before)
    }

    @Test func parametersTakeTheInputsType() throws {
        let model = TwoLayers()
        try model.build(input: [7, 4], dtype: .float64, seed: 1)
        #expect(model.hidden.weight.value.dtype == .float64)
        let counts = TwoLayers()
        try counts.build(input: [7, 4], dtype: .int32, seed: 1)
        #expect(counts.hidden.weight.value.dtype == .float32)
    }

    @Test func writesNoVariable() throws {
        let model = WithState()
        try model.build(input: [7, 4], seed: 1)
        #expect(model.count.value.scalar() == 0)
        _ = model(.ones([7, 4]))
        #expect(model.count.value.scalar() == 1)
        #expect(model.variables.map(\.path) == ["body.weight", "body.bias", "count"])
    }

    @Test func namesAParameterThatForwardDoesNotReach() {
        let error = #expect(throws: OpError.self) { try WithUnreadHead().build(input: [1, 4]) }
        #expect(error?.problem.contains("'head.weight'") == true)
    }

    @Test func unbuiltInsideATraceAsksForABuild() async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) {
            let model = TwoLayers()
            _ = compile { (x: Tensor) in model(x) }(.ones([1, 4]))
        }
        let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
        #expect(text.contains("Parameter at hidden: not built"))
        #expect(text.contains("call model.build(input:)"))
    }
}
