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
        try Self.load(model, plan.data.train, folder.read(found), found)
    }

    private static func load(
        _ model: some Module<Tensor, Tensor>, _ data: Dataset, _ checkpoint: Checkpoint,
        _ stored: RunCheckpoint
    ) throws {
        try model.build(input: Shape([1] + data.exampleShape), dtype: data.inputDType, seed: 0)
        try checkpoint.restoreModel(model.variables, path: stored.path)
    }

    /// The test part of a data set that the network can be asked about; of its own for nil.
    func testSet(_ name: String?) throws -> Dataset {
        guard let name, name != plan.config.dataset else { return plan.data.test }
        let (own, other) = (plan.data.test, try DataSetName(named: name).load().test)
        guard own.exampleShape == other.exampleShape, own.task == other.task,
            own.answerSize == other.answerSize
        else {
            func kind(_ data: Dataset) -> String {
                let shape = "examples \(data.exampleShape)"
                return switch data.task {
                case .classes: "\(shape) in \(data.answerSize) classes"
                case .numbers: "\(shape) with \(data.answerSize) numbers to predict"
                case .nextCharacters: "\(shape) of \(data.answerSize) characters"
                }
            }
            throw WrongUsage(
                "--data \(name) has \(kind(other)); the network was trained on \(kind(own))")
        }
        return other
    }

    /// Loss and answers on a data set, whose inputs are normalised as the training data were.
    ///
    /// - Parameter isQuantized: whether the network's weights are rounded to int8 first.
    func evaluate(_ dataset: Dataset, isQuantized: Bool = false) throws -> Evaluation {
        func rounded(_ model: some Module<Tensor, Tensor>) throws -> Evaluation {
            try evaluate(model.dynamicallyQuantized(), dataset)
        }
        return isQuantized ? try rounded(model) : try evaluate(model, dataset)
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
        options.inputNames = ["input"]
        options.outputNames = [plan.data.train.task == .numbers ? "prediction" : "logits"]
        options.metadata["classes"] = plan.data.train.classNames.joined(separator: "\n")
        if let normalization = plan.normalization {
            options.metadata["mean"] = "\(normalization.mean)"
            options.metadata["standard_deviation"] = "\(normalization.standardDeviation)"
        }
        let data = plan.data.train
        let example = TensorSpec(Shape([1] + data.exampleShape), data.inputDType)
        func model(_ module: some Module<Tensor, Tensor>) throws -> OnnxModel {
            try OnnxModel(exporting: module, input: example, options)
        }
        return try model(self.model)
    }

    /// What the network says of one example: the probabilities of the classes, or the numbers that it
    /// predicts.
    func answer(_ example: [Float]) throws -> [Double] {
        try answer(model, example)
    }

    private func answer(
        _ model: some Module<Tensor, Tensor>, _ example: [Float]
    ) throws -> [Double] {
        let data = plan.data.train
        let single = try Dataset(
            name: "input", inputs: .floats(example), exampleShape: data.exampleShape,
            targets: .values([0], shape: [1]))
        let batch = single.batch([0], normalization: plan.normalization)
        let output = model(batch.inputTensor)
        return (data.task == .classes ? softmax(output) : output).array().map(Double.init)
    }

    /// How a language model continues a text.
    ///
    /// - Throws: for a prompt without a character, and for a character that the model does not know.
    func continuation(
        of prompt: String, length: Int, temperature: Double, seed: UInt64
    ) throws -> String {
        let alphabet = plan.data.train.classNames
        let codes = try prompt.unicodeScalars.map { character in
            guard let code = alphabet.firstIndex(of: String(Character(character))) else {
                throw WrongUsage(
                    "\(character.debugDescription) does not occur in the text that the network learned"
                )
            }
            return Int32(code)
        }
        guard !codes.isEmpty else { throw WrongUsage("give at least one character to go on from") }
        let next = continued(model, codes, length, temperature, seed)
        return next.map { alphabet[Int($0)] }.joined()
    }

    private func continued(
        _ model: some Module<Tensor, Tensor>, _ codes: [Int32], _ length: Int,
        _ temperature: Double, _ seed: UInt64
    ) -> [Int32] {
        TextContinuation(model, window: plan.data.train.exampleSize)
            .continued(codes, by: length, temperature: temperature, seed: seed)
    }
}
