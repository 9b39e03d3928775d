import CLaminaKernels
import Glibc
import LaminaTestSupport
import Testing

/// Elementary functions of arguments of every magnitude against the next wider precision, with the
/// bounds that the documentation of the operations states.
@Suite struct FusedAccuracyTests {
    struct Function: CustomTestStringConvertible, Sendable {
        let name: String
        let op: lk_op
        let double: @Sendable (Double) -> Double
        let extended: @Sendable (Float80) -> Float80
        /// The largest errors allowed, in units in the last place of float32 and float64.
        let bounds: (Double, Double)
        var testDescription: String { name }
    }

    private static func function(
        _ name: String, _ op: lk_op, _ bounds: (Double, Double),
        _ double: @escaping @Sendable (Double) -> Double,
        _ extended: @escaping @Sendable (Float80) -> Float80
    ) -> Function {
        Function(name: name, op: op, double: double, extended: extended, bounds: bounds)
    }

    static let functions: [Function] = [
        function("exp", LK_EXP, (1, 1.1), exp, exp),
        function("exp2", LK_EXP2, (1, 1), exp2, exp2),
        function("expm1", LK_EXPM1, (4, 4), expm1, expm1),
        function("log", LK_LOG, (1, 1), log, log),
        function("log2", LK_LOG2, (1, 1), log2, log2),
        function("log10", LK_LOG10, (1, 2), log10, log10),
        function("log1p", LK_LOG1P, (3, 3), log1p, log1p),
        function("sqrt", LK_SQRT, (0.51, 0.51), { $0.squareRoot() }, { $0.squareRoot() }),
        function("rsqrt", LK_RSQRT, (1.5, 1.5), { 1 / $0.squareRoot() }, { 1 / $0.squareRoot() }),
        function("cbrt", LK_CBRT, (0.51, 1), cbrt, cbrt),
        function("sin", LK_SIN, (3, 3), sin, sin),
        function("cos", LK_COS, (3, 3), cos, cos),
        function("tan", LK_TAN, (0.51, 1), tan, tan),
        function("asin", LK_ASIN, (0.51, 1), asin, asin),
        function("acos", LK_ACOS, (0.51, 1), acos, acos),
        function("atan", LK_ATAN, (0.51, 1), atan, atan),
        function("sinh", LK_SINH, (0.51, 2), sinh, sinh),
        function("cosh", LK_COSH, (0.51, 2), cosh, cosh),
        function("tanh", LK_TANH, (2, 2), tanh, tanh),
        function("asinh", LK_ASINH, (0.51, 2), asinh, asinh),
        function("acosh", LK_ACOSH, (0.51, 2), acosh, acosh),
        function("atanh", LK_ATANH, (0.51, 2), atanh, atanh),
        function(
            "sigmoid", LK_SIGMOID, (3, 3), { 1 / (1 + exp(-$0)) }, { 1 / (1 + exp(-$0)) }),
        function("erf", LK_ERF, (1, 2), erf, erf),
        function("erfc", LK_ERFC, (0.51, 4), erfc, erfc),
        function("lgamma", LK_LOG_GAMMA, (0.51, 4), { lgamma($0).0 }, { lgamma($0).0 }),
    ]

    /// 2²⁰ float32 numbers: both signs of every exponent, subnormal ones too, with random digits.
    private static let singles: [Float] = {
        var random = SplitMix(seed: 1)
        let each = (1 << 20) / (2 * 255) + 1
        return (0..<UInt32(255)).flatMap { exponent in
            (0..<2 * each).map { index in
                let digits = UInt32.random(in: 0..<1 << 23, using: &random)
                return Float(bitPattern: UInt32(index & 1) << 31 | exponent << 23 | digits)
            }
        }
    }()

    /// The same of float64 near 1, where functions bend, and 32 of each other exponent.
    private static let doubles: [Double] = {
        var random = SplitMix(seed: 2)
        return (0..<UInt64(2047)).flatMap { exponent in
            (0..<((1003...1035).contains(exponent) ? 8192 : 32)).map { index in
                let digits = UInt64.random(in: 0..<1 << 52, using: &random)
                return Double(bitPattern: UInt64(index & 1) << 63 | exponent << 52 | digits)
            }
        }
    }()

    @Test(arguments: functions) func float32KeepsItsBound(_ function: Function) {
        let x = Self.singles
        let y: [Float] = evaluate(
            function.op, dtype: LK_FLOAT32, Operand(x, LK_FLOAT32), zero: 0, count: x.count)
        var worst = 0.0, at = Float(0)
        for (x, y) in zip(x, y) {
            let error = units(y, function.double(Double(x)))
            if !(error <= worst) { (worst, at) = (error, x) }
        }
        #expect(worst <= function.bounds.0, "\(function.name)(\(at)): \(worst) units")
    }

    @Test(arguments: functions) func float64KeepsItsBound(_ function: Function) {
        let x = Self.doubles
        let y: [Double] = evaluate(
            function.op, dtype: LK_FLOAT64, Operand(x, LK_FLOAT64), zero: 0, count: x.count)
        var worst = 0.0, at = 0.0
        for (x, y) in zip(x, y) {
            // Near its zeros the sum that makes up ln |Γ| cancels, in the C library too.
            if function.op == LK_LOG_GAMMA, abs(y) < 0.25, x < 0 { continue }
            let error = units(y, function.extended(Float80(x)))
            if !(error <= worst) { (worst, at) = (error, x) }
        }
        #expect(worst <= function.bounds.1, "\(function.name)(\(at)): \(worst) units")
    }

