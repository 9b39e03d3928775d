import LaminaFormats
import LaminaTestSupport
import Testing

@Suite struct TFEventsTests {
    private let folder = TemporaryFolder()
    private var path: String { folder.file("events.tfevents") }

    @Test(arguments: [ReferenceFiles.eventsPlain, ReferenceFiles.eventsTensors])
    func readsWhatTensorBoardWrites(bytes: [UInt8]) throws {
        folder.file("events.tfevents", holding: bytes)
        let events = try TFEvents(contentsOf: path)
        #expect(events.scalars.keys.sorted() == ["a"])
        let points = try #require(events.scalars["a"])
        #expect(points.map(\.step) == [0, 2] && points.map(\.wallTime) == [2, 4])
        #expect(points.map(\.value) == [0.5, 0.25])
        let histogram = try #require(events.histograms["h"]?.first)
        #expect(histogram.step == 1 && histogram.wallTime == 3 && histogram.count == 4)
        #expect(histogram.min == -1 && histogram.buckets.map(\.limit) == [0, 2, 4])
        #expect(histogram.buckets.map(\.count) == [1, 2, 1])
        #expect(events.histograms.count == 1 && events.damage == nil)
    }

    @Test func readsWhatTheWriterWrites() throws {
        let writer = try TFEventsWriter(path: path, wallTime: 1)
        for step in [1, 2, 1 << 40] as [Int64] {
            try writer.scalar("loss", Float(step), step: step, wallTime: 2)
        }
        let points = try TFEvents(contentsOf: path).scalars["loss"]
        #expect(points?.map(\.step) == [1, 2, 1 << 40])
        #expect(points?.map(\.value) == [1, 2, Double(1 << 40 as Int64)])
    }

    /// The beginnings of the records, and of the end.
    private func starts(_ bytes: [UInt8]) -> [Int] {
        var starts = [0]
        while let last = starts.last, last < bytes.count {
            starts.append(last + 16 + Int(bytes[last]) + Int(bytes[last + 1]) << 8)
        }
        return starts
    }

    @Test func aCutFileIsReadUpToItsLastWholeRecord() throws {
        let whole = ReferenceFiles.eventsPlain
        let starts = starts(whole)
        for length in 0..<whole.count {
            folder.file("events.tfevents", holding: [UInt8](whole[..<length]))
            if starts.contains(length) {
                #expect(throws: Never.self) { try TFEvents(contentsOf: path) }
                continue
            }
            let start = starts.last { $0 < length }!
            let fault = #expect(throws: FileError.self) { try TFEvents(contentsOf: path) }
            #expect(fault?.position == .byte(start) && fault?.path == path)
            guard start > 0 else { continue }
            let events = try TFEvents(wholePartOf: path)
            #expect(events.damage?.position == .byte(start))
            #expect(events.scalars["a"]?.count ?? 0 == (start > starts[1] ? 1 : 0))
        }
    }

    @Test func everyChangedByteIsNoticedAtItsRecord() throws {
        let whole = ReferenceFiles.eventsPlain
        let starts = starts(whole)
        for place in whole.indices {
            var damaged = whole
            damaged[place] ^= 0x10
            let fault = #expect(throws: FileError.self) {
                let events = try TFEvents(parsing: ByteRegion(damaged), path: "x")
                if let damage = events.damage { throw damage }
            }
            #expect(fault?.position == .byte(starts.last { $0 <= place }!))
        }
    }

    @Test(
        arguments: [
            [0x2A, 5, 1], [0x80], [0x2B], [0x09, 1, 2], [UInt8](repeating: 0x80, count: 11),
            [0x2A, 4, 0x0A, 2, 0x2A, 9], [0x2A, 7, 0x0A, 5, 0x2A, 3, 0x32, 1, 0],
            [0x2A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1],
        ] as [[UInt8]])
    func aRecordThatIsNoEventIsNamed(message: [UInt8]) throws {
        let first = FileCorpus.record([9, 0, 0, 0, 0, 0, 0, 0, 0])
        let events = try TFEvents(
            parsing: ByteRegion(first + FileCorpus.record(message)), path: "x")
        #expect(events.damage?.problem == "the record is whole, but no TensorBoard event")
        #expect(events.damage?.position == .byte(first.count))
    }
}
