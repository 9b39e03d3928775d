import CLaminaKernels
import Glibc
import LaminaTestSupport
import Testing

/// Elementary functions at the ends of their ranges, and those of two operands.
@Suite struct FusedMathTests {
    struct Edge: CustomTestStringConvertible, Sendable {
        let name: String
        let op: lk_op
        let values: [(Double, Double)]
        var testDescription: String { name }
    }

    static let edges: [Edge] = {
        let (inf, nan) = (Double.infinity, Double.nan)
        return [
            Edge(
                name: "exp", op: LK_EXP,
                values: [(0, 1), (-inf, 0), (inf, inf), (1e4, inf), (-1e4, 0)]),
            Edge(
                name: "log", op: LK_LOG,
                values: [(0, -inf), (-0.0, -inf), (-1, nan), (inf, inf), (1, 0), (-inf, nan)]),
            Edge(
                name: "expm1", op: LK_EXPM1,
                values: [(0, 0), (-0.0, -0.0), (inf, inf), (-inf, -1), (1e4, inf)]),
            Edge(
                name: "log1p", op: LK_LOG1P,
                values: [(0, 0), (-0.0, -0.0), (-1, -inf), (-2, nan), (inf, inf)]),
            Edge(
                name: "sqrt", op: LK_SQRT,
                values: [(0, 0), (-0.0, -0.0), (-1, nan), (inf, inf), (4, 2)]),
            Edge(name: "rsqrt", op: LK_RSQRT, values: [(0, inf), (-1, nan), (inf, 0), (4, 0.5)]),
            Edge(
                name: "tanh", op: LK_TANH,
                values: [(0, 0), (-0.0, -0.0), (inf, 1), (-inf, -1), (50, 1)]),
            Edge(
                name: "sigmoid", op: LK_SIGMOID,
                values: [(0, 0.5), (inf, 1), (-inf, 0), (1e4, 1), (-1e4, 0)]),
            Edge(
                name: "relu", op: LK_RELU, values: [(-1, 0), (0, 0), (2, 2), (inf, inf), (-inf, 0)]),
            Edge(name: "sin", op: LK_SIN, values: [(0, 0), (-0.0, -0.0), (inf, nan), (-inf, nan)]),
            Edge(name: "cos", op: LK_COS, values: [(0, 1), (inf, nan), (-inf, nan)]),
            Edge(
                name: "erf", op: LK_ERF,
                values: [(0, 0), (-0.0, -0.0), (inf, 1), (-inf, -1), (7, 1)]),
            Edge(name: "abs", op: LK_ABS, values: [(-0.0, 0), (-inf, inf), (-3, 3)]),
            Edge(name: "sign", op: LK_SIGN, values: [(-0.0, -0.0), (0, 0), (-inf, -1), (3, 1)]),
            Edge(name: "negate", op: LK_NEGATE, values: [(0, -0.0), (inf, -inf)]),
            Edge(name: "floor", op: LK_FLOOR, values: [(-1.5, -2), (1e30, 1e30), (inf, inf)]),
            Edge(name: "ceil", op: LK_CEIL, values: [(-1.5, -1), (0.2, 1), (-inf, -inf)]),
            Edge(
                name: "round", op: LK_ROUND,
                values: [(0.5, 0), (1.5, 2), (2.5, 2), (-2.5, -2), (0.49999997, 0), (inf, inf)]),
        ]
    }()

