import CLaminaKernels
import LaminaTestSupport
import Testing

/// Products of bfloat16 and of int8 against plain loops, on processors that have instructions for them.
@Suite struct NarrowProductTests {
    static let problems = MatmulTests.problems.filter { $0.batch == 1 }
    static let hasBFloat16 = lk_has_narrow_products(LK_BFLOAT16)
    static let hasInt8 = lk_has_narrow_products(LK_INT8)

    private struct Operands<T> {
        let a: [T], b: [T]
        let transposes: (a: Bool, b: Bool)
    }

    private func multiply<T: BitwiseCopyable>(
        _ dtype: lk_dtype, _ p: MatmulTests.Problem, _ operands: Operands<T>
    ) -> [Float] {
        var c = [Float](repeating: .nan, count: p.m * p.n)
        lk_matmul_narrow(
            dtype, operands.transposes.a, operands.transposes.b, Int64(p.m), Int64(p.n),
            Int64(p.k), operands.a, operands.b, &c)
        return c
    }

    private func multiplyPacked<T: BitwiseCopyable>(
        _ dtype: lk_dtype, _ p: MatmulTests.Problem, _ operands: Operands<T>
    ) -> [Float] {
        let (m, n, k) = (Int64(p.m), Int64(p.n), Int64(p.k))
        let size = Int(lk_matmul_packed_size(dtype, m, n, k))
        var (packed, c) = (
            [UInt8](repeating: 0xFF, count: size), [Float](repeating: .nan, count: p.m * p.n)
        )
        lk_matmul_pack(dtype, operands.transposes.b, n, k, operands.b, &packed)
        lk_matmul_packed(dtype, m, n, k, operands.a, packed, &c, nil)
        return c
    }

    /// Some elements of the product, with the sum of the magnitudes that each adds up.
    private func reference(
        _ p: MatmulTests.Problem, _ operands: Operands<Double>
    ) -> [(at: Int, value: Double, magnitude: Double)] {
        stride(from: 0, to: p.m * p.n, by: max(1, p.m * p.n / 997)).map { at in
            let (i, j) = (at / p.n, at % p.n)
            var (value, magnitude) = (0.0, 0.0)
            for l in 0..<p.k {
                let x = operands.a[operands.transposes.a ? l * p.m + i : i * p.k + l]
                let y = operands.b[operands.transposes.b ? j * p.k + l : l * p.n + j]
                value += x * y
                magnitude += abs(x * y)
            }
            return (at, value, magnitude)
        }
    }

    /// Numbers that bfloat16 holds, and their bits.
    private func halves(_ count: Int, seed: Int) -> (bits: [UInt16], values: [Double]) {
        var random = SplitMix(seed: UInt64(seed))
        let bits = (0..<count).map { _ in
            UInt16(Float.random(in: -1..<1, using: &random).bitPattern >> 16)
        }
        return (bits, bits.map { Double(Float(bitPattern: UInt32($0) << 16)) })
    }

