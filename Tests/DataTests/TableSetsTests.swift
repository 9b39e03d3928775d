import LaminaData
import LaminaFormats
import LaminaTestSupport
import Testing

/// The tables that scikit-learn carries.
@Suite struct TableSetsTests {
    private let folder = TemporaryFolder()
    private var data: DataFolder { DataFolder(path: folder.path) }

    private func wine(_ text: String) throws -> DataSplit {
        makeFolder(data.folder(of: DataSetName.wine))
        folder.file("wine/wine_data.csv", holding: [UInt8](text.utf8))
        return try Wine.load(validationFraction: 0, from: data)
    }

    private func diabetes(_ rows: String, _ targets: String) throws -> DataSplit {
        makeFolder(data.folder(of: DataSetName.diabetes))
        folder.file("diabetes/diabetes_data_raw.csv", holding: [UInt8](rows.utf8))
        folder.file("diabetes/diabetes_target.csv", holding: [UInt8](targets.utf8))
        return try Diabetes.load(validationFraction: 0, from: data)
    }

    @Test func theFirstLineSaysWhatFollows() throws {
        let split = try wine("6,2,red,white\n1,2,0\n3,4,1\n5,6,0\n7,8,1\n9,10,0\n11,12,1\n")
        #expect(split.train.classNames == ["red", "white"])
        #expect(split.test.labels == [0, 1] && split.train.labels == [1, 0, 1, 0])
        #expect(split.train.example(0) == [3, 4] && split.test.example(1) == [11, 12])
        #expect(split.train.task == .classes && split.train.answerSize == 2)
    }

    @Test(arguments: [
        ("", "are expected"), ("3,2\n1,2,0\n", "are expected"),
        ("x,2,a,b\n1,2,0\n", "are expected"),
        ("1,99999999999999999999,a,b\n", "are expected"), ("-1,2,a,b\n", "are expected"),
        ("2,2,a,b\n1,2,0\n", "2 rows are announced, 1 are there"),
        ("1,2,a,b\n1,2,3,0\n", "4 fields; 2 measures and a class are needed"),
        ("1,2,a,b\n1,2,2\n", "class 2.0 is none of the 2"),
        ("1,2,a,b\n1,2,0.5\n", "class 0.5 is none of the 2"),
        ("1,2,a,b\n1,2,-1\n", "class -1.0 is none of the 2"), ("1,2,a,b\n1,x,0\n", "holds 'x'"),
        ("1,2,a,b\n1,,0\n", "has no number"), ("2,2,a,b\n1,2,0\n1,0\n", "the first record has 3"),
    ])
    func aDamagedTableIsRefusedAtItsLine(text: String, problem: String) {
        let fault = #expect(throws: FileError.self) { try wine(text) }
        #expect(fault?.problem.contains(problem) == true, "\(fault as Any)")
        #expect(fault?.position != nil)
    }

    @Test func diabetesIsARegression() throws {
        let rows = (0..<6).map { row in
            (0..<10).map { "\(row * 10 + $0).5" }.joined(separator: " ") + "\n"
        }.joined()
        let split = try diabetes(rows, "1.5e+02\n2\n3\n4\n5\n6\n")
        #expect(split.train.task == .numbers && split.train.answerSize == 1)
        #expect(split.train.count == 4 && split.test.count == 2)
        #expect(split.test.batch([0, 1]).targets == [150, 6])
        #expect(split.train.example(0)[9] == 19.5)
    }

    @Test(arguments: [
        ("1 2 3\n", "1\n", "3 fields, not 10"),
        ("1 2 3 4 5 6 7 8 9 10\n", "1\n2\n", "2 targets for 1"),
        ("1 2 3 4 5 6 7 8 9 x\n", "1\n", "holds 'x'"),
        ("1 2 3 4 5 6 7 8 9 10\n", "1,2\n", "2 fields"),
    ])
    func damagedMeasuresAreRefused(rows: String, targets: String, problem: String) {
        let fault = #expect(throws: FileError.self) { try diabetes(rows, targets) }
        #expect(fault?.problem.contains(problem) == true, "\(fault as Any)")
    }

    @Test func targetsAreMeasuredForThemselves() throws {
        let data = try Dataset(
            name: "two", inputs: .floats([1, 2, 3]), exampleShape: [1],
            targets: .values([1, 10, 3, 10, 8, 40], shape: [2]))
        let measured = try Normalization(fittedToTargetsOf: data.subset([0, 1]))
        #expect(measured.mean == [2, 10] && measured.standardDeviation == [1, 1])
        #expect(throws: DatasetError.self) {
            try Normalization(fittedToTargetsOf: data.subset([Int]()))
        }
    }

    @Test(.enabled(if: DataFolder.standard.holds(DataSetName.diabetes)))
    func theRealDiabetesHasItsKnownFigures() throws {
        let split = try Diabetes.load(validationFraction: 0)
        #expect(split.train.count == 353 && split.test.count == 89)
        let mean = try Normalization(fittedToTargetsOf: split.train).mean[0]
        #expect(abs(mean - 150.518413597734) < 1e-5)  // scikit-learn's intercept on standard inputs
    }

    @Test(.enabled(if: DataFolder.standard.holds(DataSetName.breastCancer)))
    func theRealBreastCancerHasItsKnownFigures() throws {
        let split = try BreastCancer.load()
        #expect(split.train.count + split.validation.count == 455 && split.test.count == 114)
        #expect(split.train.classNames == ["malignant", "benign"])
    }
}
