import LaminaFormats
import LaminaNN
import LaminaTensor

/// A kind of layer that a network file can name, and how its settings make one.
struct NamedLayer: Sendable {
    typealias Make =
        @Sendable (inout LayerSettings, LayerReader) throws(FileError) -> any Module<Tensor, Tensor>

    /// The type's name in lower case with hyphens: `max-pool2d`.
    let name: String
    let make: Make

    init(_ name: String, _ make: @escaping Make) { (self.name, self.make) = (name, make) }

    /// Every kind, activations by their names among them.
    static let all: [NamedLayer] =
        basic + convolutions + pooling + normalizations + regularization + recurrent + attention
        + combining
        + Activation.named.map { activation in
            NamedLayer(activation.name) { (_, _) throws(FileError) in activation }
        }

    static func named(_ name: String) -> NamedLayer? { all.first { $0.name == name } }
}

extension NamedLayer {
    private static let basic: [NamedLayer] = [
        NamedLayer("dense") { (settings, _) throws(FileError) in
            Dense(
                try settings.integer("out-features", isMain: true),
                hasBias: try settings.flag("bias", default: true),
                initializer: try settings.initializer())
        },
        NamedLayer("embedding") { (settings, _) throws(FileError) in
            Embedding(
                count: try settings.integer("count"), features: try settings.integer("features"),
                initializer: try settings.initializer(default: .normal(standardDeviation: 1)))
        },
        NamedLayer("flatten") { (_, _) throws(FileError) in Flatten() },
        NamedLayer("maxout") { (settings, _) throws(FileError) in
            Maxout(
                try settings.integer("out-features", isMain: true),
                pieces: try settings.integer("pieces", default: 2),
                initializer: try settings.initializer())
        },
        NamedLayer("radial-basis") { (settings, _) throws(FileError) in
            RadialBasis(
                try settings.integer("count", isMain: true),
                sharpness: try settings.number("sharpness", default: 1))
        },
        NamedLayer("highway") { (settings, _) throws(FileError) in
            Highway(
                try settings.activation(default: .relu),
                gateBias: try settings.number("gate-bias", default: -1),
                initializer: try settings.initializer())
        },
        NamedLayer("prelu") { (settings, _) throws(FileError) in
            PReLU(
                isShared: try settings.flag("shared", default: false),
                initial: try settings.number("initial", default: 0.25))
        },
        NamedLayer("glu") { (settings, _) throws(FileError) in
            GLU(try settings.activation(isMain: true, default: .sigmoid))
        },
    ]

    private static let normalizations: [NamedLayer] = [
        NamedLayer("batch-norm") { (settings, _) throws(FileError) in
            BatchNorm(
                momentum: try settings.number("momentum", default: 0.1, "a number from 0 to 1") {
                    (0...1).contains($0)
                }, eps: try eps(&settings), isAffine: try settings.flag("affine", default: true))
        },
        NamedLayer("layer-norm") { (settings, _) throws(FileError) in
            LayerNorm(
                axisCount: try settings.integer("axis-count", default: 1),
                eps: try eps(&settings), isAffine: try settings.flag("affine", default: true),
                hasBias: try settings.flag("bias", default: true))
        },
        NamedLayer("rms-norm") { (settings, _) throws(FileError) in
            RMSNorm(
                axisCount: try settings.integer("axis-count", default: 1),
                eps: try eps(&settings), isAffine: try settings.flag("affine", default: true))
        },
        NamedLayer("group-norm") { (settings, _) throws(FileError) in
            GroupNorm(
                groups: try settings.integer("groups", isMain: true), eps: try eps(&settings),
                isAffine: try settings.flag("affine", default: true))
        },
        NamedLayer("instance-norm") { (settings, _) throws(FileError) in
            InstanceNorm(
                eps: try eps(&settings), isAffine: try settings.flag("affine", default: false))
        },
        NamedLayer("local-response-norm") { (settings, _) throws(FileError) in
            LocalResponseNorm(
                size: try settings.integer("size", isMain: true, default: 5),
                alpha: try settings.number("alpha", default: 1e-4),
                beta: try settings.number("beta", default: 0.75),
                k: try settings.number("k", default: 1))
        },
    ]

    private static func eps(_ settings: inout LayerSettings) throws(FileError) -> Double {
        try settings.number("eps", default: 1e-5, "a number from 0") { $0 >= 0 }
    }

    private static let regularization: [NamedLayer] = [
        NamedLayer("dropout") { (settings, _) throws(FileError) in Dropout(try settings.rate()) },
        NamedLayer("spatial-dropout") { (settings, _) throws(FileError) in
            SpatialDropout(try settings.rate())
        },
        NamedLayer("alpha-dropout") { (settings, _) throws(FileError) in
            AlphaDropout(try settings.rate())
        },
        NamedLayer("gaussian-dropout") { (settings, _) throws(FileError) in
            GaussianDropout(try settings.rate())
        },
        NamedLayer("drop-path") { (settings, _) throws(FileError) in
            DropPath(try settings.rate(default: nil))
        },
        NamedLayer("gaussian-noise") { (settings, _) throws(FileError) in
            GaussianNoise(
                try settings.number("deviation", isMain: true, "a number from 0") { $0 >= 0 })
        },
    ]
}
