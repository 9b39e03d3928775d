import Lamina

/// A pretrained network as `lamina predict --model NAME` asks it.
protocol PretrainedNetwork {
    /// One answer for each input, in order, all or none.
    func answers(to inputs: [String], _ options: PretrainedOptions) throws -> [PretrainedAnswer]
}

/// What the command line says beside the inputs.
struct PretrainedOptions {
    /// How many classes to tell.
    var top = 3
    /// Where a network that makes a file writes it.
    var output: String?
    /// Which of several networks of the same name.
    var network: String?
}

/// What a network says of one input.
struct PretrainedAnswer {
    /// For people; without the input, which stands before it.
    let text: String
    /// The members of the JSON object behind `"input"`.
    let members: [(key: String, value: JSONValue)]
}

/// The pretrained networks by the names of their weights.
enum PretrainedNetworks {
    static let all:
        [(name: String, make: @Sendable (PretrainedOptions) throws -> any PretrainedNetwork)] = [
            (WeightsName.minilm.rawValue, { _ in try SentenceAnswers() }),
            (WeightsName.mobilenetV2.rawValue, { _ in try PictureAnswers(.mobileNetV2()) }),
            (
                WeightsName.efficientnetLite0.rawValue,
                { _ in try PictureAnswers(.efficientNetLite0()) }
            ),
            (WeightsName.sileroVAD.rawValue, { _ in try VoiceAnswers() }),
            (WeightsName.g2pEnglish.rawValue, { _ in try PhonemeAnswers() }),
            (WeightsName.waifu2x.rawValue, { try EnlargedPictures(network: $0.network) }),
            (WeightsName.rapidOCR.rawValue, { _ in try PageAnswers() }),
            (WeightsName.magika.rawValue, { _ in try FileTypeAnswers() }),
            (WeightsName.basicPitch.rawValue, { _ in try NoteAnswers() }),
        ]

    /// The network called `name`.
    ///
    /// - Throws: ``UnknownName``, or ``FileError`` with the command that gets its weights.
    static func named(
        _ name: String, _ options: PretrainedOptions
    ) throws -> any PretrainedNetwork {
        guard let known = all.first(where: { $0.name == name }) else {
            throw UnknownName(kind: "network", name: name, known: all.map(\.name))
        }
        guard options.network == nil || name == WeightsName.waifu2x.rawValue else {
            throw WrongUsage("--network chooses between waifu2x's networks; \(name) has one")
        }
        return try known.make(options)
    }
}
