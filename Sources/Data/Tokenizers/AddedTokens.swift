/// Tokens that are found in the text as they stand, before the model sees it: `[MASK]`, `<|end|>`.
struct AddedTokens: Sendable {
    struct Token: Sendable, Equatable {
        let id: Int32
        let content: String
        /// Only where no letter, digit or `_` touches it.
        var isWholeWord = false
        /// Takes the blanks to its left or right with it.
        var stripsLeft = false
        var stripsRight = false
        /// Looked for in the normalised text, and itself normalised.
        var isNormalized = false
        /// Left out when decoding.
        var isSpecial = true
    }

    let all: [Token]
    /// In the raw text and in the normalised text; the values are places in `all`.
    private var raw = ScalarTrie()
    private var normalized = ScalarTrie()
    private var hasNormalized = false

    init(_ tokens: [Token], normalizer: TextNormalizer?) {
        all = tokens
        for (index, token) in tokens.enumerated() where !token.content.isEmpty {
            let scalars = token.content.scalarValues
            if token.isNormalized {
                let text = AlignedText(token.content)
                let content = (normalizer?.apply(text) ?? text).scalars
                if !content.isEmpty { normalized.insert(content, value: Int32(index)) }
                hasNormalized = true
            } else {
                raw.insert(scalars, value: Int32(index))
            }
        }
    }

    /// A stretch of text: an added token, or what the model is to cut.
    enum Section {
        case token(Token, origin: Range<Int>)
        case text(AlignedText)
    }

    /// The text's sections, those between the tokens normalised.
    func sections(_ text: AlignedText, normalizer: TextNormalizer?) -> [Section] {
        split(text, by: raw).flatMap { section -> [Section] in
            guard case .text(let part) = section else { return [section] }
            let result = normalizer?.apply(part) ?? part
            return hasNormalized ? split(result, by: normalized) : [.text(result)]
        }
    }

    private func split(_ text: AlignedText, by trie: ScalarTrie) -> [Section] {
        var result: [Section] = []
        var (start, place) = (0, 0)
        while place < text.count {
            guard let found = trie.longest(in: text.scalars, from: place, to: text.count) else {
                place += 1
                continue
            }
            let token = all[Int(found.value)]
            guard !token.isWholeWord || isWord(place..<found.end, in: text.scalars) else {
                place = found.end
                continue
            }
            var (first, end) = (place, found.end)
            while token.stripsLeft, first > start,
                ScalarClass.isWhitespace(text.scalars[first - 1])
            {
                first -= 1
            }
            while token.stripsRight, end < text.count, ScalarClass.isWhitespace(text.scalars[end]) {
                end += 1
            }
            if start < first { result.append(.text(AlignedText(text, start..<first))) }
            result.append(.token(token, origin: text.origin(first..<end)))
            (start, place) = (end, end)
        }
        if start == 0 { return text.count == 0 ? [] : [.text(text)] }
        if start < text.count { result.append(.text(AlignedText(text, start..<text.count))) }
        return result
    }

    private func isWord(_ range: Range<Int>, in text: [UInt32]) -> Bool {
        let left = range.lowerBound > 0 && ScalarClass.isWord(text[range.lowerBound - 1])
        let right = range.upperBound < text.count && ScalarClass.isWord(text[range.upperBound])
        return !left && !right
    }
}
