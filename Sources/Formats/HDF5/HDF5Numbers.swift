import LaminaGraph

/// Puts an array's numbers together.
struct HDF5Numbers {
    private let bytes: HDF5Bytes
    private let array: HDF5Array
    private let name: String
    /// Bytes of pieces that may still be unpacked: a damaged file could name one piece without end.
    private var bytesLeft: Int
    private var result: [UInt8] = []

    init(_ array: HDF5Array, named name: String, in bytes: HDF5Bytes, limit: Int) {
        (self.array, self.name, self.bytes) = (array, name, bytes)
        bytesLeft = limit
    }

    /// The numbers, `count` bytes, the lowest byte of each first.
    mutating func read(count: Int) throws(FileError) -> ByteRegion {
        switch array.layout {
        case .here(let region): return try whole(region, count)
        case .whole(let address?, let stored):
            guard stored >= count else { throw fault("has \(stored) bytes and not \(count)", 0) }
            var cursor = try bytes.cursor(at: address, count: count)
            return try whole(cursor.take(count), count)
        case .whole(nil, _), .pieces(nil, _), .one(nil, _, _, _): empty(count)
        case .pieces(let tree?, let sizes):
            let piece = try pieceCount(sizes)
            empty(count)
            if count > 0 { try readTree(tree, sizes, piece, below: nil) }
        case .one(let address?, let sizes, let stored, let skipped):
            let piece = try pieceCount(sizes)
            empty(count)
            if count > 0 {
                let packed = array.filters.isEmpty ? piece : stored
                try put(address, packed, skipped, at: sizes.dropLast().map { _ in 0 }, sizes, piece)
            }
        }
        return ByteRegion(array.isBigEndian ? swapped(result) : result)
    }

    private func fault(_ problem: String, _ byte: Int) -> FileError {
        bytes.fault("'\(name)' \(problem)", at: byte)
    }

    private func whole(_ region: ByteRegion, _ count: Int) throws(FileError) -> ByteRegion {
        guard region.count >= count else {
            throw fault("has \(region.count) bytes and not \(count)", 0)
        }
        let own = region[0..<count]
        return array.isBigEndian ? ByteRegion(swapped(own.array(of: UInt8.self))) : own
    }

    /// Starts with what stands where nothing was written.
    private mutating func empty(_ count: Int) {
        let isZero = array.fill.allSatisfy { $0 == 0 }
        result = [UInt8](repeating: 0, count: count)
        guard !isZero else { return }
        for place in result.indices { result[place] = array.fill[place % array.fill.count] }
    }

    /// Bytes of a piece, whose last size is that of an element.
    private func pieceCount(_ sizes: [Int]) throws(FileError) -> Int {
        let count = sizes.dropLast().reduce((sizes.last ?? 0, false)) { product, size in
            let (next, overflow) = product.0.multipliedReportingOverflow(by: size)
            return (next, product.1 || overflow)
        }
        guard sizes.count == array.shape.count + 1, sizes.last == array.dtype.byteCount,
            !count.1, count.0 <= bytesLeft
        else { throw fault("has pieces of \(sizes), which do not fit it", 0) }
        return count.0
    }

    /// A tree of pieces: nodes of lower levels, and the pieces themselves on the lowest.
    private mutating func readTree(
        _ address: Int, _ sizes: [Int], _ piece: Int, below level: Int?
    ) throws(FileError) {
        var node = try bytes.cursor(at: address)
        try node.expect("TREE")
        let kind = try node.number(1)
        let own = try node.number(1)
        // Levels go down, so that no node can lie below itself.
        guard kind == 1, level.map({ own == $0 - 1 }) ?? true, own <= 32 else {
            throw node.fault("a tree of pieces is damaged")
        }
        let count = try node.number(2)
        try node.skip(2 * bytes.offsetSize)
        for _ in 0..<count {
            let packed = try node.number(4)
            let skipped = try node.number(4)
            var corner: [Int] = []
            for _ in sizes { corner.append(try node.number(8)) }
            let child = try node.existing()
            try spend(own > 0 ? 64 : max(piece, 64), node.place)
            if own > 0 {
                try readTree(child, sizes, piece, below: own)
            } else {
                try put(child, packed, skipped, at: Array(corner.dropLast()), sizes, piece)
            }
        }
    }

    private mutating func spend(_ count: Int, _ byte: Int) throws(FileError) {
        bytesLeft -= count
        guard bytesLeft >= 0 else { throw fault("has pieces without end", byte) }
    }

    /// Puts a piece where it belongs; what reaches beyond the array is cut off.
    private mutating func put(
        _ address: Int, _ packed: Int, _ skipped: Int, at corner: [Int], _ sizes: [Int],
        _ count: Int
    ) throws(FileError) {
        let shape = array.shape
        guard zip(corner, shape).allSatisfy({ $0 >= 0 && $0 < $1 }) else {
            // A piece outside is a rest of when the array was larger.
            return
        }
        var cursor = try bytes.cursor(at: address, count: packed)
        let piece = try array.filters.undone(cursor.take(packed), count: count, skipped: skipped) {
            fault($0, address)
        }
        let size = array.dtype.byteCount
        guard let last = shape.indices.last else {
            result.replaceSubrange(0..<size, with: piece[0..<size])
            return
        }
        let row = min(sizes[last], shape[last] - corner[last]) * size
        let rows = sizes.dropLast(2).reduce(1, *)
        for index in 0..<rows {
            var (rest, target, stride, isInside) = (index, corner[last] * size, size, true)
            stride *= shape[last]
            for axis in (0..<last).reversed() {
                let place = corner[axis] + rest % sizes[axis]
                rest /= sizes[axis]
                isInside = isInside && place < shape[axis]
                target += place * stride
                stride *= shape[axis]
            }
            guard isInside else { continue }
            let from = index * sizes[last] * size
            result.replaceSubrange(target..<target + row, with: piece[from..<from + row])
        }
    }

    private func swapped(_ bytes: [UInt8]) -> [UInt8] {
        let size = array.dtype.byteCount
        var result = bytes
        for start in stride(from: 0, to: bytes.count, by: size) {
            for part in 0..<size { result[start + part] = bytes[start + size - 1 - part] }
        }
        return result
    }
}
