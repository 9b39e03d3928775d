import Foundation
import LaminaTensor
import Testing

/// Chains of a million nodes on a stack of 512 KB, a task's: nothing may call itself along the chain.
@Suite struct DeepGraphTests {
    private func onASmallStack(_ body: @escaping @Sendable () -> Float) async -> Float {
        await withCheckedContinuation { continuation in
            let thread = Thread { continuation.resume(returning: body()) }
            thread.stackSize = 512 << 10
            thread.start()
        }
    }

    @Test func aMillionAdditionsAreRecordedComputedAndFreed() async {
        let sum = await onASmallStack {
            var x = Tensor([0])
            for _ in 0..<1_000_000 { x = x + 1 }
            return x.scalar()
        }
        #expect(sum == 1_000_000)
    }

    /// Under a transform nothing is computed on the way: the graph has all million nodes at once.
    @Test func aMillionAdditionsAreDifferentiated() async {
        let slope = await onASmallStack {
            gradient { (x: Tensor) in
                var y = x
                for _ in 0..<1_000_000 { y = y + 1 }
                return y.sum()
            }(Tensor([3, 4])).sum().scalar()
        }
        #expect(slope == 2)
    }

    @Test func aLongCompiledChainIsPlannedAndFreed() async {
        let value = await onASmallStack {
            compile { (x: Tensor) in
                var y = x
                for _ in 0..<100_000 { y = y * 1 + 1 }
                return y
            }(Tensor(0)).scalar()
        }
        #expect(value == 100_000)
    }
}
