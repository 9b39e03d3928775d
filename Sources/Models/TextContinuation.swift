import Glibc
import LaminaData
import LaminaGraph
public import LaminaNN
public import LaminaTensor

/// Continues texts by a model that predicts each character from those before it.
///
/// ```swift
/// let model = CharacterLSTM(vocabulary: 81)
/// try model.build(input: [1, 128], dtype: .int32, seed: 1)
/// let writer = TextContinuation(model, window: 128)
/// let codes = writer.continued([3, 1, 4], by: 100, temperature: 0.8, seed: 7)
/// ```
/// Each character is drawn with a look at the `window` before it; the model runs over all of them anew, so
/// that any network whose places see only what stands before them can be asked.
public struct TextContinuation<Model: Module>: Sendable
where Model.Input == Tensor, Model.Output == Tensor {
    /// How many characters the model looks at.
    public let window: Int
    private let program: Fn<Tensor, Tensor>

    /// - Parameter model: built; integers `[batch, length]` to logits `[batch, length, characters]`.
    public init(_ model: Model, window: Int) {
        require(window > 0, "TextContinuation: window must be at least 1, got \(window)")
        self.window = window
        program = compile { (codes: Tensor) in model(codes) }
    }

    /// The codes of the next `count` characters behind `prompt`, which must not be empty.
    ///
    /// - Parameters:
    ///   - temperature: what the logits are divided by: 1 draws as the model learned, less than 1 what is
    ///     likely more often, 0 always the likeliest.
    ///   - seed: the same gives the same characters.
    public func continued(
        _ prompt: [Int32], by count: Int, temperature: Double = 1, seed: UInt64 = 0
    ) -> [Int32] {
        require(
            !prompt.isEmpty && temperature >= 0,
            "TextContinuation: the prompt needs a character, and a temperature from 0")
        var generator = SplitMix64(seed: seed, stream: 0)
        var codes = prompt
        for _ in 0..<max(0, count) {
            let seen = codes.suffix(window)
            // What stands behind the place that is read changes nothing there: one plan for all lengths.
            let padded = seen + [Int32](repeating: 0, count: window - seen.count)
            let logits = program(Tensor(Array(padded), shape: [1, window]))
            let place = logits.slice(seen.count - 1..<seen.count, axis: 1)
            codes.append(
                Self.draw(place.array(as: Double.self), temperature, generator.uniform()))
        }
        return Array(codes.dropFirst(prompt.count))
    }

    /// The code at which the probabilities' sum passes `point`, from 0 to 1.
    private static func draw(_ logits: [Double], _ temperature: Double, _ point: Double) -> Int32 {
        let best = logits.indices.max { logits[$0] < logits[$1] } ?? 0
        guard temperature > 0 else { return Int32(best) }
        let weights = logits.map { exp(($0 - logits[best]) / temperature) }
        var left = point * weights.reduce(0, +)
        for (code, weight) in weights.enumerated() {
            left -= weight
            if left < 0 { return Int32(code) }
        }
        return Int32(best)
    }
}
