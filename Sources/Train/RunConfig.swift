import FoundationEssentials
public import LaminaFormats

/// Everything that decides what a run computes: with the same configuration, data and version, the
/// same bytes come out. Stored as `config.json` in the run's folder.
public struct RunConfig: Codable, Sendable, Hashable {
    /// Name of the network, for example `lenet5`.
    public var model: String
    /// Name of the data set, for example `fashion-mnist`.
    public var dataset: String
    /// How many times training goes through the data.
    public var epochs: Int
    /// Examples per step.
    public var batchSize: Int
    /// Name of the optimiser, for example `adam`.
    public var optimizer: String
    /// The rate before any schedule.
    public var learningRate: Double
    /// Decides the initial parameters, the order of the data and every other random number.
    public var seed: UInt64
    /// What was given with `--set`, and whatever else model and optimiser want to remember.
    public var settings: [String: SettingValue]
    /// The text of the YAML file that describes the network; nil for one that Lamina knows by name.
    public var network: String?
    /// The sweep that this run is a trial of; nil for a run on its own.
    public var sweep: String?
    /// The library's version that began the run.
    public var version: String

    /// Checks nothing: wrong names and impossible numbers are found when training begins. The version
    /// is this library's unless given.
    public init(
        model: String, dataset: String, epochs: Int, batchSize: Int, optimizer: String,
        learningRate: Double, seed: UInt64, settings: [String: SettingValue] = [:],
        network: String? = nil, sweep: String? = nil, version: String = LaminaVersion.current
    ) {
        (self.network, self.sweep) = (network, sweep)
        self.model = model
        self.dataset = dataset
        self.epochs = epochs
        self.batchSize = batchSize
        self.optimizer = optimizer
        self.learningRate = learningRate
        self.seed = seed
        self.settings = settings
        self.version = version
    }

    /// The configuration as JSON, one key a line, in alphabetical order: equal ones give equal
    /// bytes.
    public func json() -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.nonConformingFloatEncodingStrategy = Self.nonFinite.encoding
        guard let data = try? encoder.encode(self) else {
            preconditionFailure(
                "RunConfig holds text, flags and numbers: JSON can express them all")
        }
        return String(decoding: data, as: UTF8.self)
    }

    /// Reads JSON that ``json()`` wrote, or that a person did.
    ///
    /// - Parameter path: the file it comes from, for the error.
    /// - Throws: which key is missing or wrong, or where the text stops being JSON.
    public init(json: String, path: String) throws(FileError) {
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = Self.nonFinite.decoding
        do {
            self = try decoder.decode(RunConfig.self, from: Data(json.utf8))
        } catch let error as DecodingError {
            throw FileError(
                path: path, problem: Self.problem(error),
                fix: "correct the file, or train again into another folder")
        } catch {
            throw FileError(
                path: path, problem: "\(error)", fix: "correct the file, or train again")
        }
    }

    /// Reads the file at `path`.
    public init(path: String) throws(FileError) {
        let bytes = ByteRegion(try MappedFile(path: path))
        let text = bytes.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
        try self.init(json: text, path: path)
    }

    /// Writes the file at `path`, whole or not at all.
    public func write(to path: String) throws(FileError) {
        try AtomicFile.write([UInt8]((json() + "\n").utf8), to: path)
    }

    /// JSON has no infinity. A rate of infinity is nonsense, but saying so is not the encoder's
    /// job.
    private static let nonFinite = (
        encoding: JSONEncoder.NonConformingFloatEncodingStrategy.convertToString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan"),
        decoding: JSONDecoder.NonConformingFloatDecodingStrategy.convertFromString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    )

    private static func problem(_ error: DecodingError) -> String {
        func name(_ path: [any CodingKey], _ last: (any CodingKey)? = nil) -> String {
            "'" + (path + [last].compactMap { $0 }).map(\.stringValue).joined(separator: ".") + "'"
        }
        switch error {
        case .keyNotFound(let key, let context):
            return "key \(name(context.codingPath, key)) is missing"
        case .typeMismatch(let type, let context), .valueNotFound(let type, let context):
            return "key \(name(context.codingPath)) should be \(type): \(context.debugDescription)"
        case .dataCorrupted(let context) where context.codingPath.isEmpty:
            // FoundationEssentials does not say where, and calls a number too large no JSON either.
            return "not JSON, or a number in it is too large"
        case .dataCorrupted(let context):
            return "key \(name(context.codingPath)): \(context.debugDescription)"
        @unknown default:
            return "\(error)"
        }
    }
}
