import Lamina

/// What a run's configuration stands for: data, model, loss and optimiser, ready to train.
struct TrainingPlan {
    let config: RunConfig
    let settings: TrainingSettings
    let data: DataSplit
    let model: any Module<Tensor, Tensor>
    let loss: Loss
    /// None for text.
    let normalization: Normalization?
    let optimizer: any Optimizer
    let options: TrainingOptions

    init(_ config: RunConfig, network: NetworkChoice) throws {
        self.config = config
        settings = try TrainingSettings(stored: config, network: network)
        data = try Self.data(config, settings)
        guard config.batchSize <= data.train.count else {
            throw TrainingError.impossible(
                setting: "batch-size", value: "\(config.batchSize)",
                allowed: "at most \(data.train.count), the examples of \(data.train.name)")
        }
        model = try Self.model(network, data.train, settings)
        loss = try settings.loss(for: data.train.task)
        normalization =
            data.train.task == .nextCharacters
            ? nil
            : try Normalization(
                fittedTo: data.train,
                per: DataSetName(named: config.dataset).isTable ? .feature : .dataset)
        optimizer = try Self.optimizer(config, settings)
        options = try settings.options(for: data.train)
    }

    /// The network; of a regression with its answers in the range of the targets.
    private static func model(
        _ network: NetworkChoice, _ data: Dataset, _ settings: TrainingSettings
    ) throws -> any Module<Tensor, Tensor> {
        let model = try network.make(for: data, settings: settings.values(for: network))
        guard data.task == .numbers else { return model }
        let targets = try Normalization(fittedToTargetsOf: data)
        return Sequential([
            model, Rescaling(scale: targets.standardDeviation, offset: targets.mean),
        ])
    }

    /// Steps in an epoch.
    var stepsPerEpoch: Int {
        (data.train.count + config.batchSize - 1) / config.batchSize
    }

    /// The plan of a run whose configuration someone may have edited since.
    ///
    /// - Throws: what the initialiser throws; for a value that makes no sense, with the file that
    ///   holds it.
    static func stored(_ config: RunConfig, in folder: RunFolder) throws -> TrainingPlan {
        do {
            return try TrainingPlan(
                config, network: NetworkChoice(stored: config, path: folder.configPath))
        } catch let error where WrongUsage.caused(error) {
            let problem = "\(error)".split(separator: "\n").first ?? ""
            throw FileError(
                path: folder.configPath, problem: String(problem),
                fix: "correct the file, or train again into another folder")
        }
    }

    /// The data set of a run, in the parts it was trained with.
    private static func data(_ config: RunConfig, _ settings: TrainingSettings) throws -> DataSplit
    {
        let name = try DataSetName(named: config.dataset)
        if name.source == .generated, settings.values["validation"] != nil {
            throw WrongUsage(
                "validation: \(name.rawValue) is computed with a validation part of its own")
        }
        guard name == .janeAusten || settings.values["window"] == nil else {
            throw WrongUsage("window is a setting for text; \(name.rawValue) is none")
        }
        let window = settings.integer("window", default: JaneAusten.standardWindow)
        let folds = settings.integer("folds", default: 0)
        guard folds > 0 else {
            guard settings.values["fold"] == nil else {
                throw WrongUsage("fold names one of the parts that folds makes; add --set folds=5")
            }
            return try name.load(
                validationFraction: settings.number(
                    "validation", default: DataSplit.standardValidation),
                seed: config.seed, window: window)
        }
        let fold = settings.integer("fold", default: 1)
        guard fold <= folds, settings.values["validation"] == nil else {
            throw WrongUsage(
                fold > folds
                    ? "fold \(fold) is not one of the \(folds) that folds makes"
                    : "validation and folds exclude one another: a fold is the validation part")
        }
        // The folds must not depend on a sweep's seeds, or two runs of one fold could not be compared.
        let whole = try name.load(
            validationFraction: name.source == .generated ? DataSplit.standardValidation : 0,
            seed: name.source == .generated ? config.seed : 0, window: window)
        let parts = try whole.train.folds(folds, seed: 0)[fold - 1]
        return DataSplit(train: parts.train, validation: parts.validation, test: whole.test)
    }

    private static func optimizer(
        _ config: RunConfig, _ settings: TrainingSettings
    ) throws -> any Optimizer {
        let all = NamedOptimizer.all
        guard let named = all.first(where: { $0.name == config.optimizer }) else {
            throw UnknownName(
                kind: "optimizer", name: config.optimizer, known: all.map(\.name))
        }
        let hasMomentum = settings.values["momentum"] != nil
        if hasMomentum, !named.hasMomentum {
            let owners = all.filter(\.hasMomentum).map(\.name).joined(separator: ", ")
            throw WrongUsage("momentum is a setting of \(owners); add --set optimizer=sgd")
        }
        let accumulate = settings.integer("accumulate", default: 1)
        let optimizer = named.make(
            NamedOptimizer.Settings(
                learningRate: config.learningRate,
                momentum: hasMomentum ? settings.number("momentum", default: 0) : nil,
                weightDecay: settings.number("weight-decay", default: 0)))
        return accumulate > 1 ? GradientAccumulation(optimizer, over: accumulate) : optimizer
    }
}
