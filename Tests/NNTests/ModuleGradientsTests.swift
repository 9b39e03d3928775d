import LaminaGraph
import LaminaNN
import LaminaTensor
import Testing

@Suite struct ModuleGradientsTests {
    private struct Network: Module {
        let first = Dense(3), second = Dense(2)
        func forward(_ x: Tensor) -> Tensor { second(tanh(first(x))) }
    }

    private let x = Tensor.normal(shape: [4, 5], key: RandomKey(seed: 2))

    private func built() throws -> Network {
        let model = Network()
        try model.build(input: [4, 5], seed: 1)
        return model
    }

    @Test func gradientsOfOutputsAreThoseByHand() throws {
        let model = try built()
        let seen = observingGradients(of: model) { $0(x).square().sum() }
        #expect(seen.map(\.path) == ["first", "second", ""])
        let output = model(x)
        // d/dy Σ y² = 2 y, for the last layer and for the whole.
        for entry in seen.dropFirst() {
            #expect(entry.output.array() == output.array())
            #expect(entry.gradient.array() == (2 * output).array())
        }
        // Back through the second layer and the hyperbolic tangent.
        let hidden = model.first(x)
        let want =
            matmul(2 * output, model.second.weight.value.transposed())
            * (1 - tanh(hidden).square())
        for (a, b) in zip(seen[0].gradient.array(), want.array()) { #expect(abs(a - b) < 1e-5) }
    }

    @Test func aPatternChoosesModules() throws {
        let model = try built()
        let seen = observingGradients(of: model, at: "fir*") { $0(x).sum() }
        #expect(seen.map(\.path) == ["first"])
    }

    @Test func observationChangesNoGradient() throws {
        let model = try built()
        let plain = valueAndGradient(at: model) { $0(x).square().sum() }.1
        let twice = compile { (x: Tensor) -> Tensor in
            let seen = observingGradients(of: model, at: "second") { $0(x).square().sum() }
            return seen[0].gradient
        }
        #expect(twice(x).array() == (2 * model(x)).array())
        let again = valueAndGradient(at: model) { $0(x).square().sum() }.1
        #expect(plain.tensors.map { $0.array() } == again.tensors.map { $0.array() })
    }
}
