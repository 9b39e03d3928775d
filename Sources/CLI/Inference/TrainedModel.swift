import Lamina
import LaminaGraph
import LaminaONNX

/// A run's network with the weights of one of its checkpoints.
struct TrainedModel {
    /// Which checkpoint to take.
    enum Choice: String, CaseIterable {
        /// The newest: the end of training.
        case last
        /// The one with the lowest validation loss.
        case best
    }

    let folder: RunFolder
    let plan: TrainingPlan
    /// Where the weights come from.
    let checkpoint: RunCheckpoint
    private let model: any Module<Tensor, Tensor>

    init(run path: String, choice: Choice) throws {
        folder = try RunFolder(existing: path)
        plan = try .stored(folder.config(), in: folder)
        model = plan.model
        let found = try choice == .best ? folder.bestCheckpoint() : folder.latestCheckpoint()
        guard let found else {
            throw FileError(
                path: folder.path,
                problem: choice == .best ? "no checkpoint is marked as best" : "no checkpoint yet",
                fix: "let it train through an epoch, with lamina train --resume \(folder.path)")
        }
        checkpoint = found
        try Self.load(model, exampleShape: plan.data.train.exampleShape, folder.read(found), found)
    }

    private static func load(
        _ model: some Module<Tensor, Tensor>, exampleShape: [Int], _ checkpoint: Checkpoint,
        _ stored: RunCheckpoint
    ) throws {
        try model.build(input: Shape([1] + exampleShape), seed: 0)
        try checkpoint.restoreModel(model.variables, path: stored.path)
    }

    /// The test part of a data set that the network can be asked about; of its own for nil.
    func testSet(_ name: String?) throws -> Dataset {
        guard let name, name != plan.config.dataset else { return plan.data.test }
        let (own, other) = (plan.data.test, try DataSetName(named: name).load().test)
        guard own.exampleShape == other.exampleShape,
            own.classNames.count == other.classNames.count
        else {
            func kind(_ data: Dataset) -> String {
                "examples \(data.exampleShape) in \(data.classNames.count) classes"
            }
            throw WrongUsage(
                "--data \(name) has \(kind(other)); the network was trained on \(kind(own))")
        }
        return other
    }

    /// Loss and answers on a data set, whose inputs are normalised as the training data were.
    func evaluate(_ dataset: Dataset) throws -> Evaluation {
        try evaluate(model, dataset)
    }

    private func evaluate(
        _ model: some Module<Tensor, Tensor>, _ dataset: Dataset
    ) throws -> Evaluation {
        try Evaluator(model: model, loss: plan.loss, normalization: plan.normalization)
            .evaluate(dataset)
    }

    /// The network in ONNX's form, for any number of examples, with the classes' names.
    func onnx(opset: Int) throws -> OnnxModel {
        var options = OnnxExportOptions()
        (options.opset, options.batchName, options.graphName) = (opset, "batch", plan.config.model)
        (options.inputNames, options.outputNames) = (["input"], ["logits"])
        options.metadata["classes"] = plan.data.train.classNames.joined(separator: "\n")
        options.metadata["mean"] = "\(plan.normalization.mean)"
        options.metadata["standard_deviation"] = "\(plan.normalization.standardDeviation)"
        let example = TensorSpec(Shape([1] + plan.data.train.exampleShape))
        func model(_ module: some Module<Tensor, Tensor>) throws -> OnnxModel {
            try OnnxModel(exporting: module, input: example, options)
        }
        return try model(self.model)
    }

    /// The probabilities of the classes for one example.
    func probabilities(_ example: [Float]) throws -> [Double] {
        try probabilities(model, example)
    }

    private func probabilities(
        _ model: some Module<Tensor, Tensor>, _ example: [Float]
    ) throws -> [Double] {
        let single = try Dataset(
            name: "input", inputs: .floats(example), exampleShape: plan.data.train.exampleShape,
            targets: .labels([0], classNames: plan.data.train.classNames))
        let batch = single.batch([0], normalization: plan.normalization)
        return softmax(model(batch.inputTensor)).array().map(Double.init)
    }
}