    /// One step of Newton's from the result in wider precision is its error.
    @Test func inverseErrorFunctionKeepsItsBounds() {
        func miss(_ x: Float80, _ y: Float80) -> Float80 {
            let gap = abs(x) < 0.5 ? erf(y) - x : (x < 0 ? 1 : -1) * (erfc(abs(y)) - (1 - abs(x)))
            return gap * Float80.pi.squareRoot() / 2 * exp(y * y)
        }
        var random = SplitMix(seed: 3)
        var x = Self.singles.filter { abs($0) < 1 }
        for _ in 0..<200_000 { x.append(1 - pow(10, Float.random(in: -7...0, using: &random))) }
        let y: [Float] = evaluate(
            LK_ERF_INVERSE, dtype: LK_FLOAT32, Operand(x, LK_FLOAT32), zero: 0, count: x.count)
        var worst = 0.0
        for (x, y) in zip(x, y) where y != 0 && y.isFinite && abs(x) > 1e-30 {
            let exact = Double(Float80(y) - miss(Float80(x), Float80(y)))
            worst = max(worst, units(y, exact))
        }
        #expect(worst <= 0.51)

        var wide = Self.doubles.filter { abs($0) < 1 && abs($0) > 1e-300 }
        for _ in 0..<200_000 { wide.append(1 - pow(10, .random(in: -15.9...0, using: &random))) }
        let z: [Double] = evaluate(
            LK_ERF_INVERSE, dtype: LK_FLOAT64, Operand(wide, LK_FLOAT64), zero: 0,
            count: wide.count)
        var worstWide = 0.0
        for (x, y) in zip(wide, z) where y.isFinite && y != 0 {
            let exact = Float80(y) - miss(Float80(x), Float80(y))
            worstWide = max(worstWide, units(y, exact))
        }
        #expect(worstWide <= 4)
    }

    struct Pair: CustomTestStringConvertible, Sendable {
        let name: String
        let op: lk_op
        let double: @Sendable (Double, Double) -> Double
        let extended: @Sendable (Float80, Float80) -> Float80
        let bounds: (Double, Double)
        var testDescription: String { name }
    }

    static let pairs: [Pair] = [
        Pair(
            name: "atan2", op: LK_ATAN2, double: atan2, extended: atan2, bounds: (0.51, 1)),
        Pair(
            name: "hypot", op: LK_HYPOT, double: hypot, extended: hypot, bounds: (0.51, 1)),
    ]

    @Test(arguments: pairs) func functionsOfTwoKeepTheirBounds(_ pair: Pair) {
        var random = SplitMix(seed: 4)
        let x = Self.singles.shuffled(using: &random), b = Self.singles
        let y: [Float] = evaluate(
            pair.op, dtype: LK_FLOAT32, Operand(x, LK_FLOAT32), Operand(b, LK_FLOAT32), zero: 0,
            count: x.count)
        var worst = 0.0
        for i in x.indices {
            worst = max(worst, units(y[i], pair.double(Double(x[i]), Double(b[i]))))
        }
        #expect(worst <= pair.bounds.0)
        let near = (0..<100_000).map { _ in Double.random(in: -3...3, using: &random) }
        let far = near.map { $0 * pow(10, Double.random(in: -3...3, using: &random)) }
        let z: [Double] = evaluate(
            pair.op, dtype: LK_FLOAT64, Operand(near, LK_FLOAT64), Operand(far, LK_FLOAT64),
            zero: 0, count: near.count)
        var worstWide = 0.0
        for i in near.indices {
            let exact = pair.extended(Float80(near[i]), Float80(far[i]))
            worstWide = max(worstWide, units(z[i], exact))
        }
        #expect(worstWide <= pair.bounds.1)
    }

    /// |y - exact| in units in the last place of the exact value, infinite for a wrong kind of number.
    private func units(_ y: Float, _ exact: Double) -> Double {
        if exact.isInfinite, Double(y) == exact { return 0 }
        if y.isNaN || exact.isNaN { return y.isNaN && exact.isNaN ? 0 : .infinity }
        let unit = Float(exact).ulp
        guard unit.isFinite, y.isFinite else { return beyond(Double(y), exact, 0x1p128) }
        return abs(Double(y) - exact) / Double(unit)
    }

    private func units(_ y: Double, _ exact: Float80) -> Double {
        if y.isNaN || exact.isNaN { return y.isNaN && exact.isNaN ? 0 : .infinity }
        let unit = Double(exact).ulp
        guard unit.isFinite, y.isFinite else {
            if y == Double(exact) { return 0 }
            return abs(exact) > 0x1.fffffffffffffp1023 || y.isFinite ? 1 : .infinity
        }
        return Double(abs(Float80(y) - exact) / Float80(unit))
    }

    /// The error where the result or the rounded exact value is infinite.
    private func beyond(_ y: Double, _ exact: Double, _ end: Double) -> Double {
        if y == exact { return 0 }
        guard (y < 0) == (exact < 0) else { return .infinity }
        return abs(min(abs(y), end) - min(abs(exact), end)) / (end * 0x1p-24)
    }
}