    @Test(.enabled(if: hasBFloat16), arguments: problems, MatmulTests.transposes)
    func bfloat16SumsInFloat32(_ p: MatmulTests.Problem, transposes: (Bool, Bool)) {
        let (a, b) = (halves(p.m * p.k, seed: 1), halves(p.k * p.n, seed: 2))
        let operands = Operands(a: a.bits, b: b.bits, transposes: transposes)
        let multiplied = { multiply(LK_BFLOAT16, p, operands) }
        let c = multiplied()
        for expected in reference(p, Operands(a: a.values, b: b.values, transposes: transposes)) {
            let error = abs(Double(c[expected.at]) - expected.value)
            #expect(error <= 8 * 0x1p-24 * expected.magnitude)
        }
        if !transposes.0 { #expect(multiplyPacked(LK_BFLOAT16, p, operands) == c) }
        #expect(withThreads(1, multiplied) == withThreads(2, multiplied))
    }

    @Test(.enabled(if: hasInt8), arguments: problems, MatmulTests.transposes)
    func int8IsExact(_ p: MatmulTests.Problem, transposes: (Bool, Bool)) {
        var random = SplitMix(seed: UInt64(p.m + p.n + p.k))
        let next: (Int) -> Int8 = { _ in Int8.random(in: .min ... .max, using: &random) }
        let (a, b) = ((0..<p.m * p.k).map(next), (0..<p.k * p.n).map(next))
        let operands = Operands(a: a, b: b, transposes: transposes)
        let multiplied = { multiply(LK_INT8, p, operands) }
        let c = multiplied()
        let doubles = Operands(
            a: a.map(Double.init), b: b.map(Double.init), transposes: transposes)
        for expected in reference(p, doubles) {
            #expect(c[expected.at] == Float(expected.value))
        }
        if !transposes.0 { #expect(multiplyPacked(LK_INT8, p, operands) == c) }
        #expect(withThreads(1, multiplied) == withThreads(2, multiplied))
    }

    /// NaN and infinity go through, and a sum of odd length takes in nothing that lies behind it.
    @Test(.enabled(if: hasBFloat16)) func bfloat16KeepsWhatIsNoNumber() {
        let p = MatmulTests.Problem(m: 2, n: 2, k: 3)
        let (one, nan, infinity): (UInt16, UInt16, UInt16) = (0x3F80, 0x7FC0, 0x7F80)
        let operands = Operands(
            a: [one, one, one, one, one, infinity], b: [one, nan, one, one, one, one],
            transposes: (false, false))
        let c = multiply(LK_BFLOAT16, p, operands)
        #expect(c[0] == 3 && c[1].isNaN && c[2] == .infinity && c[3].isNaN)
    }
}

/// Convolutions of bfloat16 and of int8 with shapes for which the processor has code.
extension ConvolutionTests {
    private static func isNarrow(
        _ s: Shape, _ dtype: lk_dtype, _ direction: lk_conv_direction
    ) -> Bool {
        var c = s.conv
        return lk_conv_is_narrow(&c, dtype, direction)
    }

    static let narrowShapes = shapes.filter {
        isNarrow($0, LK_BFLOAT16, LK_CONV_FORWARD)
            && isNarrow($0, LK_BFLOAT16, LK_CONV_INPUT_GRADIENT)
            && isNarrow($0, LK_BFLOAT16, LK_CONV_FILTER_GRADIENT)
    }

    @Test(arguments: narrowShapes) func bfloat16SumsInFloat32(_ s: Shape) {
        var v = Values(s)
        let round = { (x: Double) in
            Double(Float(bitPattern: Float(x).bitPattern & 0xFFFF_0000))
        }
        (v.x, v.w, v.dy) = (v.x.map(round), v.w.map(round), v.dy.map(round))
        let bits = { (x: Double) in UInt16(Float(x).bitPattern >> 16) }
        let (x, w, dy) = (v.x.map(bits), v.w.map(bits), v.dy.map(bits))
        var c = s.conv
        var y = [Float](repeating: .nan, count: s.outputs)
        var dx = [Float](repeating: .nan, count: s.inputs)
        var dw = [Float](repeating: .nan, count: s.weights)
        lk_conv_forward(&c, LK_BFLOAT16, x, w, &y)
        lk_conv_input_gradient(&c, LK_BFLOAT16, dy, w, &dx)
        lk_conv_filter_gradient(&c, LK_BFLOAT16, x, dy, &dw)
        expectAgreement((y, dx, dw), s, v, ulp: 0x1p-24)
        let size = Int(lk_conv_packed_size(&c, LK_BFLOAT16))
        guard size > 0 else { return }
        var packed = [UInt8](repeating: 0, count: size)
        var again = [Float](repeating: .nan, count: s.outputs)
        lk_conv_pack(&c, LK_BFLOAT16, w, &packed)
        lk_conv_forward_packed(&c, LK_BFLOAT16, x, packed, &again, nil)
        #expect(again == y)
    }

    @Test(arguments: shapes.filter { isNarrow($0, LK_INT8, LK_CONV_FORWARD) })
    func int8IsExact(_ s: Shape) {
        var v = Values(s)
        let round = { (x: Double) in (x * 127).rounded() }
        (v.x, v.w) = (v.x.map(round), v.w.map(round))
        let (x, w) = (v.x.map { Int8($0) }, v.w.map { Int8($0) })
        var c = s.conv
        var y = [Float](repeating: .nan, count: s.outputs)
        lk_conv_forward(&c, LK_INT8, x, w, &y)
        #expect(y == reference(s, v).y.map { Float($0) })
    }
}
