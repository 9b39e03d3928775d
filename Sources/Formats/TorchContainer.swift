import LaminaGraph

/// A file of `torch.save` taken apart: what its pickle describes, and the bytes of its storages.
struct TorchContainer {
    let contents: PickleFlattening
    /// The bytes of every storage by its key.
    private(set) var storages: [String: ByteRegion] = [:]
    private(set) var isBigEndian = false
    /// The name of the pickle, for errors.
    let path: String

    /// The container since PyTorch 1.6: an archive with `NAME/data.pkl`, `NAME/byteorder` and the
    /// storages `NAME/data/0`, ...
    init(archive file: ByteRegion, path: String) throws(FileError) {
        let archive = try ZipArchive(parsing: file, path: path)
        let names = archive.names
        let pickles = names.filter { $0 == "data.pkl" || $0.hasSuffix("/data.pkl") }
        guard let name = pickles.first, pickles.count == 1 else {
            throw FileError(
                path: path, at: .byte(0),
                problem: "the archive has \(pickles.count) members 'data.pkl' instead of one",
                fix: "check that torch.save wrote the file")
        }
        let folder = String(name.dropLast("data.pkl".count))
        guard !names.contains(folder + "constants.pkl") else {
            throw FileError(
                path: path, at: .byte(0), problem: "the file is a TorchScript program",
                fix: "in Python: torch.save(torch.jit.load(path).state_dict(), other)")
        }
        var limit = Self.inflationLimit
        func member(_ name: String) throws(FileError) -> ByteRegion {
            let bytes = try archive.contents(of: name, limit: limit)
            if archive.isCompressed(name) { limit -= bytes.count }
            return bytes
        }
        let pickle = try member(name)
        self.path = "\(path), member '\(name)'"
        guard pickle.count <= PickleReader.limit else { throw Self.tooLong(self.path) }
        var reader = PickleReader(pickle.array(of: UInt8.self), fileOffset: 0, path: self.path)
        contents = try PickleFlattening(
            try reader.read(), byteCount: pickle.count, path: self.path)
        if names.contains(folder + "byteorder") {
            isBigEndian =
                try member(folder + "byteorder").array(of: UInt8.self) == Array("big".utf8)
        }
        for (_, tensor) in contents.tensors where storages[tensor.storage.key] == nil {
            storages[tensor.storage.key] = try member(folder + "data/" + tensor.storage.key)
        }
    }

    /// The container before PyTorch 1.6: pickles of a magic number, a version, facts of the machine,
    /// the contents and the list of the storages' keys; then for each storage its count (`Int64`)
    /// and elements.
    init(legacy file: ByteRegion, path: String) throws(FileError) {
        self.path = path
        let head = file[0..<min(file.count, PickleReader.limit)].array(of: UInt8.self)
        var reader = PickleReader(head, fileOffset: 0, path: path)
        guard head.first == PickleOpcode.protocolVersion.rawValue,
            case .longInteger(Self.magic) = try reader.read()
        else {
            throw FileError(
                path: path, at: .byte(0),
                problem: "the file is neither a zip archive nor PyTorch's older container",
                fix: "check that torch.save wrote the file; write it again if it was before 2017")
        }
        guard case .integer(1001) = try reader.read() else {
            throw reader.fault("the container's version is not 1001")
        }
        if case .dictionary(let facts) = try reader.read(),
            case .bool(false)? = facts[.text("little_endian")]
        {
            isBigEndian = true
        }
        let start = reader.consumed
        let value = try reader.read()
        contents = try PickleFlattening(value, byteCount: reader.consumed - start, path: path)
        guard let keys = try reader.read().elements else {
            throw reader.fault("the list of the storages is missing")
        }
        var next = reader.consumed
        for case .text(let key) in keys {
            guard file.count - next >= 8 else { throw Self.missing(key, file.count, path) }
            let number = file[next..<next + 8].array(of: UInt64.self)[0]
            let count = isBigEndian ? UInt64(bigEndian: number) : UInt64(littleEndian: number)
            guard let size = reader.storageElementSizes[key] else {
                throw FileError(
                    path: path, at: .byte(next),
                    problem:
                        "storage '\(key)' is not mentioned in the pickle, so its type is not known",
                    fix: "load the file in Python and save it again")
            }
            next += 8
            let (bytes, overflow) = count.multipliedReportingOverflow(by: UInt64(size))
            guard !overflow, bytes <= UInt64(file.count - next) else {
                throw Self.missing(key, next, path)
            }
            storages[key] = file[next..<next + Int(bytes)]
            next += Int(bytes)
        }
        guard next == file.count else {
            throw FileError(
                path: path, at: .byte(next),
                problem: "\(file.count - next) bytes follow the last storage",
                fix: "write the file again")
        }
    }

    /// 0x1950A86A20F9469CFC6C.
    private static let magic: [UInt8] = [
        0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19,
    ]

    /// The most bytes to decompress; PyTorch itself stores its members uncompressed.
    private static let inflationLimit = 1 << 32

    private static func missing(_ key: String, _ byte: Int, _ path: String) -> FileError {
        FileError(
            path: path, at: .byte(byte), problem: "the file ends inside storage '\(key)'",
            fix: SafeTensors.getAnother)
    }

    private static func tooLong(_ path: String) -> FileError {
        FileError(
            path: path, at: .byte(PickleReader.limit),
            problem: "the pickle is longer than \(PickleReader.limit) bytes",
            fix: "in Python, save the tensors alone, or as safetensors")
    }
}
