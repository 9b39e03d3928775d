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
/// What h5py and Keras write unless told otherwise is read: all integers, floating-point numbers and
/// truth values, in one piece or in many, compressed with gzip, shuffled. Links into other files, data
/// kept in other files and other filters are refused, and so are large groups and arrays in many pieces
/// of files that were saved with `libver='latest'`; arrays of text and of structures are left out.
/// Arrays in one piece stay in the mapped file until they are used.
///
/// No other library takes part, since the usual one is not made for hostile files.
///
/// - Source: The HDF Group, "HDF5 File Format Specification", version 3.0.
public struct HDF5: Sendable {
    /// The arrays by path, without a leading slash.
    public let entries: [String: StoredArray]

    /// Reads all arrays of the file at `path`.
    ///
    /// - Parameter limit: the most bytes to take of all arrays together, since a small file can
    ///   describe a large one of zeros.
    /// - Throws: ``FileError`` for what is no HDF5 file or damaged, with the byte of the fault.
    public init(contentsOf path: String, limit: Int = 1 << 32) throws(FileError) {
        try self.init(parsing: ByteRegion(MappedFile(path: path)), limit: limit, path: path)
    }

    /// The same, for a file that is already in memory; `path` is for error messages.
    package init(
        parsing file: ByteRegion, limit: Int = 1 << 32, path: String
    ) throws(FileError) {
        let (bytes, root) = try HDF5.opened(file, path)
        var reader = HDF5Reader(bytes, root: root, limit: limit)
        try reader.readObject(root, path: "", depth: 0)
        entries = reader.entries
    }

    /// Finds and reads the first block, which tells how addresses are written and where the root group
    /// is. A block of the user's own may stand before it, so that its eight bytes lie at 0, 512, 1024,
    /// 2048 …
    private static func opened(
        _ file: ByteRegion, _ path: String
    ) throws(FileError) -> (HDF5Bytes, root: Int) {
        let signature: [UInt8] = [0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A]
        var place = 0
        while place + 8 <= file.count, file[place..<place + 8].array(of: UInt8.self) != signature {
            place = place == 0 ? 512 : 2 * place
        }
        guard place + 8 <= file.count else {
            throw FileError(
                path: path, at: .byte(0), problem: "not an HDF5 file",
                fix: "check that this is the file of weights")
        }
        var bytes = HDF5Bytes(file: file, path: path)
        var cursor = try bytes.cursor(at: place + 8)
        let version = try cursor.number(1)
        guard version <= 3 else { throw cursor.fault("the file is of version \(version)") }
        try cursor.skip(version < 2 ? 4 : 0)
        bytes.offsetSize = try cursor.number(1)
        bytes.lengthSize = try cursor.number(1)
        guard [2, 4, 8].contains(bytes.offsetSize), [2, 4, 8].contains(bytes.lengthSize) else {
            throw cursor.fault("addresses of \(bytes.offsetSize) bytes are not known")
        }
        try cursor.skip([0: 9, 1: 13, 2: 1, 3: 1][version] ?? 0)
        cursor = HDF5Cursor(bytes: bytes, place: cursor.place, end: file.count)
        bytes.base = try cursor.existing()
        guard bytes.base <= file.count else { throw cursor.fault("the file begins beyond its end") }
        // The free space or an extension, the end, and of early versions a driver and a name.
        try cursor.skip((version < 2 ? 4 : 2) * bytes.offsetSize)
        return (bytes, try cursor.existing())
    }
}

/// Goes through the groups of a file.
private struct HDF5Reader {
    private let bytes: HDF5Bytes
    private let root: Int
    private(set) var entries: [String: StoredArray] = [:]
    private let limit: Int
    private var bytesLeft: Int
    /// A group may hold itself, so that paths never end.
    private var stepsLeft = 2_000_000
    private static let deepest = 32

    init(_ bytes: HDF5Bytes, root: Int, limit: Int) {
        (self.bytes, self.root, self.limit, bytesLeft) = (bytes, root, limit, limit)
    }

    private func fault(_ problem: String, _ name: String, at byte: Int) -> FileError {
        bytes.fault(name.isEmpty ? problem : "'\(name)' \(problem)", at: byte)
    }

    mutating func readObject(_ address: Int, path: String, depth: Int) throws(FileError) {
        stepsLeft -= 1
        guard depth <= Self.deepest, stepsLeft >= 0 else {
            throw fault("groups lie in groups without end", path, at: address)
        }
        let object = try HDF5Object(at: address, of: bytes, steps: &stepsLeft)
        if object.first(0x08) != nil {
            return try readArray(object, path, address)
        }
        for (name, target) in try HDF5Links(of: object, in: bytes, steps: &stepsLeft).targets {
            let own = path.isEmpty ? name : path + "/" + name
            let found = try resolved(target, from: address, hops: 0)
            guard let found else {
                throw fault("cannot be opened; links may lead nowhere", own, at: address)
            }
            try readObject(found, path: own, depth: depth + 1)
        }
    }

    /// The object that a link of the group at `group` leads to; nil if there is none.
    private mutating func resolved(
        _ target: HDF5Links.Target, from group: Int, hops: Int
    ) throws(FileError) -> Int? {
        switch target {
        case .object(let address): return address
        case .elsewhere: return nil
        case .path(let path):
            guard hops < 16 else { return nil }
            var place = path.hasPrefix("/") ? root : group
            for step in path.split(separator: "/") where step != "." {
                let object = try HDF5Object(at: place, of: bytes, steps: &stepsLeft)
                let links = try HDF5Links(of: object, in: bytes, steps: &stepsLeft)
                guard let next = links.targets.first(where: { $0.name == step })?.target,
                    let found = try resolved(next, from: place, hops: hops + 1)
                else { return nil }
                place = found
            }
            return place
        }
    }

    private mutating func readArray(
        _ object: HDF5Object, _ name: String, _ address: Int
    ) throws(FileError) {
        let described: HDF5Array?
        do throws(FileError) {
            described = try HDF5Array(object, in: bytes, steps: &stepsLeft)
        } catch {
            throw FileError(
                path: error.path, at: error.position ?? .byte(address),
                problem: "'\(name)' \(error.problem)", fix: error.fix)
        }
        guard let array = described else { return }
        guard let count = StoredArray.byteCount(dtype: array.dtype, shape: array.shape) else {
            throw fault(StoredArray.refusal(array.shape), name, at: address)
        }
        guard count <= bytesLeft else {
            throw fault("of \(count) bytes is more than the limit allows", name, at: address)
        }
        bytesLeft -= count
        var numbers = HDF5Numbers(array, named: name, in: bytes, limit: limit)
        let region = try numbers.read(count: count)
        guard StoredArray.badBoolean(region, array.dtype) == nil else {
            throw fault("is of truth values and holds others than 0 and 1", name, at: address)
        }
        entries[name] = StoredArray(dtype: array.dtype, shape: array.shape, bytes: region)
    }
}
