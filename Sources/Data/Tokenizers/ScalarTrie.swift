/// A prefix tree over Unicode scalars whose edges lie in one hash table of whole numbers.
///
/// One walk finds every word that begins at a place, which is what longest-match, Viterbi and
/// added-token search ask for; no string is made or compared.
struct ScalarTrie: Sendable {
    /// Node 0 is the root.
    static let root: Int32 = 0

    /// Per slot: the parent node and the scalar, or `empty`.
    private var keys: [UInt64]
    private var children: [Int32]
    private var mask: Int
    /// The number a node's word stands for, or -1.
    private var values: [Int32] = [-1]

    private static let empty = UInt64.max

    init() {
        (keys, children, mask) = ([Self.empty, Self.empty], [0, 0], 1)
    }

    /// - Returns: the value that the word had before, if it was there already.
    @discardableResult
    mutating func insert(_ word: some Sequence<UInt32>, value: Int32) -> Int32? {
        var node = Self.root
        for scalar in word {
            if let next = child(of: node, scalar) {
                node = next
            } else {
                if values.count * 2 > keys.count { grow() }
                let next = Int32(values.count)
                values.append(-1)
                let slot = slot(of: node, scalar)
                keys[slot] = UInt64(UInt32(node)) << 32 | UInt64(scalar)
                children[slot] = next
                node = next
            }
        }
        let before = values[Int(node)]
        values[Int(node)] = value
        return before < 0 ? nil : before
    }

    func child(of node: Int32, _ scalar: UInt32) -> Int32? {
        let slot = slot(of: node, scalar)
        return keys[slot] == Self.empty ? nil : children[slot]
    }

    /// The value of the word that ends at a node.
    func value(at node: Int32) -> Int32? {
        let value = values[Int(node)]
        return value < 0 ? nil : value
    }

    func value(of word: some Sequence<UInt32>) -> Int32? {
        var node = Self.root
        for scalar in word {
            guard let next = child(of: node, scalar) else { return nil }
            node = next
        }
        return value(at: node)
    }

    /// The longest word that begins at `start`: its value and where it ends.
    func longest(
        in text: [UInt32], from start: Int, to limit: Int, after node: Int32 = root
    ) -> (value: Int32, end: Int)? {
        var (node, index) = (node, start)
        var best: (value: Int32, end: Int)?
        while index < limit, let next = child(of: node, text[index]) {
            (node, index) = (next, index + 1)
            if let value = value(at: node) { best = (value, index) }
        }
        return best
    }

    /// The node that `word` leads to.
    func node(of word: some Sequence<UInt32>) -> Int32? {
        var node = Self.root
        for scalar in word {
            guard let next = child(of: node, scalar) else { return nil }
            node = next
        }
        return node
    }

    /// The slot that holds the edge, or the empty one where it belongs.
    private func slot(of node: Int32, _ scalar: UInt32) -> Int {
        let key = UInt64(UInt32(node)) << 32 | UInt64(scalar)
        // Multiplying by an odd constant and folding mixes both halves into the low bits.
        let mixed = key &* 0x9E37_79B9_7F4A_7C15
        var slot = Int(truncatingIfNeeded: mixed ^ (mixed >> 32)) & mask
        while keys[slot] != key, keys[slot] != Self.empty { slot = (slot + 1) & mask }
        return slot
    }

    private mutating func grow() {
        let (oldKeys, oldChildren) = (keys, children)
        let size = keys.count * 4
        keys = [UInt64](repeating: Self.empty, count: size)
        children = [Int32](repeating: 0, count: size)
        mask = size - 1
        for (key, child) in zip(oldKeys, oldChildren) where key != Self.empty {
            let slot = slot(of: Int32(key >> 32), UInt32(truncatingIfNeeded: key))
            (keys[slot], children[slot]) = (key, child)
        }
    }
}
