import CLaminaKernels
import LaminaTestSupport
import Testing

/// Products against plain loops over `Double`.
@Suite struct MatmulTests {
    struct Problem: CustomTestStringConvertible, Sendable {
        var batch = 1
        let m: Int, n: Int, k: Int
        var testDescription: String { "\(batch) of \(m) x \(n) x \(k)" }
    }

    /// Around the sizes of a register tile (16 lanes, 12 and 16 rows), of a piece and of a block;
    /// few rows, single columns, long rows, deep sums, and problems that are cut in every direction.
    static let problems = [
        Problem(m: 1, n: 1, k: 1), Problem(m: 2, n: 3, k: 5), Problem(m: 5, n: 1, k: 7),
        Problem(m: 12, n: 16, k: 16), Problem(m: 13, n: 17, k: 15), Problem(m: 11, n: 31, k: 33),
        Problem(m: 25, n: 33, k: 64), Problem(m: 128, n: 10, k: 64), Problem(m: 145, n: 129, k: 20),
        Problem(m: 37, n: 70, k: 1100), Problem(m: 300, n: 47, k: 260),
        Problem(m: 1, n: 512, k: 784), Problem(m: 3, n: 300, k: 400), Problem(m: 4, n: 2100, k: 9),
        Problem(m: 2, n: 3, k: 70_000), Problem(m: 700, n: 1, k: 300),
        Problem(m: 530, n: 400, k: 640), Problem(batch: 7, m: 9, n: 8, k: 6),
        Problem(batch: 3, m: 1, n: 40, k: 30), Problem(batch: 5, m: 60, n: 50, k: 40),
        Problem(m: 521, n: 1070, k: 515), Problem(batch: 2, m: 75, n: 2070, k: 870),
    ]
    static let transposes = [(false, false), (false, true), (true, false), (true, true)]

    private func multiply<T: BitwiseCopyable>(
        _ dtype: lk_dtype, _ p: Problem, _ a: [T], _ b: [T], _ transposes: (a: Bool, b: Bool),
        filled: T
    ) -> [T] {
        var c = [T](repeating: filled, count: p.batch * p.m * p.n)
        a.withUnsafeBytes { a in
            b.withUnsafeBytes { b in
                c.withUnsafeMutableBytes { c in
                    lk_matmul(
                        dtype, transposes.a, transposes.b, Int64(p.batch), Int64(p.m), Int64(p.n),
                        Int64(p.k), a.baseAddress, b.baseAddress, c.baseAddress)
                }
            }
        }
        return c
    }

    private static func factors(_ p: Problem) -> (a: [Double], b: [Double]) {
        var random = SplitMix(seed: UInt64(p.m * 7 + p.n * 3 + p.k))
        let next: (Int) -> Double = { _ in Double(Float.random(in: -1..<1, using: &random)) }
        return ((0..<p.batch * p.m * p.k).map(next), (0..<p.batch * p.k * p.n).map(next))
    }

    /// Some elements of the product, with the sum of the magnitudes that each adds up.
    private func reference(
        _ p: Problem, _ a: [Double], _ b: [Double], _ transposes: (a: Bool, b: Bool)
    ) -> [(at: Int, value: Double, magnitude: Double)] {
        let count = p.batch * p.m * p.n
        return stride(from: 0, to: count, by: max(1, count / 997)).map { at in
            let (product, i, j) = (at / (p.m * p.n), at / p.n % p.m, at % p.n)
            var (value, magnitude) = (0.0, 0.0)
            for l in 0..<p.k {
                let x = a[product * p.m * p.k + (transposes.a ? l * p.m + i : i * p.k + l)]
                let y = b[product * p.k * p.n + (transposes.b ? j * p.k + l : l * p.n + j)]
                value += x * y
                magnitude += abs(x * y)
            }
            return (at, value, magnitude)
        }
    }

    /// Rounding errors partly cancel: a few ulps of the summed magnitudes, however deep the sum.
    private static let ulps = 8.0

