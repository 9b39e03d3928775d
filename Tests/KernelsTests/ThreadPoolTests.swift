import CLaminaKernels
import Glibc
import LaminaTestSupport
import Synchronization
import Testing

@Suite struct ThreadPoolTests {
    /// How often each piece ran, and what a piece does besides.
    private final class Tally: Sendable {
        let counts: [Count]
        let nested: Int64
        let nestedRuns = Atomic<Int>(0)

        final class Count: Sendable {
            let value = Atomic<Int>(0)
        }

        init(_ count: Int, nested: Int64 = 0) {
            counts = (0..<count).map { _ in Count() }
            self.nested = nested
        }

        func run() {
            let context = Unmanaged.passUnretained(self).toOpaque()
            lk_parallel_for(
                Int64(counts.count),
                { context, index in
                    guard let context else { return }
                    let tally = Unmanaged<Tally>.fromOpaque(context).takeUnretainedValue()
                    tally.counts[Int(index)].value.add(1, ordering: .relaxed)
                    if tally.nested == 0 { return }
                    lk_parallel_for(
                        tally.nested,
                        { context, _ in
                            guard let context else { return }
                            let tally = Unmanaged<Tally>.fromOpaque(context).takeUnretainedValue()
                            tally.nestedRuns.add(1, ordering: .relaxed)
                        }, context)
                }, context)
        }

        var all: [Int] { counts.map { $0.value.load(ordering: .relaxed) } }
    }

    @Test(arguments: [1, 2, 5], [0, 1, 2, 3, 100, 1001])
    func everyPieceRunsOnce(threads: Int, count: Int) {
        let tally = Tally(count)
        withThreads(threads) { tally.run() }
        #expect(tally.all == Array(repeating: 1, count: count))
    }

    @Test func loopsFollowEachOtherAcrossParking() {
        let tally = Tally(7)
        withThreads(3) {
            for round in 0..<2000 {
                tally.run()
                // Now and then long enough for the workers to go to sleep.
                if round % 400 == 0 { usleepForParking() }
            }
        }
        #expect(tally.all == Array(repeating: 2000, count: 7))
    }

    private func usleepForParking() {
        var time = timespec(tv_sec: 0, tv_nsec: 2_000_000)
        nanosleep(&time, nil)
    }

    @Test func aLoopInsideAPieceRunsThere() {
        let tally = Tally(50, nested: 6)
        withThreads(3) { tally.run() }
        #expect(tally.all == Array(repeating: 1, count: 50))
        #expect(tally.nestedRuns.load(ordering: .relaxed) == 300)
    }

    @Test func manyTasksMayCallAtOnce() async {
        await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    let tally = Tally(20)
                    for _ in 0..<500 { tally.run() }
                    return tally.all == Array(repeating: 500, count: 20)
                }
            }
            for await complete in group { #expect(complete) }
        }
    }

    /// Plain memory, so that the thread sanitizer sees whether the pool alone puts the loops in order:
    /// each piece reads what another piece, perhaps on another thread, wrote in the loop before.
    @Test func aLoopSeesWhatTheLoopBeforeWrote() {
        final class Rows {
            let numbers = UnsafeMutableBufferPointer<Int>.allocate(capacity: 2 * 16)
            var from = 0
            deinit { numbers.deallocate() }
        }
        let rows = Rows()
        rows.numbers.initialize(repeating: 0)
        withThreads(3) {
            for round in 0..<3000 {
                rows.from = round % 2 * 16
                lk_parallel_for(
                    16,
                    { context, index in
                        guard let context else { return }
                        let rows = Unmanaged<Rows>.fromOpaque(context).takeUnretainedValue()
                        let neighbour = rows.numbers[rows.from + (Int(index) + 1) % 16]
                        rows.numbers[16 - rows.from + Int(index)] = neighbour + 1
                    }, Unmanaged.passUnretained(rows).toOpaque())
            }
        }
        #expect(rows.numbers[..<16].allSatisfy { $0 == 3000 })
    }

    @Test func theNumberOfThreadsIsAtLeastOne() {
        withThreads(0) { #expect(lk_thread_count() >= 1) }
    }
}
