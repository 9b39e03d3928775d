import Glibc
import Synchronization

/// Free buffers by size class. Large blocks are kept, for fresh memory costs page faults, but lent and
/// kept memory together stays near the most that was lent at a time: blocks that a program's beginning
/// took and its steps never ask for go back to the system.
package final class BufferPool: Sendable {
    package static let shared = BufferPool(limit: MemoryLimit.byteCount)

    /// Bytes that are lent, the most that were lent at a time, and those kept for the next who asks.
    package struct Use: Sendable {
        package fileprivate(set) var lent = 0
        package fileprivate(set) var peak = 0
        package fileprivate(set) var kept = 0
    }

    private struct State {
        // Addresses rather than pointers, which are not Sendable: of each class's last free block, which
        // holds the address of the one before it. 0 is none.
        var blocks = InlineArray<256, UInt>(repeating: 0)
        var use = Use()

        mutating func push(_ block: UInt, _ index: Int) {
            UnsafeMutablePointer<UInt>(bitPattern: block)?.pointee = blocks[index]
            blocks[index] = block
        }

        mutating func pop(_ index: Int) -> UInt? {
            guard let block = UnsafeMutablePointer<UInt>(bitPattern: blocks[index]) else {
                return nil
            }
            blocks[index] = block.pointee
            return UInt(bitPattern: block)
        }

        mutating func lend(_ size: Int) {
            use.lent += size
            use.peak = max(use.peak, use.lent)
        }

        /// Forgets kept blocks of so many bytes or a little more, the largest first, and gives them, to
        /// be freed.
        mutating func dropKept(_ byteCount: Int) -> [Block] {
            var dropped: [Block] = []
            let wanted = use.kept - byteCount
            for index in blocks.indices.reversed() {
                while use.kept > max(wanted, 0), let address = pop(index) {
                    dropped.append(Block(address: address, size: BufferPool.size(ofClass: index)))
                    use.kept -= BufferPool.size(ofClass: index)
                }
            }
            return dropped
        }
    }

    private struct Block {
        let address: UInt
        let size: Int
    }

    private let state = Mutex(State())
    /// Kept free memory, in bytes; blocks beyond it go back to the system.
    private let keptLimit = 1 << 30
    /// Memory lent and kept together, in bytes.
    private let limit: Int?
    /// From here on a block is mapped by itself, in pages of 2 MiB where the system has them.
    private static let mappedByteCount = 4 << 20
    private static let hugePageByteCount = 2 << 20

    package init(limit: Int?) { self.limit = limit }

    deinit { for block in state.withLock({ $0.dropKept(.max) }) { Self.free(block) } }

    /// What is lent and kept now.
    package var use: Use { state.withLock { $0.use } }

    /// Starts the peak anew from what is lent now.
    package func forgetPeak() { state.withLock { $0.use.peak = $0.use.lent } }

    /// Whether so many bytes more may be lent.
    package func hasRoom(for byteCount: Int) -> Bool {
        guard let limit else { return true }
        return state.withLock { $0.use.lent + byteCount <= limit }
    }

    /// Memory aligned to 64 bytes; nil where the limit or the system allows no more.
    package func take(_ byteCount: Int) -> UnsafeMutableRawPointer? {
        guard byteCount < 1 << 62 else { return nil }
        let index = Self.sizeClass(byteCount)
        let size = Self.size(ofClass: index)
        enum Answer { case kept(UInt), fresh(peakBefore: Int), refused }
        var surplus: [Block] = []
        let answer: Answer = state.withLock { state in
            if let block = state.pop(index) {
                state.use.kept -= size
                state.lend(size)
                return .kept(block)
            }
            if let limit, state.use.lent + size > limit { return .refused }
            let peakBefore = state.use.peak
            state.lend(size)
            let allowed = state.use.peak + max(state.use.peak / 8, 64 << 20)
            let excess = state.use.lent + state.use.kept - min(allowed, limit ?? .max)
            if excess > 0 { surplus = state.dropKept(excess) }
            return .fresh(peakBefore: peakBefore)
        }
        for block in surplus { Self.free(block) }
        switch answer {
        case .kept(let block): return UnsafeMutableRawPointer(bitPattern: block)
        case .refused: return nil
        case .fresh(let peakBefore):
            if let pointer = Self.allocate(size) { return pointer }
            // What is kept may be what the system lacks.
            for block in state.withLock({ $0.dropKept(.max) }) { Self.free(block) }
            if let pointer = Self.allocate(size) { return pointer }
            state.withLock { state in
                state.use.lent -= size
                state.use.peak = max(peakBefore, state.use.lent)
            }
            return nil
        }
    }

    package func give(_ pointer: UnsafeMutableRawPointer, _ byteCount: Int) {
        let index = Self.sizeClass(byteCount)
        let block = Block(address: UInt(bitPattern: pointer), size: Self.size(ofClass: index))
        let kept = state.withLock { state in
            state.use.lent -= block.size
            guard state.use.kept + block.size <= keptLimit else { return false }
            state.push(block.address, index)
            state.use.kept += block.size
            return true
        }
        if !kept { Self.free(block) }
    }

    private static func allocate(_ size: Int) -> UnsafeMutableRawPointer? {
        guard size >= mappedByteCount else {
            var pointer: UnsafeMutableRawPointer?
            return posix_memalign(&pointer, 64, size) == 0 ? pointer : nil
        }
        // A huge page begins at a multiple of its size; what lies before and behind goes back.
        let wanted = size + hugePageByteCount
        guard wanted > size,
            let mapping = mmap(
                nil, wanted, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0),
            mapping != MAP_FAILED
        else { return nil }
        let address = UInt(bitPattern: mapping)
        let before = Int(
            (UInt(hugePageByteCount) - address % UInt(hugePageByteCount)) % UInt(hugePageByteCount))
        if before > 0 { munmap(mapping, before) }
        if before < hugePageByteCount {
            munmap(mapping + before + size, hugePageByteCount - before)
        }
        madvise(mapping + before, size, MADV_HUGEPAGE)
        return mapping + before
    }

    private static func free(_ block: Block) {
        let pointer = UnsafeMutableRawPointer(bitPattern: block.address)
        if block.size >= mappedByteCount {
            munmap(pointer, block.size)
        } else {
            Glibc.free(pointer)
        }
    }

    /// Four classes to a power of two from 64 bytes on, so that at most a fifth is unused.
    private static func sizeClass(_ byteCount: Int) -> Int {
        let wanted = max(byteCount, 64)
        let power = Int.bitWidth - 1 - wanted.leadingZeroBitCount
        let step = (1 << power) / 4
        return (power - 6) * 4 + (wanted - (1 << power) + step - 1) / step
    }

    /// The bytes of a block of a class.
    private static func size(ofClass index: Int) -> Int {
        let power = index / 4 + 6
        return (1 << power) + index % 4 * ((1 << power) / 4)
    }
}
