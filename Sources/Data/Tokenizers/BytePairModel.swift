/// Byte-pair encoding: joins the neighbours whose merge was learnt first, until none is left.
///
/// - Complexity: `n log n` for a word of `n` scalars.
/// - Source: Sennrich et al. (2016), arXiv:1508.07909; Radford et al. (2019), GPT-2, on bytes.
struct BytePairModel: Sendable {
    struct Merge: Sendable {
        let rank: Int32
        let joined: Int32
    }

    var vocabulary: ScalarTrie
    /// By the ids of both sides, left in the upper half.
    var merges: [UInt64: Merge]
    var unknown: Int32?
    var fusesUnknown = false
    /// Put before every scalar of a word but the first, and behind the last, before looking it up.
    var continuingPrefix: [UInt32] = []
    var wordSuffix: [UInt32] = []
    /// A word that is in the vocabulary as it stands is not cut at all.
    var ignoresMerges = false
    /// The ids of `<0x00>` ... `<0xFF>`, for scalars outside the vocabulary.
    var byteTokens: [Int32]?

    static func key(_ left: Int32, _ right: Int32) -> UInt64 {
        UInt64(UInt32(bitPattern: left)) << 32 | UInt64(UInt32(bitPattern: right))
    }

    private struct Symbol {
        var id: Int32
        var start: Int32
        var end: Int32
        var previous: Int32
        var next: Int32
        var isGone = false
    }

    func cut(_ text: [UInt32], _ range: Range<Int>, into result: inout [SubwordToken]) {
        if ignoresMerges, let whole = vocabulary.value(of: text[range]) {
            return result.append(SubwordToken(whole, 0..<range.count))
        }
        var symbols = symbols(text, range)
        // Rank in the upper half and place in the lower: the least is the earliest merge, leftmost.
        var queue = MinHeap()
        func offer(_ left: Int32) {
            let right = symbols[Int(left)].next
            guard right >= 0 else { return }
            let key = Self.key(symbols[Int(left)].id, symbols[Int(right)].id)
            if let merge = merges[key] {
                queue.push(UInt64(UInt32(merge.rank)) << 32 | UInt64(UInt32(left)))
            }
        }
        for index in symbols.indices { offer(Int32(index)) }
        while let top = queue.pop() {
            let place = Int(UInt32(truncatingIfNeeded: top))
            let left = symbols[place]
            guard !left.isGone, left.next >= 0 else { continue }
            let right = symbols[Int(left.next)]
            // The pair may have changed since it was queued.
            guard let merge = merges[Self.key(left.id, right.id)], merge.rank == Int32(top >> 32)
            else { continue }
            symbols[Int(left.next)].isGone = true
            symbols[place].id = merge.joined
            symbols[place].end = right.end
            symbols[place].next = right.next
            if right.next >= 0 { symbols[Int(right.next)].previous = Int32(place) }
            if left.previous >= 0 { offer(left.previous) }
            offer(Int32(place))
        }
        for symbol in symbols where !symbol.isGone {
            result.append(SubwordToken(symbol.id, Int(symbol.start)..<Int(symbol.end)))
        }
    }

    /// The word's scalars as symbols in a doubly linked list.
    private func symbols(_ text: [UInt32], _ range: Range<Int>) -> [Symbol] {
        var result: [Symbol] = []
        result.reserveCapacity(range.count)
        var unknownIsLast = false
        func add(_ id: Int32, _ place: Range<Int>) {
            let count = Int32(result.count)
            if count > 0 { result[Int(count) - 1].next = count }
            result.append(
                Symbol(
                    id: id, start: Int32(place.lowerBound), end: Int32(place.upperBound),
                    previous: count - 1, next: -1))
        }
        for index in range {
            let place = index - range.lowerBound
            if let id = lookUp(text[index], index, range) {
                add(id, place..<place + 1)
                unknownIsLast = false
            } else if let byteTokens {
                for byte in AlignedText.string([text[index]]).utf8 {
                    add(byteTokens[Int(byte)], place..<place + 1)
                }
                unknownIsLast = false
            } else if let unknown {
                if fusesUnknown, unknownIsLast {
                    result[result.count - 1].end += 1
                } else {
                    add(unknown, place..<place + 1)
                }
                unknownIsLast = true
            }
        }
        return result
    }

    private func lookUp(_ scalar: UInt32, _ index: Int, _ range: Range<Int>) -> Int32? {
        let isFirst = index == range.lowerBound
        let isLast = index == range.upperBound - 1
        if (isFirst || continuingPrefix.isEmpty) && (!isLast || wordSuffix.isEmpty) {
            return vocabulary.child(of: ScalarTrie.root, scalar).flatMap(vocabulary.value(at:))
        }
        return vocabulary.value(
            of: (isFirst ? [] : continuingPrefix) + [scalar] + (isLast ? wordSuffix : []))
    }
}

/// A binary heap of whole numbers that gives the least first.
struct MinHeap {
    private var items: [UInt64] = []

    mutating func push(_ item: UInt64) {
        items.append(item)
        var child = items.count - 1
        while child > 0, case let parent = (child - 1) / 2, items[parent] > items[child] {
            items.swapAt(parent, child)
            child = parent
        }
    }

    mutating func pop() -> UInt64? {
        guard let least = items.first else { return nil }
        let last = items.removeLast()
        guard !items.isEmpty else { return least }
        items[0] = last
        var parent = 0
        while true {
            var child = 2 * parent + 1
            guard child < items.count else { return least }
            if child + 1 < items.count, items[child + 1] < items[child] { child += 1 }
            guard items[child] < items[parent] else { return least }
            items.swapAt(parent, child)
            parent = child
        }
    }
}
