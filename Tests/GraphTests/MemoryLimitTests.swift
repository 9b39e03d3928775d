import LaminaGraph
import Testing

@Suite struct MemoryLimitTests {
    @Test(arguments: [
        ("1048576", 1 << 20), ("512M", 1 << 29), ("2G", 1 << 31), ("1.5g", 3 << 29),
        ("64KiB", 1 << 16),
        ("1TB", 1 << 40),
    ])
    func amountsAreRead(text: String, bytes: Int) throws {
        #expect(try MemoryLimit.bytes(text) == bytes)
    }

    @Test(arguments: ["", "M", "much", "-1G", "0", "1X", "1e3", "9999999999T"])
    func otherTextIsRefused(text: String) {
        #expect(throws: OpError.self) { try MemoryLimit.bytes(text) }
    }

    @Test(arguments: [
        (0, "0 B"), (1023, "1023 B"), (1536, "1.5 KiB"), (1 << 20, "1 MiB"), (700 << 20, "700 MiB"),
        (5 << 29, "2.5 GiB"),
    ])
    func amountsAreWritten(bytes: Int, text: String) { #expect(MemoryLimit.text(bytes) == text) }

    @Test func aPoolLendsNoMoreThanItsLimit() throws {
        let pool = BufferPool(limit: 1 << 20)
        let first = try #require(pool.take(600 << 10))
        #expect(pool.take(600 << 10) == nil)
        #expect(pool.hasRoom(for: 300 << 10) && !pool.hasRoom(for: 600 << 10))
        pool.give(first, 600 << 10)
        // What is kept counts too, and gives way.
        #expect(pool.use.kept > 0)
        let second = try #require(pool.take(900 << 10))
        #expect((pool.use.kept, pool.use.lent) == (0, pool.use.peak))
        pool.give(second, 900 << 10)
        #expect(pool.use.lent == 0)
        pool.forgetPeak()
        #expect(pool.use.peak == 0)
    }

    @Test func whatNobodyAsksForGoesBackToTheSystem() throws {
        let pool = BufferPool(limit: nil)
        // As a network's first values are made: much in sizes that no step asks for.
        let first = try (0..<8).map { _ in try #require(pool.take(24 << 20)) }
        for block in first { pool.give(block, 24 << 20) }
        #expect(pool.use.kept == 8 * (24 << 20))
        let step = try #require(pool.take(160 << 20))
        #expect(pool.use.lent + pool.use.kept <= 8 * (24 << 20) + (64 << 20))
        // A step that comes again finds its block, and what lay there.
        step.storeBytes(of: 7, toByteOffset: 64, as: Int.self)
        pool.give(step, 160 << 20)
        let again = try #require(pool.take(160 << 20))
        #expect(again == step && again.load(fromByteOffset: 64, as: Int.self) == 7)
        pool.give(again, 160 << 20)
    }

    @Test(arguments: [1, 64, 100, 4095, 1 << 20, (4 << 20) - 1, 4 << 20, (9 << 20) + 5, 40 << 20])
    func blocksAreAlignedAndWhole(byteCount: Int) throws {
        let pool = BufferPool(limit: nil)
        let block = try #require(pool.take(byteCount))
        #expect(UInt(bitPattern: block) % 64 == 0)
        block.initializeMemory(as: UInt8.self, repeating: 1, count: byteCount)
        #expect(pool.use.lent >= byteCount && pool.use.lent <= max(byteCount + byteCount / 4, 64))
        pool.give(block, byteCount)
        #expect((pool.use.lent, pool.use.kept) == (0, pool.use.peak))
    }

    /// More than any machine has.
    @Test func whatTheSystemRefusesIsAnError() {
        let before = BufferPool.shared.use.lent
        let error = #expect(throws: OpError.self) { try Buffer(trying: 1 << 58) }
        #expect(error?.problem.contains("262144 TiB") == true, "\(error?.problem ?? "")")
        #expect(error?.fix.contains("smaller batch") == true)
        #expect(BufferPool.shared.use.lent - before < 1 << 50)
    }

    @Test func whatIsRefusedWasNeverLent() {
        let pool = BufferPool(limit: nil)
        #expect(pool.take(1 << 58) == nil)
        #expect((pool.use.lent, pool.use.peak) == (0, 0))
    }

    @Test func aStandInIsZerosOfAnySize() {
        let buffer = Buffer.standIn(byteCount: 1 << 40)
        #expect(buffer.pointer.load(fromByteOffset: 1 << 39, as: UInt64.self) == 0)
        #expect(!buffer.isOwn)
    }
}
