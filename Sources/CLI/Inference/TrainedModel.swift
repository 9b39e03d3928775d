import Lamina

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
    let model: any Module<Tensor, Tensor>
    /// Where the weights come from.
    let checkpoint: RunCheckpoint

    init(run path: String, choice: Choice, dataset: String? = nil) throws {
        folder = try RunFolder(existing: path)
        var config = try folder.config()
        config.dataset = dataset ?? config.dataset
        plan = try TrainingPlan(config)
        model = plan.model
        let found = try choice == .best ? folder.bestCheckpoint() : folder.latestCheckpoint()
        guard let found else {
            throw WrongUsage(
                "\(folder.path) has no \(choice.rawValue) checkpoint yet; train it first, with "
                    + "lamina train --resume \(folder.path)")
        }
        checkpoint = found
        try Self.load(model, exampleShape: plan.data.train.exampleShape, found)
    }

    private static func load(
        _ model: some Module<Tensor, Tensor>, exampleShape: [Int], _ checkpoint: RunCheckpoint
    ) throws {
        try model.build(input: Shape([1] + exampleShape), seed: 0)
        try Checkpoint(path: checkpoint.path)
            .restore(model.variables, path: checkpoint.path, isComplete: false)
    }

    /// Loss and answers on a data set.
    func evaluate(_ dataset: Dataset) throws -> Evaluation {
        try evaluate(model, dataset)
    }

    private func evaluate(
        _ model: some Module<Tensor, Tensor>, _ dataset: Dataset
    ) throws -> Evaluation {
        try Evaluator(model: model, loss: .crossEntropy, normalization: plan.normalization)
            .evaluate(dataset)
    }

    /// The probabilities of the classes for one example.
    func probabilities(_ example: [Float]) throws -> [Double] {
        try probabilities(model, example)
    }

    private func probabilities(
        _ model: some Module<Tensor, Tensor>, _ example: [Float]
    ) throws -> [Double] {
        let shape = plan.data.train.exampleShape
        let single = try Dataset(
            name: "input", inputs: .floats(example), exampleShape: shape,
            targets: .labels([0], classNames: plan.data.train.classNames))
        let batch = single.batch([0], normalization: plan.normalization)
        let logits = model(Tensor(batch.inputs, shape: Shape(batch.inputShape)))
        return softmax(logits).array().map(Double.init)
    }
}
