import Foundation
import LaminaData
import LaminaModels
import LaminaNN
import LaminaOptim
import LaminaReport
import LaminaTensor
import LaminaTrain
import Synchronization

/// A convolution and two dense layers, for pictures.
struct TinyNetwork: Module {
    let conv = Conv2D(outChannels: 3, kernelSize: 3)
    let hidden = Dense(8), output: Dense

    init(classCount: Int) { output = Dense(classCount) }

    func forward(_ x: Tensor) -> Tensor {
        output(relu(hidden(relu(conv(x)).flattened(from: 1))))
    }
}

/// A run that was trained in memory, with everything a report wants; tests change what they are
/// about.
struct TrainedRun {
    var record: RunRecord
    var config: RunConfig
    var metrics: [Metric]
    let model: any Module<Tensor, Tensor>
    let test: Dataset
    let normalization: Normalization
    let evaluation: Evaluation

    init(
        _ model: some Module<Tensor, Tensor>, _ data: Dataset, name: String = "tiny-001",
        loss: Loss = .crossEntropy, epochs: Int = 2, batchSize: Int = 8, learningRate: Double = 0.01
    ) throws {
        config = RunConfig(
            model: "tiny", dataset: "synthetic", epochs: epochs, batchSize: batchSize,
            optimizer: "adam", learningRate: learningRate, seed: 7,
            settings: ["hidden": .number(8)])
        record = RunRecord(
            name: name, config: config, started: Date(timeIntervalSince1970: 1_750_000_000))
        record.status = .finished
        record.ended = record.started.addingTimeInterval(83)
        normalization = try Normalization(fittedTo: data)
        let trainer = Trainer(
            model, loss: loss, optimizer: Adam(learningRate: learningRate),
            normalization: normalization, seed: 7)
        let measured = Mutex<[Metric]>([])
        let recorder = TrainerCallback { step in
            measured.withLock { metrics in
                metrics += step.gradientNorms.map {
                    Metric(
                        "gradient_norm/\($0.path)", step: step.state.step,
                        epoch: step.state.epoch + 1, value: $0.norm)
                }
            }
            return .proceed
        } afterEpoch: { epoch in
            let result = epoch.result
            let values = [
                ("train_loss", result.trainLoss), ("train_accuracy", result.trainAccuracy),
                ("validation_loss", result.validationLoss ?? 0),
                ("validation_accuracy", result.validationAccuracy ?? 0),
            ]
            measured.withLock { metrics in
                metrics += values.map {
                    Metric($0.0, step: epoch.state.step, epoch: epoch.state.epoch, value: $0.1)
                }
            }
            return .proceed
        }
        try trainer.fit(
            data, validation: data, epochs: epochs, batchSize: batchSize, callbacks: [recorder])
        metrics = measured.withLock(\.self)
        (self.model, test) = (model, data)
        evaluation = try trainer.evaluate(data)
    }

    var report: Report {
        Report(
            record: record, config: config, curves: RunCurves(metrics), model: model,
            exampleShape: test.exampleShape, test: test, normalization: normalization,
            evaluation: evaluation)
    }

    /// The same without a test set.
    var untested: Report {
        Report(
            record: record, config: config, curves: RunCurves(metrics), model: model,
            exampleShape: test.exampleShape)
    }

    /// 40 pictures of 8 by 8, whose class is the quarter in which they are bright, but for a few that
    /// are wrongly labelled, so that there are mistakes to show.
    static func pictures(classNames: [String] = ["nw", "ne", "sw", "se"]) throws -> Dataset {
        var (numbers, labels): ([Float], [Int32]) = ([], [])
        for index in 0..<40 {
            let quarter = index % 4
            for y in 0..<8 {
                for x in 0..<8 {
                    let isBright = (y / 4) * 2 + x / 4 == quarter
                    let texture = Float((index * 37 + y * 11 + x * 5) % 13) / 40
                    numbers.append(isBright ? 0.6 + texture : texture)
                }
            }
            labels.append(Int32(index % 10 == 3 ? (quarter + 1) % 4 : quarter))
        }
        return try Dataset(
            name: "synthetic", inputs: .floats(numbers), exampleShape: [8, 8, 1],
            targets: .labels(labels, classNames: classNames))
    }

    static func ofPictures() throws -> TrainedRun {
        try TrainedRun(TinyNetwork(classCount: 4), pictures())
    }
}
