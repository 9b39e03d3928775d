import LaminaGraph
import LaminaTensor
import Testing

@Suite struct StatisticsTests {
    @Test func bothFormsOfAReductionAgree() {
        let x = Tensor.uniform(0.5..<2, shape: [3, 4], key: RandomKey(seed: 1))
        #expect(x.product(axis: 1).array() == x.product(axes: [1]).array())
        #expect(x.variance(axis: 0).array() == x.variance(axes: [0]).array())
        #expect(x.norm(axis: -1).array() == x.norm(axes: [1]).array())
        #expect(
            x.argMax().scalar(as: Int.self) == x.flattened().argMax(axis: 0).scalar(as: Int.self))
        #expect(x.argMin(axis: 1, keepDims: true).shape == [3, 1])
    }

    @Test func narrowIntegersAreSummedInThirtyTwoBits() {
        #expect(Tensor([200, 100] as [UInt8]).sum().scalar(as: Int.self) == 300)
        #expect(Tensor([200, 100] as [UInt8]).sum().dtype == .uint32)
        #expect(Tensor([-100, -100] as [Int8]).sum().dtype == .int32)
        #expect(Tensor([true, true, false]).sum().scalar(as: Int.self) == 2)
        #expect(Tensor([Int32.max, 1]).sum().scalar(as: Int32.self) == .min)
    }

    @Test func anyAndAllTakeNumbers() {
        #expect(Tensor([0, -0.0, 0]).any().scalar(as: Bool.self) == false)
        #expect(Tensor([0, .nan]).any().scalar(as: Bool.self))
        #expect(Tensor([1, 2] as [Int32]).all().scalar(as: Bool.self))
    }

    @Test func nothingHasASumButNoMaximum() {
        let nothing = Tensor.zeros([2, 0])
        #expect(nothing.sum(axis: 1).array() == [0, 0])
        #expect(nothing.product(axis: 1).array() == [1, 1])
        #expect(!nothing.mean(axis: 1).array().contains { !$0.isNaN })
        #expect(nothing.logSumExp(axis: 1).array() == [-.infinity, -.infinity])
        #expect(nothing.norm(axis: 1).array() == [0, 0])
        #expect(nothing.max(axis: 0).shape == [0])
        #expect(
            message { nothing.max(axis: 1) }.contains("axis 1 is empty, and nothing has no max"))
        #expect(message { nothing.min() }.contains("nothing has no min"))
        #expect(message { nothing.argMin(axis: 1) }.contains("axis 1 of [2, 0] is empty"))
        #expect(message { nothing.norm(p: .infinity) }.contains("nothing has no norm"))
    }

    /// One pass, `E[x²] - E[x]²`, would give 0 or less in float32.
    @Test func aSmallVarianceBesideALargeMeanSurvives() {
        let x = Tensor([10_000, 10_001, 10_002, 10_003])
        #expect(x.variance().scalar() == 1.25)
        #expect(x.variance(correction: 1).scalar() == 5.0 / 3)
        #expect(x.standardDeviation(correction: 1).scalar() == Float((5.0 / 3).squareRoot()))
        #expect(Tensor([3]).variance(correction: 1).scalar().isNaN)
    }

    @Test func halfTypesHaveMeansPastTheirLargestSum() {
        let x = Tensor.ones([70_000], dtype: .float16)
        #expect(x.mean().scalar() == 1)
        #expect(x.mean().dtype == .float16)
        #expect((x * 300).variance().scalar() == 0)
    }

    @Test func logSumExpNeverOverflows() {
        #expect(Tensor([1000, 1000]).logSumExp().scalar() == 1000 + Float(2).logarithm)
        #expect(Tensor([-1000, -1000]).logSumExp().scalar() == -1000 + Float(2).logarithm)
        let (no, yes) = (-Float.infinity, Float.infinity)
        #expect(
            Tensor([[no, no], [no, 0], [yes, 0]]).logSumExp(axis: 1).array() == [no, 0, yes])
        let slope = gradient { (x: Tensor) in x.logSumExp(axis: 1).sum() }
        #expect(slope(Tensor([[no, no], [no, 0]])).array() == [0, 0, 0, 1])
    }

    @Test func normsDoNotOverflowBeforeTheirResult() {
        #expect(Tensor([3e30, 4e30]).norm().scalar() == 5e30)
        #expect(Tensor([3e-30, 4e-30]).norm().scalar() == 5e-30)
        let wide = Tensor([3e300, 4e300] as [Double]).norm().scalar(as: Double.self)
        #expect(abs(wide / 5e300 - 1) < 1e-15)
        let cube = Tensor([1e300, 1e300] as [Double]).norm(p: 3).scalar(as: Double.self)
        #expect(abs(cube / 1.259921049894873e300 - 1) < 1e-15)
        #expect(Tensor([1, .infinity] as [Double]).norm().scalar(as: Double.self) == .infinity)
        #expect(Tensor([1, .nan]).norm().scalar().isNaN)
        #expect(Tensor([0, -3, 2]).norm(p: 0).scalar() == 2)
        #expect(Tensor([0, -3, 2]).norm(p: 1).scalar() == 5)
        #expect(Tensor([1, -3, 2]).norm(p: .infinity).scalar() == 3)
        #expect(Tensor([1, -3, 2]).norm(p: -.infinity).scalar() == 1)
        #expect(Tensor([3, 4] as [Int32]).norm().scalar() == 5)
    }

    /// JAX's choices: `sign(0) = 0` for p = 1, shared ties for p = ∞, no number for p = 2.
    @Test func normsAtTheirCornersFollowJAX() {
        let one = gradient { (x: Tensor) in x.norm(p: 1) }
        #expect(one(Tensor([0, 1, -2])).array() == [0, 1, -1])
        let most = gradient { (x: Tensor) in x.norm(p: .infinity) }
        #expect(most(Tensor([2, -2, 0])).array() == [0.5, -0.5, 0])
        let two = gradient { (x: Tensor) in x.norm() }
        #expect(!two(Tensor([0, 0])).array().contains { !$0.isNaN })
        #expect(two(Tensor([3, 4])).array() == [0.6, 0.8])
        let deviation = gradient { (x: Tensor) in x.standardDeviation() }
        #expect(!deviation(Tensor([1, 1])).array().contains { !$0.isNaN })
    }

    @Test func whatIsNotANumberIsLeftOut() {
        let x = Tensor([[1, .nan, 3], [.nan, .nan, .nan]])
        #expect(x.nanSum(axis: 1).array() == [4, 0])
        #expect(x.nanMean(axis: 1).array()[0] == 2)
        #expect(x.nanMean(axis: 1).array()[1].isNaN)
        #expect(x.nanMax(axis: 1).array()[0] == 3)
        #expect(x.nanMin().scalar() == 1)
        #expect(x.nanMax(axis: 1).array()[1].isNaN)
        #expect(Tensor([4, 2] as [Int32]).nanMax().scalar(as: Int32.self) == 4)
        let slope = gradient { (x: Tensor) in x.nanSum() }
        #expect(slope(x).array() == [1, 0, 1, 0, 0, 0])
    }

    @Test func averagesWeigh() {
        let x = Tensor([[1, 2], [3, 4]])
        #expect(x.average(weights: Tensor([3, 1]), axis: 0).array() == [1.5, 2.5])
        #expect(x.average(weights: Tensor([3, 1]), axis: 1).array() == [1.25, 3.25])
        #expect(x.average(weights: Tensor([[1, 0], [0, 1]])).scalar() == 2.5)
    }

    @Test func covarianceByHand() {
        let x = Tensor([[1, 2, 3], [6, 4, 2]])
        #expect(x.covariance().array() == [1, -2, -2, 4])
        #expect(x.covariance(correction: 0).array().map { $0 * 3 } == [2, -4, -4, 8])
        for (a, b) in zip(x.correlation().array(), [1, -1, -1, 1] as [Float]) {
            #expect(abs(a - b) < 1e-6)
        }
    }

    @Test func countsBins() {
        let x = Tensor([1, 1, 3, -1, 9] as [Int64])
        #expect(x.binCount(bins: 4).array(as: Int.self) == [0, 2, 0, 1])
        // 2^32 + 1 would wrap to 1.
        #expect(Tensor([(1 << 32) + 1] as [Int64]).binCount(bins: 2).array(as: Int.self) == [0, 0])
        let weights = Tensor([0.5, 1, 2, 4, 8])
        #expect(x.binCount(bins: 4, weights: weights).array() == [0, 1.5, 0, 2])
    }

    @Test func aHistogramIncludesItsLastLimit() {
        let x = Tensor([0, 0.1, 0.2, 0.3, 0.6, 0.7, 1, 1.1, -0.1, .nan] as [Double])
        // NumPy: np.histogram(x, 10, (0, 1)); 0.3, 0.6 and 0.7 lie on rounded limits.
        #expect(
            x.histogram(bins: 10, range: 0...1).array(as: Int.self) == [
                1, 1, 2, 0, 0, 1, 1, 0, 0, 1,
            ])
    }
}

extension Float {
    fileprivate var logarithm: Float { log(Tensor(Double(self))).scalar() }
}
