import LaminaData
import LaminaNN
import LaminaTensor
import LaminaTrain
import Testing

/// The examples of a data set, read one by one; some cannot be read.
private struct Files: DataSource {
    struct Unreadable: Error {}

    let data: Dataset
    var bad: Set<Int> = []
    var notANumber: Int?

    var name: String { "files" }
    var count: Int { data.count }
    var exampleShape: [Int] { data.exampleShape }
    var classNames: [String] { data.classNames }

    func read(_ index: Int) throws -> DataExample {
        if bad.contains(index) { throw Unreadable() }
        let example = data.read(index)
        guard index == notANumber else { return example }
        return DataExample(inputs: [1, .nan, 3], target: example.target)
    }
}

/// Training on examples that are read when they are needed.
@Suite struct SourceTrainingTests {
    private let data: Dataset

    init() throws { data = try Training.data() }

    @Test func filesTrainAsMemoryDoes() throws {
        let (memory, files) = (Training.trainer(), Training.trainer())
        let expected = try memory.fit(data, validation: data, epochs: 3, batchSize: 16)
        let found = try files.fit(
            Files(data: data), validation: Files(data: data), epochs: 3, batchSize: 16)
        #expect(
            files.checkpoint().tensors.mapValues { $0.array() }
                == memory.checkpoint().tensors.mapValues { $0.array() })
        #expect(found.epochs.map(\.validationLoss) == expected.epochs.map(\.validationLoss))
        #expect(try files.evaluate(Files(data: data)).confusion == memory.evaluate(data).confusion)
    }

    @Test func aRunGoesOnWhereItWasInterrupted() throws {
        let (whole, first, second) = (Training.trainer(), Training.trainer(), Training.trainer())
        try whole.fit(Files(data: data), epochs: 3, batchSize: 16)
        let stop = TrainerCallback(afterStep: { $0.state.step == 4 ? .stop("enough") : .proceed })
        try first.fit(Files(data: data), epochs: 3, batchSize: 16, callbacks: [stop])
        try second.build(for: data)
        try second.restore(first.checkpoint(), path: "memory")
        try second.fit(Files(data: data), epochs: 3, batchSize: 16)
        #expect(
            second.checkpoint().tensors.mapValues { $0.array() }
                == whole.checkpoint().tensors.mapValues { $0.array() })
    }

    @Test func whatCannotBeReadEndsTrainingOrIsLeftOut() throws {
        let files = Files(data: data, bad: [3, 17])
        #expect {
            try Training.trainer().fit(files, epochs: 1, batchSize: 16)
        } throws: {
            let error = $0 as? DatasetError
            return error?.dataset == "files" && [3, 17].contains(error?.record)
        }
        var options = TrainingOptions()
        options.unreadable = .skip
        let half = Files(data: data, bad: Set(0..<20))
        let history = try Training.trainer(options: options).fit(half, epochs: 60, batchSize: 16)
        // A share of all 40 would stay below a half.
        let last = try #require(history.epochs.last)
        #expect(last.trainAccuracy > 0.7 && last.trainAccuracy <= 1)
    }

    @Test func theRecordAtFaultIsNamed() throws {
        let files = Files(data: data, notANumber: 7)
        #expect {
            try Training.trainer().fit(files, epochs: 1, batchSize: 16)
        } throws: {
            "\($0)".contains("record 7 of files holds the input nan in column 1")
        }
    }

    @Test func whatNeedsAllExamplesIsRefused() throws {
        var options = TrainingOptions()
        options.sampling = .stratified
        #expect {
            try Training.trainer(options: options).fit(Files(data: data), epochs: 1)
        } throws: {
            "\($0)".contains("shuffled or sequential, or a Dataset in memory")
        }
    }
}
