import LaminaGraph
import LaminaNN
import LaminaTensor
import Testing

@Suite struct LoadingTests {
    private struct Network: Module {
        let body = Dense(3), head = Dense(2)
        func forward(_ x: Tensor) -> Tensor { head(relu(body(x))) }
    }

    private func built(seed: UInt64) throws -> Network {
        let model = Network()
        try model.build(input: [1, 4], seed: seed)
        return model
    }

    private func tensors(_ model: Network) -> [String: Tensor] {
        Dictionary(uniqueKeysWithValues: model.variables.map { ($0.path, $0.variable.value) })
    }

    @Test func aPartIsLoadedUnderOtherNamesAndTypes() throws {
        let (from, to) = (try built(seed: 1), try built(seed: 2))
        let old = to.head.weight.value.array()
        let half = tensors(from).map { ("net.\($0)", $1.asType(.float64)) }
        let report = try to.load(
            Dictionary(uniqueKeysWithValues: half), allowsMissing: true
        ) { name in
            name.hasPrefix("net.head") ? nil : String(name.dropFirst(4))
        }
        #expect(report.loaded == ["body.bias", "body.weight"])
        #expect(report.cast == report.loaded)
        #expect(report.missing == ["head.bias", "head.weight"])
        #expect(to.body.weight.value.array() == from.body.weight.value.array())
        #expect(to.body.weight.value.dtype == .float32)
        #expect(to.head.weight.value.array() == old)
    }

    @Test func whatDoesNotFitLoadsNothingAndIsNamed() throws {
        let model = try built(seed: 1)
        let before = tensors(model).mapValues { $0.array() }
        var wrong = tensors(try built(seed: 2))
        wrong["body.weight"] = .zeros([9, 3])
        wrong["tail"] = wrong.removeValue(forKey: "head.bias")
        let error = #expect(throws: LoadError.self) { try model.load(wrong) }
        #expect(error?.missing == ["body.weight", "head.bias"])
        #expect(error?.unexpected == ["tail"])
        #expect(error?.unfit.first?.hasPrefix("body.weight: tensor float32 [9, 3]") == true)
        #expect(tensors(model).mapValues { $0.array() } == before)
    }

    @Test func freezingTakesParametersOutOfTheGradient() throws {
        let model = try built(seed: 1)
        model.freeze("body.**")
        let gradients = valueAndGradient(at: model) { $0(.ones([1, 4])).sum() }.1
        #expect(gradients.parameters.map(\.path) == ["head.weight", "head.bias"])
        model.unfreeze("**.weight")
        #expect(model.parameterValues.parameters.map(\.path).contains("body.weight"))
    }
}
