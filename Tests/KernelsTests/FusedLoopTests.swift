import CLaminaKernels
import LaminaTestSupport
import Testing

/// The loop as a whole: fusing, sharing memory and cutting into pieces change no bit.
@Suite struct FusedLoopTests {
    private static let lengths = [1, 5, 63, 64, 65, 1000, 1024, 1025, 4099, 70_001, 300_000]

    private static func numbers(_ count: Int, seed: UInt64) -> [Float] {
        var random = SplitMix(seed: seed)
        return (0..<count).map { _ in .random(in: -4..<4, using: &random) }
    }

    /// y = gelu(1.5 x + 0.25) * 0.75 + x by tanh: (operation, operand, operand), where operand 0 is
    /// x, 1...7 are constants and 8... are the results so far.
    private static let constants: [Float] = [1.5, 0.25, 0.75, 0.5, 0.797_884_6, 0.044_715, 1]
    private static let chain: [(lk_op, Int, Int)] = [
        (LK_MULTIPLY, 0, 1), (LK_ADD, 8, 2), (LK_MULTIPLY, 9, 9), (LK_MULTIPLY, 10, 9),
        (LK_MULTIPLY, 11, 6), (LK_ADD, 9, 12), (LK_MULTIPLY, 13, 5), (LK_TANH, 14, 14),
        (LK_ADD, 15, 7), (LK_MULTIPLY, 9, 4), (LK_MULTIPLY, 17, 16), (LK_MULTIPLY, 18, 3),
        (LK_ADD, 19, 0),
    ]

    private static func fusedChain(_ x: [Float], offset: Int = 0) -> [Float] {
        var loop = Loop([x.count - offset])
        _ = loop.input()
        for _ in constants { _ = loop.input(strides: [0]) }
        for (op, a, b) in chain { loop.apply(op, a, b) }
        loop.output(7 + chain.count)
        var y = [Float](repeating: 0, count: x.count - offset)
        x.withUnsafeBytes { x in
            constants.withUnsafeBytes { constants in
                let scalars = (0..<7).map { constants.baseAddress! + 4 * $0 }
                y.withUnsafeMutableBytes {
                    loop.run([x.baseAddress! + 4 * offset] + scalars, [$0.baseAddress!])
                }
            }
        }
        return y
    }

    private static func separateChain(_ x: [Float]) -> [Float] {
        var values = [x] + constants.map { [$0] }
        for (op, a, b) in chain {
            values.append(
                evaluate(
                    op, dtype: LK_FLOAT32, Operand(values[a], LK_FLOAT32),
                    Operand(values[b], LK_FLOAT32), zero: 0, count: x.count))
        }
        return values[values.count - 1]
    }

    @Test(arguments: lengths) func fusedGivesTheBitsOfOneLoopPerOperation(_ count: Int) {
        let x = Self.numbers(count, seed: 1)
        #expect(Self.fusedChain(x).map(\.bitPattern) == Self.separateChain(x).map(\.bitPattern))
    }

    @Test func anElementHasTheSameBitsAtEveryPosition() {
        let x = Self.numbers(3000, seed: 2), y = Self.fusedChain(x)
        for offset in [1, 2, 7, 63, 64, 100, 1023, 2990, 2999] {
            #expect(Self.fusedChain(x, offset: offset) == Array(y[offset...]))
        }
    }

    @Test(arguments: [2, 3, 7]) func theNumberOfThreadsChangesNoBit(_ threads: Int) {
        let x = Self.numbers(300_000, seed: 3)
        let alone = withThreads(1) { Self.fusedChain(x) }
        #expect(withThreads(threads) { Self.fusedChain(x) } == alone)
    }

