public import LaminaGraph
public import LaminaNN
public import LaminaTensor

/// A model that a command or a configuration asks for by name.
public struct NamedModel: Sendable {
    /// Something about a model that can be chosen, as text.
    public struct Setting: Sendable {
        /// The setting's name, such as `hidden`.
        public let name: String
        /// The value it has when none is given.
        public let standard: String
        /// What it means and which values it takes.
        public let meaning: String
    }

    /// The name, such as `lenet5`.
    public let name: String
    /// What the model is, in one line.
    public let meaning: String
    /// What its examples look like, in words.
    public let input: String
    /// What can be chosen.
    public let settings: [Setting]

    /// Whether it is for pictures alone.
    public var takesPictures: Bool { !accepts([784]) }
    /// Whether it is a language model: its examples are characters' numbers, int32 `[length]`, and it
    /// answers at each place with the logits of what follows.
    public let takesText: Bool

    private let accepts: @Sendable (Shape) -> Bool
    private let build:
        @Sendable (Shape, Int, ModelSettings) throws(ModelError) -> any Module<Tensor, Tensor>

    private init(
        name: String, meaning: String, input: String, settings: [Setting], takesText: Bool = false,
        accepts: @escaping @Sendable (Shape) -> Bool,
        build:
            @escaping @Sendable (Shape, Int, ModelSettings) throws(ModelError) -> any Module<
                Tensor, Tensor
            >
    ) {
        (self.name, self.meaning, self.input, self.settings) = (name, meaning, input, settings)
        (self.takesText, self.accepts, self.build) = (takesText, accepts, build)
    }

    /// The model for examples of a shape (without the batch) and this many classes.
    ///
    /// - Parameters:
    ///   - dtype: of the examples; int32 for text.
    ///   - classCount: how many classes there are; of a text how many characters, of a regression how many
    ///     numbers are to be predicted.
    ///   - settings: values by name; those not given have their standard value.
    /// - Throws: ``ModelError`` for an unknown setting, a bad value or an unsuitable shape or type.
    public func make(
        input shape: Shape, dtype: DType = .float32, classCount: Int,
        settings: [String: String] = [:]
    ) throws(ModelError) -> any Module<Tensor, Tensor> {
        let known = self.settings.map(\.name)
        if let unknown = settings.keys.sorted().first(where: { !known.contains($0) }) {
            throw .unknownSetting(model: name, setting: unknown, known: known)
        }
        guard accepts(shape), shape.allSatisfy({ $0 > 0 }), dtype.isInteger == takesText else {
            throw .unsuitableInput(
                model: name, shape: Array(shape),
                expected: dtype.isInteger && !takesText ? input + ", not text" : input)
        }
        var values = settings
        for setting in self.settings where values[setting.name] == nil {
            values[setting.name] = setting.standard
        }
        return try build(shape, classCount, ModelSettings(model: name, values: values))
    }

    /// The model of this name.
    public static func named(_ name: String) -> NamedModel? { all.first { $0.name == name } }

    /// All models, the simplest first.
    public static let all: [NamedModel] = [
        perceptron, mlp, lenet5, resnet, capsules, characterLSTM, gpt,
    ]
}

extension NamedModel {
    private static let initializer: Setting = {
        let names = Initializer.named.map(\.name).joined(separator: ", ")
        return Setting(
            name: "initializer", standard: Initializer.xavierUniform.name,
            meaning: "how weights are drawn: \(names)")
    }()

    private static let perceptron = NamedModel(
        name: "perceptron", meaning: "one linear layer (Rosenblatt 1958): straight borders only",
        input: "numbers of any shape", settings: [initializer],
        accepts: { $0.rank > 0 },
        build: { (_, classes, settings) throws(ModelError) in
            Perceptron(classCount: classes, initializer: try settings.initializer())
        })

    private static let mlp = NamedModel(
        name: "mlp", meaning: "dense layers with an activation between (Rumelhart et al. 1986)",
        input: "numbers of any shape",
        settings: [
            Setting(
                name: "hidden", standard: "512,256",
                meaning: "sizes of the hidden layers, with commas between"),
            Setting(
                name: "activation", standard: "relu",
                meaning: Activation.named.map(\.name).joined(separator: ", ")),
            Setting(
                name: "dropout", standard: "0",
                meaning: "part of the hidden units dropped in training, from 0 to below 1"),
            initializer,
        ],
        accepts: { $0.rank > 0 },
        build: { (_, classes, settings) throws(ModelError) in
            MLP(
                hidden: try settings.sizes("hidden"), outFeatures: classes,
                activation: try settings.activation(), dropout: try settings.rate("dropout"),
                initializer: try settings.initializer())
        })

