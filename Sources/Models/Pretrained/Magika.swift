import FoundationEssentials
import Glibc
public import LaminaData
public import LaminaFormats
import LaminaGraph
import LaminaTensor

/// What kinds of files there are, told by their contents: Google's Magika, which knows some 200 types.
///
/// ```swift
/// // `lamina data get magika`, and import LaminaONNX
/// let magika = try Magika(loading: OnnxModule.inference)
/// for path in ["Package.swift", "README.md"] {
///     let answer = try magika.identify(path)
///     print(path, answer.label, answer.mimeType, answer.probability)
/// }
/// ```
/// The network sees the first and the last 1024 bytes without the white space around them. What is
/// less likely than the type's threshold is called text or unknown, whichever the network's type is
/// nearer to. Files of less than 8 bytes are judged by whether they are UTF-8.
///
/// - Source: Fratantonio et al. (2024), "Magika: AI-powered content-type detection",
///   arXiv:2409.13768; the model standard_v3_3 and the rules of Magika 1.0.3 in its mode
///   `high-confidence`.
public struct Magika: Sendable {
    /// What a file is.
    public struct Answer: Sendable, Equatable {
        /// Magika's name for the type, such as `swift`.
        public let label: String
        /// The type in words.
        public let summary: String
        /// As in mail and on the web.
        public let mimeType: String
        /// `code`, `image`, `document` and so on.
        public let group: String
        public let isText: Bool
        /// The network's probability for its own type, from 0 to 1; 1 where it was not asked.
        public let probability: Float
        /// The network's own type, where it was asked: `label`, unless that is not sure enough.
        public let guess: String?
    }

    private let network: Fn<[Tensor], [Tensor]>
    private let settings: Settings
    private let types: [String: ContentType]

    /// Magika's own network out of the data folder.
    ///
    /// - Parameter network: reads an ONNX file, as `OnnxModule.inference` does.
    /// - Throws: ``FileError`` for missing or damaged files, with the command that gets them.
    public init(
        from folder: DataFolder = .standard,
        loading network: (_ path: String) throws(FileError) -> any StoredNetwork
    ) throws(FileError) {
        func path(_ name: String) throws(FileError) -> String {
            try folder.find(name, of: WeightsName.magika)
        }
        let model = "models/standard_v3_3"
        settings = try Self.decoded(path("\(model)/config.min.json"), as: Settings.self)
        types = try Self.decoded(
            path("config/content_types_kb.min.json"), as: [String: ContentType].self)
        let loaded = try network(path("\(model)/model.onnx"))
        self.network = compile { (x: [Tensor]) in loaded(x) }
    }

    /// What the file or folder at `path` is.
    ///
    /// - Throws: ``FileError`` if it cannot be read.
    public func identify(_ path: String) throws(FileError) -> Answer {
        var status = stat()
        guard stat(path, &status) == 0 else {
            throw FileError(path: path, couldNot: "open", code: errno)
        }
        switch status.st_mode & S_IFMT {
        case S_IFREG: return identify(ByteRegion(try MappedFile(path: path)))
        case S_IFDIR: return answer("directory")
        default: return answer("unknown")
        }
    }

    /// What these bytes of a file are.
    public func identify(_ bytes: [UInt8]) -> Answer { identify(ByteRegion(bytes)) }

    private func identify(_ file: ByteRegion) -> Answer {
        guard file.count > 0 else { return answer("empty") }
        let window = min(settings.blockSize, file.count)
        let first = file[0..<window].array(of: UInt8.self)
        let head = first.drop(while: Self.isBlank)
        guard file.count >= settings.minFileSizeForDl, head.count >= settings.minFileSizeForDl
        else {
            return answer(String(validating: first, as: UTF8.self) == nil ? "unknown" : "txt")
        }
        var tail = file[file.count - window..<file.count].array(of: UInt8.self)[...]
        while let last = tail.last, Self.isBlank(last) { tail.removeLast() }
        return asked(Array(head.prefix(settings.begSize)), Array(tail.suffix(settings.endSize)))
    }

