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
    public var correctCount = 0
    /// The completed epoch, counted from 1, with the lowest monitored loss; 0 before the first.
    public var bestEpoch = 0
    /// That loss: the validation loss, or the training loss without validation data.
    public var bestLoss = Double.infinity

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
        [step, epoch, position, correctCount, bestEpoch].allSatisfy { (0...1 << 53).contains($0) }
            && bestEpoch <= epoch
    }
}
