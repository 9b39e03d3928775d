import Testing

/// The inputs of scripts/reference-metrics.py.
enum MetricSamples {
    /// 60 examples of the classes 0, 1 and 2 out of 4.
    static let truths = (0..<60).map { ($0 * $0 + $0 / 7) % 3 }

    static let answers = truths.enumerated().map { index, truth in
        (index * 5) % 7 < 4 ? truth : (truth + index) % 4
    }

    /// Four scores an example, that of the truth raised.
    static let scores: [[Double]] = truths.enumerated().map { index, truth in
        (0..<4).map { column in
            let place = (index * 31 + column * 17 + index * column) % 29
            return Double(place) / 29 + (column == truth ? 0.3 : 0)
        }
    }

    /// `scores` over their sum.
    static let probabilities = scores.map { row in
        let sum = row.reduce(0, +)
        return row.map { $0 / sum }
    }

    static let hypotheses = [
        "The cat, of 3.5 years, sat on the mat.",
        "It's a well-known fact -- isn't it?",
        "He paid $1,000.00 in 2010-2011 (roughly).",
        "Größe und Maß: 5,5 m",
        "yes",
    ]

    static let references = [
        "The cat of 3.5 years sat on a mat.",
        "It is a well-known fact, isn't it?",
        "He paid about $1,000 in 2010-2011 (more or less).",
        "Die Größe und das Maß: 5,5 m.",
        "yes indeed",
    ]

    static let otherReferences = [
        "A cat, 3.5 years old, was sitting on the mat.",
        "That is well known -- is it not?",
        "In 2010-2011 he paid roughly $1,000.00.",
        "Größe und Maß sind 5,5 m",
        "yes",
    ]
}

/// That a number differs by no more than the rounding of some hundred terms from the reference's,
/// which sums in another order.
func expectNear(
    _ value: Double?, _ reference: Double, sourceLocation: SourceLocation = #_sourceLocation
) {
    let distance = value.map { abs($0 - reference) } ?? .infinity
    #expect(
        distance <= 1e-12 * max(1, abs(reference)), "\(String(describing: value)), \(reference)",
        sourceLocation: sourceLocation)
}
