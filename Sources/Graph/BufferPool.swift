import Glibc
import Synchronization

/// Free buffers by size class. Large blocks are kept: a fresh 64 MB block costs 16,385 page faults.
package final class BufferPool: Sendable {
    package static let shared = BufferPool()

    private struct Free {
        // Addresses rather than pointers, which are not Sendable.
        var blocks: [[UInt]] = Array(repeating: [], count: 256)
        var byteCount = 0
    }

    private let free = Mutex(Free())
    /// Kept free memory, in bytes; blocks beyond it go back to the system.
    private let limit = 1 << 30

    package func take(_ byteCount: Int) -> UnsafeMutableRawPointer {
        let (index, size) = Self.sizeClass(byteCount)
        let kept: UInt? = free.withLock { free in
            guard let block = free.blocks[index].popLast() else { return nil }
            free.byteCount -= size
            return block
        }
        if let kept, let pointer = UnsafeMutableRawPointer(bitPattern: kept) { return pointer }
        var pointer: UnsafeMutableRawPointer?
        guard posix_memalign(&pointer, 64, size) == 0, let pointer else {
            fatalError(
                "out of memory: a tensor of \(byteCount) bytes\n  at   \(CallSite.here().line)")
        }
        return pointer
    }

    package func give(_ pointer: UnsafeMutableRawPointer, _ byteCount: Int) {
        let (index, size) = Self.sizeClass(byteCount)
        let address = UInt(bitPattern: pointer)
        let kept = free.withLock { free in
            guard free.byteCount + size <= limit else { return false }
            free.blocks[index].append(address)
            free.byteCount += size
            return true
        }
        if !kept { Glibc.free(pointer) }
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
