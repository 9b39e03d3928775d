import Glibc

/// Memory that holds one tensor's elements; it goes back to the pool when nobody refers to it.
///
/// The pointer is written by one executor before the buffer is shared, and only read afterwards;
/// an in-place update happens only where the reference is known to be unique.
package final class Buffer: @unchecked Sendable {
    package let pointer: UnsafeMutableRawPointer
    package let byteCount: Int
    private let owner: AnyObject?

    /// Uninitialised memory from the pool, aligned to 64 bytes.
    package init(byteCount: Int) {
        self.byteCount = byteCount
        pointer = BufferPool.shared.take(byteCount)
        owner = nil
    }

    /// Memory of somebody else (a mapped file), kept alive by `owner`.
    package init(pointer: UnsafeMutableRawPointer, byteCount: Int, owner: AnyObject) {
        (self.pointer, self.byteCount, self.owner) = (pointer, byteCount, owner)
    }

    /// Whether the memory may be written once nobody else refers to it; a mapped file's may not.
    package var isOwn: Bool { owner == nil }

    deinit { if owner == nil { BufferPool.shared.give(pointer, byteCount) } }
}
