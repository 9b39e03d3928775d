import LaminaGraph
import LaminaTensor

extension OnnxOperator {
    /// Operators on text.
    static let texts: [OnnxOperator] = [
        OnnxOperator(value: "StringConcat", [20]) { call in
            let ((a, shape), (b, other)) = (try call.strings(0), try call.strings(1))
            let pairs = try TextPairs(a, shape, b, other)
            return .strings(pairs.map { $0 + $1 }, pairs.shape)
        },
        OnnxOperator("RegexFullMatch", [20]) { call in
            let (texts, shape) = try call.strings(0)
            let pattern = try call.required(call.text("pattern"), "pattern")
            guard let regex = try? Regex(pattern) else {
                throw OnnxFault(
                    "'\(pattern)' is no regular expression", fix: "write it in RE2's syntax")
            }
            // As in RE2, letters and digits make words, whatever Unicode says of their borders.
            let words = regex.wordBoundaryKind(.simple)
            return Tensor(texts.map { (try? words.wholeMatch(in: $0)) != nil }, shape: shape)
        },
        OnnxOperator(results: "StringSplit", [20], split),
        OnnxOperator(value: "StringNormalizer", [10], normalize),
        OnnxOperator("TfIdfVectorizer", [9]) { try TextFrequencies($0).result() },
    ]

    private static func split(_ call: OnnxCall) throws -> [OnnxValue] {
        let (texts, shape) = try call.strings(0)
        let delimiter = try call.text("delimiter", "")
        let limit = try call.int("maxsplit") ?? .max
        let parts = texts.map { text -> [String] in
            guard delimiter.isEmpty else { return separated(text, delimiter, limit) }
            return words(text, limit)
        }
        let width = parts.map(\.count).max() ?? 0
        let padded = parts.flatMap {
            $0 + Array(repeating: "", count: width - $0.count)
        }
        return [
            .strings(padded, Shape(Array(shape) + [width])),
            .tensor(Tensor(parts.map { Int64($0.count) }, shape: shape)),
        ]
    }

    private static func separated(_ text: String, _ delimiter: String, _ limit: Int) -> [String] {
        var (parts, rest) = ([String](), text[...])
        while parts.count < limit, let range = rest.firstRange(of: delimiter) {
            parts.append(String(rest[..<range.lowerBound]))
            rest = rest[range.upperBound...]
        }
        return parts + [String(rest)]
    }

    /// Runs of blanks separate words; the last part keeps what is behind the limit.
    private static func words(_ text: String, _ limit: Int) -> [String] {
        var (parts, rest) = ([String](), text.drop(while: \.isWhitespace))
        while parts.count < limit, !rest.isEmpty {
            let word = rest.prefix { !$0.isWhitespace }
            parts.append(String(word))
            rest = rest[word.endIndex...].drop(while: \.isWhitespace)
        }
        if !rest.isEmpty { parts.append(String(rest)) }
        return parts
    }

    /// Changes the case of `[C]` or `[1, C]` texts and leaves out stop words.
    private static func normalize(_ call: OnnxCall) throws -> OnnxValue {
        let (texts, shape) = try call.strings(0)
        try call.require(
            shape.rank == 1 || shape.rank == 2 && shape[0] == 1, "the texts are \(shape)")
        let stops = try call.texts("stopwords") ?? []
        let action = try call.text("case_change_action", "NONE")
        func changed(_ text: String) -> String {
            action == "LOWER" ? text.lowercased() : action == "UPPER" ? text.uppercased() : text
        }
        let isCaseSensitive = try call.flag("is_case_sensitive")
        let lowered = Set(stops.map { $0.lowercased() })
        let kept = texts.filter { text in
            !(isCaseSensitive ? stops.contains(text) : lowered.contains(text.lowercased()))
        }.map(changed)
        let result = kept.isEmpty ? [""] : kept
        return .strings(result, shape.rank == 1 ? [result.count] : [1, result.count])
    }
}

/// `TfIdfVectorizer`: how often short runs of words or numbers occur, weighted.
private struct TextFrequencies {
    private let call: OnnxCall
    private let shape: Shape
    private let items: [String]

    init(_ call: OnnxCall) throws {
        self.call = call
        // Numbers are looked up by their digits, so that both kinds are one.
        if case .strings(let texts, let shape) = try call.value(0) {
            (items, self.shape) = (texts, shape)
        } else {
            let x = try call.known(0)
            (items, shape) = (x.array(as: Int64.self).map { "\($0)" }, x.shape)
        }
        try call.require(shape.rank <= 2, "the input has the shape \(shape)")
    }

    func result() throws -> Tensor {
        let counts = try call.required(call.ints("ngram_counts"), "ngram_counts")
        let places = try call.required(call.ints("ngram_indexes"), "ngram_indexes")
        let least = try call.required(call.int("min_gram_length"), "min_gram_length")
        let most = try call.required(call.int("max_gram_length"), "max_gram_length")
        let skips = try call.required(call.int("max_skip_count"), "max_skip_count")
        let pool =
            try call.texts("pool_strings")
            ?? call.required(call.ints("pool_int64s"), "pool_int64s").map { "\($0)" }
        let width = (places.max() ?? -1) + 1
        try call.require(
            places.allSatisfy { $0 >= 0 } && width < 1 << 26 && least > 0 && skips >= 0,
            "ngram_indexes or lengths are out of range")
        // Runs by length, each with the number of its weight.
        var runs: [[String]: Int] = [:]
        var number = 0
        for (length, start) in counts.enumerated() {
            let end = length + 1 < counts.count ? counts[length + 1] : pool.count
            try call.require(
                start >= 0 && start <= end && end <= pool.count
                    && (end - start) % (length + 1) == 0, "ngram_counts are \(counts)")
            for first in stride(from: start, to: end, by: length + 1) {
                let run = Array(pool[first..<first + length + 1])
                if length + 1 >= least, length + 1 <= most { runs[run] = number }
                number += 1
            }
        }
        try call.require(number <= places.count, "ngram_indexes are too few")
        let columns = shape.last ?? 1
        let rows = columns == 0 ? 1 : items.count / columns
        let weights = try call.floats("weights")
        let mode = try call.required(call.text("mode"), "mode")
        var result = [Float](repeating: 0, count: rows * width)
        for row in 0..<rows {
            let line = Array(items[row * columns..<(row + 1) * columns])
            for length in least...max(least, min(most, line.count)) {
                // A single word has no gaps to skip.
                for distance in 1...(length == 1 ? 1 : min(skips, line.count) + 1) {
                    // The run must fit; both factors are at most a line's length.
                    guard length <= line.count else { continue }
                    let span = distance * (length - 1)
                    guard span < line.count else { continue }
                    for start in 0..<line.count - span {
                        let run = (0..<length).map { line[start + $0 * distance] }
                        if let index = runs[run] { result[row * width + places[index]] += 1 }
                    }
                }
            }
        }
        if mode != "TF" {
            var weightOf = [Float](repeating: 1, count: width)
            if let weights, weights.count >= number {
                for index in 0..<number { weightOf[places[index]] = weights[index] }
            }
            for index in result.indices {
                let count = mode == "IDF" ? min(result[index], 1) : result[index]
                result[index] = count * weightOf[index % max(width, 1)]
            }
        }
        return Tensor(result, shape: shape.rank == 2 ? [rows, width] : [width])
    }
}