    /// What `bytes.strip()` takes away in Python.
    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D) ~= byte }

    /// The network's answer, and the threshold's.
    private func asked(_ head: [UInt8], _ tail: [UInt8]) -> Answer {
        let padding = Int32(settings.paddingToken)
        var ids = head.map(Int32.init)
        ids += [Int32](repeating: padding, count: settings.begSize - head.count)
        ids += [Int32](repeating: padding, count: settings.endSize - tail.count)
        ids += tail.map(Int32.init)
        let found = network([Tensor(ids, shape: [1, ids.count])])[0].array()
        let labels = settings.targetLabelsSpace
        require(
            found.count == labels.count,
            "Magika: \(found.count) probabilities for \(labels.count) types")
        let best = found.indices.max { found[$0] < found[$1] } ?? 0
        let guess = labels[best]
        let label = settings.overwriteMap[guess] ?? guess
        let threshold = settings.thresholds[guess] ?? settings.mediumConfidenceThreshold
        guard found[best] < threshold else { return answer(label, found[best], guess) }
        return answer(types[label]?.isText == true ? "txt" : "unknown", found[best], guess)
    }

    private func answer(
        _ label: String, _ probability: Float = 1, _ guess: String? = nil
    ) -> Answer {
        let type = types[label]
        let isText = type?.isText ?? false
        return Answer(
            label: label, summary: type?.description ?? label,
            mimeType: type?.mimeType ?? (isText ? "text/plain" : "application/octet-stream"),
            group: type?.group ?? "unknown", isText: isText, probability: probability, guess: guess)
    }

    private static func decoded<Value: Decodable>(
        _ path: String, as type: Value.Type
    ) throws(FileError) -> Value {
        let bytes = ByteRegion(try MappedFile(path: path)).array(of: UInt8.self)
        do {
            return try JSONDecoder().decode(type, from: Data(bytes))
        } catch {
            throw FileError(
                path: path, problem: "is no description of Magika's: \(error)",
                fix: "get it again with `lamina data get magika`")
        }
    }
}

/// `config.min.json`.
private struct Settings: Decodable, Sendable {
    /// Bytes at the front that the network sees.
    let begSize: Int
    /// Bytes at the end.
    let endSize: Int
    /// What stands in place of bytes that a small file lacks.
    let paddingToken: Int
    /// Bytes that are read at each end.
    let blockSize: Int
    /// Smaller files are not shown to the network.
    let minFileSizeForDl: Int
    let mediumConfidenceThreshold: Float
    let targetLabelsSpace: [String]
    /// By type, where it is not the medium one.
    let thresholds: [String: Float]
    let overwriteMap: [String: String]

    enum CodingKeys: String, CodingKey {
        case begSize = "beg_size"
        case endSize = "end_size"
        case paddingToken = "padding_token"
        case blockSize = "block_size"
        case minFileSizeForDl = "min_file_size_for_dl"
        case mediumConfidenceThreshold = "medium_confidence_threshold"
        case targetLabelsSpace = "target_labels_space"
        case thresholds
        case overwriteMap = "overwrite_map"
    }

    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        begSize = try values.decode(Int.self, forKey: .begSize)
        endSize = try values.decode(Int.self, forKey: .endSize)
        paddingToken = try values.decode(Int.self, forKey: .paddingToken)
        blockSize = try values.decode(Int.self, forKey: .blockSize)
        minFileSizeForDl = try values.decode(Int.self, forKey: .minFileSizeForDl)
        mediumConfidenceThreshold = try values.decode(
            Float.self, forKey: .mediumConfidenceThreshold)
        targetLabelsSpace = try values.decode([String].self, forKey: .targetLabelsSpace)
        thresholds = try values.decode([String: Float].self, forKey: .thresholds)
        overwriteMap = try values.decode([String: String].self, forKey: .overwriteMap)
        guard [begSize, endSize, blockSize].allSatisfy({ (1...1 << 20).contains($0) }) else {
            throw DecodingError.dataCorruptedError(
                forKey: .blockSize, in: values, debugDescription: "windows of 1 byte to 1 MiB")
        }
    }
}

/// An entry of `content_types_kb.min.json`.
private struct ContentType: Decodable, Sendable {
    let mimeType: String?
    let group: String?
    let description: String?
    let isText: Bool

    enum CodingKeys: String, CodingKey {
        case mimeType = "mime_type"
        case group
        case description
        case isText = "is_text"
    }
}
