import Glibc
import Synchronization

/// Free buffers by size class. Large blocks are kept: a fresh 64 MB block costs 16,385 page faults.
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

        /// Forgets all kept blocks and gives them, to be freed.
        mutating func dropKept() -> [UInt] {
            var all: [UInt] = []
            for index in blocks.indices { while let block = pop(index) { all.append(block) } }
            use.kept = 0
            return all
        }
    }

    private let state = Mutex(State())
    /// Kept free memory, in bytes; blocks beyond it go back to the system.
    private let keptLimit = 1 << 30
    /// Memory lent and kept together, in bytes.
    private let limit: Int?

    package init(limit: Int?) { self.limit = limit }

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
        let (index, size) = Self.sizeClass(byteCount)
        enum Answer { case kept(UInt), fresh, refused }
        var surplus: [UInt] = []
        let answer: Answer = state.withLock { state in
            if let block = state.pop(index) {
                state.use.kept -= size
                state.lend(size)
                return .kept(block)
            }
            if let limit, state.use.lent + size > limit { return .refused }
            if let limit, state.use.lent + state.use.kept + size > limit {
                surplus = state.dropKept()
            }
            state.lend(size)
            return .fresh
        }
        for block in surplus { Glibc.free(UnsafeMutableRawPointer(bitPattern: block)) }
        switch answer {
        case .kept(let block): return UnsafeMutableRawPointer(bitPattern: block)
        case .refused: return nil
        case .fresh:
            if let pointer = Self.allocate(size) { return pointer }
            // What is kept may be what the system lacks.
            for block in state.withLock({ $0.dropKept() }) {
                Glibc.free(UnsafeMutableRawPointer(bitPattern: block))
            }
            if let pointer = Self.allocate(size) { return pointer }
            state.withLock { $0.use.lent -= size }
            return nil
        }
    }

    package func give(_ pointer: UnsafeMutableRawPointer, _ byteCount: Int) {
        let (index, size) = Self.sizeClass(byteCount)
        let address = UInt(bitPattern: pointer)
        let kept = state.withLock { state in
            state.use.lent -= size
            guard state.use.kept + size <= keptLimit else { return false }
            state.push(address, index)
            state.use.kept += size
            return true
        }
        if !kept { Glibc.free(pointer) }
    }

    private static func allocate(_ size: Int) -> UnsafeMutableRawPointer? {
        var pointer: UnsafeMutableRawPointer?
        return posix_memalign(&pointer, 64, size) == 0 ? pointer : nil
    }

    /// Four classes to a power of two from 64 bytes on, so that at most a fifth is unused.
    private static func sizeClass(_ byteCount: Int) -> (index: Int, size: Int) {
        let wanted = max(byteCount, 64)
        let power = Int.bitWidth - 1 - wanted.leadingZeroBitCount
        let step = (1 << power) / 4
        let quarter = (wanted - (1 << power) + step - 1) / step
        return ((power - 6) * 4 + quarter, (1 << power) + quarter * step)
    }
}
