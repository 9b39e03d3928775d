import LaminaGraph
import LaminaNN
import LaminaReference
import LaminaTensor
import Testing

/// Layers that PyTorch does not have, beside values worked out by hand.
@Suite struct CombiningTests {
    /// With a gate far below 0 the input passes, far above only the change.
    @Test func highwaysGateChooses() throws {
        let x = Tensor([1, -2, 3], shape: [1, 3])
        let open = Highway(.identity, gateBias: -50, initializer: .zeros)
        #expect(open(x).array() == [1, -2, 3])
        let closed = Highway(.identity, gateBias: 50, initializer: .zeros)
        #expect(closed(x).array() == [0, 0, 0])
        let half = Highway(.identity, gateBias: 0, initializer: .zeros)
        #expect(half(x).array() == [0.5, -1, 1.5])
    }

    /// max(x, -x) is |x|: no single layer with ReLU is that with one unit.
    @Test func twoPiecesMakeAnAbsoluteValue() throws {
        let layer = Maxout(1, pieces: 2)
        try layer.build(input: [1, 1], seed: 1)
        layer.weight.value = Tensor([1, -1], shape: [1, 2])
        let y = layer(Tensor([-3, 0, 2], shape: [3, 1]))
        #expect(y.array() == [3, 0, 2])
    }

    @Test func squeezeExciteScalesChannelsByTheirMeans() throws {
        let layer = SqueezeExcite(reduction: 2)
        try layer.build(input: [1, 2, 2, 2], seed: 1)
        layer.squeezeWeight.value = Tensor([1, 0], shape: [2, 1])
        layer.exciteWeight.value = Tensor([0, 1], shape: [1, 2])
        let x = Tensor([1, 1, 3, 1], shape: [1, 2, 1, 2])
        // The first channel's mean 2 passes ReLU; σ(0) = 0.5 and σ(2) = 0.880797.
        let wanted = Tensor([0.5, 0.880797, 1.5, 0.880797], shape: [1, 2, 1, 2])
        #expect(largestError(layer(x), wanted) < 1e-6)
    }

    @Test func radialUnitsAnswerToTheirCentres() throws {
        let layer = RadialBasis(2, sharpness: 0.5)
        try layer.build(input: [1, 2], seed: 1)
        layer.centers.value = Tensor([[0, 0], [3, 4]])
        let y = layer(Tensor([[3, 4], [0, 2]]))
        // Distances 5 and 0, 2 and √13: e^(-25/4), 1, e^-1, e^(-13/4).
        #expect(
            largestError(y, Tensor([[0.00193045, 1], [0.36787944, 0.03877421]])) < 1e-6)
    }

    @Test func squashKeepsTheDirection() {
        let y = squash(Tensor([3, 4, 0, 0], shape: [2, 2]))
        // Length 5 becomes 25/26.
        #expect(largestError(y, Tensor([15.0 / 26, 20.0 / 26, 0, 0], shape: [2, 2])) < 1e-6)
        let slope = gradient { (x: Tensor) in squash(x).sum() }(.zeros([2]))
        #expect(slope.array().allSatisfy { abs($0) < 1e-5 })
    }

    /// Two of three capsules predict the same: with routing, they outvote the third. (Of the other
    /// output capsule they say nothing.)
    @Test func routingListensToAgreement() throws {
        let weights = Tensor([1, 0, 1, 0, 0, 1], shape: [3, 1, 1, 2])
        let votes = concatenated([weights, .zeros([3, 1, 1, 2])], axis: 1)
        let x = Tensor.full(3, [1, 3, 1])
        let share = { (iterations: Int) in
            let layer = Capsules(count: 2, size: 2, iterations: iterations)
            layer.weight.value = votes
            let first = layer(x)[0, 0].array()
            return first[0] / first[1]
        }
        #expect(abs(share(1) - 2) < 1e-5)
        #expect(share(3) > share(1))
    }

    @Test func capsulesAreShorterThan1() throws {
        let model = Sequential {
            PrimaryCapsules(types: 2, size: 4, kernelSize: 3)
            Capsules(count: 3, size: 5)
        }
        let y = model(.normal(shape: [2, 5, 5, 1], key: RandomKey(seed: 1)))
        #expect(y.norm(axis: -1).array().allSatisfy { $0 < 1 })
    }
}
