/// What the pieces of an array went through when they were written.
struct HDF5Filters {
    private enum Filter {
        /// RFC 1950: a deflate stream between two bytes and a sum.
        case deflate
        /// The first bytes of all elements, then the second ones …
        case shuffle
        /// A sum behind the bytes.
        case fletcher32
    }

    private let filters: [Filter]
    private let elementSize: Int

    /// - Throws: ``FileError`` with the number of a filter that is not known.
    init(_ message: HDF5Cursor?, elementSize: Int) throws(FileError) {
        self.elementSize = elementSize
        guard var contents = message else {
            filters = []
            return
        }
        let version = try contents.number(1)
        let count = try contents.number(1)
        guard (1...2).contains(version), count <= 32 else {
            throw contents.fault("the list of filters is damaged")
        }
        if version == 1 { try contents.skip(6) }
        filters = try (0..<count).map { _ throws(FileError) in
            let number = try contents.number(2)
            let nameCount = version == 1 || number >= 256 ? try contents.number(2) : 0
            try contents.skip(2)
            let values = try contents.number(2)
            try contents.skip(version == 1 ? (nameCount + 7) / 8 * 8 : nameCount)
            try contents.skip(4 * values + (version == 1 && values % 2 == 1 ? 4 : 0))
            switch number {
            case 1: return .deflate
            case 2: return .shuffle
            case 3: return .fletcher32
            default:
                throw FileError(
                    path: contents.bytes.path, at: .byte(contents.place),
                    problem: "cannot be read: its filter \(number) is not known",
                    fix: "save it with gzip or without compression")
            }
        }
    }

    /// Whether a piece lies in the file as it is in memory.
    var isEmpty: Bool { filters.isEmpty }

    /// The `count` bytes of a piece from those in the file.
    ///
    /// - Parameter skipped: a bit for each filter that this piece did not go through.
    func undone(
        _ packed: ByteRegion, count: Int, skipped: Int, _ fault: (String) -> FileError
    ) throws(FileError) -> [UInt8] {
        var piece = packed
        for (index, filter) in filters.enumerated().reversed() where skipped >> index & 1 == 0 {
            switch filter {
            case .fletcher32:
                guard piece.count >= 4 else { throw fault("a piece has no sum") }
                let sum = piece[piece.count - 4..<piece.count].array(of: UInt32.self)[0]
                piece = piece[0..<piece.count - 4]
                // Early versions wrote the bytes of each half the other way round.
                let own = Self.fletcher32(piece)
                let turned = (own & 0x00FF_00FF) << 8 | (own & 0xFF00_FF00) >> 8
                guard sum == own || sum == turned else {
                    throw fault("a piece's sum is not that of its bytes")
                }
            case .deflate: piece = try Self.inflated(piece, count: count, fault)
            case .shuffle: piece = ByteRegion(unshuffled(piece.array(of: UInt8.self)))
            }
        }
        guard piece.count == count else {
            throw fault("a piece of \(count) bytes has \(piece.count)")
        }
        return piece.array(of: UInt8.self)
    }

    /// Two sums of words of two bytes, the second of the first's values.
    ///
    /// - Source: Fletcher (1982), "An arithmetic checksum for serial transmissions"; HDF5, H5checksum.c.
    private static func fletcher32(_ region: ByteRegion) -> UInt32 {
        region.withUnsafeBytes { bytes in
            var (first, second): (UInt32, UInt32) = (0, 0)
            func folded(_ sum: UInt32) -> UInt32 { (sum & 0xFFFF) + (sum >> 16) }
            // After 360 words the sums could outgrow 32 bits.
            for start in stride(from: 0, to: bytes.count, by: 720) {
                for place in stride(from: start, to: min(start + 720, bytes.count), by: 2) {
                    let low = place + 1 < bytes.count ? UInt32(bytes[place + 1]) : 0
                    first &+= UInt32(bytes[place]) << 8 | low
                    second &+= first
                }
                (first, second) = (folded(first), folded(second))
            }
            (first, second) = (folded(first), folded(second))
            return second << 16 | first
        }
    }

    private static func inflated(
        _ packed: ByteRegion, count: Int, _ fault: (String) -> FileError
    ) throws(FileError) -> ByteRegion {
        // Memory is not even asked for where the bytes cannot fill it. Four more may be a sum's.
        guard packed.count >= 6, count <= packed.count * Inflater.highestRatio else {
            throw fault("a compressed piece is too small for its \(count) bytes")
        }
        let inflater = Inflater(packed[2..<packed.count], wrapping: .none, path: "")
        var result = [UInt8](repeating: 0, count: count + 4)
        var filled = 0
        do throws(FileError) {
            filled = try result.withUnsafeMutableBufferPointer { buffer throws(FileError) in
                try inflater.read(into: UnsafeMutableRawBufferPointer(buffer))
            }
        } catch {
            throw fault(error.problem)
        }
        return ByteRegion(Array(result.prefix(filled)))
    }

    /// What does not make a whole element lies at the end as it is.
    private func unshuffled(_ bytes: [UInt8]) -> [UInt8] {
        let count = bytes.count / elementSize
        var result = bytes
        for element in 0..<count {
            for part in 0..<elementSize {
                result[element * elementSize + part] = bytes[part * count + element]
            }
        }
        return result
    }
}
