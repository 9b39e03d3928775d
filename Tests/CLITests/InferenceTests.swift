import Foundation
import LaminaTestSupport
import Testing

/// `lamina eval` and `lamina predict`.
@Suite struct InferenceTests {
    private let program = Program()

    private func trainXOR() throws {
        try program.lamina(
            "train", "mlp", "--data", "xor", "--set", "hidden=16", "--epochs", "20", "--out", "xor")
    }

    /// A run on 40 pictures: those of even number are black and of class 0, the others white and of
    /// class 1.
    private func trainPictures() throws -> [String: String] {
        let count = 40
        let labels = (0..<count).map { UInt8($0 % 2) }
        makeFolder(program.folder.file("data"))
        makeFolder(program.folder.file("data/fashion-mnist"))
        for part in ["train", "t10k"] {
            program.folder.file(
                "data/fashion-mnist/\(part)-images-idx3-ubyte",
                holding: [0, 0, 8, 3, 0, 0, 0, UInt8(count), 0, 0, 0, 28, 0, 0, 0, 28]
                    + labels.flatMap { [UInt8](repeating: $0 * 255, count: 784) })
            program.folder.file(
                "data/fashion-mnist/\(part)-labels-idx1-ubyte",
                holding: [0, 0, 8, 1, 0, 0, 0, UInt8(count)] + labels)
        }
        let environment = ["LAMINA_DATA": program.folder.file("data")]
        let outcome = try program.lamina(
            [
                "train", "perceptron", "--data", "fashion-mnist", "--epochs", "3", "--out",
                "pictures",
                "--set", "batch-size=4",
            ], environment: environment)
        #expect(outcome.code == 0, "\(outcome.error)")
        return environment
    }

    @Test func answersNumbers() throws {
        try trainXOR()
        let outcome = try program.lamina("predict", "xor", "0,1", "1,1", "0.9,0", "--json")
        #expect(outcome.code == 0)
        let objects = try outcome.objects
        #expect(objects.map { $0["class"] as? String } == ["different", "equal", "different"])
        #expect(objects.map { $0["input"] as? String } == ["0,1", "1,1", "0.9,0"])
        let probabilities = try #require(objects[0]["probabilities"] as? [String: Double])
        #expect(abs(probabilities.values.reduce(0, +) - 1) < 1e-6)
        #expect(
            try program.lamina("predict", "xor", "0,1", "--top", "1").output.contains("different"))
    }

    @Test func answersPicturesAndIndices() throws {
        let environment = try trainPictures()
        let images = "data/fashion-mnist/t10k-images-idx3-ubyte"
        let light = try #require(Data(base64Encoded: Self.white28))
        program.folder.file("white.png", holding: [UInt8](light))
        let outcome = try program.lamina(
            ["predict", "pictures", "0", "1", "\(images):2", "\(images):3", "white.png", "--json"],
            environment: environment)
        #expect(outcome.code == 0, "\(outcome.error)")
        #expect(try outcome.objects.map { $0["label"] as? Int } == [0, 1, 0, 1, 1])
    }

    @Test func refusesInputsThatAreNone() throws {
        let environment = try trainPictures()
        let images = "data/fashion-mnist/t10k-images-idx3-ubyte"
        let wide = try #require(Data(base64Encoded: Self.grey32x28))
        program.folder.file("wide.png", holding: [UInt8](wide))
        program.folder.file("text", holding: Array("text".utf8))
        for (input, code, expected) in [
            ("40", 2, "40: no such example; the test set has numbers 0 to 39"),
            ("\(images):40", 1, "\(images): has no example 40"),
            ("\(images):-1", 1, "\(images): has no example -1"),
            ("nowhere.png", 1, "nowhere.png: could not open"),
            ("text", 1, "text, byte 0: not a PNG file"),
            ("wide.png", 1, "wide.png: is 32 x 28 pixels\n  fix  scale it to 28 x 28"),
            ("1,2", 2, "1,2: 2 numbers, but the network takes 784"),
            ("1,x", 2, "'1,x' is neither a file nor numbers with commas"),
            ("", 2, "'' is neither a file nor numbers"),
        ] {
            // The first input is sound; nothing may be printed for it all the same.
            let outcome = try program.lamina(
                ["predict", "pictures", "0", input], environment: environment)
            #expect(Int(outcome.code) == code)
            #expect(outcome.output.isEmpty)
            #expect(outcome.error.hasPrefix("error: \(expected)"), "\(outcome.error)")
        }
    }

    @Test func refusesNumbersThatAreNone() throws {
        try trainXOR()
        #expect(try program.lamina("predict", "xor", "nan,1").code == 2)
        #expect(try program.lamina("predict", "xor", "picture.png").code == 2)
        #expect(try program.lamina("predict", "xor", "0,1", "--top", "0").code == 2)
    }

    @Test func evaluatesOnTheTestPartWithTheRunsNormalisation() throws {
        try trainXOR()
        let own = try program.lamina("eval", "xor", "--json").objects
        #expect(own.map { $0["test_accuracy"] as? Double } == [1])
        #expect(own.map { $0["examples"] as? Int } == [64])
        let best = try program.lamina("eval", "xor", "--checkpoint", "best", "--json").objects
        #expect(best.map { $0["test_accuracy"] as? Double } == [1])
        let other = try program.lamina("eval", "xor", "--data", "two-spirals")
        #expect(other.code == 0)
        #expect(other.output.hasSuffix("of two-spirals\n"))
    }

    @Test func dataOfAnotherShapeIsWrongUsage() throws {
        try trainXOR()
        let environment = try trainPictures()
        let outcome = try program.lamina(
            ["eval", "xor", "--data", "fashion-mnist"], environment: environment)
        #expect(outcome.code == 2)
        #expect(
            outcome.error.hasPrefix(
                "error: --data fashion-mnist has examples [28, 28, 1] in 10 classes; the network was"
                    + " trained on examples [2] in 2 classes"))
        #expect(try program.lamina("eval", "xor", "--data", "xro").code == 2)
    }

    /// A white picture in colours, 28 x 28.
    private static let white28 =
        "iVBORw0KGgoAAAANSUhEUgAAABwAAAAcCAIAAAD9b0jDAAAAIklEQVR42mP4TwPAMGroqK"
        + "Gjho4aOmroqKGjho4aOjIMBQDyYCdYB5gw6gAAAABJRU5ErkJggg=="
    /// A grey picture, 32 x 28.
    private static let grey32x28 =
        "iVBORw0KGgoAAAANSUhEUgAAACAAAAAcCAAAAAAlqeL+AAAAFUlEQVR42mNIIQAYRhWMKh"
        + "hVMBAKAMyVXhA2QTUKAAAAAElFTkSuQmCC"
}
