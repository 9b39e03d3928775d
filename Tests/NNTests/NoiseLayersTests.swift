import LaminaGraph
import LaminaNN
import LaminaTensor
import Testing

/// What the layers that draw do in training; all of them hand their input on otherwise.
@Suite struct NoiseLayersTests {
    private let x = Tensor.normal(shape: [200, 10, 20], key: RandomKey(seed: 5))

    private func drawn(_ layer: some Module<Tensor, Tensor>, _ x: Tensor) -> Tensor {
        Generator.$current.withValue(Generator(seed: 6)) { withTraining { layer(x) } }
    }

    @Test(arguments: [
        SpatialDropout(0.4) as any Module<Tensor, Tensor>, DropPath(0.4), AlphaDropout(0.4),
        GaussianNoise(0.4), GaussianDropout(0.4),
    ])
    func inferenceIsTheIdentity(_ layer: any Module<Tensor, Tensor>) {
        #expect(layer(x).array() == x.array())
    }

    /// 4000 channels: the share's deviation is 0.008, and five of them are allowed.
    @Test func spatialDropoutDropsWholeChannels() {
        let y = drawn(SpatialDropout(0.4), .ones([200, 10, 20]))
        let sums = y.sum(axis: 1).array()
        #expect(sums.allSatisfy { $0 == 0 || abs($0 - 10 / 0.6) < 1e-4 })
        let share = Double(sums.filter { $0 == 0 }.count) / Double(sums.count)
        #expect(abs(share - 0.4) < 0.04)
    }

    /// 200 examples: the share's deviation is 0.035, and three of them are allowed.
    @Test func dropPathLeavesOutWholeExamples() {
        let y = drawn(DropPath(0.4), .ones([200, 10, 20]))
        let sums = y.mean(axes: [1, 2]).array()
        #expect(sums.allSatisfy { $0 == 0 || abs($0 - 1 / 0.6) < 1e-5 })
        let share = Double(sums.filter { $0 == 0 }.count) / Double(sums.count)
        #expect(abs(share - 0.4) < 0.11)
    }

    /// 40,000 numbers: the mean's deviation is 0.005, the variance's at most 0.02 for what dropout
    /// makes of them; five and four of them are allowed.
    @Test func alphaDropoutKeepsMeanAndVariance() {
        let y = drawn(AlphaDropout(0.4), x)
        #expect(abs(y.mean().scalar()) < 0.025)
        #expect(abs(y.variance().scalar() - 1) < 0.08)
    }

    @Test func gaussianNoiseHasItsDeviation() {
        let noise = drawn(GaussianNoise(0.5), x) - x
        #expect(abs(noise.mean().scalar()) < 0.0125)
        #expect(abs(noise.standardDeviation().scalar() - 0.5) < 0.01)
        let factors = drawn(GaussianDropout(0.2), .ones([200, 200]))
        #expect(abs(factors.mean().scalar() - 1) < 0.0125)
        #expect(abs(factors.standardDeviation().scalar() - 0.5) < 0.01)
    }
}
