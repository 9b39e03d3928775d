import LaminaGraph
import LaminaNN
import LaminaReference
import LaminaTensor
import Testing

@Suite struct GumbelSoftmaxTests {
    /// 4000 draws: the deviation of a frequency is at most 0.008, and five of them are allowed.
    @Test func drawsAsOftenAsTheProbabilitiesSay() {
        let logits = log(Tensor([0.2, 0.3, 0.5])).broadcast(to: [4000, 3])
        let draws = gumbelSoftmax(logits, isHard: true, key: RandomKey(seed: 2))
        let shares = draws.mean(axis: 0).array()
        for (share, wanted) in zip(shares, [0.2, 0.3, 0.5] as [Float]) {
            #expect(abs(share - wanted) < 0.04)
        }
        #expect(Set(draws.array()) == [0, 1])
    }

    @Test func hardDrawsHaveTheGradientOfSoftOnes() {
        let weights = Tensor([1, -2, 4])
        let x = Tensor([0.1, 0.4, -0.3])
        let slope = { (isHard: Bool) in
            gradient { (x: Tensor) in
                (gumbelSoftmax(x, isHard: isHard, key: RandomKey(seed: 3)) * weights).sum()
            }(x)
        }
        #expect(largestError(slope(true), slope(false)) < 1e-6)
    }

    @Test func inferenceHasNoNoise() {
        let x = Tensor([1, 2, 4])
        #expect(GumbelSoftmax()(x).array() == softmax(x).array())
        #expect(GumbelSoftmax(isHard: true)(x).array() == [0, 0, 1])
    }
}
