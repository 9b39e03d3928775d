import LaminaGraph
public import LaminaTensor

/// A GGUF file: a model of llama.cpp's, with metadata and tensors that may be quantised.
///
/// Layout, little-endian: `GGUF`, version (`UInt32`), number of tensors and of metadata (`UInt64`
/// each), the metadata, a record for each tensor, padding, the tensors' data.
///
/// ```swift
/// let file = try GGUF(contentsOf: "model.gguf")
/// file.metadata["general.architecture"]?.string  // "llama"
/// let weight = file.entries["token_embd.weight"]?.tensor  // float32, whatever the file has
/// ```
///
/// - Source: ggml-org/ggml, docs/gguf.md (version 3), and ggml-common.h. Deviations: big-endian
///   files and version 1 are refused.
public struct GGUF: Sendable {
    /// One tensor.
    public struct Entry: Sendable {
        /// How the elements are stored.
        public let encoding: GGUFEncoding
        /// The sizes of the axes, outermost first (the file has them the other way round).
        public let shape: [Int]
        /// The elements as stored.
        public let bytes: ByteRegion
    }

    /// The file's version: 2 or 3.
    public let version: Int
    /// The model's description: architecture, sizes, vocabulary.
    public let metadata: [String: MetadataValue]
    /// The tensors by name.
    public let entries: [String: Entry]

    /// Opens the file at `path`. Data stays on disk until it is used (see ``MappedFile``).
    ///
    /// - Throws: what is wrong with the file, with the byte of the fault and the name of the
    ///   tensor.
    public init(contentsOf path: String) throws(FileError) {
        try self.init(parsing: ByteRegion(MappedFile(path: path)), path: path)
    }

    /// The same, for a file that is already in memory; `path` is for error messages.
    package init(parsing file: ByteRegion, path: String) throws(FileError) {
        var reader = GGUFReader(file, path: path)
        (version, metadata, entries) = try reader.read()
    }
}

extension GGUF.Entry {
    /// The elements: plain ones as they are in the file and without a copy, quantised ones as
    /// `float32`.
    public var array: StoredArray {
        if let dtype = encoding.dtype {
            return StoredArray(dtype: dtype, shape: shape, bytes: bytes)
        }
        return StoredArray(dtype: .float32, shape: shape, values: encoding.dequantized(bytes))
    }

    /// The elements as a tensor; see ``array``.
    public var tensor: Tensor { array.tensor }
}
