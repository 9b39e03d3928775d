/// Cuts a word into the longest pieces of a vocabulary, from left to right; a piece that goes on
/// with a word carries a prefix (`##`) in the vocabulary.
///
/// - Complexity: at most `longestWord` steps a scalar.
/// - Source: Wu et al. (2016), arXiv:1609.08144, section 4.1, in the greedy form of Devlin et al.
///   (2019), arXiv:1810.04805.
struct WordPieceModel: Sendable {
    let vocabulary: ScalarTrie
    let unknown: Int32
    /// The trie's node of the prefix; nil if no piece carries it.
    private let continuation: Int32?
    private let longestWord: Int

    init(vocabulary: ScalarTrie, unknown: Int32, prefix: String, longestWord: Int) {
        self.vocabulary = vocabulary
        self.unknown = unknown
        self.continuation = vocabulary.node(of: prefix.scalarValues)
        self.longestWord = longestWord
    }

    func cut(_ text: [UInt32], _ range: Range<Int>, into result: inout [SubwordToken]) {
        let (first, word) = (result.count, range.lowerBound)
        var index = word
        while index < range.upperBound, range.count <= longestWord {
            let node = index == word ? ScalarTrie.root : continuation
            guard
                let piece = node.flatMap({
                    vocabulary.longest(in: text, from: index, to: range.upperBound, after: $0)
                })
            else { break }
            result.append(SubwordToken(piece.value, index - word..<piece.end - word))
            index = piece.end
        }
        // A word that cannot be cut to its end is unknown as a whole.
        guard index < range.upperBound else { return }
        result.removeSubrange(first...)
        result.append(SubwordToken(unknown, 0..<range.count))
    }
}
