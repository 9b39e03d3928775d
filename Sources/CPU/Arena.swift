/// Places for values that live only between some steps, in one block of memory.
///
/// Steps are followed in order; each new value takes the smallest free gap that holds it. A loop's
/// result takes the place of an operand that it reads for the last time, where it reads it element
/// by element.
struct Arena {
    /// The size of the block, in bytes.
    private(set) var byteCount = 0
    /// The free gaps, by offset; no two touch.
    private var gaps: [(offset: Int, size: Int)] = []

    /// Chooses the offsets of all values in the arena.
    static func place(_ values: inout [Value], _ steps: [DraftStep]) -> Int {
        var arena = Arena()
        var lastStep = [Int](repeating: -1, count: values.count)
        for (number, step) in steps.enumerated() {
            for operand in step.reads { lastStep[operand.value] = number }
            for operand in step.writes { lastStep[operand.value] = number }
        }
        var isPlaced = [Bool](repeating: false, count: values.count)
        for (number, step) in steps.enumerated() {
            var given: [Int] = []
            for written in step.writes.map(\.value)
            where values[written].isInArena && !isPlaced[written] {
                isPlaced[written] = true
                let operand = step.reads.first {
                    values[$0.value].isInArena && lastStep[$0.value] == number
                        && !given.contains($0.value)
                        && step.readsPointwise($0.value, before: written, values)
                }
                if let operand {
                    given.append(operand.value)
                    values[written].place = values[operand.value].place
                } else {
                    values[written].place = .arena(offset: arena.take(values[written].byteCount))
                }
            }
            for value in step.reads.map(\.value) + step.writes.map(\.value)
            where lastStep[value] == number && !given.contains(value) {
                lastStep[value] = -1
                // A value without elements is read but never written, and has no place.
                if isPlaced[value], case .arena(let offset) = values[value].place {
                    arena.give(offset, values[value].byteCount)
                }
            }
        }
        return arena.byteCount
    }

    private static func rounded(_ byteCount: Int) -> Int { (max(byteCount, 1) + 63) & ~63 }

    private mutating func take(_ byteCount: Int) -> Int {
        let size = Self.rounded(byteCount)
        var best: Int?
        for (index, gap) in gaps.enumerated() where gap.size >= size {
            if best.map({ gap.size < gaps[$0].size }) ?? true { best = index }
        }
        if let best {
            let offset = gaps[best].offset
            gaps[best] = (offset + size, gaps[best].size - size)
            if gaps[best].size == 0 { gaps.remove(at: best) }
            return offset
        }
        // A gap at the end grows.
        var offset = self.byteCount
        if let last = gaps.last, last.offset + last.size == self.byteCount {
            offset = last.offset
            gaps.removeLast()
        }
        self.byteCount = offset + size
        return offset
    }

    private mutating func give(_ offset: Int, _ byteCount: Int) {
        var (offset, size) = (offset, Self.rounded(byteCount))
        var (low, high) = (0, gaps.count)
        while low < high {
            let middle = (low + high) / 2
            if gaps[middle].offset < offset { low = middle + 1 } else { high = middle }
        }
        if low < gaps.count, gaps[low].offset == offset + size {
            size += gaps[low].size
            gaps.remove(at: low)
        }
        if low > 0, gaps[low - 1].offset + gaps[low - 1].size == offset {
            offset = gaps[low - 1].offset
            size += gaps[low - 1].size
            gaps.remove(at: low - 1)
            low -= 1
        }
        gaps.insert((offset, size), at: low)
    }
}
