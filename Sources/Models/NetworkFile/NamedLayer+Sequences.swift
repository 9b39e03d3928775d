import LaminaFormats
import LaminaNN
import LaminaTensor

// Layers for sequences, and those made of other layers.

extension NamedLayer {
    static let recurrent: [NamedLayer] = [
        NamedLayer("rnn") { (settings, _) throws(FileError) in try recurrent("rnn", &settings) },
        NamedLayer("lstm") { (settings, _) throws(FileError) in try recurrent("lstm", &settings) },
        NamedLayer("gru") { (settings, _) throws(FileError) in try recurrent("gru", &settings) },
    ]

    private static func recurrent(
        _ kind: String, _ settings: inout LayerSettings
    ) throws(FileError) -> any Module<Tensor, Tensor> {
        let features = try settings.integer("features", isMain: true)
        let count = try settings.integer("layers", default: 1)
        let goesBothWays = try settings.flag("bidirectional", default: false)
        let isSequence = try settings.flag("sequences", default: false)
        let dropout = try settings.rate("dropout", isMain: false, default: 0)
        guard count <= 64 else {
            throw settings.place.fault("\(kind): \(count) layers", fix: "give at most 64")
        }
        let layers = (0..<count).map { number -> any RecurrentLayer in
            let keeps = isSequence || number + 1 < count
            return recurrentLayer(kind, features, keeps, goesBothWays)
        }
        guard count > 1 else { return module(layers[0]) }
        return RecurrentStack(layers, dropout: dropout, returnsSequences: isSequence)
    }

    /// An existential of the one protocol is none of the other until it is opened.
    private static func module(_ layer: some RecurrentLayer) -> any Module<Tensor, Tensor> { layer }

    private static func recurrentLayer(
        _ kind: String, _ features: Int, _ isSequence: Bool, _ goesBothWays: Bool
    ) -> any RecurrentLayer {
        func both<Layer: RecurrentLayer>(_ make: () -> Layer) -> any RecurrentLayer {
            goesBothWays ? Bidirectional(make) : make()
        }
        return switch kind {
        case "lstm": both { LSTM(features, returnsSequences: isSequence) }
        case "gru": both { GRU(features, returnsSequences: isSequence) }
        default: both { RNN(features, returnsSequences: isSequence) }
        }
    }

    static let attention: [NamedLayer] = [
        NamedLayer("multi-head-attention") { (settings, _) throws(FileError) in
            try multiHeadAttention(&settings)
        },
        NamedLayer("transformer-encoder") { (settings, _) throws(FileError) in
            try transformerEncoder(&settings)
        },
        NamedLayer("sinusoidal-positions") { (_, _) throws(FileError) in SinusoidalPositions() },
        NamedLayer("learned-positions") { (settings, _) throws(FileError) in
            LearnedPositions(count: try settings.integer("count", isMain: true))
        },
    ]

    private static func multiHeadAttention(
        _ settings: inout LayerSettings
    ) throws(FileError) -> MultiHeadAttention {
        let (features, heads) = try split(&settings)
        return MultiHeadAttention(
            features: features, heads: heads,
            isCausal: try settings.flag("causal", default: false),
            positions: try positions(&settings, features / heads),
            dropout: try settings.rate("dropout", isMain: false, default: 0),
            hasBias: try settings.flag("bias", default: true),
            initializer: try settings.initializer())
    }

    private static func transformerEncoder(
        _ settings: inout LayerSettings
    ) throws(FileError) -> TransformerEncoder {
        let (features, heads) = try split(&settings)
        let isRootMeanSquare = try settings.choice(
            "norm", of: [(name: "layer-norm", value: false), (name: "rms-norm", value: true)],
            default: false)
        let form = TransformerForm(
            features: features, heads: heads,
            feedForward: try settings.optionalInteger("feed-forward"),
            activation: try settings.activation(default: .relu),
            isGated: try settings.flag("gated", default: false),
            isNormFirst: try settings.flag("norm-first", default: false),
            norm: { if isRootMeanSquare { RMSNorm() } else { LayerNorm() } },
            positions: try positions(&settings, features / heads),
            dropout: try settings.rate("dropout", isMain: false, default: 0),
            hasBias: try settings.flag("bias", default: true))
        let layers = try settings.integer("layers", default: 1)
        guard layers <= 256 else {
            throw settings.place.fault(
                "\(settings.kind): \(layers) layers", fix: "give at most 256")
        }
        return TransformerEncoder(
            form, layers: layers, isCausal: try settings.flag("causal", default: false))
    }

    /// Features and heads, which must divide them.
    private static func split(
        _ settings: inout LayerSettings
    ) throws(FileError) -> (features: Int, heads: Int) {
        let features = try settings.integer("features")
        let heads = try settings.integer("heads", default: 1)
        guard features.isMultiple(of: heads) else {
            throw settings.place.fault(
                "\(settings.kind): \(features) features do not split into \(heads) heads",
                fix: "make features a multiple of heads")
        }
        return (features, heads)
    }

    private static func positions(
        _ settings: inout LayerSettings, _ headSize: Int
    ) throws(FileError) -> PositionScheme {
        let schemes: [(name: String, value: PositionScheme)] = [
            ("none", .none), ("rotary", .rotary()), ("linear-bias", .linearBias),
        ]
        let scheme = try settings.choice("positions", of: schemes, default: .none)
        guard scheme != .rotary() || headSize.isMultiple(of: 2) else {
            throw settings.place.fault(
                "\(settings.kind): rotary positions need heads of even size, not \(headSize)",
                fix: "make features / heads even")
        }
        return scheme
    }

    static let combining: [NamedLayer] = [
        NamedLayer("sequential") { (settings, reader) throws(FileError) in
            guard let layers = try settings.layers("layers", isMain: true) else {
                throw settings.place.fault("sequential needs layers", fix: "add a list of layers")
            }
            return try reader.network(layers, of: settings.place)
        },
        NamedLayer("residual") { (settings, reader) throws(FileError) in
            guard let body = try settings.layers("body", isMain: true) else {
                throw settings.place.fault("residual needs a body", fix: "add a list of layers")
            }
            let shortcut = try settings.layers("shortcut")
            return Residual(
                try reader.network(body, of: settings.place),
                shortcut: try shortcut.map { layers throws(FileError) in
                    try reader.network(layers, of: settings.place)
                })
        },
        NamedLayer("mixture-of-experts") { (settings, reader) throws(FileError) in
            let count = try settings.integer("count")
            let chosen = try settings.integer("chosen", default: min(2, count))
            guard let expert = try settings.layers("expert"), chosen <= count, count <= 1024
            else {
                throw settings.place.fault(
                    "mixture-of-experts needs expert: [layers], and chosen of count",
                    fix: "give chosen at most \(count) and count at most 1024")
            }
            var experts: [any Module<Tensor, Tensor>] = []
            for _ in 0..<count {
                experts.append(try reader.network(expert, of: settings.place))
            }
            var next = experts.makeIterator()
            return MixtureOfExperts(count: count, chosen: chosen) { next.next() ?? Flatten() }
        },
    ]
}
