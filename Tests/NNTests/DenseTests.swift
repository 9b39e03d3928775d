import LaminaGraph
import LaminaNN
import LaminaReference
import LaminaTensor
import Testing

@Suite struct DenseTests {
    @Test func agreesWithPyTorch() throws {
        let torch = try TorchReference()
        let layer = Dense(inFeatures: 7, outFeatures: 5)
        layer.weight.value = try torch["linear/weight/weight"].transposed()
        layer.bias?.value = try torch["linear/weight/bias"]
        let (x, probe) = (try torch["linear/input/x"], try torch["linear/probe/0"])
        // Sums of 7 products in float32.
        #expect(largestError(layer(x), try torch["linear/output/0"]) < 1e-6)
        let (_, gradients) = valueAndGradient(at: layer) { ($0(x) * probe).sum() }
        let weight = try #require(gradients["weight"])
        #expect(
            largestError(weight, try torch["linear/weight-grad/weight"].transposed()) < 1e-6)
        #expect(
            largestError(
                try #require(gradients["bias"]), try torch["linear/weight-grad/bias"]) < 1e-6)
        let toInput = gradient { (x: Tensor) in (layer(x) * probe).sum() }(x)
        #expect(largestError(toInput, try torch["linear/grad/x"]) < 1e-6)
    }

    @Test func takesAnyNumberOfLeadingAxes() throws {
        let layer = Dense(3)
        try layer.build(input: [2, 5, 4], seed: 1)
        #expect(layer(.ones([2, 5, 4])).shape == [2, 5, 3])
        #expect(layer(.ones([4])).shape == [3])
        #expect(layer(.ones([0, 4])).shape == [0, 3])
    }

    @Test func aWrongFeatureCountSaysHowToFixIt() throws {
        let layer = Dense(10)
        try layer.build(input: [1, 400], seed: 1)
        let error = #expect(throws: OpError.self) {
            try layer.check(TensorSpec([32, 784]))
        }
        #expect(error?.problem == "the input has 784 features, the layer 400")
        #expect(error?.fix.contains("400") == true && error?.fix.contains("784") == true)
        #expect(throws: OpError.self) { try layer.check(TensorSpec([])) }
    }

    @Test func hasNoBiasWhereNoneIsWanted() {
        let layer = Dense(3, hasBias: false)
        #expect(layer(.zeros([1, 2])).array() == [0, 0, 0])
        #expect(layer.parameters.map(\.path) == ["weight"])
    }
}
