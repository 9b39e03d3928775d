import LaminaGraph
import LaminaNN
import LaminaTensor
import Testing

@Suite struct DropoutTests {
    @Test func inferenceIsTheIdentity() {
        let x = Tensor([1, 2, 3])
        #expect(Dropout(0.9)(x).array() == [1, 2, 3])
        #expect(withTraining { Dropout(0)(x).array() } == [1, 2, 3])
    }

    @Test func keepsTheExpectedValueAndDropsItsPart() {
        Generator.$current.withValue(Generator(seed: 4)) {
            let y = withTraining { Dropout(0.25)(.ones([100, 100])) }.array()
            let kept = y.filter { $0 != 0 }
            #expect(kept.allSatisfy { $0 == 1 / 0.75 })
            // Standard deviation of the count: √(10⁴ · 0.75 · 0.25) = 43; five of them are allowed.
            #expect(abs(kept.count - 7500) < 217)
        }
    }

    @Test func everyCallDropsOthersAlsoInACompiledFunction() {
        Generator.$current.withValue(Generator(seed: 4)) {
            let layer = Dropout(0.5)
            let function = compile { (x: Tensor) in layer(x) }
            let draws = withTraining { (0..<3).map { _ in function(.ones([64])).array() } }
            #expect(Set(draws).count == 3)
        }
    }

    @Test func gradientPassesWhereTheValueDid() {
        Generator.$current.withValue(Generator(seed: 4)) {
            withTraining {
                let key = Generator.current
                let before = key.state.value
                let y = Dropout(0.5)(.ones([32])).array()
                key.state.value = before
                let slope = gradient { (x: Tensor) in Dropout(0.5)(x).sum() }(.ones([32])).array()
                #expect(slope == y)
            }
        }
    }
}
