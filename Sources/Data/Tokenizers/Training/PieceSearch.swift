/// The pieces that words are made of, and the joining of the commonest neighbours.
struct PieceSearch {
    /// Every piece by its number.
    private(set) var tokens: [[UInt32]] = []
    /// Which two pieces became one, in this order.
    private(set) var merges: [(left: Int32, right: Int32)] = []
    private var ids: [[UInt32]: Int32] = [:]
    /// What stands before a piece that goes on with a word.
    private let prefix: [UInt32]
    private let alphabet: [UInt32]

    private var words: [(pieces: [Int32], count: Int)] = []
    /// How often two pieces stand together, and in which words they may.
    private var pairs: [UInt64: (count: Int, words: [Int32])] = [:]

    init(special: [[UInt32]], alphabet: [UInt32], prefix: [UInt32]) {
        (self.prefix, self.alphabet) = (prefix, alphabet)
        for token in special { add(token) }
    }

    @discardableResult
    private mutating func add(_ token: [UInt32]) -> Int32 {
        if let id = ids[token] { return id }
        let id = Int32(tokens.count)
        tokens.append(token)
        ids[token] = id
        return id
    }

    /// Cuts words into characters, all of which become pieces in the order of their numbers.
    mutating func read(_ counts: WordCounts) {
        let all = counts.inOrder
        var characters = Set(alphabet)
        for (word, _) in all { characters.formUnion(word) }
        for character in characters.sorted() { add([character]) }
        words = all.map { word, count in
            let pieces = word.enumerated().map { index, character in
                index == 0 || prefix.isEmpty ? add([character]) : add(prefix + [character])
            }
            return (pieces, count)
        }
        for (index, word) in words.enumerated() {
            for (left, right) in zip(word.pieces, word.pieces.dropFirst()) {
                count(left, right, word.count, in: Int32(index))
            }
        }
    }

    private static func key(_ left: Int32, _ right: Int32) -> UInt64 {
        BytePairModel.key(left, right)
    }

    private mutating func count(_ left: Int32, _ right: Int32, _ change: Int, in word: Int32) {
        pairs[Self.key(left, right), default: (0, [])].count += change
        guard change > 0 else { return }
        if pairs[Self.key(left, right)]?.words.last != word {
            pairs[Self.key(left, right)]?.words.append(word)
        }
    }

    /// Joins the commonest neighbours, of equally common ones those with the lowest numbers, until there
    /// are so many pieces or none is common enough.
    mutating func join(to total: Int, minimumCount: Int) {
        var queue = PairQueue()
        for (key, pair) in pairs where pair.count > 0 { queue.push(pair.count, key) }
        while tokens.count < total, let top = queue.pop() {
            let now = pairs[top.key]?.count ?? 0
            guard now == top.count else {
                // It has changed since it was queued.
                if now > 0 { queue.push(now, top.key) }
                continue
            }
            guard now >= minimumCount else { return }
            let left = Int32(truncatingIfNeeded: top.key >> 32)
            let right = Int32(truncatingIfNeeded: top.key)
            let tail = tokens[Int(right)]
            let joined = add(
                tokens[Int(left)] + tail.dropFirst(tail.starts(with: prefix) ? prefix.count : 0))
            merges.append((left, right))
            for key in replace(left, right, by: joined) {
                if let count = pairs[key]?.count, count > 0 { queue.push(count, key) }
            }
        }
    }

    /// Puts the joined piece into every word that has the pair; the pairs that came of it.
    private mutating func replace(
        _ left: Int32, _ right: Int32, by joined: Int32
    ) -> Set<UInt64> {
        let places = Set(pairs[Self.key(left, right)]?.words ?? [])
        // Those of the pair itself are of no more use.
        pairs[Self.key(left, right)]?.words = []
        var new: Set<UInt64> = []
        for place in places.sorted() {
            let count = words[Int(place)].count
            let old = words[Int(place)].pieces
            var pieces: [Int32] = []
            pieces.reserveCapacity(old.count)
            var index = 0
            while index < old.count {
                guard index + 1 < old.count, old[index] == left, old[index + 1] == right else {
                    pieces.append(old[index])
                    index += 1
                    continue
                }
                if let before = pieces.last {
                    self.count(before, left, -count, in: place)
                    self.count(before, joined, count, in: place)
                    new.insert(Self.key(before, joined))
                }
                pieces.append(joined)
                if index + 2 < old.count {
                    self.count(right, old[index + 2], -count, in: place)
                    self.count(joined, old[index + 2], count, in: place)
                    new.insert(Self.key(joined, old[index + 2]))
                }
                index += 2
            }
            words[Int(place)].pieces = pieces
        }
        return new
    }
}

/// Pairs by how common they are, the commonest first; of equally common ones that with the lowest
/// numbers.
private struct PairQueue {
    private var items: [(count: Int, key: UInt64)] = []

    private static func isBefore(
        _ a: (count: Int, key: UInt64), _ b: (count: Int, key: UInt64)
    ) -> Bool {
        a.count == b.count ? a.key < b.key : a.count > b.count
    }

    mutating func push(_ count: Int, _ key: UInt64) {
        items.append((count, key))
        var child = items.count - 1
        while child > 0, case let parent = (child - 1) / 2,
            Self.isBefore(items[child], items[parent])
        {
            items.swapAt(parent, child)
            child = parent
        }
    }

    mutating func pop() -> (count: Int, key: UInt64)? {
        guard let first = items.first else { return nil }
        let last = items.removeLast()
        guard !items.isEmpty else { return first }
        items[0] = last
        var parent = 0
        while true {
            var child = 2 * parent + 1
            guard child < items.count else { return first }
            if child + 1 < items.count, Self.isBefore(items[child + 1], items[child]) { child += 1 }
            guard Self.isBefore(items[child], items[parent]) else { return first }
            items.swapAt(parent, child)
            parent = child
        }
    }
}
