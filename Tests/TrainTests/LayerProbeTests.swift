import LaminaData
import LaminaGraph
import LaminaModels
import LaminaNN
import LaminaOptim
import LaminaTensor
import LaminaTrain
import Testing

@Suite struct LayerProbeTests {
    @Test func aDistributionCountsEveryNumberOnce() {
        let numbers: [Float] = [0, 1, 2, 3, 4, 4, .nan, .infinity]
        let found = Distribution(numbers, bins: 4)
        #expect((found.min, found.max) == (0, 4))
        #expect(found.counts == [1, 1, 1, 3])
        #expect(found.limits == [1, 2, 3, 4])
        #expect(found.count == 6 && found.notFiniteCount == 2)
        #expect(abs(found.mean - 14.0 / 6) < 1e-12)
        #expect(Distribution([], bins: 3).counts == [0, 0, 0])
        #expect(Distribution([2, 2], bins: 3).counts == [2, 0, 0])
    }

    @Test func measuresEachLayerAndChangesNothing() throws {
        let data = try Training.data()
        let model = Sequential {
            Dense(4)
            Activation.relu
            Dense(2)
        }
        try model.build(input: [1, 3], seed: 1)
        // One unit of the hidden layer is made dead, another always on.
        guard let hidden = model.layers[0] as? Dense else { return }
        hidden.bias?.value = Tensor([-100, 100, 0, 0])
        let before = model.variables.map { $0.variable.value.array() }
        let probe = LayerProbe(model: model, loss: .crossEntropy, dataset: data, count: 16)
        let layers = probe.measure()
        #expect(layers.map(\.path) == ["layers.0", "layers.1", "layers.2"])
        #expect(layers[1].silentShare >= 0.25 && layers[1].silentShare < 1)
        #expect(layers[1].activations.min == 0 && layers[1].activations.max > 90)
        #expect(layers[1].activations.count == 64)
        // Two classes: the gradient for the logits adds up to 0.
        #expect(abs(layers[2].gradients.mean) < 1e-7)
        #expect(model.variables.map { $0.variable.value.array() } == before)
        let norm = probe.weightNorms().first { $0.path == "layers.0.bias" }?.norm
        #expect(norm.map { abs($0 - 20_000.0.squareRoot()) < 1e-3 } == true)
    }
}