    @Test(arguments: problems, transposes)
    func floatsAgreeWithPlainLoops(_ p: Problem, transposes: (Bool, Bool)) {
        let (a, b) = Self.factors(p)
        let c = multiply(
            LK_FLOAT32, p, a.map(Float.init), b.map(Float.init), transposes, filled: .nan)
        for expected in reference(p, a, b, transposes) {
            let error = abs(Double(c[expected.at]) - expected.value)
            #expect(error <= Self.ulps * 0x1p-24 * expected.magnitude)
        }
    }

    @Test(arguments: [problems[4], problems[9], problems[14], problems[17]], transposes)
    func doublesAgreeWithPlainLoops(_ p: Problem, transposes: (Bool, Bool)) {
        let (a, b) = Self.factors(p)
        let c = multiply(LK_FLOAT64, p, a, b, transposes, filled: .nan)
        for expected in reference(p, a, b, transposes) {
            let error = abs(c[expected.at] - expected.value)
            #expect(error <= Self.ulps * 0x1p-53 * expected.magnitude)
        }
    }

    /// The columns of few rows are summed in strips of up to 12 vectors, the last vector in part; small whole
    /// numbers make every sum exact.
    @Test(arguments: 1...4) func fewRowsAreExactInEveryWidth(rows: Int) {
        let depth = 11
        for columns in 1...430 {
            let p = Problem(m: rows, n: columns, k: depth)
            let a = (0..<rows * depth).map { Float($0 % 7 - 3) }
            let b = (0..<depth * columns).map { Float($0 % 5 - 2) }
            let expected = (0..<rows * columns).map { at in
                (0..<depth).reduce(Float(0)) { sum, l in
                    sum + a[at / columns * depth + l] * b[l * columns + at % columns]
                }
            }
            let product = multiply(LK_FLOAT32, p, a, b, (false, false), filled: .nan)
            #expect(product == expected, "\(columns) columns")
        }
    }

    /// The right operand packed beforehand, as it is or transposed; nil where the kernel packs none.
    private func multiplyPacked(
        _ p: Problem, _ a: [Float], _ b: [Float], isTransposed: Bool
    ) -> [Float]? {
        let (m, n, k) = (Int64(p.m), Int64(p.n), Int64(p.k))
        let size = Int(lk_matmul_packed_size(LK_FLOAT32, m, n, k))
        guard p.batch == 1, size > 0 else { return nil }
        var (packed, c) = (
            [UInt8](repeating: 0xFF, count: size), [Float](repeating: .nan, count: p.m * p.n)
        )
        lk_matmul_pack(LK_FLOAT32, isTransposed, n, k, b, &packed)
        lk_matmul_packed(LK_FLOAT32, m, n, k, a, packed, &c, nil)
        return c
    }

    @Test(arguments: problems, [false, true])
    func packedOperandsGiveTheSameProduct(_ p: Problem, isTransposed: Bool) {
        let (a, b) = Self.factors(p)
        let floats = (a.map(Float.init), b.map(Float.init))
        let multiplied = { multiplyPacked(p, floats.0, floats.1, isTransposed: isTransposed) }
        guard let c = multiplied() else { return }
        for expected in reference(p, a, b, (false, isTransposed)) {
            let error = abs(Double(c[expected.at]) - expected.value)
            #expect(error <= Self.ulps * 0x1p-24 * expected.magnitude)
        }
        #expect(withThreads(1, multiplied) == withThreads(2, multiplied))
    }

    @Test(arguments: problems, transposes)
    func oneAndTwoThreadsGiveTheSameBits(_ p: Problem, transposes: (Bool, Bool)) {
        let (a, b) = Self.factors(p)
        let (x, y) = (a.map(Float.init), b.map(Float.init))
        let run = { multiply(LK_FLOAT32, p, x, y, transposes, filled: .nan).map(\.bitPattern) }
        let (one, two) = (withThreads(1, run), withThreads(2, run))
        #expect(one == two)
    }

