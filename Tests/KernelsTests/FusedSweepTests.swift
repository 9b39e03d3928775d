import CLaminaKernels
import Glibc
import LaminaTestSupport
import Testing

/// exp, log, tanh and erf within two units in the last place, interpreted and as machine code with the
/// same bits: of 2²⁴ numbers spread over all bit patterns and at every exponent's edges, or, with
/// `LAMINA_TEST_FULL=1` in the environment (`make test-full`), of every float32 there is.
@Suite struct FusedSweepTests {
    struct Function: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let op: lk_op
        let exact: @Sendable (Double) -> Double
    }

    static let functions = [
        Function(testDescription: "exp", op: LK_EXP, exact: exp),
        Function(testDescription: "log", op: LK_LOG, exact: log),
        Function(testDescription: "tanh", op: LK_TANH, exact: tanh),
        Function(testDescription: "erf", op: LK_ERF, exact: erf),
    ]

    private static let isFull =
        getenv("LAMINA_TEST_FULL").map { String(cString: $0) == "1" } ?? false

    @Test(arguments: functions) func everyExponentsEdgesKeepTheBound(_ function: Function) {
        let digits: [UInt32] = [0, 1, 2, 0x3F_FFFF, 0x40_0000, 0x7F_FFFD, 0x7F_FFFE, 0x7F_FFFF]
        let patterns = (0..<UInt32(512)).flatMap { high in digits.map { high << 23 | $0 } }
        check(function, patterns)
    }

    /// One number of each 256 neighbours.
    @Test(arguments: functions) func numbersOfAllSizesKeepTheBound(_ function: Function) {
        var random = SplitMix(seed: 24)
        for part in 0..<UInt32(16) {
            check(
                function,
                (0..<UInt32(1 << 20)).map { index in
                    (part << 20 | index) << 8 | UInt32(truncatingIfNeeded: random.next()) & 0xFF
                })
        }
    }

    @Test(.enabled(if: isFull, "LAMINA_TEST_FULL=1 runs it, for minutes"), arguments: functions)
    func everyNumberKeepsTheBound(_ function: Function) {
        for part in 0..<UInt32(1 << 12) {
            check(function, (0..<UInt32(1 << 20)).map { part << 20 | $0 })
        }
    }

    /// Compares the results of these bit patterns with the C library's in double precision.
    private func check(_ function: Function, _ patterns: [UInt32]) {
        let x = patterns.map { Float(bitPattern: $0) }
        let operand = Operand(x, LK_FLOAT32)
        let y: [Float] = evaluate(
            function.op, dtype: LK_FLOAT32, operand, zero: 0, count: x.count)
        var (worst, at) = (0.0, Float(0))
        for (x, y) in zip(x, y) {
            let error = Self.units(y, function.exact(Double(x)))
            if !(error <= worst) { (worst, at) = (error, x) }
        }
        #expect(worst <= 2, "\(function.testDescription)(\(at)): \(worst) units")
        for set in [LK_CODE_AVX2, LK_CODE_AVX512] {
            guard let code = machineCode(set, function.op, operand, x.count) else { continue }
            let same = zip(y, code).allSatisfy {
                $0.bitPattern == $1.bitPattern || ($0.isNaN && $1.isNaN)
            }
            #expect(same, "\(function.testDescription): machine code and interpreter differ")
        }
    }

    /// The function's values by machine code; nil where the processor lacks the instructions.
    private func machineCode(
        _ set: lk_code_set, _ op: lk_op, _ operand: Operand, _ count: Int
    ) -> [Float]? {
        var loop = Loop([count])
        loop.output(loop.apply(op, loop.input()))
        var result = [Float](repeating: 0, count: count)
        let hasCode = result.withUnsafeMutableBytes {
            loop.runCode(set, [operand.address], [$0.baseAddress!])
        }
        return hasCode ? result : nil
    }

    /// The error in units in the last place of the exact value; numbers beyond the largest count as the
    /// one that would follow it.
    private static func units(_ y: Float, _ exact: Double) -> Double {
        if y.isNaN || exact.isNaN { return y.isNaN && exact.isNaN ? 0 : .infinity }
        if Double(y) == exact { return 0 }
        let largest = 0x1p128
        let (a, b) = (
            max(-largest, min(Double(y), largest)), max(-largest, min(exact, largest))
        )
        let unit = abs(b) >= 0x1p127 ? 0x1p104 : Double(Float(abs(b)).ulp)
        return abs(a - b) / unit
    }
}
