import LaminaGraph

/// Places for values that live only between some steps, in one block of memory.
///
/// Steps are followed in order; each new value takes the smallest free gap that holds it. A loop's
/// result takes the place of an operand that it reads for the last time, where it reads it element
/// by element.
struct Arena {
    /// The size of the block, in bytes.
    private(set) var byteCount = 0
    /// What of it is in use while each step runs, in bytes.
    private(set) var used: [Int] = []
    /// The free gaps, by offset; no two touch.
    private var gaps: [(offset: Int, size: Int)] = []
    private var taken = 0

    /// Chooses the offsets of all values in the arena.
    static func place(_ values: inout [Value], _ steps: [DraftStep]) -> Arena {
        var arena = Arena()
        let overwrites = !Pass.omitted.contains(.inPlace)
        // Steps that run together need their memory at the same time.
        let groups = steps.groups
        arena.used.reserveCapacity(groups.count)
        var lastGroup = [Int](repeating: -1, count: values.count)
        for (number, group) in groups.enumerated() {
            for operand in steps[group].joinedOperands { lastGroup[operand.value] = number }
        }
        var isPlaced = [Bool](repeating: false, count: values.count)
        for (number, group) in groups.enumerated() {
            var given: [Int] = []
            let overwrites = overwrites && group.count == 1
            for step in steps[group] {
                for written in step.writes.map(\.value)
                where values[written].isInArena && !isPlaced[written] {
                    isPlaced[written] = true
                    let operand =
                        !overwrites
                        ? nil
                        : step.reads.first {
                            values[$0.value].isInArena && lastGroup[$0.value] == number
                                && !given.contains($0.value)
                                && step.readsPointwise($0.value, before: written, values)
                        }
                    if let operand {
                        given.append(operand.value)
                        values[written].place = values[operand.value].place
                    } else {
                        values[written].place = .arena(
                            offset: arena.take(values[written].byteCount))
                    }
                }
            }
            arena.used.append(arena.taken)
            for value in steps[group].joinedOperands.map(\.value)
            where lastGroup[value] == number && !given.contains(value) {
                lastGroup[value] = -1
                // A value without elements is read but never written, and has no place.
                if isPlaced[value], case .arena(let offset) = values[value].place {
                    arena.give(offset, values[value].byteCount)
                }
            }
        }
        return arena
    }

    private static func rounded(_ byteCount: Int) -> Int { (max(byteCount, 1) + 63) & ~63 }

    private mutating func take(_ byteCount: Int) -> Int {
        let size = Self.rounded(byteCount)
        taken += size
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
        taken -= size
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

extension ArraySlice<DraftStep> {
    /// What the steps read, then what they write, step by step.
    fileprivate var joinedOperands: [DraftStep.Operand] { flatMap { $0.reads + $0.writes } }
}
