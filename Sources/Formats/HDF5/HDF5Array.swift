import LaminaGraph

/// What an array's messages say: its type, its sizes, and where its numbers lie.
struct HDF5Array {
    /// Where the numbers lie.
    enum Layout {
        case here(ByteRegion)
        /// In one piece; nil where nothing was ever written.
        case whole(address: Int?, count: Int)
        /// In pieces of these sizes, which a tree finds; nil where nothing was ever written.
        case pieces(tree: Int?, sizes: [Int])
        /// In one piece of these sizes that may have gone through filters.
        case one(address: Int?, sizes: [Int], count: Int, skipped: Int)
    }

    let shape: [Int]
    let dtype: DType
    let isBigEndian: Bool
    let layout: Layout
    /// What each piece went through when it was written, in this order.
    let filters: HDF5Filters
    /// An element where nothing was written, in the file's byte order; zeros if it is empty.
    let fill: [UInt8]

    /// Reads the description; nil for text, structures, nothing at all and whatever else is no number.
    init?(_ object: HDF5Object, in bytes: HDF5Bytes, steps: inout Int) throws(FileError) {
        guard let space = object.first(0x01), let place = object.first(0x08),
            let type = try Self.type(of: object, in: bytes, &steps)
        else { throw bytes.fault("an array lacks its sizes, its type or its place", at: 0) }
        if object.first(0x07) != nil {
            throw type.fault("keeps its numbers in other files, which is refused")
        }
        guard let shape = try Self.shape(space.contents),
            let (dtype, isBigEndian) = try HDF5Number.parse(type)
        else { return nil }
        (self.shape, self.dtype, self.isBigEndian) = (shape, dtype, isBigEndian)
        filters = try HDF5Filters(object.first(0x0B)?.contents, elementSize: dtype.byteCount)
        layout = try Self.layout(place.contents, rank: shape.count)
        fill = try Self.fill(object, size: dtype.byteCount)
    }

    /// The type's message, which a file may keep apart for several arrays.
    private static func type(
        of object: HDF5Object, in bytes: HDF5Bytes, _ steps: inout Int
    ) throws(FileError) -> HDF5Cursor? {
        guard let message = object.first(0x03) else { return nil }
        guard message.isShared else { return message.contents }
        var contents = message.contents
        let version = try contents.number(1)
        let kind = try contents.number(1)
        if version == 1 { try contents.skip(6) }
        guard (1...3).contains(version), version < 3 || kind == 2 else {
            throw contents.fault("the array's type lies in a heap, which is not read")
        }
        let other = try HDF5Object(at: contents.existing(), of: bytes, steps: &steps)
        guard let own = other.first(0x03), !own.isShared else {
            throw contents.fault("the array's type is not where it should be")
        }
        return own.contents
    }

    /// Nil for an array of nothing.
    private static func shape(_ message: HDF5Cursor) throws(FileError) -> [Int]? {
        var contents = message
        let version = try contents.number(1)
        let rank = try contents.number(1)
        guard (1...2).contains(version), rank <= 32 else {
            throw contents.fault("the array has no shape")
        }
        try contents.skip(1)
        let kind = try contents.number(1)
        if version == 1 {
            try contents.skip(4)
        } else if kind == 2 {
            return nil
        }
        return try (0..<rank).map { _ throws(FileError) in try contents.length() }
    }

    private static func layout(
        _ message: HDF5Cursor, rank: Int
    ) throws(FileError) -> Layout {
        var contents = message
        switch try contents.number(1) {
        case 1, 2: return try earlyLayout(&contents)
        case let version where version == 3 || version == 4:
            switch try contents.number(1) {
            case 0:
                let count = try contents.number(2)
                return .here(try contents.take(count))
            case 1:
                let address = try contents.address()
                return .whole(address: address, count: try contents.length())
            case 2 where version == 3:
                let count = try contents.number(1)
                let tree = try contents.address()
                return .pieces(tree: tree, sizes: try sizes(&contents, count, bytes: 4))
            case 2: return try lateLayout(&contents)
            default:
                throw contents.fault("keeps its numbers in other files, which is refused")
            }
        default: throw contents.fault("the array's numbers are kept in a way of a later version")
        }
    }

