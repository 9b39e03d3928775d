import Glibc
import LaminaData
import LaminaTestSupport
import Testing

/// `lamina predict --model` and `lamina finetune`.
@Suite struct PretrainedTests {
    private let program = Program()

    @Test(arguments: [
        "minilm", "mobilenet-v2", "efficientnet-lite0", "silero-vad", "g2p-en", "waifu2x",
        "rapidocr", "magika", "basic-pitch",
    ]) func missingWeightsNameTheCommandThatGetsThem(network: String) throws {
        let outcome = try program.lamina(
            ["predict", "--model", network, "x"],
            environment: ["LAMINA_DATA": program.folder.path])
        #expect(outcome.code == 1)
        #expect(outcome.error.contains("run `lamina data get \(network)`"))
    }

    @Test func wrongUsageIsTold() throws {
        let unknown = try program.lamina("predict", "--model", "minlm", "x")
        #expect(unknown.code == 2 && unknown.error.contains("did you mean 'minilm'?"))
        #expect(try program.lamina("predict", "--model", "minilm").code == 2)
        #expect(try program.lamina("predict", "run", "0,1", "--output", "x.png").code == 2)
        #expect(try program.lamina("predict", "run", "0,1", "--network", "cunet").code == 2)
        #expect(
            try program.lamina("predict", "--model", "minilm", "x", "--network", "cunet").code == 2)
        let other = try program.lamina("predict", "--model", "waifu2x", "x", "--network", "cunit")
        #expect(other.code == 2 && other.error.contains("did you mean 'cunet'?"))
        #expect(try program.lamina("predict", "--model", "a", "--head", "b", "x").code == 2)
        #expect(try program.lamina("finetune", "lenet5", "x", "--out", "y").code == 2)
    }

    @Test(
        .enabled(
            if: DataFolder.standard.holds(WeightsName.minilm), "run `lamina data get minilm`"))
    func sentencesBecomeNumbers() throws {
        let outcome = try program.lamina(
            "predict", "--model", "minilm", "This is an example sentence", "Another one", "--json")
        #expect(outcome.code == 0, "\(outcome.error)")
        let objects = try outcome.objects
        #expect(objects.count == 2)
        let numbers = try #require(objects[0]["embedding"] as? [Double])
        #expect(numbers.count == 384 && abs(numbers[0] - 0.067657) < 1e-5)
        let text = try program.lamina("predict", "--model", "minilm", "This is an example sentence")
        #expect(text.output.contains("384 numbers\n  0.067657 0.063496 0.048713"))
    }

    private static let page =
        String(#filePath.dropLast("CLITests/PretrainedTests.swift".count))
        + "Reference/pretrained/text-page.png"

    @Test(
        .enabled(
            if: DataFolder.standard.holds(WeightsName.rapidOCR), "run `lamina data get rapidocr`"))
    func linesOfTextHaveBoxesAndConfidence() throws {
        let outcome = try program.lamina("predict", "--model", "rapidocr", Self.page, "--json")
        #expect(outcome.code == 0, "\(outcome.error)")
        let object = try #require(try outcome.objects.first)
        let lines = try #require(object["lines"] as? [[String: Any]])
        #expect(lines.first?["text"] as? String == "A Truth Universally Acknowledged")
        #expect((lines.first?["corners"] as? [[Double]])?.count == 4)
        #expect(lines.first?["confidence"] as? Double ?? 0 > 0.9)
        let text = try program.lamina("predict", "--model", "rapidocr", Self.page)
        #expect(text.output.contains("12 lines") && text.output.contains("This side up: No. 42"))
    }

    @Test(
        .enabled(if: DataFolder.standard.holds(WeightsName.magika), "run `lamina data get magika`"))
    func filesHaveTypes() throws {
        let outcome = try program.lamina(
            "predict", "--model", "magika", Self.page, #filePath, "--json")
        #expect(outcome.code == 0, "\(outcome.error)")
        #expect(try outcome.objects.map { $0["label"] as? String } == ["png", "swift"])
        let missing = try program.lamina("predict", "--model", "magika", "absent")
        #expect(missing.code == 1 && missing.error.hasPrefix("error: absent"))
    }

    @Test(
        .enabled(
            if: DataFolder.standard.holds(WeightsName.basicPitch),
            "run `lamina data get basic-pitch`"))
    func notesAreWrittenAsMIDI() throws {
        let tone = (0..<44_100).map { index -> Float in
            let phase = 2 * Double.pi * 440 * Double(index) / 22_050
            return index < 33_000 ? Float(0.4 * sin(phase)) : 0
        }
        try Sound(sampleRate: 22_050, samples: tone).write(to: program.folder.file("a.wav"))
        let outcome = try program.lamina(
            "predict", "--model", "basic-pitch", "a.wav", "--output", "a.mid")
        #expect(outcome.code == 0, "\(outcome.error)")
        #expect(outcome.output.contains("A4") && outcome.output.contains("in a.mid"))
        #expect(contents(program.folder.file("a.mid"))?.starts(with: Array("MThd".utf8)) == true)
    }

    @Test(
        .enabled(
            if: DataFolder.standard.holds(WeightsName.mobilenetV2),
            "run `lamina data get mobilenet-v2`"))
    func newClassesAreLearnedFromFolders() throws {
        func picture(_ path: String, _ index: Int, isStriped: Bool) throws {
            let pixels = (0..<64 * 64 * 3).map { place -> UInt8 in
                let (row, column) = (place / 192, place / 3 % 64)
                return (isStriped ? row : column + row) / (4 + index % 3) % 2 == 0 ? 230 : 40
            }
            try Bitmap(height: 64, width: 64, channels: 3, pixels: pixels).write(to: path)
        }
        for name in ["diagonal", "stripes"] {
            makeFolder(program.folder.file("pictures"))
            makeFolder(program.folder.file("pictures/\(name)"))
            for index in 0..<10 {
                let path = program.folder.file("pictures/\(name)/\(index).png")
                try picture(path, index, isStriped: name == "stripes")
            }
        }
        program.folder.file("pictures/stripes/broken.png", holding: [1, 2, 3])
        let outcome = try program.lamina(
            "finetune", "mobilenet-v2", "pictures", "--out", "head.safetensors", "--json")
        #expect(outcome.code == 0, "\(outcome.error)")
        #expect(outcome.error.contains("skipped: pictures/stripes/broken.png"))
        let finished = try #require(try outcome.objects.last)
        #expect(finished["examples"] as? Int == 20 && finished["test_accuracy"] as? Double == 1)
        let answer = try program.lamina(
            "predict", "--head", "head.safetensors", "pictures/stripes/3.png",
            "pictures/diagonal/4.png")
        #expect(answer.code == 0, "\(answer.error)")
        #expect(
            answer.output.contains("3.png: stripes") && answer.output.contains("4.png: diagonal"))
        let other = try program.lamina("predict", "--head", "pictures/stripes/3.png", "x")
        #expect(other.code == 1)
    }
}
