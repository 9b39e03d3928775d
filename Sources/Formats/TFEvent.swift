/// One `Event` message of TensorBoard, of the three kinds that are written here, and its record.
///
/// The messages are encoded by hand: swift-protobuf would add minutes to every build for six
/// fields.
enum TFEvent {
    /// The first record of a file: `Event { wall_time = 1, file_version = 3 }`.
    case version(wallTime: Double)
    /// `Event { wall_time = 1, step = 2, summary = 5 { value = 1 { tag = 1, simple_value = 2 } }
    /// }`.
    case scalar(tag: String, value: Float, step: Int64, wallTime: Double)
    /// The same with `histo = 5 { min = 1, max = 2, num = 3, sum = 4, sum_squares = 5, bucket_limit = 6,
    /// bucket = 7 }` for a value.
    case histogram(tag: String, TFEvents.Histogram)

    /// Length, checksum, message, checksum.
    var record: [UInt8] {
        let data = message
        let length = littleEndian(UInt64(data.count))
        return length + littleEndian(CRC32C.masked(length)) + data
            + littleEndian(CRC32C.masked(data))
    }

    // A field is its number times 8 plus its wire type: 0 varint, 1 eight bytes, 2 length and
    // bytes, 5 four bytes.
    private var message: [UInt8] {
        switch self {
        case .version(let wallTime):
            return [1 << 3 | 1] + littleEndian(wallTime.bitPattern)
                + field(3, [UInt8]("brain.Event:2".utf8))
        case .scalar(let tag, let value, let step, let wallTime):
            let point = field(1, [UInt8](tag.utf8)) + [2 << 3 | 5] + littleEndian(value.bitPattern)
            return event(step, wallTime, point)
        case .histogram(let tag, let histogram):
            let numbers = [
                histogram.min, histogram.max, histogram.count, histogram.sum,
                histogram.sumOfSquares,
            ]
            var message: [UInt8] = []
            for case (let number, let value?) in zip(UInt8(1)..., numbers) {
                message += [number << 3 | 1] + littleEndian(value.bitPattern)
            }
            let (limits, counts) = (histogram.buckets.map(\.limit), histogram.buckets.map(\.count))
            for (number, values) in [(UInt8(6), limits), (7, counts)] {
                message += field(number, values.flatMap { littleEndian($0.bitPattern) })
            }
            return event(
                histogram.step, histogram.wallTime, field(1, [UInt8](tag.utf8)) + field(5, message))
        }
    }

    private func event(_ step: Int64, _ wallTime: Double, _ value: [UInt8]) -> [UInt8] {
        [1 << 3 | 1] + littleEndian(wallTime.bitPattern)
            + [2 << 3 | 0] + varint(UInt64(bitPattern: step)) + field(5, field(1, value))
    }

    private func field(_ number: UInt8, _ bytes: [UInt8]) -> [UInt8] {
        [number << 3 | 2] + varint(UInt64(bytes.count)) + bytes
    }

    /// Seven bits a byte, the lowest first; the top bit says that more follow.
    private func varint(_ number: UInt64) -> [UInt8] {
        var (rest, bytes): (UInt64, [UInt8]) = (number, [])
        while rest > 127 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 128)
            rest >>= 7
        }
        return bytes + [UInt8(rest)]
    }

    private func littleEndian(_ number: some FixedWidthInteger & BitwiseCopyable) -> [UInt8] {
        withUnsafeBytes(of: number.littleEndian) { [UInt8]($0) }
    }

    /// How many bytes of a file are whole records with right checksums, up to the first of a step
    /// above `last`.
    static func wholePrefix(of file: ByteRegion, keepingStepsUpTo last: Int64?) -> Int {
        var reader = TFRecordReader(file, path: "")
        var end = 0
        while let record = try? reader.next() {
            if let last, let step = step(of: record.data), step > last { break }
            end = reader.consumed
        }
        return end
    }

    /// The step of an event as written here and by TensorFlow: the time first, then the step.
    private static func step(of data: [UInt8]) -> Int64? {
        let field = data.dropFirst(9)
        guard data.first == 1 << 3 | 1, field.first == 2 << 3 else { return nil }
        var (step, shift): (UInt64, UInt64) = (0, 0)
        for byte in field.dropFirst().prefix(10) {
            step |= UInt64(byte & 127) << shift
            shift += 7
            if byte < 128 { return Int64(bitPattern: step) }
        }
        return nil
    }
}
