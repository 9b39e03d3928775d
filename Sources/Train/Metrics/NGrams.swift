/// How often each run of `order` neighbouring tokens occurs.
func nGramCounts<Token: Hashable>(_ tokens: [Token], order: Int) -> [ArraySlice<Token>: Int] {
    var counts: [ArraySlice<Token>: Int] = [:]
    for start in 0..<max(0, tokens.count - order + 1) {
        counts[tokens[start..<start + order], default: 0] += 1
    }
    return counts
}

/// The size of the common part of two multisets.
func overlap<Key>(_ a: [Key: Int], _ b: [Key: Int]) -> Int {
    a.reduce(0) { $0 + min($1.value, b[$1.key] ?? 0) }
}

extension String {
    /// The parts between white space, as Python's `split()` gives them.
    var words: [String] {
        unicodeScalars.split { $0.properties.isWhitespace }.map { String($0) }
    }
}
