import Lamina

/// The network of a run: one that Lamina knows by name, or one that a YAML file describes.
enum NetworkChoice: Sendable {
    case named(NamedModel)
    case file(NetworkFile)

    /// What a person typed: a name, or a file's path.
    init(typed: String) throws {
        guard NetworkFile.isPath(typed) else {
            self = .named(try Self.model(named: typed))
            return
        }
        self = .file(try NetworkFile(contentsOf: typed))
    }

    /// The network of a stored run, whose description is kept in its configuration at `path`.
    init(stored config: RunConfig, path: String) throws {
        guard let text = config.network else {
            self = .named(try Self.model(named: config.model))
            return
        }
        self = .file(try NetworkFile(parsing: text, path: "\(path), network"))
    }

    /// The name that the run's folder and lists show.
    var name: String {
        switch self {
        case .named(let model): model.name
        case .file(let file): file.name
        }
    }

    /// The file's text, to be kept with a run.
    var text: String? {
        if case .file(let file) = self { file.text } else { nil }
    }

    /// The data set it was made for, where it says so.
    var data: String? {
        if case .file(let file) = self { file.data } else { nil }
    }

    /// The names of the settings of its own.
    var settingNames: [String] {
        if case .named(let model) = self { model.settings.map(\.name) } else { [] }
    }

    /// The network for examples like these.
    func make(
        for data: Dataset, settings: [String: String]
    ) throws -> any Module<Tensor, Tensor> {
        let (shape, dtype) = (data.exampleShape, data.inputDType)
        return switch self {
        case .named(let model):
            try model.make(
                input: Shape(shape), dtype: dtype, classCount: data.answerSize, settings: settings)
        case .file(let file):
            try file.network(input: shape, dtype: dtype, classCount: data.answerSize)
        }
    }

    private static func model(named name: String) throws(UnknownName) -> NamedModel {
        guard let model = NamedModel.named(name) else {
            throw UnknownName(kind: "network", name: name, known: NamedModel.all.map(\.name))
        }
        return model
    }
}
