import LaminaGraph

/// The arrays of numbers in an HDF5 file, such as the weights that Keras saves (`.h5`,
/// `.weights.h5`), by their paths in it.
///
/// ```swift
/// let file = try HDF5(contentsOf: "model.weights.h5")
/// let kernel = file.entries["layers/dense/vars/0"]?.tensor
/// ```
/// Keras's layouts are Lamina's: dense weights `[in, out]`, filters `[height, width, in, out]`.
///
/// Files are read through libhdf5, which is loaded when it is first needed (Debian's package
/// `libhdf5-103-1`). Links into other files, data kept in other files and filters that would have to
/// be loaded are refused; arrays of text and of structures are left out. libhdf5 is not made for
/// hostile files: read what comes from strangers in a process of its own.
///
/// - Source: The HDF Group, HDF5 1.10, "HDF5 File Format Specification" version 3.
public struct HDF5: Sendable {
    /// The arrays by path, without a leading slash.
    public let entries: [String: StoredArray]

    /// Reads all arrays of the file at `path`.
    ///
    /// - Parameter limit: the most bytes to take of all arrays together, since a small file can
    ///   describe a large one of zeros.
    /// - Throws: ``FileError`` for what is no HDF5 file or damaged, and where libhdf5 is missing.
    public init(contentsOf path: String, limit: Int = 1 << 32) throws(FileError) {
        try HDF5.checkSignature(path)
        entries = try HDF5Library.withLibrary(for: path) { library throws(FileError) in
            var reader = try HDF5Reader(library, path: path, limit: limit)
            defer { reader.close() }
            try reader.readAll()
            return reader.entries
        }
    }

    /// The file may begin with a block of the user's own, so that its eight bytes stand at 0, 512,
    /// 1024, 2048 …
    private static func checkSignature(_ path: String) throws(FileError) {
        let file = ByteRegion(try MappedFile(path: path))
        let signature: [UInt8] = [0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A]
        var place = 0
        while place + 8 <= file.count {
            if file[place..<place + 8].array(of: UInt8.self) == signature { return }
            place = place == 0 ? 512 : 2 * place
        }
        throw FileError(
            path: path, at: .byte(0), problem: "not an HDF5 file",
            fix: "check that this is the file of weights")
    }
}

/// Goes through the groups of one open file.
private struct HDF5Reader {
    private let library: HDF5Library
    private let path: String
    private let file: HDF5Library.ID
    private(set) var entries: [String: StoredArray] = [:]
    private var bytesLeft: Int
    /// A group may hold itself, so that paths never end.
    private var objectsLeft = 1_000_000
    private static let deepest = 32

    init(_ library: HDF5Library, path: String, limit: Int) throws(FileError) {
        (self.library, self.path, bytesLeft) = (library, path, limit)
        file = library.openFile(path, 0, 0)
        guard file >= 0 else { throw fault("is damaged, or of a later version than libhdf5 knows") }
    }

    func close() { _ = library.closeFile(file) }

    private func fault(_ problem: String, _ name: String = "") -> FileError {
        FileError(
            path: path, problem: name.isEmpty ? problem : "'\(name)' \(problem)",
            fix: "get the file again, or have its program save it anew")
    }

    mutating func readAll() throws(FileError) { try readObject("/", path: "", depth: 0) }

    private mutating func readObject(
        _ name: String, path: String, depth: Int
    ) throws(FileError) {
        objectsLeft -= 1
        guard depth <= Self.deepest, objectsLeft >= 0 else {
            throw fault("groups lie in groups without end", path)
        }
        let object = library.openObject(file, name, 0)
        guard object >= 0 else { throw fault("cannot be opened; links may lead nowhere", path) }
        defer { _ = library.closeObject(object) }
        switch library.kindOfObject(object) {
        case 2:
            for child in try names(in: object, path) {
                try readObject(
                    name == "/" ? "/" + child : name + "/" + child,
                    path: path.isEmpty ? child : path + "/" + child, depth: depth + 1)
            }
        case 5: try readArray(object, path)
        default: return
        }
    }

