/// The curves and histograms in a file of TensorBoard events, by tag, in the order of the file.
///
/// Read are the scalars and histograms of TensorFlow 1 and PyTorch (`simple_value`, `histo`), and
/// those of TensorFlow 2 and JAX (tensors of the plugins `scalars` and `histograms`); other kinds of
/// summary are passed over.
///
/// ```swift
/// let events = try TFEvents(contentsOf: "events.out.tfevents.1700000000.host")
/// events.scalars["loss/train"]?.map(\.value)
/// ```
///
/// - Source: tensorflow/core/util/event.proto, core/framework/summary.proto and tensor.proto. The
///   writer is ``TFEventsWriter``.
public struct TFEvents: Sendable {
    /// One point of a curve.
    public struct Scalar: Sendable, Equatable {
        /// The step of training it was written for, as its writer counts them.
        public let step: Int64
        /// Seconds since 1970.
        public let wallTime: Double
        /// Of single precision in most files.
        public let value: Double
    }

    /// How numbers were distributed at one step.
    public struct Histogram: Sendable, Equatable {
        /// How many numbers lie between the limit before and this one.
        public struct Bucket: Sendable, Equatable {
            /// The upper end; the lower one is the limit of the bucket before.
            public let limit: Double
            /// A whole number, unless the writer weighs its numbers.
            public let count: Double

            public init(limit: Double, count: Double) { (self.limit, self.count) = (limit, count) }
        }

        /// The step of training it was written for, as its writer counts them.
        public let step: Int64
        /// Seconds since 1970.
        public let wallTime: Double
        /// The least and the largest number; of TensorFlow 2's histograms, the outer limits.
        public let min: Double
        /// The largest number, or the last limit.
        public let max: Double
        /// Of all numbers and of their squares, from which mean and deviation follow; nil where the
        /// file does not say.
        public let sum, sumOfSquares: Double?
        /// In rising order of their limits.
        public let buckets: [Bucket]

        /// How many numbers there were.
        public var count: Double { buckets.reduce(0) { $0 + $1.count } }

        /// What ``TFEventsWriter/histogram(_:_:)`` writes.
        public init(
            step: Int64, wallTime: Double, min: Double, max: Double, sum: Double? = nil,
            sumOfSquares: Double? = nil, buckets: [Bucket]
        ) {
            (self.step, self.wallTime, self.buckets) = (step, wallTime, buckets)
            (self.min, self.max, self.sum, self.sumOfSquares) = (min, max, sum, sumOfSquares)
        }
    }

    /// The curves by tag.
    public private(set) var scalars: [String: [Scalar]] = [:]
    /// The histograms by tag.
    public private(set) var histograms: [String: [Histogram]] = [:]
    /// Why reading ended before the end of the file; nil where all of it was read.
    public private(set) var damage: FileError?
    /// TensorFlow 2 names a tag's plugin only with the tag's first value.
    private var plugins: [String: String] = [:]

    /// Reads the file at `path`.
    ///
    /// - Throws: for the first damaged record, with the byte it begins at.
    public init(contentsOf path: String) throws(FileError) {
        try self.init(parsing: ByteRegion(MappedFile(path: path)), path: path)
        if let damage { throw damage }
    }

    /// Reads the file at `path` up to its first damaged record, which ``damage`` tells of: a run
    /// that is killed while it writes cuts off the last.
    ///
    /// - Throws: if the file cannot be read, or does not begin with a whole record.
    public init(wholePartOf path: String) throws(FileError) {
        try self.init(parsing: ByteRegion(MappedFile(path: path)), path: path)
    }

    package init(parsing file: ByteRegion, path: String) throws(FileError) {
        var reader = TFRecordReader(file, path: path)
        while true {
            let start = reader.consumed
            do throws(FileError) {
                guard let record = try reader.next() else { return }
                do throws(ProtobufScanner.Malformed) {
                    try add(event: ByteRegion(record.data))
                } catch {
                    throw FileError(
                        path: path, at: .byte(record.position),
                        problem: "the record is whole, but no TensorBoard event",
                        fix: "check what wrote the file")
                }
            } catch {
                damage = error
                if start == 0 { throw error }
                return
            }
        }
    }

    /// `Event { wall_time = 1, step = 2, summary = 5 { value = 1 } }`.
    private mutating func add(event: ByteRegion) throws(ProtobufScanner.Malformed) {
        var (wallTime, step, values): (Double, Int64, [ByteRegion]) = (0, 0, [])
        var fields = ProtobufScanner(event)
        while let (field, value) = try fields.next() {
            switch (field, value) {
            case (1, .fixed64(let bits)): wallTime = Double(bitPattern: bits)
            case (2, .varint(let number)): step = Int64(bitPattern: number)
            case (5, .bytes(let summary)):
                var fields = ProtobufScanner(summary)
                while let (field, value) = try fields.next() {
                    if field == 1, case .bytes(let message) = value { values.append(message) }
                }
            default: break
            }
        }
        for value in values { try add(TFSummaryValue(value), step: step, wallTime: wallTime) }
    }

    private mutating func add(_ value: TFSummaryValue, step: Int64, wallTime: Double) {
        if let plugin = value.plugin { plugins[value.tag] = plugin }
        switch (value.content, plugins[value.tag]) {
        case (.number(let number), _):
            scalars[value.tag, default: []].append(
                Scalar(step: step, wallTime: wallTime, value: number))
        case (.tensor(let numbers), "scalars") where numbers.count == 1:
            scalars[value.tag, default: []].append(
                Scalar(step: step, wallTime: wallTime, value: numbers[0]))
        case (.tensor(let numbers), "histograms") where numbers.count % 3 == 0:
            // Rows of left limit, right limit and count.
            let buckets = stride(from: 0, to: numbers.count, by: 3).map {
                Histogram.Bucket(limit: numbers[$0 + 1], count: numbers[$0 + 2])
            }
            histograms[value.tag, default: []].append(
                Histogram(
                    step: step, wallTime: wallTime, min: numbers.first ?? 0,
                    max: buckets.last?.limit ?? 0, buckets: buckets))
        case (.histogram(let numbers, let limits, let counts), _):
            histograms[value.tag, default: []].append(
                Histogram(
                    step: step, wallTime: wallTime, min: numbers[1] ?? 0, max: numbers[2] ?? 0,
                    sum: numbers[4], sumOfSquares: numbers[5],
                    buckets: zip(limits, counts).map { .init(limit: $0, count: $1) }))
        default: break
        }
    }
}
