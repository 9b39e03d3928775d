import LaminaData
import LaminaFormats
import LaminaTestSupport
import Testing

/// On files of the same form but a few records, made here.
@Suite struct FashionMNISTTests {
    private let folder = TemporaryFolder()

    /// Writes a set of 24 training and 10 test pictures of 28 x 28; each pixel is its record's
    /// number.
    private func makeSet(trainLabels: [UInt8]? = nil, gzip: Bool = false) -> DataFolder {
        let data = DataFolder(path: folder.path)
        makeFolder(data.folder(of: DataSetName.fashionMNIST))
        let parts = [("train", 24, trainLabels), ("t10k", 10, nil)]
        for (prefix, count, labels) in parts {
            let labels = labels ?? (0..<count).map { UInt8($0 % 10) }
            let images: [UInt8] =
                [0, 0, 8, 3, 0, 0, 0, UInt8(count), 0, 0, 0, 28, 0, 0, 0, 28]
                + (0..<count).flatMap { [UInt8](repeating: UInt8($0), count: 784) }
            write("\(prefix)-images-idx3-ubyte", images, gzip)
            write(
                "\(prefix)-labels-idx1-ubyte", [0, 0, 8, 1, 0, 0, 0, UInt8(labels.count)] + labels,
                gzip)
        }
        return data
    }

    private func write(_ name: String, _ bytes: [UInt8], _ gzip: Bool) {
        let path = "fashion-mnist/" + name
        if gzip {
            folder.file(path + ".gz", holding: gzipped(bytes))
        } else {
            folder.file(path, holding: bytes)
        }
    }

    @Test(arguments: [false, true]) func readsPlainAndCompressedFiles(gzip: Bool) throws {
        let split = try FashionMNIST.load(validationFraction: 0, from: makeSet(gzip: gzip))
        #expect(split.train.count == 24 && split.validation.count == 0 && split.test.count == 10)
        #expect(split.train.exampleShape == [28, 28, 1])
        #expect(split.train.example(5) == [Float](repeating: 5 * (1.0 / 255), count: 784))
        #expect(split.test.labels == Array(0..<10))
        #expect(split.test.classNames[9] == "ankle boot")
        #expect(split.test.name == "fashion-mnist, test")
    }

    @Test func theDefaultKeepsOneInTwentyForValidation() throws {
        let split = try FashionMNIST.load(from: makeSet())
        #expect(split.train.count == 23 && split.validation.count == 1)
    }

    @Test func aLabelOutOfRangeIsNamedWithRecordAndByte() {
        var labels = [UInt8](repeating: 0, count: 24)
        labels[17] = 10
        let fault = #expect(throws: FileError.self) {
            try FashionMNIST.load(from: makeSet(trainLabels: labels))
        }
        #expect(fault?.position == .byte(8 + 17))
        #expect(fault?.problem == "record 17 has label 10; there are 10 classes, from 0")
        #expect(fault?.path.hasSuffix("/fashion-mnist/train-labels-idx1-ubyte") == true)
    }

    @Test func filesOfDifferentSetsAreRefused() {
        let fault = #expect(throws: FileError.self) {
            try FashionMNIST.load(from: makeSet(trainLabels: [1, 2, 3]))
        }
        #expect(fault?.problem == "holds uint8 [3]; 24 pictures need uint8 [24]")
    }

    @Test func labelsInPlaceOfPicturesAreRefused() {
        let data = makeSet()
        write("train-images-idx3-ubyte", [0, 0, 8, 1, 0, 0, 0, 1, 0], false)
        let fault = #expect(throws: FileError.self) { try FashionMNIST.load(from: data) }
        #expect(fault?.problem.contains("pictures are uint8 with three axes") == true)
    }

    /// Where the set is installed, its published figures must come out.
    @Test(.enabled(if: DataFolder.standard.holds(DataSetName.fashionMNIST)))
    func theRealSetHasItsKnownFigures() throws {
        let split = try FashionMNIST.load(validationFraction: 0)
        #expect(split.train.count == 60_000 && split.test.count == 10_000)
        for label in 0..<10 as Range<Int32> {
            #expect(split.train.labels.count { $0 == label } == 6000)
        }
        let norm = try Normalization(fittedTo: split.train)
        // The published figures of the set: pixel mean 0.286041, standard deviation 0.353024.
        #expect(abs(norm.mean[0] - 0.286041) < 5e-7)
        #expect(abs(norm.standardDeviation[0] - 0.353024) < 5e-7)
        let parts = try FashionMNIST.load()
        #expect(parts.train.count == 57_000 && parts.validation.count == 3_000)
        #expect(parts.validation.labels.count { $0 == 3 } == 300)
    }
}
