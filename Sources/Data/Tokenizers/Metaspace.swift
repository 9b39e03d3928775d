/// SentencePiece's way with blanks: each becomes a visible sign, `▁`, with which a word begins.
///
/// - Source: Kudo & Richardson (2018), arXiv:1808.06226, section 3.1.
struct Metaspace: Sendable {
    /// Which parts of the text get the sign in front, if they do not begin with it.
    enum Prepending: String, Sendable, CaseIterable {
        case always, never, first
    }

    var replacement: UInt32 = 0x2581
    var prepending = Prepending.always
    var splits = true

    func apply(_ words: inout Words) {
        words.map { $1.append($0 == 0x20 ? replacement : $0) }
        switch prepending {
        case .never: break
        case .always: words.prepend([replacement], unlessPresent: true) { _ in true }
        case .first: words.prepend([replacement], unlessPresent: true) { $0.lowerBound == 0 }
        }
        guard splits else { return }
        words.cut { text, range in
            SplitBehavior.mergedWithNext.cut(
                range,
                at: range.filter { text.scalars[$0] == replacement }.map { $0..<$0 + 1 })
        }
    }

    /// The text of a token: blanks back, and none in the first if one was put there.
    func decoded(_ token: [UInt32], isFirst: Bool) -> [UInt32] {
        if isFirst, prepending != .never { return token.filter { $0 != replacement } }
        return token.map { $0 == replacement ? 0x20 : $0 }
    }
}