    @Test(arguments: edges) func edgesAreThoseOfTheMathematics(_ edge: Edge) {
        let x = edge.values.map(\.0) + [.nan], expected = edge.values.map(\.1) + [.nan]
        let doubles: [Double] = evaluate(
            edge.op, dtype: LK_FLOAT64, Operand(x, LK_FLOAT64), zero: 0, count: x.count)
        let floats: [Float] = evaluate(
            edge.op, dtype: LK_FLOAT32, Operand(x.map(Float.init), LK_FLOAT32), zero: 0,
            count: x.count)
        for (i, exact) in expected.enumerated() {
            #expect(same(doubles[i], exact), "\(edge.name)(\(x[i])) = \(doubles[i])")
            #expect(
                same(Double(floats[i]), Double(Float(exact))),
                "\(edge.name)(\(x[i])) = \(floats[i])")
        }
    }

    /// Equal with the sign of zero, or both NaN.
    private func same(_ a: Double, _ b: Double) -> Bool {
        a.isNaN ? b.isNaN : a == b && a.sign == b.sign
    }

    /// |y - exact| in units in the last place of the exact value, subnormal ones included.
    private func units(_ y: Double, _ exact: Double, ulp: (Double) -> Double) -> Double {
        if y == exact || (y.isNaN && exact.isNaN) { return 0 }
        let unit = ulp(exact)
        // Rounded to the type the exact value may be infinite.
        if !unit.isFinite { return y == exact || y.isInfinite ? 0 : .infinity }
        return abs(y - exact) / unit
    }

    @Test func powerFollowsTheCLibrary() {
        let special: [Double] = [
            0, -0.0, 1, -1, 2, -2, 0.5, -0.5, 3, -3, .infinity, -.infinity, .nan,
        ]
        var random = SplitMix(seed: 3)
        var pairs = special.flatMap { x in special.map { (x, $0) } }
        for _ in 0..<50_000 {
            let x = pow(10, Double.random(in: -6...6, using: &random))
            pairs.append((x, .random(in: -6...6, using: &random)))
            pairs.append((-x, Double.random(in: -8...8, using: &random).rounded()))
        }
        let x = pairs.map { Float($0.0) }, y = pairs.map { Float($0.1) }
        let floats: [Float] = evaluate(
            LK_POWER, dtype: LK_FLOAT32, Operand(x, LK_FLOAT32), Operand(y, LK_FLOAT32), zero: 0,
            count: x.count)
        let doubles: [Double] = evaluate(
            LK_POWER, dtype: LK_FLOAT64, Operand(pairs.map(\.0), LK_FLOAT64),
            Operand(pairs.map(\.1), LK_FLOAT64), zero: 0, count: x.count)
        var wrong: [String] = []
        for i in pairs.indices {
            if !same(doubles[i], pow(pairs[i].0, pairs[i].1)) {
                wrong.append("\(pairs[i].0) ^ \(pairs[i].1) = \(doubles[i])")
            }
            let exact = pow(Double(x[i]), Double(y[i]))
            let error = units(Double(floats[i]), exact, ulp: { Double(Float($0).ulp) })
            let edge = exact == 0 || !Float(exact).isFinite
            if !(error <= 0.51) || (edge && !same(Double(floats[i]), Double(Float(exact)))) {
                wrong.append("\(x[i]) ^ \(y[i]) = \(floats[i]), exactly \(exact)")
            }
        }
        #expect(wrong.isEmpty, "\(wrong.count), first \(wrong.prefix(5))")
    }

    @Test func remainderHasTheSignOfTheDivisor() {
        let x = [7.5, -7.5, 7.5, -7.5, 6, -6, 1, -1, 1, 0, -0.0, .nan, .infinity]
        let y = [2.0, 2, -2, -2, 3, 3, .infinity, .infinity, 0, -3, 3, 1, 2]
        let expected = [1.5, 0.5, -0.5, -1.5, 0, 0, 1, .infinity, .nan, -0.0, 0, .nan, .nan]
        let doubles: [Double] = evaluate(
            LK_REMAINDER, dtype: LK_FLOAT64, Operand(x, LK_FLOAT64), Operand(y, LK_FLOAT64),
            zero: 0, count: x.count)
        let floats: [Float] = evaluate(
            LK_REMAINDER, dtype: LK_FLOAT32, Operand(x.map(Float.init), LK_FLOAT32),
            Operand(y.map(Float.init), LK_FLOAT32), zero: 0, count: x.count)
        for i in x.indices {
            #expect(same(doubles[i], expected[i]), "\(x[i]) % \(y[i]) = \(doubles[i])")
            #expect(same(Double(floats[i]), expected[i]), "\(x[i]) % \(y[i]) = \(floats[i])")
        }
    }

    @Test func extremesPropagateNaNFromEitherSide() {
        let x: [Float] = [1, .nan, 2, .nan, -.infinity], y: [Float] = [.nan, 1, -3, .nan, 5]
        for (op, expected) in [(LK_MAXIMUM, Float(2)), (LK_MINIMUM, -3)] {
            let z: [Float] = evaluate(
                op, dtype: LK_FLOAT32, Operand(x, LK_FLOAT32), Operand(y, LK_FLOAT32), zero: 0,
                count: 5)
            #expect(z[0].isNaN && z[1].isNaN && z[3].isNaN)
            #expect(z[2] == expected)
        }
    }
}
