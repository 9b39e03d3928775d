import LaminaGraph
import LaminaNN
import LaminaReference
import LaminaTensor
import Testing

@Suite struct MixtureOfExpertsTests {
    private let x = Tensor.normal(shape: [12, 4], key: RandomKey(seed: 1))

    /// Three experts that multiply by 1, 10 and 100; the gate's logits are the first three features.
    private func mixture(chosen: Int, capacity: Double? = nil) throws -> MixtureOfExperts {
        let layer = MixtureOfExperts(count: 3, chosen: chosen, capacity: capacity) {
            Dense(1, hasBias: false)
        }
        try layer.build(input: [1, 3], seed: 1)
        layer.gate.weight.value = .eye(3)
        for (expert, factor) in zip(layer.experts, [1.0, 10, 100]) {
            let weight = expert.parameters[0].parameter
            weight.value = .full(factor, [3, 1])
        }
        return layer
    }

    /// Logits 0, ln 3 and -5, whose sum each expert multiplies.
    @Test func mixesTheChosenByTheirWeights() throws {
        let x = Tensor([0, 1.0986123, -5], shape: [1, 3])
        let sum: Float = 1.0986123 - 5
        let two = try mixture(chosen: 2)(x).scalar() / sum
        // Shares 1 : 3 among the first two.
        #expect(abs(two - (0.25 * 1 + 0.75 * 10)) < 1e-3)
        let one = try mixture(chosen: 1)(x).scalar() / sum
        // The second's share among all, 3 / (4 + e⁻⁵).
        #expect(abs(one - 10 * 3 / 4.0067379) < 1e-3)
    }

    @Test func enoughCapacityChangesNothing() throws {
        let rows = x.slice(0..<3, axis: 1)
        let (all, some) = (try mixture(chosen: 2), try mixture(chosen: 2, capacity: 1.5))
        // 1.5 of 8 inputs each is all 12.
        #expect(largestError(some(rows), all(rows)) < 1e-5)
    }

    @Test func beyondItsCapacityAnExpertTakesThoseThatWantItMost() throws {
        // All four want expert 0; it has room for two, 1.5 · 4 / 3.
        let x = Tensor([3, 0, 0, 5, 0, 0, 4, 0, 0, 2, 0, 0], shape: [4, 3])
        let routed = try mixture(chosen: 1, capacity: 1.5).route(x)
        let isServed = routed.output.array().map { $0 != 0 }
        #expect(isServed == [false, true, true, false])
        #expect(routed.load.array() == [1, 0, 0])
    }

    @Test func imbalanceIs1WhereTheExpertsShareTheWork() throws {
        let layer = try mixture(chosen: 1)
        let even = layer.route(Tensor.eye(3) * 20)
        #expect(abs(even.imbalance.scalar() - 1) < 1e-4)
        let uneven = layer.route(Tensor([20, 0, 0, 20, 0, 0], shape: [2, 3]))
        #expect(abs(uneven.imbalance.scalar() - 3) < 1e-4)
    }

    @Test func theGateLearnsThroughTheWeights() throws {
        for chosen in [1, 2] {
            let layer = try mixture(chosen: chosen)
            let rows = x.slice(0..<3, axis: 1)
            let (_, gradients) = valueAndGradient(at: layer) { $0(rows).square().sum() }
            let slope = try #require(gradients["gate.weight"])
            #expect(abs(slope).max().scalar() > 0.1)
        }
    }
}
