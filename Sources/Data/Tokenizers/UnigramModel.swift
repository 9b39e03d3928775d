/// The segmentation of greatest likelihood under a table of pieces with log probabilities, found by
/// Viterbi's algorithm.
///
/// A scalar that is no piece costs the least score less 10; runs of such scalars become one unknown
/// token, or the tokens of their bytes where the vocabulary has those.
///
/// - Complexity: scalars times the length of the longest piece.
/// - Source: Kudo (2018), arXiv:1804.10959, section 3.2; SentencePiece's `EncodeOptimized`.
struct UnigramModel: Sendable {
    let vocabulary: ScalarTrie
    let scores: [Double]
    let unknown: Int32?
    let byteTokens: [Int32]?
    private let unknownScore: Double

    init(vocabulary: ScalarTrie, scores: [Double], unknown: Int32?, byteTokens: [Int32]?) {
        (self.vocabulary, self.scores, self.unknown) = (vocabulary, scores, unknown)
        self.byteTokens = byteTokens
        self.unknownScore = (scores.min() ?? 0) - 10
    }

    func cut(_ text: [UInt32], _ range: Range<Int>, into result: inout [SubwordToken]) {
        let count = range.count
        var best = [Double](repeating: -.infinity, count: count + 1)
        var from = [Int](repeating: -1, count: count + 1)
        var piece = [Int32](repeating: -1, count: count + 1)
        best[0] = 0
        for start in 0..<count {
            var (node, end, hasSingle) = (ScalarTrie.root, start, false)
            func offer(_ score: Double, _ id: Int32) {
                guard from[end] < 0 || score > best[end] else { return }
                (best[end], from[end], piece[end]) = (score, start, id)
            }
            while end < count,
                let next = vocabulary.child(of: node, text[range.lowerBound + end])
            {
                (node, end) = (next, end + 1)
                guard let id = vocabulary.value(at: node) else { continue }
                offer(best[start] + scores[Int(id)], id)
                hasSingle = hasSingle || end == start + 1
            }
            if !hasSingle {
                end = start + 1
                offer(best[start] + unknownScore, -1)
            }
        }
        var path: [(id: Int32, range: Range<Int>)] = []
        var end = count
        while end > 0 {
            let start = from[end]
            let id = piece[end] == unknown ? -1 : piece[end]
            if id < 0, let last = path.last, last.id < 0 {
                path[path.count - 1].range = start..<last.range.upperBound
            } else {
                path.append((id, start..<end))
            }
            end = start
        }
        for (id, place) in path.reversed() {
            if id >= 0 {
                result.append(SubwordToken(id, place))
            } else if let byteTokens {
                let base = range.lowerBound
                let scalars = text[base + place.lowerBound..<base + place.upperBound]
                for byte in AlignedText.string(scalars).utf8 {
                    result.append(SubwordToken(byteTokens[Int(byte)], place))
                }
            } else if let unknown {
                result.append(SubwordToken(unknown, place))
            }
        }
    }
}
