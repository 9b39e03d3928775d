import LaminaGraph
import LaminaNN
import LaminaReference
import LaminaTensor
import Testing

@Suite struct InitializerTests {
    /// Each with the variance its paper gives for fans of 300 and 100, and its largest deviation in
    /// standard deviations: √3 for a uniform one.
    private static let published: [(Initializer, variance: Double, isUniform: Bool)] = [
        (.xavierUniform, 2.0 / 400, true), (.xavierNormal, 2.0 / 400, false),
        (.fanInUniform, 1.0 / 900, true), (.heUniform, 2.0 / 300, true),
        (.heNormal, 2.0 / 300, false),
        (.lecunUniform, 1.0 / 300, true), (.lecunNormal, 1.0 / 300, false),
        (.normal(standardDeviation: 0.01), 1e-4, false), (.uniform(-1..<1), 1.0 / 3, true),
    ]

    @Test(arguments: published.indices) func hasThePublishedVariance(_ index: Int) {
        let (initializer, variance, isUniform) = Self.published[index]
        let values = initializer(TensorSpec([300, 100]), key: RandomKey(seed: 7))
            .array(as: Double.self)
        let mean = values.reduce(0, +) / Double(values.count)
        let square = values.reduce(0) { $0 + $1 * $1 } / Double(values.count)
        // 30,000 draws: the mean's deviation is σ/173, the variance's at most σ²·√2/173, and five of
        // them are allowed.
        #expect(abs(mean) < 5 * variance.squareRoot() / 173)
        #expect(abs(square / variance - 1) < 0.041)
        let largest = (values.map(abs).max() ?? 0) / variance.squareRoot()
        #expect(isUniform ? (1.7...1.7321).contains(largest) : largest > 3)
    }

    /// A convolution's fan counts the whole window: 5·5·6 numbers reach one unit.
    @Test func countsTheWindowInTheFans() {
        let values = Initializer.heUniform(TensorSpec([5, 5, 6, 16]), key: RandomKey(seed: 1))
        let bound = (6.0 / 150).squareRoot()
        let largest = values.array(as: Double.self).map(abs).max() ?? 0
        #expect(largest <= bound && largest > 0.99 * bound)
    }

    @Test func isAFunctionOfTheKey() {
        let spec = TensorSpec([3, 4])
        let draw = { (seed: UInt64) in
            Initializer.heNormal(spec, key: RandomKey(seed: seed, path: "a.weight")).array()
        }
        #expect(draw(1) == draw(1))
        #expect(draw(1) != draw(2))
    }

    @Test func givesTheTypeThatIsAskedFor() {
        let spec = TensorSpec([2], .float64)
        #expect(Initializer.constant(0.5)(spec, key: RandomKey(seed: 0)).spec == spec)
    }

    /// Cut at two deviations, a unit normal has the variance 0.7737.
    @Test func truncatedNormalStaysWithinTwoDeviations() {
        let values = Initializer.truncatedNormal(standardDeviation: 0.1)(
            TensorSpec([300, 100]), key: RandomKey(seed: 1))
        #expect(abs(values).max().scalar() <= 0.2)
        #expect(abs(values.variance().scalar() / 0.007737 - 1) < 0.05)
    }

    @Test(arguments: [[6, 4], [4, 6], [3, 3, 2, 5]] as [Shape])
    func orthogonalKeepsLengths(_ shape: Shape) {
        let drawn = Initializer.orthogonal(gain: 2)(
            TensorSpec(shape, .float64), key: RandomKey(seed: 1))
        let matrix = drawn.reshaped([-1, shape[shape.rank - 1]])
        let isTall = matrix.shape[0] >= matrix.shape[1]
        let own = isTall ? matmul(matrix.transposed(), matrix) : matmul(matrix, matrix.transposed())
        #expect(largestError(own, 4 * Tensor.eye(own.shape[0], dtype: .float64)) < 1e-12)
    }

    @Test func identityHandsTheInputOn() throws {
        let x = Tensor.normal(shape: [1, 5, 6, 3], key: RandomKey(seed: 1))
        let layer = Conv2D(
            outChannels: 3, kernelSize: 3, padding: .same, initializer: .identity)
        #expect(layer(x).array() == x.array())
        let dense = Dense(5, initializer: .identity(gain: 2))
        #expect(dense(Tensor([1, 2, 3])).array() == [2, 4, 6, 0, 0])
    }

    @Test func sparseGivesEachUnitItsConnections() {
        let drawn = Initializer.sparse(connections: 3)(
            TensorSpec([20, 8]), key: RandomKey(seed: 1))
        #expect(drawn.countNonzero(axis: 0).array(as: Int32.self) == Array(repeating: 3, count: 8))
    }

    @Test func unitVarianceBringsEveryLayersOutputToVariance1() throws {
        let model = Sequential {
            Conv2D(outChannels: 8, kernelSize: 3)
            Activation.relu
            Flatten()
            Dense(20)
            Activation.tanh
            Dense(5)
        }
        let x = Tensor.normal(
            mean: 1, standardDeviation: 5, shape: [16, 8, 8, 2], key: RandomKey(seed: 1))
        try model.initializeUnitVariance(x, tolerance: 0.01, seed: 2)
        for output in model.moduleOutputs(x) where output.module is Dense || output.module is Conv2D
        {
            let variance = try #require(output.tensors.first).variance().scalar()
            #expect(abs(variance - 1) < 0.01)
        }
    }
}
