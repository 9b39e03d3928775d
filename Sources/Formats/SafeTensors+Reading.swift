import LaminaGraph

extension SafeTensors {
    /// Opens the file at `path`. The header is read and checked; data stays on disk until it is
    /// used (see ``MappedFile``).
    ///
    /// - Throws: what is wrong with the file, with the byte of the fault and the name of the
    ///   tensor.
    public init(contentsOf path: String) throws(FileError) {
        try self.init(parsing: ByteRegion(MappedFile(path: path)), path: path)
    }

    /// The same, for a file that is already in memory; `path` is for error messages.
    package init(parsing file: ByteRegion, path: String) throws(FileError) {
        guard file.count >= 8 else {
            throw FileError(
                path: path, at: .byte(file.count),
                problem: "the file ends inside the 8 bytes of the header's length",
                fix: SafeTensors.getAnother)
        }
        let claimed = file.withUnsafeBytes {
            UInt64(littleEndian: $0.loadUnaligned(as: UInt64.self))
        }
        guard claimed <= UInt64(SafeTensors.headerLimit) else {
            throw FileError(
                path: path, at: .byte(0),
                problem: "the header claims \(claimed) bytes; at most \(SafeTensors.headerLimit)"
                    + " are allowed", fix: "check that this is a safetensors file")
        }
        let dataStart = 8 + Int(claimed)
        guard dataStart <= file.count else {
            throw FileError(
                path: path, at: .byte(file.count),
                problem: "the header should end at byte \(dataStart), the file ends before",
                fix: SafeTensors.getAnother)
        }
        let header = try file[8..<dataStart].withUnsafeBytes { bytes throws(FileError) in
            try SafeTensorsHeader(parsing: bytes, path: path)
        }
        try SafeTensors.checkLayout(header.records, in: file.count - dataStart, dataStart, path)
        metadata = header.metadata
        entries = [:]
        for record in header.records {
            let bytes = file[dataStart + record.begin..<dataStart + record.end]
            try SafeTensors.checkBooleans(bytes, record, path)
            entries[record.name] = Entry(dtype: record.dtype, shape: record.shape, bytes: bytes)
        }
    }

    /// Reads the data of `bool` tensors, and of no others.
    private static func checkBooleans(
        _ bytes: ByteRegion, _ record: SafeTensorsHeader.Record, _ path: String
    ) throws(FileError) {
        guard let bad = StoredArray.badBoolean(bytes, record.dtype) else { return }
        throw FileError(
            path: path, at: .byte(record.position),
            problem:
                "tensor '\(record.name)' is BOOL and holds a byte \(bad); only 0 and 1 are allowed",
            fix: "store it as U8")
    }

    static let getAnother = "the file is incomplete; get or write it again"

    /// The records must cover the data exactly: each begins where the one before ends.
    private static func checkLayout(
        _ records: [SafeTensorsHeader.Record], in dataCount: Int, _ dataStart: Int, _ path: String
    ) throws(FileError) {
        func fault(_ record: SafeTensorsHeader.Record, _ problem: String) -> FileError {
            FileError(
                path: path, at: .byte(record.position),
                problem: "tensor '\(record.name)' \(problem)",
                fix: "the writer of this file is at fault; write it again with another one")
        }
        var end = 0
        for record in records.sorted(by: { ($0.begin, $0.end) < ($1.begin, $1.end) }) {
            guard
                let expected = StoredArray.byteCount(dtype: record.dtype, shape: record.shape)
            else {
                throw fault(record, StoredArray.refusal(record.shape))
            }
            guard record.begin <= record.end, record.end - record.begin == expected else {
                throw fault(
                    record,
                    "of \(record.dtype) \(record.shape) takes \(expected) bytes; its offsets"
                        + " are \(record.begin) to \(record.end)")
            }
            guard record.begin == end else {
                throw fault(
                    record,
                    "begins at data byte \(record.begin), the one before it ends at \(end);"
                        + " neither holes nor overlaps are allowed")
            }
            end = record.end
        }
        guard end == dataCount else {
            throw FileError(
                path: path, at: .byte(dataStart + min(end, dataCount)),
                problem:
                    "the tensors take \(end) bytes, the file has \(dataCount) after its header",
                fix: end > dataCount
                    ? getAnother : "cut the file off at byte \(dataStart + end), or write it again")
        }
    }
}
