/// A step that cuts text into words, which the model then cuts into tokens.
///
/// The cases bear the names that `tokenizer.json` gives them.
indirect enum PreTokenizer: Sendable {
    case sequence([PreTokenizer])
    case bert
    case byteLevel(addsPrefixSpace: Bool, usesExpression: Bool)
    /// `\w+|[^\w\s]+`
    case whitespace
    case whitespaceSplit
    case punctuation(SplitBehavior)
    case digits(individually: Bool)
    case metaspace(Metaspace)
    case split(TextPattern, SplitBehavior, inverted: Bool)
    /// Every scalar by itself: the character level. Vocabulary files have no name for it.
    case scalars

    /// What a file may ask for, for errors.
    static let names = [
        "Sequence", "BertPreTokenizer", "ByteLevel", "Whitespace", "WhitespaceSplit",
        "Punctuation", "Digits", "Metaspace", "Split", "CharDelimiterSplit",
    ]

    func apply(_ words: inout Words) {
        switch self {
        case .sequence(let steps): for step in steps { step.apply(&words) }
        case .bert:
            words.cut { text, range in
                Self.runs(text.scalars, range) {
                    ScalarClass.isWhitespace($0)
                        ? .drop : ScalarClass.isPunctuation($0) ? .single : .run(0)
                }
            }
        case .byteLevel(let addsPrefixSpace, let usesExpression):
            if addsPrefixSpace { words.prepend([0x20], unlessPresent: true) { _ in true } }
            if usesExpression { words.cut { GPT2Words.words(in: $0.scalars, $1) } }
            words.map(ByteAlphabet.append)
        case .whitespace:
            words.cut { text, range in
                Self.runs(text.scalars, range) {
                    ScalarClass.isWhitespace($0) ? .drop : .run(ScalarClass.isWord($0) ? 1 : 0)
                }
            }
        case .whitespaceSplit:
            words.cut { text, range in
                Self.runs(text.scalars, range) {
                    ScalarClass.isWhitespace($0) ? .drop : .run(0)
                }
            }
        case .punctuation(let behavior):
            words.cut { text, range in
                behavior.cut(
                    range,
                    at: range.filter { ScalarClass.isPunctuation(text.scalars[$0]) }
                        .map { $0..<$0 + 1 })
            }
        case .digits(let individually):
            words.cut { text, range in
                Self.runs(text.scalars, range) {
                    ScalarClass.isNumber($0) ? (individually ? .single : .run(1)) : .run(0)
                }
            }
        case .metaspace(let metaspace): metaspace.apply(&words)
        case .split(let pattern, let behavior, let inverted):
            words.cut { text, range in
                var matches = pattern.matches(in: text, range)
                if inverted { matches = SplitBehavior.gaps(in: range, between: matches) }
                return behavior.cut(range, at: matches)
            }
        case .scalars: words.cut { $1.map { $0..<$0 + 1 } }
        }
    }

    /// What becomes of a scalar: it is left out, stands alone, or joins neighbours of its class.
    private enum Place: Equatable { case drop, single, run(Int) }

    private static func runs(
        _ scalars: [UInt32], _ range: Range<Int>, _ place: (UInt32) -> Place
    ) -> [Range<Int>] {
        var result: [Range<Int>] = []
        var start = range.lowerBound
        var last = Place.drop
        for index in range {
            let now = place(scalars[index])
            if now != last || now == .single {
                if last != .drop, start < index { result.append(start..<index) }
                start = index
            }
            last = now
        }
        if last != .drop, start < range.upperBound { result.append(start..<range.upperBound) }
        return result
    }
}

/// A text and the words in it, in order.
struct Words {
    private(set) var text: AlignedText
    private(set) var ranges: [Range<Int>]

    init(_ text: AlignedText) {
        self.text = text
        ranges = text.count == 0 ? [] : [0..<text.count]
    }

    mutating func cut(_ cut: (AlignedText, Range<Int>) -> [Range<Int>]) {
        // Empty words would become unknown tokens.
        ranges = ranges.flatMap { cut(text, $0).filter { !$0.isEmpty } }
    }

    /// Each scalar replaced by those that `transform` appends.
    mutating func map(_ transform: (UInt32, inout [UInt32]) -> Void) {
        rewrite { text, range, result in
            var replacement: [UInt32] = []
            for index in range {
                replacement.removeAll(keepingCapacity: true)
                transform(text.scalars[index], &replacement)
                for scalar in replacement { result.append(scalar, text.origin(index)) }
            }
        }
    }

    /// Puts `prefix` before the words that `condition` chooses by the place of their origin.
    mutating func prepend(
        _ prefix: [UInt32], unlessPresent: Bool, where condition: (_ origin: Range<Int>) -> Bool
    ) {
        rewrite { text, range, result in
            let origin = text.origin(range.lowerBound)
            let isPresent = text.scalars[range].starts(with: prefix)
            if !(unlessPresent && isPresent), condition(origin) {
                for scalar in prefix { result.append(scalar, origin) }
            }
            result.append(text, range)
        }
    }

    private mutating func rewrite(
        _ rewrite: (AlignedText, Range<Int>, inout AlignedText) -> Void
    ) {
        var result = AlignedText()
        result.reserve(text.count * 5 / 4)
        for index in ranges.indices {
            let start = result.count
            rewrite(text, ranges[index], &result)
            ranges[index] = start..<result.count
        }
        text = result
    }
}
