import Synchronization

/// A model spread over several safetensors files, with an index that says which file holds which
/// tensor, as Hugging Face publishes large models.
///
/// Layout of `model.safetensors.index.json`: `{"metadata": {"total_size": 123, ...}, "weight_map":
/// {"fc.weight": "model-00001-of-00002.safetensors", ...}}`, the files beside it.
///
/// A file is opened when the first of its tensors is asked for.
///
/// ```swift
/// let model = try ShardedSafeTensors(contentsOf: "model.safetensors.index.json")
/// let weight = try model.entry(named: "fc.weight").tensor
/// ```
///
/// - Source: huggingface/transformers, "Sharded checkpoints"; huggingface_hub,
///   serialization/_torch.py.
public final class ShardedSafeTensors: Sendable {
    /// The path of the index.
    public let path: String
    /// What the index says of the model, such as `total_size` in bytes.
    public let metadata: [String: MetadataValue]
    /// The file of every tensor.
    public let files: [String: String]
    private let folder: String
    private let opened = Mutex<[String: SafeTensors]>([:])

    /// Reads the index at `path`.
    ///
    /// - Throws: what is wrong with the index, with the byte of the fault. A file's name that leads
    ///   out of the index' folder is refused.
    public convenience init(contentsOf path: String) throws(FileError) {
        try self.init(parsing: ByteRegion(MappedFile(path: path)), path: path)
    }

    /// The same, for an index that is already in memory.
    package init(parsing index: ByteRegion, path: String) throws(FileError) {
        self.path = path
        folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
        let contents = try index.withUnsafeBytes { bytes throws(FileError) in
            try Self.parse(bytes, path)
        }
        (metadata, files) = contents
    }

    /// The names of the tensors, in order.
    public var names: [String] { files.keys.sorted() }

    /// The tensor `name`; it stays in the mapped file.
    ///
    /// - Throws: for an unknown name, naming the nearest; where the file cannot be read, or lacks
    ///   the tensor.
    public func entry(named name: String) throws(FileError) -> StoredArray {
        guard let file = files[name] else {
            throw FileError(
                path: path,
                problem: "no tensor '\(name)'" + NearestName.suggestion(for: name, among: names),
                fix: "check that this is the right model")
        }
        guard let entry = try shard(file).entries[name] else {
            throw FileError(
                path: folder + file,
                problem: "tensor '\(name)' is not in it, although the index says so",
                fix: "get the index and its files again; they do not belong together")
        }
        return entry
    }

    private func shard(_ file: String) throws(FileError) -> SafeTensors {
        try opened.withLock { opened throws(FileError) in
            if let shard = opened[file] { return shard }
            let shard = try SafeTensors(contentsOf: folder + file)
            opened[file] = shard
            return shard
        }
    }

    private static func parse(
        _ bytes: UnsafeRawBufferPointer, _ path: String
    ) throws(FileError) -> (metadata: [String: MetadataValue], files: [String: String]) {
        var json = JSONScanner(bytes, fileOffset: 0, path: path)
        var (metadata, files): ([String: MetadataValue]?, [String: String]?)
        try json.object { (json, key, position) throws(FileError) in
            switch key {
            case "metadata" where metadata == nil:
                var values: [String: MetadataValue] = [:]
                try json.object { (json, name, position) throws(FileError) in
                    guard values.updateValue(try json.scalar(), forKey: name) == nil else {
                        throw json.fault("the metadata '\(name)' stands twice", at: position)
                    }
                }
                metadata = values
            case "weight_map" where files == nil:
                var names: [String: String] = [:]
                try json.object { (json, name, position) throws(FileError) in
                    let file = try json.string()
                    guard isSafe(file) else {
                        throw json.fault(
                            "tensor '\(name)' lies in '\(file)', which is no name of a file beside"
                                + " the index", at: position)
                    }
                    guard names.updateValue(file, forKey: name) == nil else {
                        throw json.fault("the tensor '\(name)' stands twice", at: position)
                    }
                }
                files = names
            default:
                throw json.fault(
                    "'\(key)' stands twice or is unknown; expected metadata and weight_map",
                    at: position)
            }
        }
        try json.end()
        guard let files else { throw json.fault("the index has no weight_map", at: 0) }
        return (metadata ?? [:], files)
    }

    /// Whether a file of that name lies beside the index, and nowhere else.
    private static func isSafe(_ file: String) -> Bool {
        !file.isEmpty && file != "." && file != ".." && file.utf8.count <= 255
            && !file.utf8.contains { $0 == UInt8(ascii: "/") || $0 == 0 }
    }
}

extension SafeTensors {
    /// Writes the tensors as several files of at most `limit` bytes of data each, with an index
    /// (see ``ShardedSafeTensors``): `NAME-00001-of-00003.safetensors`, ...,
    /// `NAME.safetensors.index.json`. A larger tensor has a file of its own.
    ///
    /// The index is written last, so that it never names a file that is not there.
    ///
    /// - Parameter path: folder and `NAME`, such as `models/model`.
    /// - Returns: the path of the index.
    @discardableResult
    public func writeShards(to path: String, limit: Int) throws(FileError) -> String {
        var (shards, used): ([[String: Entry]], Int) = ([[:]], 0)
        for (name, entry) in entries.sorted(by: { precedes($0.key, $1.key) }) {
            if used > 0, used + entry.bytes.count > limit {
                shards.append([:])
                used = 0
            }
            shards[shards.count - 1][name] = entry
            used += entry.bytes.count
        }
        func digits(_ number: Int) -> String {
            String(repeating: "0", count: max(0, 5 - String(number).count)) + String(number)
        }
        var places: [(name: String, file: String)] = []
        for (index, shard) in shards.enumerated() {
            let suffix = "-\(digits(index + 1))-of-\(digits(shards.count)).safetensors"
            try SafeTensors(metadata: metadata, entries: shard).write(to: path + suffix)
            let file = (path.split(separator: "/").last.map(String.init) ?? "") + suffix
            places += shard.keys.map { ($0, file) }
        }
        let size = entries.values.reduce(0) { $0 + $1.bytes.count }
        let map = places.sorted { precedes($0.name, $1.name) }
            .map { "    \(quoted($0.name)): \(quoted($0.file))" }
        let text =
            "{\n  \"metadata\": {\n    \"total_size\": \(size)\n  },\n  \"weight_map\": {\n"
            + map.joined(separator: ",\n") + "\n  }\n}\n"
        try AtomicFile.write([UInt8](text.utf8), to: path + ".safetensors.index.json")
        return path + ".safetensors.index.json"
    }
}
