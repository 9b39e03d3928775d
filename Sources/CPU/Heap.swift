/// A priority queue of units; the least key comes first.
struct Heap {
    private var entries: [(key: Int, unit: Int)] = []

    mutating func insert(_ entry: (key: Int, unit: Int)) {
        entries.append(entry)
        var child = entries.count - 1
        while child > 0, entries[child].key < entries[(child - 1) / 2].key {
            entries.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    mutating func popFirst() -> Int? {
        guard let first = entries.first, let last = entries.popLast() else { return nil }
        guard !entries.isEmpty else { return first.unit }
        entries[0] = last
        var parent = 0
        while 2 * parent + 1 < entries.count {
            var child = 2 * parent + 1
            if child + 1 < entries.count, entries[child + 1].key < entries[child].key { child += 1 }
            if entries[parent].key <= entries[child].key { break }
            entries.swapAt(parent, child)
            parent = child
        }
        return first.unit
    }
}
