/// Reads a GGUF file from front to back; no count or length in it is believed.
struct GGUFReader {
    /// One tensor's record.
    private struct Record {
        let name: String
        let encoding: GGUFEncoding
        let shape: [Int]
        /// From the start of the data, in bytes.
        let offset: Int
        let byteCount: Int
        /// Where in the file the record stands, in bytes.
        let position: Int
    }

    private let file: ByteRegion
    private let path: String
    private var next = 0

    init(_ file: ByteRegion, path: String) { (self.file, self.path) = (file, path) }

    mutating func read() throws(FileError) -> (
        version: Int, metadata: [String: MetadataValue], entries: [String: GGUF.Entry]
    ) {
        guard file.count >= 4, file[0..<4].array(of: UInt8.self) == Array("GGUF".utf8) else {
            throw fault(0, "the file does not begin with GGUF", "check the file's kind")
        }
        next = 4
        let version = try number(UInt32.self)
        guard version == 2 || version == 3 else {
            // Big-endian files have the same four letters.
            let isBigEndian = (1...3).contains(version.byteSwapped)
            throw fault(
                4,
                isBigEndian ? "the file is big-endian" : "version \(version) of GGUF is not known",
                "convert it to version 3, little-endian, with llama.cpp's gguf scripts")
        }
        let tensorCount = try number(UInt64.self)
        let valueCount = try number(UInt64.self)
        var metadata: [String: MetadataValue] = [:]
        var rest = valueCount
        while rest > 0 {
            let position = next
            let key = try text()
            let value = try value(of: try number(UInt32.self), depth: 0)
            guard metadata.updateValue(value, forKey: key) == nil else {
                throw fault(position, "the metadata '\(key)' stands twice")
            }
            rest -= 1
        }
        var records: [Record] = []
        rest = tensorCount
        while rest > 0 {
            records.append(try record())
            rest -= 1
        }
        let alignment = metadata["general.alignment"].map { $0.int ?? 0 } ?? 32
        guard alignment > 0, alignment & (alignment - 1) == 0, alignment <= 1 << 20 else {
            throw fault(
                next, "general.alignment is \(alignment), which is no power of two up to 1048576")
        }
        return (Int(version), metadata, try entries(records, alignment))
    }

    /// The data of the records: inside of the file, aligned, without overlaps.
    private func entries(
        _ records: [Record], _ alignment: Int
    ) throws(FileError) -> [String: GGUF.Entry] {
        let start = min((next + alignment - 1) & -alignment, file.count)
        let data = file[start..<file.count]
        var result: [String: GGUF.Entry] = [:]
        var end = 0
        for record in records.sorted(by: { ($0.offset, $0.byteCount) < ($1.offset, $1.byteCount) })
        {
            guard record.offset % alignment == 0 else {
                throw fault(
                    record.position,
                    "tensor '\(record.name)' begins at data byte"
                        + " \(record.offset), which is no multiple of \(alignment)")
            }
            guard record.offset <= data.count, record.byteCount <= data.count - record.offset else {
                throw fault(
                    record.position,
                    "tensor '\(record.name)' takes \(record.byteCount) bytes from"
                        + " data byte \(record.offset), the file has \(data.count)",
                    SafeTensors.getAnother)
            }
            guard record.offset >= end || record.byteCount == 0 else {
                throw fault(
                    record.position,
                    "tensor '\(record.name)' begins at data byte \(record.offset), the one before"
                        + " it ends at \(end)")
            }
            end = max(end, record.offset + record.byteCount)
            let entry = GGUF.Entry(
                encoding: record.encoding, shape: record.shape,
                bytes: data[record.offset..<record.offset + record.byteCount])
            guard result.updateValue(entry, forKey: record.name) == nil else {
                throw fault(record.position, "the tensor '\(record.name)' stands twice")
            }
        }
        return result
    }

