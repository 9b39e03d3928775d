import Glibc
import LaminaGraph
import LaminaTensor
import Testing

private let count = 20_000

/// Kolmogorov and Smirnov: the largest distance between the draw's distribution function and the
/// true one. Of right draws one in a thousand exceeds 1.95 / √n; the seeds are fixed.
private func expectDistributed(
    _ draw: Tensor, _ name: String, by distribution: (Double) -> Double
) {
    let x = draw.flattened().array(as: Double.self).sorted()
    var distance = 0.0
    for (index, value) in x.enumerated() {
        let p = distribution(value)
        distance = max(distance, p - Double(index) / Double(x.count))
        distance = max(distance, Double(index + 1) / Double(x.count) - p)
    }
    #expect(distance < 1.95 / Double(x.count).squareRoot(), "\(name)")
}

/// Pearson's sum of `(seen - expected)² / expected` over counts, below mean plus 4 deviations.
private func expectCounts(_ draw: Tensor, _ probabilities: [Double], _ name: String) {
    let seen = draw.flattened().binCount(bins: probabilities.count).array(as: Double.self)
    let total = Double(draw.shape.elementCount)
    var (sum, freedom) = (0.0, -1.0)
    for (n, p) in zip(seen, probabilities) where p * total >= 5 {
        sum += (n - p * total) * (n - p * total) / (p * total)
        freedom += 1
    }
    #expect(sum < freedom + 4 * (2 * freedom).squareRoot(), "\(name)")
}

private func expectMoments(_ draw: Tensor, mean: Double, variance: Double, _ name: String) {
    let x = draw.asType(.float64)
    let error = (variance / Double(x.shape.elementCount)).squareRoot()
    let (m, v) = (x.mean().scalar(as: Double.self), x.variance().scalar(as: Double.self))
    #expect(Swift.abs(m - mean) < 4 * error, "\(name)")
    #expect(Swift.abs(v / variance - 1) < 0.1, "\(name)")
}

private func normalDistribution(_ x: Double) -> Double { 0.5 * erfc(-x * 0.5.squareRoot()) }

@Suite struct RandomTests {
    private let key = RandomKey(seed: 42)
    private let types: [DType] = [.float32, .float64]

    @Test func tasksThatDrawAtOnceGetDifferentKeys() async {
        let generator = Generator(seed: 5)
        let keys = await withTaskGroup(of: [[UInt32]].self) { group in
            for _ in 0..<4 {
                group.addTask {
                    (0..<100).map { _ in generator.nextKey().tensor.array(as: UInt32.self) }
                }
            }
            return await group.reduce(into: Set<[UInt32]>()) { $0.formUnion($1) }
        }
        #expect(keys.count == 400)
    }

    @Test func uniformNumbersFillTheirRange() {
        for dtype in types + [.float16, .bfloat16] {
            let x = Tensor.uniform(1..<2, shape: [count], dtype: dtype, key: key)
            #expect(x.dtype == dtype)
            #expect(x.min().scalar() >= 1)
            #expect(x.max().scalar() < 2)
        }
        for dtype in types {
            let x = Tensor.uniform(-1..<3, shape: [count], dtype: dtype, key: key)
            expectDistributed(x, "uniform \(dtype)") { ($0 + 1) / 4 }
        }
    }

    @Test func normalNumbersHaveTheirMoments() {
        for dtype in types {
            let x = Tensor.normal(
                mean: 2, standardDeviation: 3, shape: [count], dtype: dtype, key: key)
            expectDistributed(x, "normal \(dtype)") { normalDistribution(($0 - 2) / 3) }
            expectMoments(x, mean: 2, variance: 9, "normal \(dtype)")
        }
    }

    @Test func integersAreEquallyLikely() {
        let dice = Tensor.randomIntegers(1..<7, shape: [count], key: key)
        #expect(dice.dtype == .int32)
        expectCounts(dice, [0] + Array(repeating: 1.0 / 6, count: 6), "dice")
        #expect(dice.min().scalar() == 1)
        let bytes = Tensor.randomIntegers(-128..<128, shape: [count], dtype: .int8, key: key)
        #expect(bytes.min().scalar() == -128)
        #expect(bytes.max().scalar() == 127)
    }

