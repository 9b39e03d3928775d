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
            preconditionFailure("numbers encode as JSON")
        }
        return String(decoding: data, as: UTF8.self)
    }

    init() {}

    init(json: String, path: String) throws(FileError) {
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        do {
            self = try decoder.decode(TrainingState.self, from: Data(json.utf8))
        } catch {
            throw FileError(
                path: path, problem: "its training state is no state: \(error)",
                fix: "resume from another checkpoint")
        }
    }
}
