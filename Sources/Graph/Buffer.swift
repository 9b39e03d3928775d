import Glibc

/// Memory that holds one tensor's elements; it goes back to the pool when nobody refers to it.
///
/// The pointer is written by one executor before the buffer is shared, and only read afterwards;
/// an in-place update happens only where the reference is known to be unique.
package final class Buffer: @unchecked Sendable {
    package let pointer: UnsafeMutableRawPointer
    package let byteCount: Int
    private let owner: AnyObject?

    /// Uninitialised memory from the pool, aligned to 64 bytes; where there is none left, the program
    /// stops.
    package convenience init(byteCount: Int) {
        self.init(orTrap { () throws(OpError) in try Self.memory(byteCount) }, byteCount)
    }

    /// Uninitialised memory from the pool, aligned to 64 bytes.
    ///
    /// - Throws: where ``MemoryLimit`` or the system has no such amount left.
    package convenience init(trying byteCount: Int) throws(OpError) {
        self.init(try Self.memory(byteCount), byteCount)
    }

    private init(_ pointer: UnsafeMutableRawPointer, _ byteCount: Int) {
        (self.pointer, self.byteCount, owner) = (pointer, byteCount, nil)
    }

    private static func memory(_ byteCount: Int) throws(OpError) -> UnsafeMutableRawPointer {
        guard let pointer = BufferPool.shared.take(byteCount) else {
            throw .outOfMemory(byteCount, for: "a tensor")
        }
        return pointer
    }

    /// Memory of somebody else (a mapped file), kept alive by `owner`.
    package init(pointer: UnsafeMutableRawPointer, byteCount: Int, owner: AnyObject) {
        (self.pointer, self.byteCount, self.owner) = (pointer, byteCount, owner)
    }

    /// Whether the memory may be written once nobody else refers to it; a mapped file's may not.
    package var isOwn: Bool { owner == nil }

    deinit { if owner == nil { BufferPool.shared.give(pointer, byteCount) } }
}

extension Buffer {
    /// Zeros that take no memory until they are read, in place of a value that could not be computed.
    package static func standIn(byteCount: Int) -> Buffer {
        let pages = Pages(byteCount)
        return Buffer(pointer: pages.pointer, byteCount: byteCount, owner: pages)
    }

    private final class Pages {
        let pointer: UnsafeMutableRawPointer
        private let byteCount: Int

        init(_ byteCount: Int) {
            self.byteCount = max(byteCount, 1)
            pointer = mmap(
                nil, self.byteCount, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
            // Only an address space without room for it refuses this.
            require(pointer != MAP_FAILED, "memory: no room for \(byteCount) bytes of addresses")
        }

        deinit { munmap(pointer, byteCount) }
    }
}
