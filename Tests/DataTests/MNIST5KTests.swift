import LaminaData
import LaminaFormats
import LaminaTestSupport
import Testing

@Suite struct MNIST5KTests {
    private let folder = TemporaryFolder()

    private func load(_ rows: [[String]]) throws -> DataSplit {
        let data = DataFolder(path: folder.path)
        makeFolder(data.folder(of: DataSetName.mnist5K))
        let text = rows.map { $0.joined(separator: ",") + "\n" }.joined()
        folder.file("mnist-5k/mnist_5k.csv", holding: [UInt8](text.utf8))
        return try MNIST5K.load(validationFraction: 0, from: data)
    }

    private func row(_ pixel: String, _ label: String) -> [String] {
        [String](repeating: pixel, count: 784) + [label]
    }

    @Test func everyFifthRecordIsForTesting() throws {
        let split = try load((0..<11).map { row("\($0)", "\($0 % 10)") })
        #expect(split.test.labels == [0, 5, 0])
        #expect(split.train.labels == [1, 2, 3, 4, 6, 7, 8, 9])
        #expect(split.train.exampleShape == [28, 28, 1])
        #expect(split.test.example(2)[783] == 10 * Float(1.0 / 255))
    }

    @Test(arguments: [
        ("256", "1", 1, "pixel 256.0 is not"), ("-1", "1", 1, "pixel -1.0 is not"),
        ("0.5", "1", 1, "pixel 0.5 is not"), ("0", "10", 785, "record 1 has label 10.0"),
        ("0", "-1", 785, "record 1 has label -1.0"), ("x", "1", 1, "holds 'x'"),
    ])
    func badValuesAreNamed(pixel: String, label: String, column: Int, problem: String) {
        let fault = #expect(throws: FileError.self) {
            try load([row("0", "0"), row(pixel, label)])
        }
        #expect(fault?.position == .cell(line: 2, column: column))
        #expect(fault?.problem.contains(problem) == true)
    }

    @Test func anotherNumberOfColumnsIsRefused() {
        let fault = #expect(throws: FileError.self) { try load([["1", "2"]]) }
        #expect(fault?.problem == "2 fields; 784 pixels and a label are needed")
    }

    @Test(.enabled(if: DataFolder.standard.holds(DataSetName.mnist5K)))
    func theRealSetHasItsKnownFigures() throws {
        let split = try MNIST5K.load()
        #expect(
            split.test.count == 1000 && split.train.count == 3800 && split.validation.count == 200)
        for label in 0..<10 as Range<Int32> {
            #expect(split.test.labels.count { $0 == label } == 100)
        }
    }
}
