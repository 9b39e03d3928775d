import LaminaGraph
import LaminaNN
import LaminaReference
import LaminaTensor
import Testing

@Suite struct WeightNormTests {
    /// The gain starts from the norms, so the layer starts as it would without.
    @Test func startsFromTheLayersOwnWeight() throws {
        let layer = WeightNorm(Dense(3), \.weight)
        try layer.build(input: [2, 4], seed: 1)
        let x = Tensor.normal(shape: [2, 4], key: RandomKey(seed: 2))
        let plain = matmul(x, layer.layer.weight.value)
        #expect(largestError(layer(x), plain) < 1e-6)
    }

    @Test func ignoresTheLengthOfTheDirection() throws {
        let layer = WeightNorm(Dense(3), \.weight)
        let x = Tensor.normal(shape: [2, 4], key: RandomKey(seed: 2))
        try layer.build(input: [2, 4], seed: 1)
        let before = layer(x)
        layer.layer.weight.value = layer.layer.weight.value * 7
        #expect(largestError(layer(x), before) < 1e-5)
    }

    @Test func theFirstCallBuildsIt() {
        let layer = WeightNorm(Conv1D(outChannels: 2, kernelSize: 3), \.weight)
        #expect(layer(.ones([1, 5, 3])).shape == [1, 3, 2])
        #expect(layer.gain.shape == [2])
        #expect(layer.gain.path == "gain")
    }
}
