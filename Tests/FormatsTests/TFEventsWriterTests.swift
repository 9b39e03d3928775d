import LaminaFormats
import LaminaTestSupport
import Testing

@Suite struct CRC32CTests {
    /// RFC 3720, B.4, and the customary check value.
    @Test func knownAnswers() {
        #expect(CRC32C.checksum("123456789".utf8) == 0xE306_9283)
        #expect(CRC32C.checksum([UInt8](repeating: 0, count: 32)) == 0x8A91_36AA)
        #expect(CRC32C.checksum([UInt8](repeating: 0xFF, count: 32)) == 0x62A8_AB43)
        #expect(CRC32C.checksum((0..<32).map { UInt8($0) }) == 0x46DD_794E)
        #expect(CRC32C.checksum([]) == 0)
    }
}

@Suite struct TFEventsWriterTests {
    private let folder = TemporaryFolder()
    private var path: String { folder.file("events.tfevents") }

    /// What a reader makes of an event: field number to value, messages opened.
    private struct Event: Equatable {
        var wallTime = 0.0
        var step: Int64 = 0
        var version: String?
        var tag: String?
        var value: Float?
    }

    /// Reads as TensorBoard does: checks both checksums of every record, then the message's fields.
    private func events() throws -> [Event] {
        var bytes = try #require(contents(path))[...]
        var result: [Event] = []
        while !bytes.isEmpty {
            let length = bytes.prefix(8)
            #expect(word(bytes.dropFirst(8).prefix(4)) == UInt64(CRC32C.masked(length)))
            let data = bytes.dropFirst(12).prefix(Int(word(length)))
            let checksum = bytes.dropFirst(12 + data.count).prefix(4)
            #expect(word(checksum) == UInt64(CRC32C.masked(data)))
            bytes = bytes.dropFirst(16 + data.count)
            var event = Event()
            read(data, [], &event)
            result.append(event)
        }
        return result
    }

    private func read(_ message: ArraySlice<UInt8>, _ way: [UInt64], _ event: inout Event) {
        var rest = message
        while !rest.isEmpty {
            let key = varint(&rest)
            let path = way + [key >> 3]
            let size = [1: 8, 5: 4][key & 7] ?? Int(varint(&rest))
            if path == [2] {
                event.step = Int64(size)
                continue
            }
            let field = rest.prefix(size)
            rest = rest.dropFirst(size)
            switch path {
            case [1]: event.wallTime = Double(bitPattern: word(field))
            case [3]: event.version = String(decoding: field, as: UTF8.self)
            case [5], [5, 1]: read(field, path, &event)
            case [5, 1, 1]: event.tag = String(decoding: field, as: UTF8.self)
            case [5, 1, 2]: event.value = Float(bitPattern: UInt32(word(field)))
            default: Issue.record("unknown field \(path)")
            }
        }
    }

    private func varint(_ bytes: inout ArraySlice<UInt8>) -> UInt64 {
        var (result, shift): (UInt64, UInt64) = (0, 0)
        while let byte = bytes.popFirst() {
            result |= UInt64(byte & 127) << shift
            shift += 7
            if byte < 128 { break }
        }
        return result
    }

    private func word(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    private func write(_ steps: [Int64], keeping: Int64? = nil) throws {
        let writer = try TFEventsWriter(path: path, keepingStepsUpTo: keeping, wallTime: 1.5)
        for step in steps {
            try writer.scalar("loss/train", Float(step) / 4, step: step, wallTime: 2)
        }
        try writer.synchronize()
    }

    @Test func aReaderFindsVersionAndPoints() throws {
        try write([1, 300, 1 << 40])
        var expected = [Event(wallTime: 1.5, version: "brain.Event:2")]
        for step in [1, 300, 1 << 40] as [Int64] {
            expected.append(
                Event(wallTime: 2, step: step, tag: "loss/train", value: Float(step) / 4))
        }
        #expect(try events() == expected)
    }

    @Test func openingAgainAppends() throws {
        try write([1])
        try write([2])
        #expect(try events().map(\.step) == [0, 1, 2])
    }

    @Test func aResumedRunDropsTheStepsItRepeats() throws {
        try write([10, 20, 30, 40])
        try write([30, 40, 50], keeping: 25)
        #expect(try events().map(\.step) == [0, 10, 20, 30, 40, 50])
    }

    @Test func whatAKillCutOffIsRemoved() throws {
        try write([1, 2])
        let whole = try #require(contents(path))
        let second = whole.count - (whole.count - 40) / 2
        for length in second..<whole.count {
            folder.file("events.tfevents", holding: [UInt8](whole[..<length]))
            try write([3])
            #expect(try events().map(\.step) == [0, 1, 3])
        }
    }

    @Test func histogramsAreReadBackAsTheyWereWritten() throws {
        let writer = try TFEventsWriter(path: path, wallTime: 1)
        let whole = TFEvents.Histogram(
            step: 12, wallTime: 5, min: -1, max: 2, sum: 3.5, sumOfSquares: 9,
            buckets: [
                .init(limit: 0, count: 1), .init(limit: 1, count: 0), .init(limit: 2, count: 7),
            ])
        let withoutSums = TFEvents.Histogram(
            step: 13, wallTime: 6, min: 0, max: 1, buckets: [.init(limit: 1, count: 2)])
        try writer.histogram("activations/conv1", whole)
        try writer.histogram("activations/conv1", withoutSums)
        try writer.scalar("loss", 0.5, step: 13, wallTime: 6)
        let events = try TFEvents(contentsOf: path)
        #expect(events.histograms["activations/conv1"] == [whole, withoutSums])
        #expect(events.scalars["loss"]?.map(\.value) == [0.5])
    }

    @Test func aFileOfAnotherKindIsLeftAlone() throws {
        let text = [UInt8]("this is my thesis, please keep it".utf8)
        folder.file("events.tfevents", holding: text)
        #expect(throws: FileError.self) { try write([1]) }
        #expect(contents(path) == text)
    }
}
