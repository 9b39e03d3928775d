import LaminaGraph
import LaminaTensor
import Testing

/// Memory that counts nothing and is freed with its owner.
private final class Block: Sendable {
    nonisolated(unsafe) let memory: UnsafeMutableRawBufferPointer
    private let onEnd: @Sendable () -> Void

    init(byteCount: Int, onEnd: @escaping @Sendable () -> Void = {}) {
        memory = .allocate(byteCount: byteCount, alignment: 64)
        self.onEnd = onEnd
    }

    deinit {
        memory.deallocate()
        onEnd()
    }
}

private final class Flag: @unchecked Sendable { var isSet = false }

@Suite struct BytesTests {
    @Test func bytesAreTheElementsInRowMajorOrder() throws {
        let bytes: [UInt8] = [1, 0, 2, 0, 0, 1, 255, 255]
        let x = try Tensor(bytes: bytes, shape: [2, 2], dtype: .int16)
        #expect(x.array(as: Int16.self) == [1, 2, 256, -1])
        // A lazy sequence lends no memory.
        let lazy = try Tensor(bytes: bytes.lazy.map { $0 }, shape: [4], dtype: .uint16)
        #expect(lazy.array(as: UInt16.self) == [1, 2, 256, 65535])
        #expect(try Tensor(bytes: [], shape: [3, 0], dtype: .float64).shape == [3, 0])
    }

    @Test func wrongSizesAreThrown() {
        let error = #expect(throws: OpError.self) {
            try Tensor(bytes: [1, 2, 3], shape: [2], dtype: .int16)
        }
        #expect(error?.description.contains("3 bytes do not fill int16 [2], which takes 4") == true)
        #expect(throws: OpError.self) {
            try Tensor(bytes: [], shape: [Int.max, Int.max], dtype: .float32)
        }
        #expect(throws: OpError.self) { try Tensor(bytes: [], shape: [-1, 0], dtype: .float32) }
    }

    @Test func borrowedMemoryIsNotCopiedAndLivesAsLongAsItsTensor() throws {
        let flag = Flag()
        do {
            var block: Block? = Block(byteCount: 8) { flag.isSet = true }
            let memory = try #require(block?.memory)
            memory.storeBytes(of: 3, as: Float.self)
            memory.storeBytes(of: 4, toByteOffset: 4, as: Float.self)
            let x = try Tensor(
                borrowing: UnsafeRawBufferPointer(memory), owner: #require(block), shape: [2],
                dtype: .float32)
            block = nil
            #expect(!flag.isSet)
            let address = x.withUnsafeBytes { $0.baseAddress }
            #expect(address == UnsafeRawPointer(memory.baseAddress))
            #expect((x + 1).array() == [4, 5])
        }
        #expect(flag.isSet)
    }

    @Test func aVariableNeverWritesIntoBorrowedMemory() throws {
        let block = Block(byteCount: 4)
        block.memory.storeBytes(of: 1, as: Float.self)
        let weight = Variable(
            try Tensor(
                borrowing: UnsafeRawBufferPointer(block.memory), owner: block, shape: [],
                dtype: .float32))
        let step = compile { () -> Tensor in
            weight.value = weight.value + 1
            return weight.value
        }
        #expect(step().scalar() == 2)
        #expect(step().scalar() == 3)
        #expect(block.memory.load(as: Float.self) == 1)
    }

    @Test func misalignedMemoryIsRefused() {
        let block = Block(byteCount: 16)
        let error = #expect(throws: OpError.self) {
            try Tensor(
                borrowing: UnsafeRawBufferPointer(rebasing: block.memory[1..<9]), owner: block,
                shape: [2], dtype: .float32)
        }
        #expect(error?.description.contains("1 bytes behind a multiple of 4") == true)
        #expect(error?.description.contains("Tensor(bytes:shape:dtype:)") == true)
    }

    @Test func elementsAreLentInTheirOwnType() {
        let x = Tensor([1, 2, 3]) * 2
        let sum = x.withUnsafeElements(as: Float.self) { $0.reduce(0, +) }
        #expect(sum == 12)
        let count = Tensor.zeros([0]).withUnsafeBytes { $0.count }
        #expect(count == 0)
    }
}
