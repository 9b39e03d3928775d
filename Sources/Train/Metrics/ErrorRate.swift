import LaminaGraph

/// The Levenshtein distance: the fewest insertions, deletions and substitutions that turn one
/// sequence into the other.
///
/// - Complexity: O(n·m) time, O(m) memory.
public func editDistance<Element: Equatable>(_ a: [Element], _ b: [Element]) -> Int {
    var row = Array(0...b.count)
    for (index, x) in a.enumerated() {
        var diagonal = row[0]
        row[0] = index + 1
        for (column, y) in b.enumerated() {
            let substituted = diagonal + (x == y ? 0 : 1)
            diagonal = row[column + 1]
            row[column + 1] = min(substituted, diagonal + 1, row[column] + 1)
        }
    }
    return row[b.count]
}

/// The word or character error rate: the edit distance of all transcripts to their references, over
/// the references' length.
///
/// May exceed 1. Nothing is normalised: lowercase and strip punctuation first if they should not
/// count. Characters are Unicode scalars, spaces included.
///
/// Source: `wer` and `cer` of the `jiwer` package, TorchMetrics' `WordErrorRate`, `CharErrorRate`.
public struct ErrorRate: StreamingMetric, Equatable {
    /// What is counted.
    public enum Unit: Sendable, Hashable {
        /// Words between white space: WER.
        case words
        /// Characters: CER.
        case characters
    }

    /// What is counted.
    public let unit: Unit
    /// Insertions, deletions and substitutions.
    public private(set) var edits = 0
    /// Words or characters of all references.
    public private(set) var referenceLength = 0

    /// No transcripts yet.
    public init(_ unit: Unit) { self.unit = unit }

    /// Adds one transcript.
    public mutating func add(hypothesis: String, reference: String) {
        switch unit {
        case .words: add(hypothesis.words, to: reference.words)
        case .characters: add(Array(hypothesis.unicodeScalars), to: Array(reference.unicodeScalars))
        }
    }

    /// Adds the transcripts of another metric of the same unit.
    public mutating func merge(_ other: ErrorRate) {
        require(unit == other.unit, "ErrorRate: units differ (\(unit) and \(other.unit))")
        edits += other.edits
        referenceLength += other.referenceLength
    }

    /// Edits per unit of the references; nil as long as these are empty.
    public var value: Double? {
        referenceLength == 0 ? nil : Double(edits) / Double(referenceLength)
    }

    private mutating func add<Element: Equatable>(_ answer: [Element], to reference: [Element]) {
        edits += editDistance(answer, reference)
        referenceLength += reference.count
    }
}