    @Test(arguments: transposes)
    func integersWrapRoundInEveryWidth(_ transposes: (Bool, Bool)) {
        func check<T: FixedWidthInteger & BitwiseCopyable>(_ dtype: lk_dtype, _: T.Type) {
            let p = Problem(batch: 2, m: 5, n: 6, k: 9)
            var random = SplitMix(seed: 5)
            let a = (0..<p.batch * p.m * p.k).map { _ in T.random(in: .min ... .max, using: &random)
            }
            let b = (0..<p.batch * p.k * p.n).map { _ in T.random(in: .min ... .max, using: &random)
            }
            let c = multiply(dtype, p, a, b, transposes, filled: 1)
            for at in c.indices {
                let (product, i, j) = (at / (p.m * p.n), at / p.n % p.m, at % p.n)
                let sum = (0..<p.k).reduce(T(0)) { sum, l in
                    let x = product * p.m * p.k + (transposes.0 ? l * p.m + i : i * p.k + l)
                    let y = product * p.k * p.n + (transposes.1 ? j * p.k + l : l * p.n + j)
                    return sum &+ a[x] &* b[y]
                }
                #expect(c[at] == sum)
            }
        }
        check(LK_INT8, Int8.self)
        check(LK_INT16, Int16.self)
        check(LK_INT32, Int32.self)
        check(LK_INT64, Int64.self)
        check(LK_UINT8, UInt8.self)
        check(LK_UINT16, UInt16.self)
        check(LK_UINT32, UInt32.self)
        check(LK_UINT64, UInt64.self)
    }

    @Test func booleansGiveTheOrOfAnds() {
        let p = Problem(m: 2, n: 2, k: 2)
        let c = multiply(
            LK_BOOL, p, [1, 0, 0, 0] as [UInt8], [0, 1, 1, 1], (false, false), filled: 9)
        #expect(c == [0, 1, 0, 0])
    }

    /// (1 + 2i)(3 + 4i) + (0 + i)(0 + i) = -5 + 10i - 1.
    @Test func complexNumbersMultiply() {
        let p = Problem(m: 1, n: 1, k: 2)
        let c = multiply(
            LK_COMPLEX64, p, [SIMD2<Float>(1, 2), SIMD2(0, 1)], [SIMD2(3, 4), SIMD2(0, 1)],
            (false, false), filled: SIMD2(9, 9))
        #expect(c == [SIMD2(-6, 10)])
    }

    /// A half type rounds its products' sums once: 2048 + 1 is not an even Float16, their sum with
    /// another 1 is.
    @Test func halfTypesSumInFloat32() {
        let p = Problem(m: 1, n: 1, k: 3)
        let c = multiply(
            LK_FLOAT16, p, [2048, 1, 1] as [Float16], [1, 1, 1], (false, false), filled: 0)
        #expect(c == [2050])
        let x = [Float(256), 1, 1].map { UInt16($0.bitPattern >> 16) }
        let one = UInt16(Float(1).bitPattern >> 16)
        let sum = multiply(LK_BFLOAT16, p, x, [one, one, one], (false, false), filled: 0)
        #expect(sum == [UInt16(Float(258).bitPattern >> 16)])
    }

    @Test func aSumOverNothingIsZeroAndNothingIsWrittenForNoRows() {
        let empty: [Float] = []
        let zeros = multiply(
            LK_FLOAT32, Problem(m: 2, n: 3, k: 0), empty, empty, (false, false), filled: 7)
        #expect(zeros == [Float](repeating: 0, count: 6))
        #expect(
            multiply(
                LK_FLOAT32, Problem(m: 0, n: 3, k: 2), empty, [1, 2, 3, 4, 5, 6], (false, true),
                filled: 7) == [])
        #expect(
            multiply(
                LK_FLOAT32, Problem(batch: 0, m: 2, n: 3, k: 2), empty, empty, (false, false),
                filled: 7) == [])
    }
}
