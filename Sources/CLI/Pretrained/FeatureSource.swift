import Lamina

/// A pretrained network whose features a new last layer learns from.
enum FeatureSource {
    case pictures(any Module<Tensor, Tensor>, ImagePreprocessing)
    case texts(MiniLM)

    /// The networks that have such features.
    static let names = [
        WeightsName.mobilenetV2, .efficientnetLite0, .minilm,
    ].map(\.rawValue)

    /// - Throws: ``UnknownName``, or ``FileError`` with the command that gets the weights.
    init(named name: String) throws {
        switch name {
        case WeightsName.mobilenetV2.rawValue:
            self = .pictures(try MobileNetV2.pretrained().features, .imageNet)
        case WeightsName.efficientnetLite0.rawValue:
            self = .pictures(try EfficientNetLite0.pretrained().features, .imageNetSymmetric)
        case WeightsName.minilm.rawValue:
            var encoder = try MiniLM()
            // What a text is about stands at its beginning, mostly; four times as many take four
            // times as long.
            encoder.maximumTokens = 128
            self = .texts(encoder)
        default:
            throw UnknownName(kind: "network with features", name: name, known: Self.names)
        }
    }

    /// One row of features for each file; pictures that cannot be read are told to `skipped`, or are
    /// the error.
    func dataset(
        folder path: String, skipped: (FileError) throws -> Void, progress: (Int, Int) -> Void
    ) throws -> Dataset {
        switch self {
        case .pictures(let network, let preprocessing):
            let side = preprocessing.crop ?? 224
            let (pictures, unreadable) = try PictureFolder(path: path).load(
                exampleShape: [side, side, 3], unreadable: .skip
            ) { preprocessing.pixels(of: $0) }
            for error in unreadable { try skipped(error) }
            let features = Self.batches(pictures.count, progress) { part in
                let inputs = part.map { index in
                    let bytes = pictures.example(index).map { UInt8(($0 * 255).rounded()) }
                    return preprocessing.normalized(
                        Bitmap(height: side, width: side, channels: 3, pixels: bytes))
                }
                return Self.apply(network, stacked(inputs)).array()
            }
            return try Dataset(
                name: path, inputs: .floats(features),
                exampleShape: [features.count / pictures.count],
                targets: .labels(pictures.labels, classNames: pictures.classNames))
        case .texts(let encoder):
            let folder = try TextFolder(path: path)
            let features = Self.batches(folder.texts.count, progress) { part in
                encoder.encode(Array(folder.texts[part])).array()
            }
            return try Dataset(
                name: path, inputs: .floats(features), exampleShape: [encoder.features],
                targets: .labels(folder.labels, classNames: folder.classNames))
        }
    }

    /// The features of inputs as typed on the command line: paths of pictures, or texts.
    func features(of inputs: [String]) throws -> Tensor {
        switch self {
        case .pictures(let network, let preprocessing):
            Self.apply(
                network, preprocessing.batch(try inputs.map { try Bitmap(contentsOf: $0) }))
        case .texts(let encoder): encoder.encode(inputs)
        }
    }

    private static func apply(_ network: some Module<Tensor, Tensor>, _ input: Tensor) -> Tensor {
        network(input)
    }

    private static func batches(
        _ count: Int, _ progress: (Int, Int) -> Void, _ part: (Range<Int>) -> [Float]
    ) -> [Float] {
        var features: [Float] = []
        for start in stride(from: 0, to: count, by: 32) {
            features += part(start..<min(start + 32, count))
            progress(min(start + 32, count), count)
        }
        return features
    }
}