    /// The names in a group, in order.
    private func names(in group: HDF5Library.ID, _ path: String) throws(FileError) -> [String] {
        // storage kind (4 bytes and 4 of padding), number of links, last creation order, mounted.
        var info = [UInt64](repeating: 0, count: 4)
        guard library.groupInfo(group, &info) >= 0, info[1] <= 1_000_000 else {
            throw fault("is a damaged group", path)
        }
        var names: [String] = []
        for index in 0..<info[1] {
            let count = library.linkName(group, ".", 0, 0, index, nil, 0, 0)
            guard (1...65_536).contains(count) else { throw fault("is a damaged group", path) }
            var text = [CChar](repeating: 0, count: count + 1)
            _ = library.linkName(group, ".", 0, 0, index, &text, count + 1, 0)
            names.append(
                String(decoding: text.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self))
        }
        return names
    }

    private mutating func readArray(
        _ array: HDF5Library.ID, _ name: String
    ) throws(FileError) {
        let creation = library.creation(array)
        defer { _ = library.closeCreation(creation) }
        // Layout 3 is an array made of those in other files.
        guard library.externalCount(creation) == 0, library.layout(creation) != 3 else {
            throw fault("keeps its numbers in other files, which is refused", name)
        }
        let type = library.elementType(array)
        defer { _ = library.closeType(type) }
        guard let dtype = dtype(of: type) else { return }
        let shape = try shape(of: array, name)
        guard let count = StoredArray.byteCount(dtype: dtype, shape: shape) else {
            throw fault(StoredArray.refusal(shape), name)
        }
        guard count <= bytesLeft else {
            throw fault("of \(count) bytes is more than the limit allows", name)
        }
        bytesLeft -= count
        let memory = library.copyType(type)
        defer { _ = library.closeType(memory) }
        _ = library.setOrder(memory, 0)
        var bytes = [UInt8](repeating: 0, count: count)
        let status = bytes.withUnsafeMutableBytes {
            count == 0 ? 0 : library.read(array, memory, 0, 0, 0, $0.baseAddress)
        }
        guard status >= 0 else { throw fault("cannot be read; its filter may be missing", name) }
        let region = ByteRegion(bytes)
        guard StoredArray.badBoolean(region, dtype) == nil else {
            throw fault("is of truth values and holds others than 0 and 1", name)
        }
        entries[name] = StoredArray(dtype: dtype, shape: shape, bytes: region)
    }

    private func shape(of array: HDF5Library.ID, _ name: String) throws(FileError) -> [Int] {
        let space = library.space(array)
        defer { _ = library.closeSpace(space) }
        let rank = Int(library.rank(space))
        guard rank >= 0, rank <= 32 else { throw fault("has no shape", name) }
        var sizes = [UInt64](repeating: 0, count: max(rank, 1))
        _ = library.sizes(space, &sizes, nil)
        return sizes.prefix(rank).map { Int(clamping: $0) }
    }

    /// Nil for text, structures and whatever else is no number. Truth values are an enumeration of
    /// bytes.
    private func dtype(of type: HDF5Library.ID) -> DType? {
        let size = library.typeSize(type)
        switch library.typeClass(type) {
        case 0:
            let isSigned = library.typeSign(type) == 1
            switch size {
            case 1: return isSigned ? .int8 : .uint8
            case 2: return isSigned ? .int16 : .uint16
            case 4: return isSigned ? .int32 : .uint32
            case 8: return isSigned ? .int64 : .uint64
            default: return nil
            }
        case 1:
            let bias = library.exponentBias(type)
            switch (size, bias) {
            case (2, 15): return .float16
            case (2, 127): return .bfloat16
            case (4, 127): return .float32
            case (8, 1023): return .float64
            default: return nil
            }
        case 8:
            let base = library.baseType(type)
            defer { _ = library.closeType(base) }
            return library.typeClass(base) == 0 && size == 1 ? .bool : nil
        default: return nil
        }
    }
}
