/// A token found in a word: its id and the scalars of the word that it covers.
struct SubwordToken: Sendable, Equatable {
    let id: Int32
    let start: Int32
    let end: Int32

    init(_ id: Int32, _ range: Range<Int>) {
        (self.id, start, end) = (id, Int32(range.lowerBound), Int32(range.upperBound))
    }
}

/// The tokens of words that were met before; text repeats its words, and cutting them is the dear
/// part of tokenizing.
///
/// Words and tokens lie one after another in two arrays; when they hold enough, all is forgotten
/// and begun again, which bounds the memory and needs no list of what was used last.
struct WordCache: Sendable {
    private var slots = [Int32](repeating: -1, count: 1 << 16)
    private var hashes: [UInt64] = []
    private var words: [UInt32] = []
    private var wordEnds: [Int32] = [0]
    private var tokens: [SubwordToken] = []
    private var tokenEnds: [Int32] = [0]

    private static let longestWord = 64
    private static let mostWords = 1 << 15

    /// Appends the tokens of `text[range]` to `result`, from here or from `cut`.
    mutating func tokens(
        of text: [UInt32], _ range: Range<Int>, into result: inout [SubwordToken],
        cut: (inout [SubwordToken]) -> Void
    ) {
        guard range.count <= Self.longestWord else { return cut(&result) }
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for index in range { hash = (hash ^ UInt64(text[index])) &* 0x9E37_79B9_7F4A_7C15 }
        hash ^= hash >> 29
        var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[slot] >= 0 {
            let entry = Int(slots[slot])
            if hashes[entry] == hash, holds(text, range, entry) {
                result += tokens[Int(tokenEnds[entry])..<Int(tokenEnds[entry + 1])]
                return
            }
            slot = (slot + 1) & (slots.count - 1)
        }
        let first = result.count
        cut(&result)
        if hashes.count == Self.mostWords {
            self = WordCache()
            slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        }
        slots[slot] = Int32(hashes.count)
        hashes.append(hash)
        words += text[range]
        wordEnds.append(Int32(words.count))
        tokens += result[first...]
        tokenEnds.append(Int32(tokens.count))
    }

    private func holds(_ text: [UInt32], _ range: Range<Int>, _ entry: Int) -> Bool {
        let first = Int(wordEnds[entry])
        guard Int(wordEnds[entry + 1]) - first == range.count else { return false }
        for index in 0..<range.count where words[first + index] != text[range.lowerBound + index] {
            return false
        }
        return true
    }
}
