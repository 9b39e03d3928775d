import LaminaGraph

/// A run of bytes that may be shared: an array, or memory of another object that lives as long as
/// the region does, such as a mapped file.
public struct ByteRegion: Sendable {
    // Memory behind the base address is never written while a region holds its owner.
    private struct Memory: @unchecked Sendable {
        let bytes: UnsafeRawBufferPointer
        let owner: any AnyObject & Sendable
    }

    private enum Storage: Sendable {
        case array([UInt8])
        case memory(Memory)
    }

    private let storage: Storage
    private let range: Range<Int>

    /// The array's bytes, shared and not copied.
    public init(_ bytes: [UInt8]) {
        (storage, range) = (.array(bytes), 0..<bytes.count)
    }

    /// The memory of `values` as this machine (little-endian) holds it.
    public init<Value: BitwiseCopyable>(copying values: [Value]) {
        self.init(values.withUnsafeBytes { [UInt8]($0) })
    }

    /// The whole file, which stays mapped while a part of the region is held.
    public init(_ file: MappedFile) {
        self.init(file.bytes, ownedBy: file)
    }

    /// Memory that stays as it is while `owner` lives.
    init(_ bytes: UnsafeRawBufferPointer, ownedBy owner: any AnyObject & Sendable) {
        storage = .memory(Memory(bytes: bytes, owner: owner))
        range = 0..<bytes.count
    }

    private init(_ storage: Storage, _ range: Range<Int>) {
        (self.storage, self.range) = (storage, range)
    }

    /// Size in bytes.
    public var count: Int { range.count }

    /// The part at `part`, counted from the start of this region; traps outside of it.
    public subscript(part: Range<Int>) -> ByteRegion {
        require(
            part.lowerBound >= 0 && part.upperBound <= count,
            "ByteRegion: \(part) lies outside 0..<\(count)")
        return ByteRegion(
            storage, range.lowerBound + part.lowerBound..<range.lowerBound + part.upperBound)
    }

    /// Calls `body` with the bytes, which are valid only during the call.
    public func withUnsafeBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        switch storage {
        case .array(let bytes):
            return try bytes.withUnsafeBufferPointer { buffer throws(Failure) in
                try body(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[range]))
            }
        case .memory(let memory):
            defer { withExtendedLifetime(memory.owner) {} }
            return try body(UnsafeRawBufferPointer(rebasing: memory.bytes[range]))
        }
    }

    /// The memory and the object it lives as long as; nil for an array, whose memory may move.
    var shared: (bytes: UnsafeRawBufferPointer, owner: any AnyObject & Sendable)? {
        guard case .memory(let memory) = storage else { return nil }
        return (UnsafeRawBufferPointer(rebasing: memory.bytes[range]), memory.owner)
    }

    /// A copy as an array of `Value`, whose size must divide the region's.
    public func array<Value: BitwiseCopyable>(of type: Value.Type) -> [Value] {
        let stride = MemoryLayout<Value>.stride
        require(
            count % stride == 0, "ByteRegion: \(count) bytes are no whole number of \(type)")
        return withUnsafeBytes { bytes in
            [Value](unsafeUninitializedCapacity: count / stride) { buffer, initialized in
                UnsafeMutableRawBufferPointer(buffer).copyMemory(from: bytes)
                initialized = count / stride
            }
        }
    }
}
