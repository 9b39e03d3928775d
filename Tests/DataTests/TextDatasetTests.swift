import LaminaData
import LaminaFormats
import LaminaGraph
import LaminaTestSupport
import LaminaTensor
import Testing

/// Texts as data sets, and Jane Austen's.
@Suite struct TextDatasetTests {
    private let folder = TemporaryFolder()

    private func dataset(_ text: String, window: Int) throws(DatasetError) -> Dataset {
        let characters = Array(text.unicodeScalars)
        return try Dataset(
            name: "text", text: characters, alphabet: Set(characters).sorted(), window: window)
    }

    @Test func targetsAreTheCharactersBehind() throws {
        let data = try dataset("abcabcab", window: 3)
        #expect(data.count == 2 && data.exampleShape == [3] && data.task == .nextCharacters)
        #expect(data.classNames == ["a", "b", "c"] && data.answerSize == 3 && data.labels.isEmpty)
        let batch = data.batch([1, 0])
        #expect(batch.inputTensor.dtype == .int32 && batch.inputShape == [2, 3])
        #expect(batch.inputTensor.array(as: Int32.self) == [0, 1, 2, 0, 1, 2])
        #expect(batch.targetTensor.array(as: Int32.self) == [1, 2, 0, 1, 2, 0])
        #expect(data.example(0) == [0, 1, 2])
    }

    /// The last window needs a character behind it: "abcabc" has one window of 3, not two.
    @Test func everyCharacterButTheFirstIsPredictedAtMostOnce() throws {
        #expect(try dataset("abcabc", window: 3).count == 1)
        #expect(try dataset("abcabca", window: 3).count == 2)
    }

    @Test func aSubsetKeepsItsOwnWindows() throws {
        let data = try dataset("abcdefghi", window: 2).subset([2, 3])
        #expect(data.batch([0]).inputTensor.array(as: Int32.self) == [4, 5])
        #expect(data.batch([1]).targetTensor.array(as: Int32.self) == [7, 8])
        let parts = try dataset(String(repeating: "ab", count: 41), window: 2)
            .split(validation: 0.25, seed: 1)
        #expect(parts.train.count == 30 && parts.validation.count == 10)
    }

    @Test(arguments: [("ab", 2), ("", 1), ("abc", 0), ("abc", -1)])
    func aWindowThatDoesNotFitIsRefused(text: String, window: Int) {
        #expect(throws: DatasetError.self) { try dataset(text, window: window) }
    }

    @Test func charactersWithoutANumberAreRefused() {
        let fault = #expect(throws: DatasetError.self) {
            try Dataset(
                name: "t", text: Array("abx".unicodeScalars), alphabet: ["a", "b"], window: 1)
        }
        #expect(fault?.record == 2)
        #expect(throws: DatasetError.self) {
            try Dataset(
                name: "t", text: Array("ab".unicodeScalars), alphabet: ["a", "a"], window: 1)
        }
        let codes = #expect(throws: DatasetError.self) {
            try Dataset(
                name: "t", inputs: .codes([0, 5]), exampleShape: [1],
                targets: .nextCharacters(alphabet: ["a"]))
        }
        #expect(codes?.problem.contains("code 5 at place 1") == true)
        #expect(throws: DatasetError.self) {
            try Dataset(
                name: "t", inputs: .floats([0, 0]), exampleShape: [1],
                targets: .nextCharacters(alphabet: ["a"]))
        }
    }

    @Test func symbolsHaveNoMean() throws {
        let data = try dataset("abcabcab", window: 3)
        #expect(throws: DatasetError.self) { try Normalization(fittedTo: data) }
        #expect(throws: DatasetError.self) { try Normalization(fittedToTargetsOf: data) }
    }

    @Test func novelsStandInAlphabeticalOrder() throws {
        let many = String(repeating: "c", count: 24)
        let package = RPackage([("persuasion", ["ab", many]), ("emma", ["de", ""])])
        makeFolder(folder.file("jane-austen"))
        folder.file("jane-austen/Rdata.rdx", holding: package.index)
        folder.file("jane-austen/Rdata.rdb", holding: package.values)
        let data = DataFolder(path: folder.path)
        #expect(try JaneAusten.text(from: data) == "de\n\nab\n\(many)\n")
        let split = try JaneAusten.load(window: 2, validationFraction: 0, from: data)
        #expect(split.train.classNames == ["\n", "a", "b", "c", "d", "e"])
        // 28 characters and 4, of which the last of each has no successor in its part.
        #expect(split.train.count == 13 && split.test.count == 1)
    }

    @Test(.enabled(if: DataFolder.standard.holds(DataSetName.janeAusten)))
    func theRealNovelsHaveTheirKnownFigures() throws {
        let text = try JaneAusten.text()
        #expect(text.unicodeScalars.count == 4_025_028)
        #expect(
            SHA256.hexDigest(ByteRegion([UInt8](text.utf8)))
                == "65b434d16a8755142bfa95ba19c5f9abd0d30cf3dffe3b6793e834f9f56dcc96")
        #expect(Set(text.unicodeScalars).count == 81)
    }
}
