/// NumPy's archive of named arrays, as `numpy.savez` writes and `numpy.load` reads it: a zip
/// archive of npy files (see ``Npy``).
///
/// ```swift
/// try Npz.write(["weight": StoredArray(w), "bias": StoredArray(b)], to: "layer.npz")
/// let weight = try Npz(contentsOf: "layer.npz").array(named: "weight").tensor
/// ```
public struct Npz: Sendable {
    private let archive: ZipArchive
    private let path: String

    /// Opens the archive at `path`; only its directory is read.
    ///
    /// - Throws: what is wrong with the archive, with the byte of the fault.
    public init(contentsOf path: String) throws(FileError) {
        try self.init(parsing: ByteRegion(MappedFile(path: path)), path: path)
    }

    /// The same, for an archive that is already in memory; `path` is for error messages.
    package init(parsing file: ByteRegion, path: String) throws(FileError) {
        (archive, self.path) = (try ZipArchive(parsing: file, path: path), path)
    }

    /// The names of the arrays, in order.
    public var names: [String] {
        archive.names.filter { $0.hasSuffix(".npy") }.map { String($0.dropLast(4)) }
    }

    /// The array `name`. It stays in the mapped file if it is stored there without compression,
    /// little-endian and in C order.
    ///
    /// - Parameter limit: the most bytes to decompress, since a megabyte can hold a gigabyte of
    ///   zeros.
    /// - Throws: for an unknown name, naming the nearest, and for a damaged array.
    public func array(named name: String, limit: Int = 1 << 32) throws(FileError) -> StoredArray {
        let contents = try archive.contents(of: name + ".npy", limit: limit)
        return try Npy.parse(contents, path: "\(path), array '\(name)'")
    }

    /// All arrays by name.
    ///
    /// - Parameter limit: the most bytes to decompress of all of them together.
    public func arrays(limit: Int = 1 << 32) throws(FileError) -> [String: StoredArray] {
        var (result, rest): ([String: StoredArray], Int) = ([:], limit)
        for name in names {
            let array = try array(named: name, limit: rest)
            if archive.isCompressed(name + ".npy") { rest -= array.bytes.count }
            result[name] = array
        }
        return result
    }

    /// Writes the archive at `path`, all or nothing (see ``AtomicFile``): `numpy.savez`, or
    /// `numpy.savez_compressed`.
    ///
    /// The same arrays always give the same bytes. Without compression, every array's elements
    /// begin at a multiple of 64 bytes, so that reading need not copy them.
    public static func write(
        _ arrays: [String: StoredArray], to path: String, compressed: Bool = false
    ) throws(FileError) {
        var writer = ZipWriter(path: path, isCompressed: compressed)
        let sorted = arrays.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        for (name, array) in sorted {
            let (header, data) = try Npy.encoded(array, path: "\(path), array '\(name)'")
            try writer.add(name + ".npy", [ByteRegion(header), data])
        }
        try writer.write()
    }
}
