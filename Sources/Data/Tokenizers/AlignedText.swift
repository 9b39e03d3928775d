/// A text as Unicode scalars, each with the bytes of the original text that it stands for.
///
/// Normalising changes, adds and removes scalars; the offsets let a token point at the user's own
/// text all the same.
struct AlignedText {
    private(set) var scalars: [UInt32] = []
    /// Where a scalar's origin begins and ends in the original text, in UTF-8 bytes.
    private(set) var starts: [Int] = []
    private(set) var ends: [Int] = []

    init() {}

    init(_ text: String) {
        var offset = 0
        reserve(text.utf8.count)
        for scalar in text.unicodeScalars {
            let end = offset + UTF8.width(scalar)
            append(scalar.value, offset..<end)
            offset = end
        }
    }

    init(_ text: AlignedText, _ range: Range<Int>) {
        scalars = Array(text.scalars[range])
        starts = Array(text.starts[range])
        ends = Array(text.ends[range])
    }

    var count: Int { scalars.count }

    mutating func reserve(_ count: Int) {
        scalars.reserveCapacity(count)
        starts.reserveCapacity(count)
        ends.reserveCapacity(count)
    }

    mutating func append(_ scalar: UInt32, _ origin: Range<Int>) {
        scalars.append(scalar)
        starts.append(origin.lowerBound)
        ends.append(origin.upperBound)
    }

    mutating func append(_ other: AlignedText, _ range: Range<Int>) {
        scalars += other.scalars[range]
        starts += other.starts[range]
        ends += other.ends[range]
    }

    func origin(_ index: Int) -> Range<Int> { starts[index]..<ends[index] }

    /// The bytes of the original text behind a range of scalars; of an empty range, the empty range
    /// at its place.
    func origin(_ range: Range<Int>) -> Range<Int> {
        guard !range.isEmpty else {
            let place = range.lowerBound < count ? starts[range.lowerBound] : ends.last ?? 0
            return place..<place
        }
        let start = starts[range.lowerBound]
        return start..<max(start, ends[range.upperBound - 1])
    }

    /// Each scalar replaced by those that `transform` appends, at the same origin.
    func mapped(_ transform: (UInt32, inout [UInt32]) -> Void) -> AlignedText {
        var (result, replacement) = (AlignedText(), [UInt32]())
        result.reserve(count)
        for index in 0..<count {
            replacement.removeAll(keepingCapacity: true)
            transform(scalars[index], &replacement)
            for scalar in replacement { result.append(scalar, origin(index)) }
        }
        return result
    }

    /// The scalars as a string.
    static func string(_ scalars: some Sequence<UInt32>) -> String {
        var text = String.UnicodeScalarView()
        for value in scalars { text.append(Unicode.Scalar(value) ?? "\u{FFFD}") }
        return String(text)
    }
}

extension String {
    /// The text's Unicode scalars as numbers.
    var scalarValues: [UInt32] { unicodeScalars.map(\.value) }
}
