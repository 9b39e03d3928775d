import LaminaData
import LaminaFormats
import LaminaTensor

/// Which lines stand upside down, and these turned over.
struct TextDirection: Sendable {
    private let network: Fn<[Tensor], [Tensor]>
    /// How sure the network must be.
    private static let threshold: Float = 0.9
    /// The width of its pictures; longer lines are squeezed.
    private static let width = 192

    init(_ network: any StoredNetwork) { self.network = compile { (x: [Tensor]) in network(x) } }

    func upright(_ lines: [Bitmap]) -> [Bitmap] {
        var result = lines
        for batch in TextBatches.byShape(lines) {
            let pictures = batch.map { TextPicture.scaled(lines[$0], width: Self.width) }
            let found = network([TextPicture.tensor(pictures, width: Self.width)])[0].array()
            for (place, line) in batch.enumerated()
            where found[2 * place + 1] > max(Self.threshold, found[2 * place]) {
                result[line] = lines[line].turnedOver
            }
        }
        return result
    }
}

/// What lines of text say.
struct TextRecognizer: Sendable {
    private let network: Fn<[Tensor], [Tensor]>
    /// A text for each class but the first, which is the blank.
    private let alphabet: [Substring]

    init(_ network: any StoredNetwork) {
        self.network = compile { (x: [Tensor]) in network(x) }
        // Swift takes a carriage return with a line feed for one character.
        let letters = (network.metadata["character"] ?? "").split(
            omittingEmptySubsequences: false, whereSeparator: { $0 == "\n" || $0 == "\r\n" })
        alphabet = letters + [" "]
    }

    func read(_ lines: [Bitmap]) -> [(text: String, confidence: Double)] {
        var result = [(text: String, confidence: Double)](repeating: ("", 0), count: lines.count)
        for batch in TextBatches.byShape(lines) {
            // As wide as the longest line of the batch, at least 320 pixels.
            let ratio = batch.reduce(320.0 / 48) { max($0, TextBatches.ratio(lines[$1])) }
            let width = Int(48 * ratio)
            let pictures = batch.map { TextPicture.scaled(lines[$0], width: width) }
            let output = network([TextPicture.tensor(pictures, width: width)])[0]
            let best = output.argMax(axis: -1).array(as: Int.self)
            let sure = output.max(axis: -1).array(as: Double.self)
            let steps = best.count / batch.count
            for (place, line) in batch.enumerated() {
                let range = place * steps..<(place + 1) * steps
                result[line] = text(Array(best[range]), Array(sure[range]))
            }
        }
        return result
    }

    /// The likeliest class of each step, repetitions once and blanks not at all (Graves et al., 2006).
    private func text(_ best: [Int], _ sure: [Double]) -> (text: String, confidence: Double) {
        var (text, sum, count) = ("", 0.0, 0)
        for (step, letter) in best.enumerated()
        where letter > 0 && (step == 0 || best[step - 1] != letter) {
            text += letter <= alphabet.count ? alphabet[letter - 1] : ""
            sum += sure[step]
            count += 1
        }
        return (text, count == 0 ? 0 : sum / Double(count))
    }
}

/// Lines that go through a network together: six at a time, short ones first, so that little is added
/// beside them.
private enum TextBatches {
    static func ratio(_ line: Bitmap) -> Double { Double(line.width) / Double(line.height) }

    /// The numbers of the lines in each batch.
    static func byShape(_ lines: [Bitmap]) -> [ArraySlice<Int>] {
        let order = lines.indices.sorted { ratio(lines[$0]) < ratio(lines[$1]) }
        return stride(from: 0, to: order.count, by: 6).map { order[$0..<min($0 + 6, order.count)] }
    }
}
