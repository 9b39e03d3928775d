import CLaminaKernels
import Glibc
import LaminaTestSupport
import Testing

/// Fused loops as machine code: the same bits as interpreted ones, NaN standing for NaN.
@Suite(.enabled(if: !sets.isEmpty, "the processor has neither AVX2 nor AVX-512"))
struct FusedCodeTests {
    static let unary = [
        LK_NEGATE, LK_ABS, LK_SIGN, LK_EXP, LK_LOG, LK_SQRT, LK_RSQRT, LK_TANH, LK_SIGMOID,
        LK_RELU, LK_ERF, LK_FLOOR, LK_CEIL, LK_ROUND, LK_TRUNC,
    ]
    static let binary = [
        LK_ADD, LK_SUBTRACT, LK_MULTIPLY, LK_DIVIDE, LK_MAXIMUM, LK_MINIMUM,
    ]
    static let comparisons = [
        LK_EQUAL, LK_NOT_EQUAL, LK_LESS, LK_LESS_EQUAL, LK_GREATER, LK_GREATER_EQUAL,
    ]
    static let logical = [LK_AND, LK_OR, LK_XOR]

    /// A loop of random instructions and what it reads.
    private struct Sample {
        var loop: Loop
        var inputs: [[UInt8]] = []
        var sizes: [Int] = []
        let count: Int

        init(_ random: inout SplitMix, _ count: Int) {
            (self.count, loop) = (count, Loop([count]))
            var (floats, bools, halves) = ([Int](), [Int](), [Int]())
            for number in 0..<Int.random(in: 1...6, using: &random) {
                let dtype =
                    number == 0
                    ? LK_FLOAT32
                    : [LK_BOOL, LK_BFLOAT16, LK_FLOAT32, LK_FLOAT32, LK_FLOAT32]
                        .randomElement(using: &random)!
                let isScalar = Int.random(in: 0..<4, using: &random) == 0
                let register = loop.input(dtype, strides: [isScalar ? 0 : 1])
                switch dtype {
                case LK_BOOL: bools.append(register)
                case LK_BFLOAT16: halves.append(register)
                default: floats.append(register)
                }
                let length = isScalar ? 1 : count
                var bytes: [UInt8] = []
                for _ in 0..<length {
                    switch dtype {
                    case LK_BOOL: bytes.append(UInt8.random(in: 0...1, using: &random))
                    case LK_BFLOAT16:
                        withUnsafeBytes(of: UInt16(random.float().bitPattern >> 16)) {
                            bytes += $0
                        }
                    default: withUnsafeBytes(of: random.float()) { bytes += $0 }
                    }
                }
                inputs.append(bytes)
            }
            // Long programs have more values than there are registers.
            for _ in 0..<Int.random(in: 2...40, using: &random)
            where floats.count + bools.count + halves.count < 60 {
                let x = floats.randomElement(using: &random)!
                let y = floats.randomElement(using: &random)!
                switch Int.random(in: 0..<16, using: &random) {
                case 0..<4: floats.append(loop.apply(unary.randomElement(using: &random)!, x))
                case 4..<8: floats.append(loop.apply(binary.randomElement(using: &random)!, x, y))
                case 8:
                    // Of inputs alone: the sign of a NaN that arithmetic made means nothing.
                    floats.append(loop.apply(LK_COPY_SIGN, x, floats[0]))
                case 9: bools.append(loop.apply(comparisons.randomElement(using: &random)!, x, y))
                case 10:
                    let test = Bool.random(using: &random) ? LK_IS_NAN : LK_IS_FINITE
                    bools.append(loop.apply(test, x))
                case 11:
                    guard let a = bools.randomElement(using: &random),
                        let b = bools.randomElement(using: &random)
                    else { continue }
                    switch Int.random(in: 0..<3, using: &random) {
                    case 0: bools.append(loop.apply(LK_NOT, a, dtype: LK_BOOL))
                    case 1:
                        floats.append(
                            loop.apply(LK_CONVERT, a, dtype: LK_FLOAT32, from: LK_BOOL))
                    default:
                        bools.append(
                            loop.apply(
                                logical.randomElement(using: &random)!, a, b, dtype: LK_BOOL))
                    }
                case 12:
                    halves.append(
                        loop.apply(LK_CONVERT, x, dtype: LK_BFLOAT16, from: LK_FLOAT32))
                case 13:
                    guard let half = halves.randomElement(using: &random) else { continue }
                    floats.append(
                        loop.apply(LK_CONVERT, half, dtype: LK_FLOAT32, from: LK_BFLOAT16))
                case 14:
                    guard let condition = bools.randomElement(using: &random),
                        let a = halves.randomElement(using: &random),
                        let b = halves.randomElement(using: &random)
                    else { continue }
                    halves.append(loop.apply(LK_SELECT, condition, a, b, dtype: LK_BFLOAT16))
                default:
                    guard let condition = bools.randomElement(using: &random) else { continue }
                    floats.append(loop.apply(LK_SELECT, condition, x, y))
                }
            }
            // At least two instructions, one of them an output.
            floats.append(loop.apply(LK_ADD, loop.apply(LK_NEGATE, floats[0]), floats[0]))
            for register in Set([floats.last!, floats[floats.count / 2]]).sorted()
            where register >= inputs.count {
                loop.output(register)
                sizes.append(4)
            }
            if let register = bools.last, register >= inputs.count {
                loop.output(register, dtype: LK_BOOL)
                sizes.append(1)
            }
            if let register = halves.last, register >= inputs.count {
                loop.output(register, dtype: LK_BFLOAT16)
                sizes.append(2)
            }
        }

