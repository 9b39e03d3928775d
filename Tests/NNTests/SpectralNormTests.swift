import LaminaGraph
import LaminaNN
import LaminaReference
import LaminaTensor
import Testing

@Suite struct SpectralNormTests {
    /// Fifteen steps from a random start find the largest of four well; the rest comes in training.
    @Test func theLargestSingularValueBecomesOne() throws {
        let layer = SpectralNorm(Dense(4, hasBias: false), \.weight)
        try layer.build(input: [1, 6], seed: 3)
        withTraining { for _ in 0..<100 { eval(layer(.ones([1, 6]))) } }
        let effective = layer(.eye(6))
        let largest = singularValues(effective).max().scalar()
        #expect(abs(largest - 1) < 1e-4)
    }

    @Test func inferenceLeavesTheVectorAlone() throws {
        let layer = SpectralNorm(Dense(4), \.weight)
        try layer.build(input: [1, 6], seed: 3)
        let before = layer.u.value.array()
        // The vector has still to follow the weight.
        layer.layer.weight.value = .normal(shape: [6, 4], key: RandomKey(seed: 4))
        eval(layer(.ones([1, 6])))
        #expect(layer.u.value.array() == before)
        withTraining { eval(layer(.ones([1, 6]))) }
        #expect(layer.u.value.array() != before)
    }
}
