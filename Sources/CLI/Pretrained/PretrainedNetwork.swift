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
    static let all: [(name: String, make: @Sendable () throws -> any PretrainedNetwork)] = [
        (WeightsName.minilm.rawValue, { try SentenceAnswers() }),
        (WeightsName.mobilenetV2.rawValue, { try PictureAnswers(.mobileNetV2()) }),
        (WeightsName.efficientnetLite0.rawValue, { try PictureAnswers(.efficientNetLite0()) }),
        (WeightsName.sileroVAD.rawValue, { try VoiceAnswers() }),
        (WeightsName.g2pEnglish.rawValue, { try PhonemeAnswers() }),
        (WeightsName.waifu2x.rawValue, { try EnlargedPictures() }),
    ]

    /// The network called `name`.
    ///
    /// - Throws: ``UnknownName``, or ``FileError`` with the command that gets its weights.
    static func named(_ name: String) throws -> any PretrainedNetwork {
        guard let known = all.first(where: { $0.name == name }) else {
            throw UnknownName(kind: "network", name: name, known: all.map(\.name))
        }
        return try known.make()
    }
}
