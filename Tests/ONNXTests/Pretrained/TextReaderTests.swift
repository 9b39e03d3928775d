import LaminaData
import LaminaFormats
import LaminaGraph
import LaminaModels
import LaminaONNX
import LaminaTensor
import LaminaTestSupport
import Testing

/// Beside RapidOCR's own answers for a page with headings, columns, a slanting line, one that stands
/// upside down and light letters on dark ground.
@Suite struct TextReaderTests {
    private struct Page: Decodable {
        struct Line: Decodable {
            let text: String
            let confidence: Double
            let corners: [[Double]]
        }
        let lines: [Line]
    }

    @Test(.needs(.rapidOCR)) func readsAPageAsRapidOCRDoes() throws {
        let expected = try Answers.decoded("text-page.json", as: Page.self).lines
        let reader = try TextReader(loading: OnnxModule.inference)
        let found = reader.read(try Bitmap(contentsOf: Answers.path("text-page.png")))
        #expect(found.map(\.text) == expected.map(\.text))
        try #require(found.count == expected.count)
        let pairs = zip(found, expected)
        #expect(
            Parity(
                "RapidOCR", "lines of \(expected.count) read otherwise", against: "RapidOCR 1.4.4",
                value: Double(pairs.count { $0.text != $1.text }), limit: 0
            ).holds)
        let corners = pairs.flatMap { line, own in
            zip(line.corners, own.corners).flatMap { [abs($0.x - $1[0]), abs($0.y - $1[1])] }
        }
        #expect(
            Parity(
                "RapidOCR", "corners of \(expected.count) boxes, in pixels",
                against: "RapidOCR 1.4.4", value: corners.max() ?? .infinity, limit: 1
            ).holds)
        let confidence = pairs.map { abs($0.confidence - $1.confidence) }
        #expect(
            Parity(
                "RapidOCR", "confidence in \(expected.count) lines", against: "RapidOCR 1.4.4",
                value: confidence.max() ?? .infinity, limit: 0.02
            ).holds)
    }

    /// Networks whose answers are known: one box of probability, every line upside down, and what a
    /// line says decided by its first pixel.
    private struct Fake: StoredNetwork {
        var metadata = ["character": "a\nb\r\n\u{20AC}"]
        let answer: @Sendable (Tensor) -> Tensor

        func callAsFunction(_ inputs: [Tensor]) -> [Tensor] { [answer(inputs[0])] }
    }

    private func reader(saying classes: [Int], turned: Float = 0) -> TextReader {
        TextReader(
            detection: Fake { page in
                let (height, width) = (page.shape[2], page.shape[3])
                let box = Tensor.ones([1, 1, height / 4, width / 2]) * 0.9
                return box.padded(
                    low: [0, 0, height / 4, width / 4],
                    high: [0, 0, height - height / 2, width - width / 4 - width / 2])
            },
            direction: Fake { lines in
                Tensor([1 - turned, turned], shape: [1, 2]).broadcast(to: [lines.shape[0], 2])
            },
            recognition: Fake { lines in
                let rows = classes.map { one in (0..<5).map { Float($0 == one ? 0.75 : 0.0625) } }
                return Tensor(rows.flatMap { $0 }, shape: [1, classes.count, 5])
                    .broadcast(to: [lines.shape[0], classes.count, 5])
            })
    }

    private let page = Bitmap(
        height: 736, width: 736, channels: 1, pixels: [UInt8](repeating: 255, count: 736 * 736))

    @Test func repetitionsAndBlanksAreLeftOutAndTheLastClassIsASpace() throws {
        let lines = reader(saying: [0, 1, 1, 0, 1, 4, 2, 3]).read(page)
        try #require(lines.count == 1)
        #expect(lines[0].text == "aa b€")
        #expect(abs(lines[0].confidence - 0.75) < 1e-6)
        // The box of 368 x 184 pixels grows on each side by 1.6 times its area by its perimeter.
        let growth = 368.0 * 184 * 1.6 / (2 * (368 + 184))
        #expect(abs(lines[0].corners[0].x - (184 - growth)) <= 2)
        #expect(abs(lines[0].corners[2].y - (184 + 184 + growth)) <= 2)
    }

    @Test func whatIsReadWithLittleConfidenceIsLeftOut() {
        var reader = reader(saying: [1])
        reader.leastConfidence = 0.8
        #expect(reader.read(page).isEmpty)
    }

    @Test func aPageWithoutTextGivesNoLines() {
        let silent = Fake { Tensor.zeros([1, 1, $0.shape[2], $0.shape[3]]) }
        let reader = TextReader(detection: silent, direction: silent, recognition: silent)
        for (height, width) in [(1, 1), (20, 400), (40, 30), (2100, 35)] {
            let pixels = [UInt8](repeating: 9, count: height * width * 4)
            let picture = Bitmap(height: height, width: width, channels: 4, pixels: pixels)
            #expect(reader.read(picture).isEmpty)
        }
    }

    @Test func missingWeightsNameTheCommand() {
        let fault = #expect(throws: FileError.self) {
            try TextReader(from: DataFolder(path: "/absent"), loading: OnnxModule.inference)
        }
        #expect(fault?.fix.contains("`lamina data get rapidocr`") == true)
    }
}
