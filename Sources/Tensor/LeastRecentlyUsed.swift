/// Values by key, of which the least recently used leave when there are too many or they take too much memory.
struct LeastRecentlyUsed<Key: Hashable, Value> {
    private struct Entry {
        let value: Value
        let byteCount: Int
        var lastUse: Int
    }

    private var entries: [Key: Entry] = [:]
    private var byteCount = 0
    private var clock = 0
    private let byteLimit: Int
    private let countLimit: Int

    init(byteLimit: Int, countLimit: Int) {
        (self.byteLimit, self.countLimit) = (byteLimit, countLimit)
    }

    var count: Int { entries.count }

    /// The value of a key, which is then the one used last.
    mutating func find(_ key: Key) -> Value? {
        clock += 1
        guard let index = entries.index(forKey: key) else { return nil }
        entries.values[index].lastUse = clock
        return entries.values[index].value
    }

    mutating func keep(_ value: Value, for key: Key, byteCount: Int) {
        let entry = Entry(value: value, byteCount: byteCount, lastUse: clock)
        let replaced = entries.updateValue(entry, forKey: key)
        self.byteCount += byteCount - (replaced?.byteCount ?? 0)
        evict()
    }

    /// Removes a quarter at once, so that sorting by use is paid by many values.
    private mutating func evict() {
        guard byteCount > byteLimit || entries.count > countLimit else { return }
        let (keptBytes, keptCount) = (byteLimit / 4 * 3, countLimit / 4 * 3)
        for (key, entry) in entries.sorted(by: { $0.value.lastUse < $1.value.lastUse }) {
            guard byteCount > keptBytes || entries.count > keptCount else { return }
            guard entry.lastUse < clock else { return }
            byteCount -= entry.byteCount
            entries[key] = nil
        }
    }
}
