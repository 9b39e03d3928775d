/// What turns a word into tokens.
enum SubwordModel: Sendable {
    case wordPiece(WordPieceModel)
    case bytePair(BytePairModel)
    case unigram(UnigramModel)
    /// Each word is one token; also the character level, whose words are single scalars.
    case wordLevel(ScalarTrie, unknown: Int32?)

    func cut(_ text: [UInt32], _ range: Range<Int>, into result: inout [SubwordToken]) {
        switch self {
        case .wordPiece(let model): model.cut(text, range, into: &result)
        case .bytePair(let model): model.cut(text, range, into: &result)
        case .unigram(let model): model.cut(text, range, into: &result)
        case .wordLevel(let words, let unknown):
            guard let id = words.value(of: text[range]) ?? unknown else { return }
            result.append(SubwordToken(id, 0..<range.count))
        }
    }
}