    @Test func inversesFollowTheirDistributions() {
        for dtype in types {
            expectDistributed(Tensor.gumbel(shape: [count], dtype: dtype, key: key), "gumbel") {
                exp(-exp(-$0))
            }
            let exponential = Tensor.exponential(rate: 2, shape: [count], dtype: dtype, key: key)
            expectDistributed(exponential, "exponential") { 1 - exp(-2 * $0) }
            let laplace = Tensor.laplace(
                location: 1, scale: 2, shape: [count], dtype: dtype, key: key)
            expectDistributed(laplace, "laplace") {
                $0 < 1 ? 0.5 * exp(($0 - 1) / 2) : 1 - 0.5 * exp((1 - $0) / 2)
            }
            let cauchy = Tensor.cauchy(shape: [count], dtype: dtype, key: key)
            expectDistributed(cauchy, "cauchy") { 0.5 + atan($0) / .pi }
            #expect(cauchy.isFinite.all().scalar(as: Bool.self))
        }
    }

    @Test func bernoulliAndCategoricalHitTheirProbabilities() {
        let coins = Tensor.bernoulli(probability: 0.3, shape: [count], key: key)
        expectCounts(coins.asType(.int32), [0.7, 0.3], "bernoulli")
        let each = Tensor.bernoulli(
            probability: Tensor([0, 1, 0.5]), shape: [count, 3], key: key)
        #expect(each.countNonzero(axis: 0).array()[0] == 0)
        #expect(each.countNonzero(axis: 0).array()[1] == Float(count))
        let p = [0.1, 0.2, 0, 0.7]
        let places = Tensor.categorical(logits: log(Tensor(p)), samples: count, key: key)
        #expect(places.spec == TensorSpec([count], .int32))
        expectCounts(places, p, "categorical")
        #expect(places.isEqual(to: Tensor(2 as Int32)).any().scalar(as: Bool.self) == false)
        let rows = Tensor.categorical(logits: Tensor.zeros([5, 3]), key: key)
        #expect(rows.shape == [5])
    }

    @Test func gammaNumbersFollowTheirDistribution() {
        func draw(_ alpha: Double, _ dtype: DType = .float32) -> Tensor {
            .gamma(concentration: .full(alpha, [count], dtype: dtype), key: key)
        }
        for dtype in types {
            expectDistributed(draw(1, dtype), "α = 1") { 1 - exp(-$0) }
            expectDistributed(draw(2, dtype), "α = 2") { 1 - exp(-$0) * (1 + $0) }
            expectDistributed(draw(0.5, dtype), "α = ½") { erf($0.squareRoot()) }
        }
        expectMoments(draw(1000), mean: 1000, variance: 1000, "α = 1000")
        // The variance of so skew a draw is too uncertain to say much.
        #expect(Swift.abs(draw(0.01).mean().scalar() - 0.01) < 4 * 0.1 / Float(count).squareRoot())
        #expect(draw(0).max().scalar() == 0)
        #expect(draw(-1).isNaN.all().scalar(as: Bool.self))
    }

    @Test func betaAndDirichletStayBetweenZeroAndOne() {
        let x = Tensor.beta(.full(2, [count]), Tensor(3.0), key: key)
        expectMoments(x, mean: 0.4, variance: 0.04, "beta")
        // The distribution function of α = β = ½ is the arc sine's.
        expectDistributed(Tensor.beta(.full(0.5, [count]), Tensor(0.5), key: key), "arc sine") {
            2 / .pi * asin($0.squareRoot())
        }
        let tiny = Tensor.beta(.full(1e-3, [count]), Tensor(1e-3), key: key)
        #expect(tiny.isFinite.all().scalar(as: Bool.self))
        let y = Tensor.dirichlet(concentration: Tensor([1, 2, 5]), samples: count, key: key)
        #expect(y.shape == [count, 3])
        #expect(abs(y.sum(axis: 1) - 1).max().scalar() < 1e-6)
        let means = y.mean(axis: 0).array(as: Double.self)
        for (mean, want) in zip(means, [0.125, 0.25, 0.625]) {
            #expect(Swift.abs(mean - want) < 0.006)
        }
    }

