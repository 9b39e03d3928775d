import LaminaGraph
import LaminaTensor
import Testing

@Suite struct NormalizationTests {
    private func expectClose(_ x: Tensor, _ expected: [Double], _ tolerance: Double = 1e-6) {
        let values = x.array(as: Double.self)
        #expect(values.count == expected.count)
        for (a, b) in zip(values, expected) { #expect(abs(a - b) <= tolerance * (1 + abs(b))) }
    }

    @Test func layerNormIsTheValueWorkedOutByHand() {
        // Mean 2, variance (1 + 0 + 1) / 3; then mean 20 and the hundredfold variance.
        let x = Tensor([1, 2, 3, 10, 20, 30], shape: [2, 3])
        let unit = 1.224744871391589
        expectClose(layerNorm(x, eps: 0), [-unit, 0, unit, -unit, 0, unit])
        let y = layerNorm(x, weight: Tensor([2, 3, 4]), bias: Tensor([0, 1, 1]), eps: 0)
        expectClose(y, [-2 * unit, 1, 4 * unit + 1, -2 * unit, 1, 4 * unit + 1])
    }

    @Test func equalElementsGiveZeroAndAGradientOfZero() {
        let x = Tensor.full(7, [2, 4])
        #expect(layerNorm(x).array() == [Float](repeating: 0, count: 8))
        let slope = gradient { (x: Tensor) in layerNorm(x).square().sum() }(x)
        #expect(slope.array() == [Float](repeating: 0, count: 8))
    }

    /// The statistics of numbers far from 0: the square of a bfloat16 mean would lose the spread.
    @Test func halfTypesTakeTheirStatisticsInFloat32() {
        let x = Tensor([256, 258, 260, 262], shape: [1, 4]).asType(.bfloat16)
        let y = layerNorm(x, eps: 0)
        #expect(y.dtype == .bfloat16)
        expectClose(y, [-1.3416, -0.4472, 0.4472, 1.3416], 0.004)
    }

    @Test func rmsNormIgnoresTheScale() {
        for scale in [0.01, 1, 1000] {
            let y = rmsNorm(Tensor([3, 4]) * scale, eps: 0)
            expectClose(y, [3 / 12.5.squareRoot(), 4 / 12.5.squareRoot()])
        }
    }

    @Test func trainingStatisticsMakeInferenceTheSame() {
        let x = Tensor.normal(mean: 3, shape: [5, 2, 3], key: RandomKey(seed: 1))
        let (w, b) = (Tensor([1, 2, 3]), Tensor([-1, 0, 1]))
        let trained = batchNorm(x, weight: w, bias: b)
        let inferred = batchNorm(
            x, mean: trained.mean, variance: trained.variance, weight: w, bias: b)
        expectClose(inferred, trained.output.array(as: Double.self))
        #expect(trained.mean.shape == [3] && trained.variance.shape == [3])
    }

    @Test func oneGroupIsALayerNormAndSingleChannelsAreInstances() {
        let x = Tensor.normal(shape: [2, 3, 4, 6], key: RandomKey(seed: 2))
        expectClose(
            groupNorm(x, groups: 1), layerNorm(x, axisCount: 3).array(as: Double.self), 2e-6)
        expectClose(groupNorm(x, groups: 6), instanceNorm(x).array(as: Double.self), 2e-6)
    }

    @Test func lengthOneWithoutOverflowOrDivisionByZero() {
        let x = Tensor([3e30, 4e30, 0, 0, 3e-30, 4e-30], shape: [3, 2])
        let y = l2Normalized(x, eps: 1e-35)
        expectClose(y, [0.6, 0.8, 0, 0, 0.6, 0.8])
        // Below eps the operation is x / eps.
        let slope = gradient { (x: Tensor) in l2Normalized(x, eps: 0.5).sum() }(Tensor.zeros([2]))
        expectClose(slope, [2, 2])
    }

    @Test func dropoutKeepsTheMeanAndTheKeyDecides() {
        let x = Tensor.ones([10_000])
        let y = dropout(x, rate: 0.25, key: RandomKey(seed: 3))
        let values = y.array()
        // 10,000 draws of probability 0.75: the share's standard deviation is 0.0043.
        #expect(abs(Double(values.count { $0 != 0 }) / 10_000 - 0.75) < 0.02)
        #expect(values.allSatisfy { $0 == 0 || abs($0 - 4 / 3) < 1e-6 })
        #expect(dropout(x, rate: 0.25, key: RandomKey(seed: 3)).array() == values)
        #expect(dropout(x, rate: 0.25, key: RandomKey(seed: 4)).array() != values)
        #expect(dropout(Tensor([1, .nan]), rate: 1).array() == [0, 0])
        #expect(dropout(Tensor([1, 2]), rate: 0).array() == [1, 2])
    }
}
