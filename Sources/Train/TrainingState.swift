import FoundationEssentials
import LaminaFormats

/// Where training stands, besides the values of the variables: what a checkpoint needs to go on as
/// if nothing had happened.
public struct TrainingState: Sendable, Equatable, Codable {
    /// Steps taken.
    public var step = 0
    /// Epochs completed; the running one has this number counted from 0.
    public var epoch = 0
    /// Examples of the running epoch that were used.
    public var position = 0
    /// Sums over the running epoch's examples.
    public var lossSum = 0.0
    /// Right answers among the running epoch's examples; 0 for regression.
    public var correctCount = 0
    /// The completed epoch, counted from 1, with the lowest monitored loss; 0 before the first.
    public var bestEpoch = 0
    /// That loss: the validation loss, or the training loss without validation data.
    public var bestLoss = Double.infinity

    /// Examples of the running epoch whose step was left out, as its loss or a gradient was no number.
    public var skippedCount = 0
    /// What callbacks remember from one epoch to the next, by their names.
    public var notes: [String: String] = [:]

    /// Completed epochs since the best one.
    public var epochsSinceBest: Int { epoch - bestEpoch }

    /// The state as one line of JSON with sorted keys.
    var json: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        guard let data = try? encoder.encode(self) else {
            fatalError("TrainingState holds numbers: JSON can express them all")
        }
        return String(decoding: data, as: UTF8.self)
    }

    init() {}

    private enum CodingKeys: String, CodingKey {
        case step, epoch, position, lossSum, correctCount, bestEpoch, bestLoss, skippedCount, notes
    }

    /// Keys that came later may be missing in an older file.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        step = try container.decode(Int.self, forKey: .step)
        epoch = try container.decode(Int.self, forKey: .epoch)
        position = try container.decode(Int.self, forKey: .position)
        lossSum = try container.decode(Double.self, forKey: .lossSum)
        correctCount = try container.decode(Int.self, forKey: .correctCount)
        bestEpoch = try container.decode(Int.self, forKey: .bestEpoch)
        bestLoss = try container.decode(Double.self, forKey: .bestLoss)
        skippedCount = try container.decodeIfPresent(Int.self, forKey: .skippedCount) ?? 0
        notes = try container.decodeIfPresent([String: String].self, forKey: .notes) ?? [:]
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(step, forKey: .step)
        try container.encode(epoch, forKey: .epoch)
        try container.encode(position, forKey: .position)
        try container.encode(lossSum, forKey: .lossSum)
        try container.encode(correctCount, forKey: .correctCount)
        try container.encode(bestEpoch, forKey: .bestEpoch)
        try container.encode(bestLoss, forKey: .bestLoss)
        if skippedCount > 0 { try container.encode(skippedCount, forKey: .skippedCount) }
        if !notes.isEmpty { try container.encode(notes, forKey: .notes) }
    }

    /// Examples of the running epoch that count.
    var countedPosition: Int { max(position - skippedCount, 1) }

    init(json: String, path: String) throws(FileError) {
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        guard let state = try? decoder.decode(TrainingState.self, from: Data(json.utf8)),
            state.isPlausible
        else {
            throw FileError(
                path: path, problem: "its training state makes no sense: \(json.prefix(200))",
                fix: "resume from another checkpoint")
        }
        self = state
    }

    /// Whether counting on from here can neither overflow nor step outside an array.
    private var isPlausible: Bool {
        [step, epoch, position, correctCount, bestEpoch, skippedCount].allSatisfy {
            (0...1 << 53).contains($0)
        }
            && bestEpoch <= epoch
    }
}
