import Lamina

/// What a run's configuration stands for: data, model, loss and optimiser, ready to train.
struct TrainingPlan {
    let config: RunConfig
    let settings: TrainingSettings
    let data: DataSplit
    let model: any Module<Tensor, Tensor>
    let normalization: Normalization
    let optimizer: any Optimizer

    init(_ config: RunConfig) throws {
        self.config = config
        settings = TrainingSettings(stored: config.settings)
        data = try Self.data(config, settings)
        let named = try Self.model(named: config.model)
        model = try named.make(
            input: Shape(data.train.exampleShape), classCount: data.train.classNames.count,
            settings: settings.values(for: named))
        normalization = try Normalization(fittedTo: data.train)
        optimizer = try Self.optimizer(config, settings)
    }

    static func model(named name: String) throws(UnknownName) -> NamedModel {
        guard let model = NamedModel.named(name) else {
            throw UnknownName(kind: "network", name: name, known: NamedModel.all.map(\.name))
        }
        return model
    }

    /// The data set of a run, in the parts it was trained with.
    static func data(_ config: RunConfig, _ settings: TrainingSettings) throws -> DataSplit {
        try DataSetName(named: config.dataset).load(
            validationFraction: settings.number("validation", default: 1.0 / 12),
            seed: config.seed)
    }

    private static func optimizer(
        _ config: RunConfig, _ settings: TrainingSettings
    ) throws -> any Optimizer {
        let decay = settings.number("weight-decay", default: 0)
        switch config.optimizer {
        case "adam": return Adam(learningRate: config.learningRate, weightDecay: decay)
        case "adamw":
            return Adam(
                learningRate: config.learningRate, weightDecay: decay, isDecoupled: true)
        case "sgd":
            return SGD(
                learningRate: config.learningRate,
                momentum: settings.number("momentum", default: 0), weightDecay: decay)
        default:
            throw UnknownName(
                kind: "optimizer", name: config.optimizer, known: ["adam", "adamw", "sgd"])
        }
    }
}
