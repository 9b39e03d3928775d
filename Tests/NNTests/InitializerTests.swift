import LaminaGraph
import LaminaNN
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
}