    private mutating func record() throws(FileError) -> Record {
        let position = next
        let name = try text()
        let rank = try number(UInt32.self)
        guard rank <= 4 else {
            throw fault(position, "tensor '\(name)' has \(rank) axes; GGUF has at most 4")
        }
        var sizes: [Int] = []
        for _ in 0..<rank { sizes.append(Int(clamping: try number(UInt64.self))) }
        let type = try number(UInt32.self)
        guard let encoding = GGUFEncoding(rawValue: type) else {
            let known = GGUFEncoding.allCases.map { "\($0)".uppercased() }.joined(separator: ", ")
            throw fault(
                position,
                "tensor '\(name)' is stored as \(GGUFEncoding.unread[type] ?? "type \(type)")"
                    + "; known are \(known)", "quantise it to one of these with llama-quantize")
        }
        let offset = Int(clamping: try number(UInt64.self))
        let shape = Array(sizes.reversed())
        // At most 8 bytes an element once it is a tensor; nothing else can overflow then.
        guard let count = StoredArray.elementCount(shape, byteCount: 8) else {
            throw fault(position, "tensor '\(name)' " + StoredArray.refusal(shape))
        }
        let row = sizes.first ?? 1
        guard row % encoding.blockSize == 0 else {
            throw fault(
                position,
                "tensor '\(name)' has rows of \(row) elements, and"
                    + " \("\(encoding)".uppercased()) blocks of \(encoding.blockSize)")
        }
        let (bytes, overflow) = (count / encoding.blockSize).multipliedReportingOverflow(
            by: encoding.blockByteCount)
        guard !overflow else {
            throw fault(position, "tensor '\(name)' " + StoredArray.refusal(shape))
        }
        return Record(
            name: name, encoding: encoding, shape: shape, offset: offset, byteCount: bytes,
            position: position)
    }

    private mutating func value(
        of type: UInt32, depth: Int
    ) throws(FileError) -> MetadataValue {
        switch type {
        case 0: return .integer(Int64(try number(UInt8.self)))
        case 1: return .integer(Int64(try number(Int8.self)))
        case 2: return .integer(Int64(try number(UInt16.self)))
        case 3: return .integer(Int64(try number(Int16.self)))
        case 4: return .integer(Int64(try number(UInt32.self)))
        case 5: return .integer(Int64(try number(Int32.self)))
        case 6: return .number(Double(Float(bitPattern: try number(UInt32.self))))
        case 7:
            let byte = try number(UInt8.self)
            guard byte <= 1 else { throw fault(next - 1, "a truth value is \(byte)") }
            return .bool(byte == 1)
        case 8: return .text(try text(mending: true))
        case 9:
            let position = next
            let element = try number(UInt32.self)
            // Nests are allowed by the format and made by nobody.
            guard depth < 4 else { throw fault(position, "an array nests too deep") }
            var rest = try number(UInt64.self)
            var values: [MetadataValue] = []
            while rest > 0 {
                values.append(try value(of: element, depth: depth + 1))
                rest -= 1
            }
            return .array(values)
        case 10:
            let number = try number(UInt64.self)
            return Int64(exactly: number).map { .integer($0) } ?? .unsigned(number)
        case 11: return .integer(try number(Int64.self))
        case 12: return .number(Double(bitPattern: try number(UInt64.self)))
        default: throw fault(next - 4, "a metadata value has the unknown type \(type)")
        }
    }

    /// - Parameter mending: whether bytes that are no UTF-8 may be replaced: some vocabularies hold
    ///   pieces of characters. A key or a name must be whole.
    private mutating func text(mending: Bool = false) throws(FileError) -> String {
        let position = next
        let count = try number(UInt64.self)
        guard count <= UInt64(file.count - next) else { throw tooShort() }
        let bytes = file[next..<next + Int(count)].array(of: UInt8.self)
        next += Int(count)
        if mending { return String(decoding: bytes, as: UTF8.self) }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw fault(position, "a name is not valid UTF-8")
        }
        return text
    }

    private mutating func number<Number: FixedWidthInteger & BitwiseCopyable>(
        _ type: Number.Type
    ) throws(FileError) -> Number {
        let size = MemoryLayout<Number>.size
        guard size <= file.count - next else { throw tooShort() }
        let value = file[next..<next + size].withUnsafeBytes {
            Number(littleEndian: $0.loadUnaligned(as: type))
        }
        next += size
        return value
    }

    private func tooShort() -> FileError {
        fault(file.count, "the file ends too early", SafeTensors.getAnother)
    }

    private func fault(
        _ byte: Int, _ problem: String, _ fix: String = "convert the model again"
    ) -> FileError {
        FileError(path: path, at: .byte(byte), problem: problem, fix: fix)
    }
}