    private static let lenet5 = NamedModel(
        name: "lenet5", meaning: "two convolutions and three dense layers (LeCun et al. 1998)",
        input: "pictures [height, width, channels] of at least 12 by 12",
        settings: [initializer],
        accepts: { $0.rank == 3 && $0[0] >= 12 && $0[1] >= 12 },
        build: { (_, classes, settings) throws(ModelError) in
            LeNet5(classCount: classes, initializer: try settings.initializer())
        })

    private static let resnet = NamedModel(
        name: "resnet", meaning: "residual blocks in three stages (He et al. 2015)",
        input: "pictures [height, width, channels] of at least 8 by 8",
        settings: [
            Setting(
                name: "depth", standard: "20", meaning: "layers: 8, 14, 20, 32, 44, 56 or 110"),
            Setting(
                name: "width", standard: "16", meaning: "channels of the first stage, from 1 to 512"
            ),
        ],
        accepts: { $0.rank == 3 && $0[0] >= 8 && $0[1] >= 8 },
        build: { (_, classes, settings) throws(ModelError) in
            ResNet(
                .small(
                    depth: try settings.choice("depth", of: [8, 14, 20, 32, 44, 56, 110]),
                    width: try settings.integer("width", 1...512)),
                classCount: classes, stem: .small)
        })

    private static let capsules = NamedModel(
        name: "capsules", meaning: "capsules with routing (Sabour et al. 2017)",
        input: "pictures [height, width, channels] of at least 20 by 20",
        settings: [
            Setting(
                name: "channels", standard: "32",
                meaning: "channels of the convolution, from 1 to 1024; 256 in the paper"),
            Setting(
                name: "types", standard: "8",
                meaning: "kinds of first capsules, from 1 to 256; 32 in the paper"),
        ],
        accepts: { $0.rank == 3 && $0[0] >= 20 && $0[1] >= 20 },
        build: { (_, classes, settings) throws(ModelError) in
            CapsuleNetwork(
                classCount: classes, channels: try settings.integer("channels", 1...1024),
                types: try settings.integer("types", 1...256))
        })

    private static let characterLSTM = NamedModel(
        name: "char-lstm", meaning: "a language model of characters: an LSTM (Graves 2013)",
        input: "texts of any length",
        settings: [
            Setting(
                name: "embedded", standard: "128", meaning: "numbers a character, from 1 to 4096"),
            Setting(name: "units", standard: "256", meaning: "units of the LSTM, from 1 to 4096"),
        ],
        takesText: true, accepts: { $0.rank == 1 },
        build: { (_, characters, settings) throws(ModelError) in
            CharacterLSTM(
                vocabulary: characters, embedded: try settings.integer("embedded", 1...4096),
                hidden: try settings.integer("units", 1...4096))
        })

    private static let gpt = NamedModel(
        name: "gpt", meaning: "a language model: a decoder-only Transformer (Radford et al. 2019)",
        input: "texts of any length",
        settings: [
            Setting(
                name: "features", standard: "128",
                meaning: "numbers a character, a multiple of heads, from 1 to 4096"),
            Setting(name: "heads", standard: "4", meaning: "attention heads, from 1 to 64"),
            Setting(name: "layers", standard: "4", meaning: "layers, from 1 to 64"),
            Setting(
                name: "dropout", standard: "0",
                meaning: "part of the hidden units dropped in training, from 0 to below 1"),
        ],
        takesText: true, accepts: { $0.rank == 1 },
        build: { (shape, characters, settings) throws(ModelError) in
            let heads = try settings.integer("heads", 1...64)
            let features = try settings.integer("features", 1...4096)
            guard features.isMultiple(of: heads) else {
                throw .badValue(
                    model: "gpt", setting: "features", value: "\(features)",
                    expected: "a multiple of the \(heads) heads")
            }
            return GPT(
                vocabulary: characters, context: shape[0], features: features, heads: heads,
                layers: try settings.integer("layers", 1...64),
                dropout: try settings.rate("dropout"))
        })
}
