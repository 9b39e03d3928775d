public import LaminaFormats

/// An IDX file: one array of numbers, the format of MNIST and its successors.
///
/// Layout, all big-endian: two zero bytes, the element type, the number of axes; one `UInt32` per
/// axis; the elements, row-major. A file compressed by gzip is recognised by its contents.
///
/// - Source: Y. LeCun, C. Cortes, C. Burges, "The MNIST database", section "The IDX file format".
public struct IDX: Sendable {
    /// Type of the elements, with its code in the file.
    public enum ElementType: UInt8, Sendable, CaseIterable {
        case uint8 = 0x08
        case int8 = 0x09
        case int16 = 0x0B
        case int32 = 0x0C
        case float32 = 0x0D
        case float64 = 0x0E

        /// Size of an element in bytes.
        public var byteCount: Int {
            switch self {
            case .uint8, .int8: 1
            case .int16: 2
            case .int32, .float32: 4
            case .float64: 8
            }
        }
    }

    /// As it was given, for messages.
    public let path: String
    /// The type as the file has it, before any conversion.
    public let elementType: ElementType
    /// Sizes of the axes, outermost first.
    public let shape: [Int]
    /// The elements as they lie in the file, big-endian.
    public let bytes: ByteRegion

    /// Where the elements begin in the (decompressed) file, in bytes.
    public var dataOffset: Int { 4 + 4 * shape.count }

    /// Opens the file at `path`; elements of an uncompressed file stay on disk until they are used.
    ///
    /// - Throws: ``FileError`` with the byte of the fault: a wrong magic number, sizes that no
    ///   memory holds, too few or too many bytes.
    public init(contentsOf path: String) throws(FileError) {
        try self.init(parsing: ByteRegion(MappedFile(path: path)), path: path)
    }

    /// The same, for a file that is already in memory; `path` is for error messages.
    package init(parsing file: ByteRegion, path: String) throws(FileError) {
        var source = IDXSource(file, path: path)
        let magic = try source.header(4, "magic number")
        guard magic[0] == 0, magic[1] == 0, let type = ElementType(rawValue: magic[2]) else {
            let found = magic.reduce(0) { $0 << 8 | UInt32($1) }
            throw FileError(
                path: path, at: .byte(0),
                problem: "magic number 0x\(String(found, radix: 16)) is not that of an IDX file"
                    + " (0x0000TTRR with type TT 8, 9, b, c, d or e)",
                fix: "check that this is the right file and that it was downloaded whole")
        }
        let sizes = try source.header(4 * Int(magic[3]), "sizes of \(magic[3]) axes")
        var (shape, size): ([Int], Int) = ([], type.byteCount)
        for axis in 0..<Int(magic[3]) {
            shape.append(sizes[4 * axis..<4 * axis + 4].reduce(0) { $0 << 8 | Int($1) })
            let (product, overflow) = size.multipliedReportingOverflow(by: shape[axis])
            // The header's own bytes, up to 1024, come on top.
            guard !overflow, product <= Int.max - 1024 else {
                throw FileError(
                    path: path, at: .byte(4 + 4 * axis),
                    problem:
                        "an array of \(shape.map(String.init).joined(separator: " x ")) or more"
                        + " elements fits no memory", fix: "get the file again")
            }
            size = product
        }
        bytes = try source.payload(size)
        (self.path, self.elementType, self.shape) = (path, type, shape)
    }

    /// The elements of a file of type `uint8`.
    public func uint8() throws(FileError) -> [UInt8] {
        guard elementType == .uint8 else { throw wrongType("uint8") }
        return bytes.array(of: UInt8.self)
    }

    /// The elements of a file of an integer type.
    public func int32() throws(FileError) -> [Int32] {
        switch elementType {
        case .uint8: return decode(UInt8.self) { Int32($0) }
        case .int8: return decode(Int8.self) { Int32($0) }
        case .int16: return decode(Int16.self) { Int32($0) }
        case .int32: return decode(Int32.self) { $0 }
        case .float32, .float64: throw wrongType("an integer type")
        }
    }

    /// The elements as numbers, whatever the type; `int32` and `float64` are rounded to the
    /// nearest.
    public func floats() -> [Float] {
        switch elementType {
        case .uint8: decode(UInt8.self) { Float($0) }
        case .int8: decode(Int8.self) { Float($0) }
        case .int16: decode(Int16.self) { Float($0) }
        case .int32: decode(Int32.self) { Float($0) }
        case .float32: decode(UInt32.self) { Float(bitPattern: $0) }
        case .float64: decode(UInt64.self) { Float(Double(bitPattern: $0)) }
        }
    }

    private func decode<Raw: FixedWidthInteger & BitwiseCopyable, Value>(
        _ raw: Raw.Type, _ convert: (Raw) -> Value
    ) -> [Value] {
        bytes.withUnsafeBytes { bytes in
            let stride = MemoryLayout<Raw>.size
            return (0..<bytes.count / stride).map {
                convert(
                    Raw(bigEndian: bytes.loadUnaligned(fromByteOffset: $0 * stride, as: Raw.self)))
            }
        }
    }

    private func wrongType(_ wanted: String) -> FileError {
        FileError(
            path: path, at: .byte(2),
            problem: "the elements are \(elementType); \(wanted) is needed",
            fix: "check that this is the right file")
    }
}
