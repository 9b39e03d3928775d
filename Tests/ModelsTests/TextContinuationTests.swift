import LaminaGraph
import LaminaModels
import LaminaNN
import LaminaTensor
import Testing

@Suite struct TextContinuationTests {
    /// Expects the code after the last one: of `[.., 2]` it is 3, of `[.., 3]` it is 0.
    private struct Counter: Module {
        func forward(_ codes: Tensor) -> Tensor {
            let next = (codes + 1) % 4
            return 10 * next.oneHot(classes: 4, dtype: .float32)
        }
    }

    @Test(arguments: [1, 2, 8]) func goesOnFromTheLastCharacter(window: Int) {
        let writer = TextContinuation(Counter(), window: window)
        #expect(writer.continued([0, 1], by: 6, temperature: 0) == [2, 3, 0, 1, 2, 3])
        #expect(writer.continued([2], by: 0).isEmpty)
    }

    @Test func theSeedDecides() {
        let writer = TextContinuation(Counter(), window: 4)
        func text(_ temperature: Double, _ seed: UInt64) -> [Int32] {
            writer.continued([0], by: 60, temperature: temperature, seed: seed)
        }
        #expect(text(5, 1) == text(5, 1))
        #expect(text(5, 1) != text(5, 2))
        // Cold, the likeliest comes nearly always; hot, it does not.
        let counted = (1...60).map { Int32($0 % 4) }
        #expect(text(0.5, 1) == counted && text(50, 1) != counted)
    }

    /// What is drawn has the probabilities that the model gave: e¹⁰ᐟ⁵ against three times 1.
    @Test func charactersAreDrawnAsOftenAsTheyAreLikely() {
        let codes =
            [0] + TextContinuation(Counter(), window: 1).continued([0], by: 2000, temperature: 5)
        let expected = zip(codes, codes.dropFirst()).count { $1 == ($0 + 1) % 4 }
        let share = 7.389 / 10.389
        let deviation = (share * (1 - share) / 2000).squareRoot()
        #expect(abs(Double(expected) / 2000 - share) < 4 * deviation)
    }
}
