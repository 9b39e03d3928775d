import LaminaGraph

/// Places for values that live only between some steps, in one block of memory.
///
/// A loop's result takes the place of an operand that it reads for the last time, where it reads it
/// element by element. Every other value takes a gap among those that live at the same time: first step
/// by step, the smallest gap that holds it, and where that leaves much unused, the largest values first.
package struct Arena {
    /// The size of the block, in bytes.
    private(set) var byteCount = 0
    /// What of it is in use while each step runs, in bytes.
    private(set) var used: [Int] = []
    /// The free gaps, by offset; no two touch.
    private var gaps: [(offset: Int, size: Int)] = []

    /// The memory of one value, or of several of which each takes over that of the one before.
    private struct Block {
        /// The steps between which it is in use.
        var first, last: Int
        let size: Int
        var offset = 0
    }

    /// Chooses the offsets of all values in the arena.
    static func place(_ values: inout [Value], _ steps: [DraftStep]) -> Arena {
        // Steps that run together need their memory at the same time.
        let groups = steps.groups
        let (found, blockOf) = blocks(values, steps, groups)
        var blocks = found
        var arena = Arena()
        arena.placeByTime(&blocks, count: groups.count)
        let peak = arena.used.max() ?? 0
        if arena.byteCount > max(leastSorted, peak + peak / 32), blocks.count <= mostSorted {
            var sorted = blocks
            let byteCount = placeBySize(&sorted)
            if byteCount < arena.byteCount { (arena.byteCount, blocks) = (byteCount, sorted) }
        }
        for (value, block) in blockOf.enumerated() where block >= 0 {
            values[value].place = .arena(offset: blocks[block].offset)
        }
        return arena
    }

    /// The blocks that hold the values, and each value's block; -1 for those that lie elsewhere.
    private static func blocks(
        _ values: [Value], _ steps: [DraftStep], _ groups: [Range<Int>]
    ) -> (blocks: [Block], blockOf: [Int]) {
        let overwrites = !Pass.omitted.contains(.inPlace)
        var lastGroup = [Int](repeating: -1, count: values.count)
        for (number, group) in groups.enumerated() {
            for operand in steps[group].joinedOperands { lastGroup[operand.value] = number }
        }
        var blocks: [Block] = []
        var blockOf = [Int](repeating: -1, count: values.count)
        for (number, group) in groups.enumerated() {
            var given: [Int] = []
            let overwrites = overwrites && group.count == 1
            for step in steps[group] {
                for written in step.writes.map(\.value)
                where values[written].isInArena && blockOf[written] < 0 {
                    let operand =
                        !overwrites
                        ? nil
                        : step.reads.first {
                            values[$0.value].isInArena && lastGroup[$0.value] == number
                                && !given.contains($0.value) && blockOf[$0.value] >= 0
                                && step.readsPointwise($0.value, before: written, values)
                        }
                    if let operand {
                        given.append(operand.value)
                        blockOf[written] = blockOf[operand.value]
                        blocks[blockOf[written]].last = lastGroup[written]
                    } else {
                        blockOf[written] = blocks.count
                        let size = rounded(values[written].byteCount)
                        blocks.append(Block(first: number, last: lastGroup[written], size: size))
                    }
                }
            }
        }
        return (blocks, blockOf)
    }

    /// Follows the steps in order; each block takes the smallest free gap that holds it.
    private mutating func placeByTime(_ blocks: inout [Block], count: Int) {
        var ending = [[Int]](repeating: [], count: count)
        for (number, block) in blocks.enumerated() { ending[block.last].append(number) }
        used.reserveCapacity(count)
        var (next, taken) = (0, 0)
        for group in 0..<count {
            while next < blocks.count, blocks[next].first == group {
                blocks[next].offset = take(blocks[next].size)
                taken += blocks[next].size
                next += 1
            }
            used.append(taken)
            for number in ending[group] {
                give(blocks[number].offset, blocks[number].size)
                taken -= blocks[number].size
            }
        }
    }

    /// The most blocks that are placed by size, which takes their number squared.
    private static let mostSorted = 4096
    /// The size from which on it is worth that, in bytes. Tests set it to 0.
    @TaskLocal package static var leastSorted = 1 << 20

    /// The largest blocks first, each in the smallest gap among those that live at the same time; gives
    /// the bytes of all (Pisarchyk and Lee 2020, arXiv:2001.03288, "greedy by size").
    private static func placeBySize(_ blocks: inout [Block]) -> Int {
        var byteCount = 0
        /// By offset.
        var placed: [Block] = []
        for number in blocks.indices.sorted(by: {
            (blocks[$1].size, blocks[$0].first, $0) < (blocks[$0].size, blocks[$1].first, $1)
        }) {
            var block = blocks[number]
            var (end, best) = (0, (offset: 0, size: Int.max))
            for other in placed where other.first <= block.last && block.first <= other.last {
                let gap = other.offset - end
                if gap >= block.size, gap < best.size { best = (end, gap) }
                end = max(end, other.offset + other.size)
            }
            block.offset = best.size < .max ? best.offset : end
            byteCount = max(byteCount, block.offset + block.size)
            blocks[number] = block
            var (low, high) = (0, placed.count)
            while low < high {
                let middle = (low + high) / 2
                if placed[middle].offset < block.offset { low = middle + 1 } else { high = middle }
            }
            placed.insert(block, at: low)
        }
        return byteCount
    }

    private static func rounded(_ byteCount: Int) -> Int { (max(byteCount, 1) + 63) & ~63 }

    private mutating func take(_ size: Int) -> Int {
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

    private mutating func give(_ offset: Int, _ size: Int) {
        var (offset, size) = (offset, size)
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