    @Test func parametersAsTensorsHaveGradients() {
        let slopes = gradient { (p: [Tensor]) in
            Tensor.normal(mean: p[0], standardDeviation: p[1], shape: [50], key: key).sum()
        }([Tensor(1.0), Tensor(2.0)])
        let z = Tensor.normal(shape: [50], key: key).sum().scalar()
        #expect(slopes[0].scalar() == 50)
        #expect(Swift.abs(slopes[1].scalar() - z) < 1e-4)
        let none = gradient { (a: Tensor) in
            Tensor.gamma(concentration: a, key: key).sum()
        }(Tensor([0.5, 2]))
        #expect(none.array() == [0, 0])
    }

    @Test func aKeyGivesTheSameBitsAlways() {
        let x = Tensor.uniform(shape: [3], key: RandomKey(seed: 7))
        #expect((x * 0x1p24).array(as: Int.self) == pinnedBits)
        let y = Tensor.uniform(shape: [2], dtype: .float64, key: RandomKey(seed: 7))
        #expect((y * 0x1p53).array(as: Int.self) == pinnedWideBits)
        #expect(
            Tensor.randomIntegers(0..<1000, shape: [4], key: RandomKey(seed: 7)).array(as: Int.self)
                == pinnedIntegers)
    }

    @Test func splitAndFoldedKeysDiffer() {
        let (a, b) = (RandomKey(seed: 0), RandomKey(seed: 1))
        var seen = Set<[UInt32]>()
        let keys =
            a.split(into: 3) + b.split() + [a, b, a.folded(in: 0), a.folded(in: 1)]
            + [b.folded(in: 0), b.folded(in: 1), a.folded(in: -1)]
        for key in keys { seen.insert(key.tensor.array(as: UInt32.self)) }
        #expect(seen.count == keys.count)
        let step = Tensor(1 as Int32)
        #expect(
            a.folded(in: step).tensor.array(as: UInt32.self)
                == a.folded(in: 1).tensor.array(as: UInt32.self))
        #expect(
            a.folded(in: Tensor(-1 as Int64)).tensor.array(as: UInt32.self)
                == a.folded(in: -1).tensor.array(as: UInt32.self))
    }

    @Test func lanesDrawWithKeysOfTheirOwn() {
        let keys = concatenated(key.split(into: 3).map { $0.tensor.expandedDims(axis: 0) })
        let lanes = vmap { (bits: Tensor) in
            Tensor.exponential(shape: [4], key: RandomKey(bits))
        }(keys)
        let apart = key.split(into: 3).flatMap {
            Tensor.exponential(shape: [4], key: $0).array()
        }
        #expect(lanes.array() == apart)
    }

    @Test func wrongParametersAreNamed() {
        #expect(message { .uniform(1..<1, shape: [2]) }.contains("no numbers lie in 1.0..<1.0"))
        #expect(message { .uniform(shape: [2], dtype: .int8) }.contains("int8 holds no fractions"))
        #expect(
            message { .randomIntegers(0..<300, shape: [2], dtype: .uint8) }
                .contains("uint8 has no numbers in 0..<300"))
        #expect(
            message { .bernoulli(probability: 1.5, shape: []) }.contains("1.5 is no probability"))
        #expect(
            message { .normal(mean: .zeros([3]), standardDeviation: .ones([3]), shape: [2]) }
                .contains("[3]"))
        #expect(message { RandomKey(Tensor([1, 2])).tensor }.contains("a key is uint32 [2]"))
    }
}

private let pinnedBits = [16_015_482, 12_585_465, 1_915_578]
private let pinnedWideBits = [8_598_246_502_230_761, 6_756_770_480_895_666]
private let pinnedIntegers = [954, 750, 114, 85]