    /// p, m, v updated in place from p, m, v, g, with every register used again as soon as possible.
    @Test(arguments: lengths) func outputsMayTakeTheirInputsMemory(_ count: Int) {
        let p = Self.numbers(count, seed: 4), m = Self.numbers(count, seed: 5)
        let g = Self.numbers(count, seed: 6)
        var loop = Loop([count])
        let (rp, rm, rg) = (loop.input(), loop.input(), loop.input())
        let half = loop.input(strides: [0])
        loop.apply(LK_MULTIPLY, rm, half, into: rm)  // m = m / 2 + g
        loop.apply(LK_ADD, rm, rg, into: rm)
        loop.apply(LK_SUBTRACT, rp, rm, into: rg)  // p = p - m, in the gradient's register
        loop.output(rg)
        loop.output(rm)
        var (newP, newM) = (p, m)
        newP.withUnsafeMutableBytes { p in
            newM.withUnsafeMutableBytes { m in
                g.withUnsafeBytes { g in
                    withUnsafeBytes(of: Float(0.5)) { half in
                        loop.run(
                            [
                                UnsafeRawPointer(p.baseAddress!), UnsafeRawPointer(m.baseAddress!),
                                g.baseAddress!, half.baseAddress!,
                            ], [p.baseAddress!, m.baseAddress!])
                    }
                }
            }
        }
        let expectedM = zip(m, g).map { $0 * 0.5 + $1 }
        #expect(newM == expectedM)
        #expect(newP == zip(p, expectedM).map { $0 - $1 })
    }

    /// Each output's memory is the other input, and both are read after the first one is written.
    @Test(arguments: lengths) func twoArraysMayBeExchanged(_ count: Int) {
        let a = Self.numbers(count, seed: 7), b = Self.numbers(count, seed: 8)
        var loop = Loop([count])
        let (ra, rb) = (loop.input(), loop.input())
        let sum = loop.apply(LK_ADD, rb, rb)
        loop.output(sum)
        loop.output(ra)
        loop.output(loop.apply(LK_SUBTRACT, ra, rb))
        var (x, y) = (a, b)
        var difference = [Float](repeating: 0, count: count)
        x.withUnsafeMutableBytes { x in
            y.withUnsafeMutableBytes { y in
                difference.withUnsafeMutableBytes { d in
                    loop.run(
                        [UnsafeRawPointer(x.baseAddress!), UnsafeRawPointer(y.baseAddress!)],
                        [x.baseAddress!, y.baseAddress!, d.baseAddress!])
                }
            }
        }
        #expect(x == b.map { $0 + $0 })
        #expect(y == a)
        #expect(difference == zip(a, b).map { $0 - $1 })
    }

    /// A result may replace an operand of another element size: wider, narrower, and a condition.
    @Test(arguments: lengths) func registersMayChangeTheirType(_ count: Int) {
        let x = Self.numbers(count, seed: 9)
        var loop = Loop([count])
        let input = loop.input()
        let work = loop.register()
        loop.apply(LK_NEGATE, input, into: work)
        loop.apply(LK_CONVERT, work, dtype: LK_FLOAT64, from: LK_FLOAT32, into: work)
        loop.apply(LK_ADD, work, work, dtype: LK_FLOAT64, into: work)
        loop.apply(LK_CONVERT, work, dtype: LK_FLOAT32, from: LK_FLOAT64, into: work)
        let condition = loop.apply(LK_LESS, work, input)
        loop.apply(LK_SELECT, condition, work, input, into: condition)
        loop.output(condition)
        var y = [Float](repeating: 0, count: count)
        x.withUnsafeBytes { x in
            y.withUnsafeMutableBytes { loop.run([x.baseAddress!], [$0.baseAddress!]) }
        }
        #expect(y == x.map { min(-2 * $0, $0) })
    }

    /// Arrays above 32 MB are written past the caches.
    @Test func largeOutputsAreComplete() {
        let count = (9 << 20) + 77
        let x = (0..<count).map(Float.init)
        let y: [Float] = evaluate(
            LK_RELU, dtype: LK_FLOAT32, Operand(x, LK_FLOAT32), zero: -1, count: count)
        #expect(y == x)
    }

    @Test func oneRegisterMayFeedSeveralOutputs() {
        let x = Self.numbers(1234, seed: 10)
        var loop = Loop([1234])
        let negative = loop.apply(LK_NEGATE, loop.input())
        loop.output(negative)
        loop.output(negative)
        var first = [Float](repeating: 0, count: 1234), second = first
        x.withUnsafeBytes { x in
            first.withUnsafeMutableBytes { first in
                second.withUnsafeMutableBytes {
                    loop.run([x.baseAddress!], [first.baseAddress!, $0.baseAddress!])
                }
            }
        }
        #expect(first == x.map { -$0 })
        #expect(second == first)
    }
}
