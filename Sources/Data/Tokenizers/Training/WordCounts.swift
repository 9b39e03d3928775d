/// How often each word occurs in a text, in bounded memory.
struct WordCounts: Sendable {
    /// By word; the value is also the place in the order of first occurrence.
    private var places: [[UInt32]: Int] = [:]
    private var counts: [Int] = []
    /// The most different words to keep, some hundred megabytes of them.
    private static let limit = 4_000_000

    var count: Int { places.count }

    mutating func add(_ word: ArraySlice<UInt32>) {
        let word = Array(word)
        if let place = places[word] {
            counts[place] += 1
        } else {
            if places.count >= Self.limit { forgetTheRarest() }
            places[word] = counts.count
            counts.append(1)
        }
    }

    /// Drops the words that were seen least, until a quarter of the room is free.
    ///
    /// - Source: Manku & Motwani (2002), "Approximate frequency counts over data streams".
    private mutating func forgetTheRarest() {
        var least = 1
        while places.count > Self.limit / 4 * 3 {
            let kept = places.filter { counts[$0.value] > least }.sorted { $0.value < $1.value }
            let numbers = kept.map { counts[$0.value] }
            places = Dictionary(
                uniqueKeysWithValues: kept.enumerated().map { ($1.key, $0) })
            counts = numbers
            least *= 2
        }
    }

    /// The words in the order in which they first came, with their counts.
    var inOrder: [(word: [UInt32], count: Int)] {
        places.sorted { $0.value < $1.value }.map { ($0.key, counts[$0.value]) }
    }
}
