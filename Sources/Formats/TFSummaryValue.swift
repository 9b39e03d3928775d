/// One value of a TensorBoard summary, as far as it is a number, a histogram or a tensor of floats.
struct TFSummaryValue {
    enum Content {
        case number(Double)
        /// Least and largest number, sum and sum of squares under the numbers of their fields.
        case histogram([UInt64: Double], limits: [Double], counts: [Double])
        case tensor([Double])
        /// A picture, a sound, a text.
        case other
    }

    private(set) var tag = ""
    /// Which of TensorBoard's plugins shows it, if the value says so.
    private(set) var plugin: String?
    private(set) var content = Content.other

    /// `Value { tag = 1, simple_value = 2, histo = 5, tensor = 8, metadata = 9 { plugin_data = 1 {
    /// plugin_name = 1 } } }`.
    init(_ message: ByteRegion) throws(ProtobufScanner.Malformed) {
        var fields = ProtobufScanner(message)
        while let (field, value) = try fields.next() {
            switch (field, value) {
            case (1, .bytes(let text)): tag = text.text
            case (2, .fixed32(let bits)): content = .number(Double(Float(bitPattern: bits)))
            case (5, .bytes(let message)): content = try Self.histogram(message)
            case (8, .bytes(let message)): content = try Self.tensor(message)
            case (9, .bytes(let message)):
                if let data = try Self.first(1, in: message),
                    let name = try Self.first(1, in: data)
                {
                    plugin = name.text
                }
            default: break
            }
        }
    }

    private static func first(
        _ number: UInt64, in message: ByteRegion
    ) throws(ProtobufScanner.Malformed) -> ByteRegion? {
        var fields = ProtobufScanner(message)
        while let (field, value) = try fields.next() {
            if field == number, case .bytes(let bytes) = value { return bytes }
        }
        return nil
    }

    /// `HistogramProto { min = 1, max = 2, sum = 4, sum_squares = 5, bucket_limit = 6, bucket = 7 }`.
    private static func histogram(
        _ message: ByteRegion
    ) throws(ProtobufScanner.Malformed) -> Content {
        var (numbers, limits, counts): ([UInt64: Double], [Double], [Double]) = ([:], [], [])
        var fields = ProtobufScanner(message)
        while let (field, value) = try fields.next() {
            switch (field, value) {
            case (1...5, .fixed64(let bits)): numbers[field] = Double(bitPattern: bits)
            case (6, _): limits += try ProtobufScanner.doubles(value)
            case (7, _): counts += try ProtobufScanner.doubles(value)
            default: break
            }
        }
        guard limits.count == counts.count else { throw ProtobufScanner.Malformed() }
        return .histogram(numbers, limits: limits, counts: counts)
    }

    /// `TensorProto { dtype = 1, tensor_content = 4, float_val = 5, double_val = 6 }`; the numbers
    /// of a tensor of `float` (1) or `double` (2).
    private static func tensor(
        _ message: ByteRegion
    ) throws(ProtobufScanner.Malformed) -> Content {
        var (type, numbers, raw): (UInt64, [Double], ByteRegion?) = (0, [], nil)
        var fields = ProtobufScanner(message)
        while let (field, value) = try fields.next() {
            switch (field, value) {
            case (1, .varint(let number)): type = number
            case (4, .bytes(let bytes)): raw = bytes
            case (5, _): numbers += try ProtobufScanner.floats(value)
            case (6, _): numbers += try ProtobufScanner.doubles(value)
            default: break
            }
        }
        guard type == 1 || type == 2 else { return .other }
        if let raw, raw.count > 0 {
            numbers =
                type == 1
                ? try ProtobufScanner.floats(.bytes(raw))
                : try ProtobufScanner.doubles(.bytes(raw))
        }
        return .tensor(numbers)
    }
}