        /// What the loop gives, interpreted or in the code of a set.
        func results(_ set: lk_code_set?) -> [[UInt8]]? {
            var outputs = sizes.map { [UInt8](repeating: 0xAA, count: $0 * count) }
            let to = outputs.map { bytes in
                UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 64)
            }
            defer { for memory in to { memory.deallocate() } }
            let from = inputs.map { bytes in
                let memory = UnsafeMutableRawBufferPointer.allocate(
                    byteCount: bytes.count, alignment: 64)
                memory.copyBytes(from: bytes)
                return memory
            }
            defer { for memory in from { memory.deallocate() } }
            let reads = from.map { UnsafeRawPointer($0.baseAddress!) }
            let writes = to.map { $0.baseAddress! }
            if let set {
                guard loop.runCode(set, reads, writes) else { return nil }
            } else {
                loop.run(reads, writes)
            }
            for index in outputs.indices { outputs[index] = Array(to[index]) }
            return outputs
        }
    }

    @Test(arguments: 0..<100, sets) func agreesWithTheInterpreter(
        series: Int, set: lk_code_set
    ) throws {
        for number in 0..<100 {
            var random = SplitMix(seed: UInt64(series * 100 + number))
            let count = [1, 15, 64, 65, 300, 1000].randomElement(using: &random)!
            let sample = Sample(&random, count)
            let interpreted = try #require(sample.results(nil))
            let compiled = try #require(sample.results(set))
            for (output, (a, b)) in zip(interpreted, compiled).enumerated() {
                let same: Bool
                switch sample.sizes[output] {
                case 4: same = agree(floats(a), floats(b))
                case 2: same = agree(halves(a), halves(b))
                default: same = a == b
                }
                #expect(same, "series \(series), loop \(number), output \(output)")
            }
        }
    }

    private func agree(_ a: [Float], _ b: [Float]) -> Bool {
        zip(a, b).allSatisfy { $0.bitPattern == $1.bitPattern || ($0.isNaN && $1.isNaN) }
    }

    private func halves(_ bytes: [UInt8]) -> [Float] {
        bytes.withUnsafeBytes {
            $0.bindMemory(to: UInt16.self).map { Float(bitPattern: UInt32($0) << 16) }
        }
    }

    private func floats(_ bytes: [UInt8]) -> [Float] {
        bytes.withUnsafeBytes { Array($0.bindMemory(to: Float.self)) }
    }
}

extension SplitMix {
    /// Numbers of usual size, and one in eight of any bits: zeros, infinities, NaN, denormals.
    fileprivate mutating func float() -> Float {
        let bits = next()
        switch bits % 16 {
        case 0: return Float(bitPattern: UInt32(truncatingIfNeeded: bits >> 32))
        case 1: return [0, -0.0, .infinity, -.infinity, .nan, 1, -1, 0x1p-140][Int(bits >> 61)]
        default: return Float(Int32(truncatingIfNeeded: bits >> 32)) / 0x1p29
        }
    }
}

/// `x + x + x` of one number.
private func tripled(_ set: lk_code_set) -> Float? {
    var loop = Loop([1])
    let x = loop.input()
    loop.output(loop.apply(LK_ADD, loop.apply(LK_ADD, x, x), x))
    var (from, to): (Float, Float) = (1, 0)
    let hasCode = withUnsafeBytes(of: &from) { from in
        withUnsafeMutableBytes(of: &to) {
            loop.runCode(set, [from.baseAddress!], [$0.baseAddress!])
        }
    }
    return hasCode ? to : nil
}

/// The sets of instructions that this processor has.
private let sets = [LK_CODE_AVX2, LK_CODE_AVX512].filter { tripled($0) != nil }

/// Linux 6.3 and later let a process give up memory that is made executable after it was written.
private func refusesExecutableMemory() -> Bool {
    typealias Call = @convention(c) (Int32, UInt, UInt, UInt, UInt) -> Int32
    guard let prctl = dlsym(UnsafeMutableRawPointer(bitPattern: 0), "prctl") else { return false }
    let (denyWriteExecute, refuseGain): (Int32, UInt) = (65, 1)
    return unsafeBitCast(prctl, to: Call.self)(denyWriteExecute, refuseGain, 0, 0, 0) == 0
}

@Suite struct RefusedMemoryTests {
    /// The loop is then interpreted, and that is said once.
    @Test func aSystemWithoutExecutableMemoryHasNoCode() async {
        let result = await #expect(processExitsWith: .success, observing: [\.standardErrorContent])
        {
            guard refusesExecutableMemory() else { return }
            for set in [LK_CODE_AVX2, LK_CODE_AVX512, LK_CODE_AVX2] {
                #expect(tripled(set) == nil)
            }
        }
        let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
        let message = "refuses executable memory; fused loops are interpreted"
        #expect(
            text.isEmpty
                || text.split(separator: message, omittingEmptySubsequences: false).count == 2)
    }
}
