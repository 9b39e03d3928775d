/// The data of an installed R package: `Rdata.rdb`, values one after another, each compressed, with the
/// index `Rdata.rdx` that says where each lies.
///
/// ```swift
/// let books = try RDatabase(contentsOf: "janeaustenr/data/Rdata")
/// if case .texts(let lines) = try books.value(named: "emma") { print(lines.count) }
/// ```
/// - Source: R Internals, section 1.9; `lazyload.R` and `serialize.c` of R 4.
public struct RDatabase: Sendable {
    /// The values' names, in alphabetical order.
    public let names: [String]
    private let places: [String: (start: Int, count: Int)]
    private let values: ByteRegion
    private let path: String

    /// The most bytes that a value may take once it is decompressed.
    private static let largest = 1 << 28

    /// Reads the index at `path.rdx` and maps the values at `path.rdb`.
    public init(contentsOf path: String) throws(FileError) {
        try self.init(index: path + ".rdx", values: path + ".rdb")
    }

    /// The same with a path for each file.
    ///
    /// - Throws: ``FileError`` for an index that is no index, or points outside of the values.
    public init(index indexPath: String, values path: String) throws(FileError) {
        self.path = path
        values = ByteRegion(try MappedFile(path: path))
        let bytes = try Gzip.contents(of: indexPath, limit: 1 << 24)
        let index = try RValue(serialized: bytes, path: indexPath)
        guard case .list(let members, let names)? = index["variables"],
            members.count == names.count
        else {
            throw FileError(
                path: indexPath, problem: "no index of an R database: it names no variables",
                fix: "get the file again")
        }
        var places: [String: (start: Int, count: Int)] = [:]
        for (name, member) in zip(names, members) {
            guard case .integers(let pair) = member, pair.count == 2, pair[0] >= 0, pair[1] > 4,
                Int(pair[0]) + Int(pair[1]) <= values.count
            else {
                throw FileError(
                    path: indexPath, problem: "'\(name)' lies outside of \(path)",
                    fix: "get both files again, from one package")
            }
            places[name] = (Int(pair[0]), Int(pair[1]))
        }
        (self.places, self.names) = (places, places.keys.sorted())
    }

    /// The value of this name.
    ///
    /// - Throws: ``FileError`` for an unknown name, with the nearest one, and for damaged data.
    public func value(named name: String) throws(FileError) -> RValue {
        guard let place = places[name] else {
            throw FileError(
                path: path,
                problem: "no value '\(name)'" + NearestName.suggestion(for: name, among: names),
                fix: "use one of \(names.joined(separator: ", "))")
        }
        let chunk = values[place.start..<place.start + place.count]
        // The size in front is what it will be; what stands behind it is zlib's or a letter for another.
        let (size, kind) = chunk.withUnsafeBytes {
            (Int(UInt32(bigEndian: $0.loadUnaligned(as: UInt32.self))), $0[4])
        }
        guard kind == 0x78, size <= Self.largest else {
            throw FileError(
                path: path, at: .byte(place.start),
                problem: kind == 0x78
                    ? "'\(name)' has \(size) bytes, more than \(Self.largest)"
                    : "'\(name)' is compressed in the form \(kind), not by zlib",
                fix: "get the file from a package whose data is compressed by gzip, R's default")
        }
        let inflater = Inflater(chunk[4..<chunk.count], wrapping: .zlib, path: path)
        return try RValue(
            serialized: ByteRegion(try inflater.readAll(limit: size, path: path)),
            path: "\(path), \(name)")
    }
}