    /// Versions 1 and 2, of HDF5 before 1.6.
    private static func earlyLayout(_ contents: inout HDF5Cursor) throws(FileError) -> Layout {
        let count = try contents.number(1)
        let kind = try contents.number(1)
        try contents.skip(5)
        let address = kind == 0 ? nil : try contents.address()
        let sizes = try sizes(&contents, count, bytes: 4)
        switch kind {
        case 0:
            let own = try contents.number(4)
            return .here(try contents.take(own))
        case 1:
            let total = StoredArray.elementCount(Array(sizes.prefix(8)), byteCount: 1)
            guard let total, sizes.count <= 8 else { throw contents.fault("has no size") }
            return .whole(address: address, count: total)
        default: return .pieces(tree: address, sizes: sizes)
        }
    }

    /// Pieces as HDF5 1.10's newest files keep them: only one that is all can be read.
    private static func lateLayout(_ contents: inout HDF5Cursor) throws(FileError) -> Layout {
        let flags = try contents.number(1)
        let count = try contents.number(1)
        let width = try contents.number(1)
        guard (1...8).contains(width) else {
            throw contents.fault("the sizes of pieces are damaged")
        }
        let sizes = try sizes(&contents, count, bytes: width)
        guard try contents.number(1) == 1 else {
            throw FileError(
                path: contents.bytes.path, at: .byte(contents.place),
                problem: "an array's pieces are kept in the way of HDF5 1.10's newest files",
                fix: "save it with libver='earliest', as h5py does unless told otherwise")
        }
        let isFiltered = flags & 2 != 0
        let packed = isFiltered ? try contents.length() : 0
        let skipped = isFiltered ? try contents.number(4) : 0
        return .one(
            address: try contents.address(), sizes: sizes, count: packed, skipped: skipped)
    }

    private static func sizes(
        _ contents: inout HDF5Cursor, _ count: Int, bytes: Int
    ) throws(FileError) -> [Int] {
        guard (1...33).contains(count) else { throw contents.fault("has no shape") }
        return try (0..<count).map { _ throws(FileError) in
            let size = try contents.number(bytes)
            guard size > 0 else { throw contents.fault("a piece has a size of 0") }
            return size
        }
    }

    private static func fill(_ object: HDF5Object, size: Int) throws(FileError) -> [UInt8] {
        if var contents = object.first(0x05)?.contents {
            let version = try contents.number(1)
            if version >= 3 {
                guard try contents.number(1) & 0x20 != 0 else { return [] }
            } else {
                try contents.skip(2)
                guard try contents.number(1) != 0 else { return [] }
            }
            let count = try contents.number(4)
            return count == size ? try contents.take(count).array(of: UInt8.self) : []
        }
        guard var contents = object.first(0x04)?.contents else { return [] }
        let count = try contents.number(4)
        return count == size ? try contents.take(count).array(of: UInt8.self) : []
    }
}

/// The types of numbers that both HDF5 and Lamina know.
enum HDF5Number {
    /// Nil for text, structures and whatever else is no number. Truth values are an enumeration of
    /// bytes.
    static func parse(_ message: HDF5Cursor) throws(FileError) -> (DType, isBigEndian: Bool)? {
        var contents = message
        let kind = try contents.number(1) & 0x0F
        let bits = try contents.number(3)
        let size = try contents.number(4)
        switch kind {
        case 0:
            let offset = try contents.number(2)
            let precision = try contents.number(2)
            guard offset == 0, precision == 8 * size else {
                throw contents.fault("is of whole numbers of \(precision) bits in \(size) bytes")
            }
            let isSigned = bits & 8 != 0
            let types: [Int: DType] =
                isSigned
                ? [1: .int8, 2: .int16, 4: .int32, 8: .int64]
                : [1: .uint8, 2: .uint16, 4: .uint32, 8: .uint64]
            return types[size].map { ($0, bits & 1 != 0) }
        case 1:
            try contents.skip(8)
            let bias = try contents.number(4)
            // Bit 6 stands for the order of words of a VAX.
            guard bits & 0x40 == 0 else { return nil }
            switch (size, bias) {
            case (2, 15): return (.float16, bits & 1 != 0)
            case (2, 127): return (.bfloat16, bits & 1 != 0)
            case (4, 127): return (.float32, bits & 1 != 0)
            case (8, 1023): return (.float64, bits & 1 != 0)
            default: return nil
            }
        case 8:
            let base = try contents.number(1) & 0x0F
            return base == 0 && size == 1 ? (.bool, false) : nil
        default: return nil
        }
    }
}
