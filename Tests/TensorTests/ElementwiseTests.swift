import LaminaGraph
import LaminaTensor
import Testing

/// Values and gradients of the element-wise operations at their corners.
@Suite struct ElementwiseTests {
    private let inf = Float.infinity
    private let nan = Float.nan

    private func slope(
        at x: [Float], _ function: @escaping @Sendable (Tensor) -> Tensor
    ) -> [Float] {
        gradient { (x: Tensor) in function(x).sum() }(Tensor(x)).array()
    }

    private func curvature(
        at x: [Float], _ function: @escaping @Sendable (Tensor) -> Tensor
    ) -> [Float] {
        slope(at: x) { x in gradient { (x: Tensor) in function(x).sum() }(x) }
    }

    // MARK: Division

    @Test func quotientsRoundDownAndRemaindersTakeTheDivisorsSign() {
        let a = Tensor([7, -7, 7, -7] as [Int32]), b = Tensor([2, 2, -2, -2] as [Int32])
        #expect(floorDivide(a, b).array(as: Int32.self) == [3, -4, -4, 3])
        #expect((a % b).array(as: Int32.self) == [1, 1, -1, -1])
        #expect((a / b).array(as: Int32.self) == [3, -3, -3, 3])
        #expect(truncatedRemainder(a, b).array(as: Int32.self) == [1, -1, 1, -1])
        let x = a.asType(.float64), y = b.asType(.float64)
        #expect(floorDivide(x, y).array() == [3, -4, -4, 3])
        #expect(truncatedRemainder(x, y).array() == [1, -1, 1, -1])
    }

    @Test func integerDivisionHoldsAtTheEndsOfTheRange() {
        let a = Tensor([.min, .min, .max, .min, 5] as [Int64])
        let b = Tensor([-1, 1, -1, 2, 0] as [Int64])
        let quotients: [Int64] = [.min, .min, -.max, .min / 2, 0]
        #expect(floorDivide(a, b).array(as: Int64.self) == quotients)
        #expect(truncatedRemainder(a, b).array(as: Int64.self) == [0, 0, 0, 0, 0])
        let large = Tensor([.max, .max - 1] as [UInt64])
        #expect(floorDivide(large, 2).array(as: UInt64.self) == [.max / 2, .max / 2])
        #expect((large % 10).array(as: UInt64.self) == [5, 4])
    }

    /// 1 / 0.1 rounds to 10, while 0.1 is a little more than a tenth.
    @Test func floatingQuotientsAgreeWithTheirRemainders() {
        let x = Tensor([1, -1, 6, -0.0] as [Double]), y = Tensor([0.1, 0.1, 0.1, 3] as [Double])
        #expect(floorDivide(x, y).array(as: Double.self) == [9, -10, 59, 0])
        #expect(floorDivide(x, y).array(as: Double.self)[3].sign == .minus)
        let special = floorDivide(Tensor([1, -1, 0, inf, 1, -1]), Tensor([0, 0, 0, 1, inf, inf]))
        let got = special.array()
        #expect(got[0] == inf && got[1] == -inf && got[2].isNaN && got[3].isNaN)
        #expect(got[4] == 0 && got[5] == -1)
    }

    @Test func remaindersHaveTheSlopeOfTheirOperands() {
        #expect(slope(at: [7, -7, 0]) { $0 % 3 } == [1, 1, 1])
        #expect(slope(at: [7, -7, 0]) { truncatedRemainder($0, 3) } == [1, 1, 1])
        #expect(slope(at: [3, -3]) { truncatedRemainder(Tensor([-7, 7]), $0) } == [2, 2])
        #expect(slope(at: [7, -7]) { floorDivide($0, 3) } == [0, 0])
    }

    // MARK: Powers

    @Test func integerPowersAreExact() {
        let x = Tensor([3, -3, 0] as [Int64])
        #expect(
            pow(x, 39).array(as: Int64.self) == [
                4_052_555_153_018_976_267, -4_052_555_153_018_976_267, 0,
            ])
        #expect(pow(x, 0).array(as: Int64.self) == [1, 1, 1])
        #expect(
            pow(2, Tensor([0, 10, 62] as [Int64])).array(as: Int64.self) == [1, 1024, 1 << 62])
        #expect(pow(x, 2.0).dtype == .float32)
    }

    @Test func powersHaveTheirDerivativesAtZero() {
        for exponent in [2, 3, 4, 5, 7] {
            #expect(slope(at: [0]) { pow($0, exponent) } == [0], "\(exponent)")
        }
        #expect(slope(at: [0]) { pow($0, 1) } == [1])
        #expect(slope(at: [0, 2]) { pow($0, 0) } == [0, 0])
        #expect(slope(at: [0]) { pow($0, 0.5) } == [inf])
        #expect(curvature(at: [0, -2]) { pow($0, 2) } == [2, 2])
        #expect(slope(at: [2, -1]) { pow(Tensor([0, 0]), $0) }[0] == 0)
    }

    @Test func rootsAreSteepAtZero() {
        #expect(slope(at: [0]) { sqrt($0) } == [inf])
        #expect(slope(at: [0]) { cbrt($0) } == [inf])
        #expect(cbrt(Tensor([-27, 0.125])).array() == [-3, 0.5])
        #expect(slope(at: [8]) { cbrt($0) }[0] == Float(1) / 12)
    }

    @Test func hypotenusesDoNotOverflow() {
        let long = hypot(Tensor([3e38, 0x3p-140, inf, 0]), Tensor([0, 0x4p-140, nan, 0])).array()
        #expect(long[0] == 3e38 && long[2] == inf && long[3] == 0)
        #expect(long[1] == 0x5p-140)
        let large = hypot(Tensor([3e200] as [Double]), Tensor([4e200] as [Double]))
        #expect(abs(large.scalar(as: Double.self) / 5e200 - 1) <= .ulpOfOne)
        #expect(slope(at: [0, 3]) { hypot($0, Tensor([0, 4])) } == [0, 0.6])
    }

    // MARK: Extremes

    @Test func extremesShareTiesAndPassNaNOnOrBy() {
        let x = Tensor([1, nan, 3]), y = Tensor([1, 2, nan])
        #expect(maximum(x, y).array().map(\.isNaN) == [false, true, true])
        #expect(fmax(x, y).array() == [1, 2, 3])
        #expect(fmin(x, y).array() == [1, 2, 3])
        #expect(fmax(Tensor([nan]), Tensor([nan])).array()[0].isNaN)
        #expect(slope(at: [1, 2, 0]) { maximum($0, 1) } == [0.5, 1, 0])
        #expect(slope(at: [1, 2, 3]) { fmax($0, Tensor([1, nan, 1])) } == [0.5, 1, 1])
        #expect(slope(at: [nan]) { fmax($0, Tensor([1])) } == [0])
    }

    @Test func clampStopsAtItsLimits() {
        let x = Tensor([-2, 0, 0.5, 1, 7, nan])
        let clamped = clamp(x, 0...1).array()
        #expect(clamped.dropLast() == [0, 0, 0.5, 1, 1] && clamped[5].isNaN)
        #expect(slope(at: [-2, 0, 0.5, 1, 7]) { clamp($0, 0...1) } == [0, 0.5, 1, 0.5, 0])
        let whole = clamp(Tensor([-3, 3, 300] as [Int32]), 0...255)
        #expect(whole.dtype == .int32 && whole.array(as: Int32.self) == [0, 3, 255])
        #expect(clamp(Tensor([-3, 3]), 0...).array() == [0, 3])
        #expect(clamp(Tensor([-3, 3]), ...0.5).array() == [-3, 0.5])
    }

    // MARK: Exponentials

    @Test func logAddExpNeitherOverflowsNorVanishes() {
        let a = Tensor([1000, -1000, -inf, inf, -inf, 0]),
            b = Tensor([1000, 0, -inf, -inf, 3, -40])
        let got = logAddExp(a, b).array()
        #expect(
            got[0] == 1000 + Float(0.693_147_2) && got[1] == 0 && got[2] == -inf && got[3] == inf)
        #expect(got[4] == 3 && got[5] == 4.248354e-18)
        #expect(logAddExp2(Tensor([3]), Tensor([3])).array() == [4])
        #expect(slope(at: [2, -inf]) { logAddExp($0, Tensor([2, 1])) } == [0.5, 0])
        #expect(curvature(at: [2]) { logAddExp($0, Tensor([2])) } == [0.25])
    }

    @Test func productsWithLogarithmsAreZeroWithTheirFactor() {
        let x = Tensor([0, 0, 0, 2, 0]), y = Tensor([0, -1, inf, 0, nan])
        let got = xLogY(x, y).array()
        #expect(got[0] == 0 && got[1] == 0 && got[2] == 0 && got[3] == -inf && got[4].isNaN)
        #expect(xLog1pY(Tensor([0, 2]), Tensor([-1, 1e-20])).array() == [0, 2e-20])
        #expect(abs(slope(at: [0]) { xLogY($0, Tensor([2])) }[0] - 0.6931472) < 1e-7)
        #expect(slope(at: [0, 4]) { xLogY(Tensor([0, 2]), $0) } == [0, 0.5])
    }

    @Test func powersOfTwoHaveWholeLogarithms() {
        let exponents = (-140...127).map(Float.init)
        #expect(log2(exp2(Tensor(exponents))).array() == exponents)
        #expect(log10(Tensor([1e-3, 1, 1e10])).array() == [-3, 0, 10])
    }

    // MARK: Trigonometry

    @Test func anglesKnowTheirQuadrant() {
        let y = Tensor([0, -0.0, 0, -0.0, 1, 1, -1]), x = Tensor([1, 1, -1, -1, 0, -1, -1])
        let angles = [0, -0.0, 1, -1, 0.5, 0.75, -0.75].map { Float($0 * Double.pi) }
        #expect(atan2(y, x).array() == angles)
        #expect(abs(slope(at: [1e25]) { atan2($0, Tensor([1e25])) }[0] / 5e-26 - 1) < 1e-6)
    }

    @Test func sincIsSmoothAtZero() {
        #expect(sinc(Tensor([0, 1e-20, 0.5])).array() == [1, 1, Float(2 / Double.pi)])
        #expect(slope(at: [0]) { sinc($0) } == [0])
        #expect(abs(curvature(at: [0]) { sinc($0) }[0] + Float.pi * Float.pi / 3) < 1e-5)
    }

    // MARK: Special functions

    @Test func gammaFunctionsAtKnownPoints() {
        let euler = 0.577_215_664_901_532_86
        let x = Tensor([1, 0.5, 2, 10, -0.5] as [Double])
        let exact = [
            -euler, -euler - 1.386_294_361_119_890_6, 1 - euler, 2.251_752_589_066_721,
            0.036_489_973_978_576_52,
        ]
        for (got, want) in zip(digamma(x).array(as: Double.self), exact) {
            #expect(abs(got - want) < 1e-15 * max(1, abs(want)) * 4)
        }
        let poles = digamma(Tensor([0, -1, -inf, inf])).array()
        #expect(poles[0] == -inf && poles[1].isNaN && poles[2].isNaN && poles[3] == inf)
        #expect(lgamma(Tensor([1, 2, 4, 0, -1])).array() == [0, 0, 1.7917595, inf, inf])
        let trigamma = polygamma(1, Tensor([1] as [Double])).array(as: Double.self)[0]
        #expect(abs(trigamma - Double.pi * Double.pi / 6) < 4e-15)
    }

    /// ψ, ψ' and ψ'' by differentiating ln Γ up to three times.
    @Test func gammaHasDerivativesOfEveryOrder() {
        let x = Tensor([0.3, 1, 4.5] as [Double])
        var function: @Sendable (Tensor) -> Tensor = { lgamma($0) }
        for order in 0...2 {
            let previous = function
            function = { x in gradient { (x: Tensor) in previous(x).sum() }(x) }
            let (got, want) = (function(x), polygamma(order, x))
            #expect(
                isClose(got, want, rtol: 1e-11, atol: 0).all().scalar(as: Bool.self), "\(order)")
        }
    }

    @Test func inverseErrorFunctionUndoesErf() {
        let x = Tensor([-0.999, -0.5, 0, 1e-10, 0.9] as [Double])
        #expect(isClose(erf(erfInverse(x)), x, rtol: 4e-15, atol: 0).all().scalar(as: Bool.self))
        let ends = erfInverse(Tensor([-1, 1, 2])).array()
        #expect(ends[0] == -inf && ends[1] == inf && ends[2].isNaN)
    }

    @Test func logitIsPreciseEverywhere() {
        let x = Tensor([0.5, 0.5000001, 1e-30, 0, 1, 2] as [Double])
        let got = logit(x).array(as: Double.self)
        #expect(got[0] == 0 && abs(got[1] / 3.999_999_997_894_629_5e-07 - 1) < 1e-14)
        #expect(abs(got[2] + 69.077_552_789_821_37) < 1e-13)
        #expect(got[3] == -.infinity && got[4] == .infinity && got[5].isNaN)
        #expect(slope(at: [0.5, 0.25]) { logit($0) } == [4, Float(16) / 3])
    }

    // MARK: Activations

    @Test func activationsReachTheirLimits() {
        let ends = Tensor([-inf, inf])
        let limits: [(String, @Sendable (Tensor) -> Tensor, [Float])] = [
            ("relu", { relu($0) }, [0, inf]), ("elu", { elu($0) }, [-1, inf]),
            ("gelu", { gelu($0) }, [0, inf]), ("gelu tanh", { gelu($0, .tanh) }, [0, inf]),
            ("silu", { silu($0) }, [0, inf]), ("mish", { mish($0) }, [0, inf]),
            ("softsign", { softsign($0) }, [-1, 1]), ("softplus", { softplus($0) }, [0, inf]),
            ("logSigmoid", { logSigmoid($0) }, [-inf, 0]), ("celu", { celu($0) }, [-1, inf]),
            ("hardSwish", { hardSwish($0) }, [0, inf]), ("relu6", { relu6($0) }, [0, 6]),
            ("sigmoid", { sigmoid($0) }, [0, 1]), ("hardSigmoid", { hardSigmoid($0) }, [0, 1]),
        ]
        for (name, function, limit) in limits {
            #expect(function(ends).array() == limit, "\(name)")
            let steep = slope(at: [-1e4, 1e4]) { function($0) }
            let isFinite = steep.allSatisfy(\.isFinite)
            #expect(isFinite, "\(name): \(steep)")
        }
    }

    @Test func activationsHaveJAXsSlopesAtTheirCorners() {
        #expect(slope(at: [0]) { relu($0) } == [0])
        #expect(slope(at: [0, 6]) { relu6($0) } == [0.5, 0.5])
        #expect(slope(at: [0]) { leakyRelu($0) } == [1])
        #expect(slope(at: [0]) { elu($0, alpha: 2) } == [2])
        #expect(slope(at: [0]) { celu($0, alpha: 2) } == [1])
        #expect(slope(at: [0]) { softplus($0) } == [0.5])
        #expect(curvature(at: [0]) { softplus($0) } == [0.25])
        #expect(slope(at: [0]) { abs($0) } == [0])
        #expect(slope(at: [0]) { softsign($0) } == [1])
    }

    /// The tail where 1 + erf would cancel to nothing.
    @Test func geluKeepsItsTail() {
        let got = gelu(Tensor([-8, -5] as [Double])).array(as: Double.self)
        #expect(abs(got[0] / -4.976_768_459_417_463e-15 - 1) < 1e-13)
        #expect(abs(got[1] / -1.433_257_859_395_972_5e-06 - 1) < 1e-13)
    }

    // MARK: Rounding, signs, kinds

    @Test func roundingGoesToEvenAndToDecimals() {
        let x = Tensor([0.5, 1.5, -2.5, 2.4999])
        #expect(round(x).array() == [0, 2, -2, 2])
        #expect(trunc(Tensor([-1.7, 1.7])).array() == [-1, 1])
        #expect(
            round(Tensor([1.25, 3.14159] as [Double]), decimals: 1).array(as: Double.self) == [
                1.2, 3.1,
            ])
        #expect(round(Tensor([1250, 1350]), decimals: -2).array() == [1200, 1400])
        #expect(frac(Tensor([-1.75, 2.5, inf])).array() == [-0.75, 0.5, 0])
        #expect(floor(Tensor([3] as [Int32])).dtype == .int32)
    }

    @Test func signsOfZerosCount() {
        #expect(copySign(Tensor([3, -3]), Tensor([-0.0, 0])).array() == [-3, 3])
        #expect(
            Tensor([-0.0, 0, -1, -.nan]).isSignMinus.array(as: Bool.self) == [
                true, false, true, true,
            ])
        #expect(slope(at: [2, -2, 0]) { copySign($0, Tensor([-1, -1, 1])) } == [-1, 1, 0])
        #expect(heaviside(Tensor([-2, 0, 3]), 0.25).array() == [0, 0.25, 1])
    }

    @Test func kindsOfNumbersAreToldApart() {
        let x = Tensor([1, nan, inf, -inf])
        #expect(x.isInfinite.array(as: Bool.self) == [false, false, true, true])
        #expect(x.isPositiveInfinity.array(as: Bool.self) == [false, false, true, false])
        #expect(x.isNegativeInfinity.array(as: Bool.self) == [false, false, false, true])
        #expect(Tensor([1] as [Int8]).isInfinite.array(as: Bool.self) == [false])
        let largest = Float.greatestFiniteMagnitude
        #expect(nanToNum(x).array() == [1, 0, largest, -largest])
        #expect(nanToNum(x.asType(.float16)).array() == [1, 0, 65504, -65504])
        #expect(slope(at: [1, nan, inf]) { nanToNum($0) } == [1, 0, 0])
        #expect(
            nextAfter(Tensor([1, 0, 1]), Tensor([2, -1, 1])).array()
                == [Float(1).nextUp, -.leastNonzeroMagnitude, 1])
    }

    // MARK: Logic, bits, comparison, selection

    @Test func numbersAreTrueUnlessZero() {
        let a = Tensor([0, 2, nan]), b = Tensor([1, 0, 1] as [Int32])
        #expect((a .& b).array(as: Bool.self) == [false, false, true])
        #expect((a .| b).array(as: Bool.self) == [true, true, true])
        #expect((a .^ b).array(as: Bool.self) == [true, true, false])
        #expect((.!a).array(as: Bool.self) == [true, false, false])
    }

    @Test func shiftsPastTheWidthLeaveTheSign() {
        let x = Tensor([-8, 8] as [Int32])
        #expect((x >> 1).array(as: Int32.self) == [-4, 4])
        #expect((x >> 32).array(as: Int32.self) == [-1, 0])
        #expect((x >> -1).array(as: Int32.self) == [-1, 0])
        #expect((x << 32).array(as: Int32.self) == [0, 0])
        #expect((Tensor([0x8000_0000] as [UInt32]) >> 31).array(as: UInt32.self) == [1])
        #expect(
            populationCount(Tensor([-1, 0, 255] as [Int64])).array(as: Int64.self) == [64, 0, 8])
    }

    @Test func wholeNumbersBesideWideIntegersStayExact() {
        let x = Tensor([0x0F0F_0F0F_0F0F_0F0F] as [Int64])
        #expect((x & 0x00FF_00FF_00FF_00FF).array(as: Int64.self) == [0x000F_000F_000F_000F])
        #expect(
            (x + 9_007_199_254_740_993).array(as: Int64.self) == [
                0x0F0F_0F0F_0F0F_0F0F + 9_007_199_254_740_993
            ])
        let edge = Tensor([9_007_199_254_740_993] as [Int64])
        #expect((edge .> 9_007_199_254_740_992).array(as: Bool.self) == [true])
    }

    @Test func closenessCountsInfinitiesAndNaN() {
        let a = Tensor([1, 1, inf, inf, nan, 1e-9]), b = Tensor([1.000001, 1.1, inf, 1, nan, 0])
        #expect(isClose(a, b).array(as: Bool.self) == [true, false, true, false, false, true])
        #expect(isClose(a, b, equalNaN: true).array(as: Bool.self)[4])
        #expect(!isClose(Tensor([1]), Tensor([inf])).array(as: Bool.self)[0])
    }

    /// A gradient of 0 times an infinite derivative is NaN, as in JAX; a harmless argument avoids it.
    @Test func selectionsDeadBranchNeedsAHarmlessArgument() {
        let poisoned = slope(at: [0, 4]) { x in select(x .> 0, sqrt(x), 0) }
        #expect(poisoned[0].isNaN && poisoned[1] == 0.25)
        let safe = slope(at: [0, 4]) { x in select(x .> 0, sqrt(select(x .> 0, x, 1)), 0) }
        #expect(safe == [0, 0.25])
        // NaN alone, where the derivative is finite, does no harm.
        #expect(slope(at: [nan, 2]) { select($0.isNaN, 0, $0 * 3) } == [0, 3])
    }

    @Test func lerpReachesBothEnds() {
        let a = Tensor([0.1, 1e8]), b = Tensor([0.7, 1])
        #expect(lerp(a, b, Tensor([0])).array() == a.array())
        #expect(lerp(a, b, Tensor([1])).array() == b.array())
        #expect(lerp(a, b, 1).array() == b.array())
    }

    @Test func faultsNameTheTypesAndTheRemedy() {
        func message(_ body: () -> Tensor) -> String {
            do { try checked { _ = body() } } catch { return "\(error)" }
            return ""
        }
        let x = Tensor([1, 2])
        #expect(message { x & 1 }.contains("&: needs integers, not float32 and float32"))
        #expect(message { x & 1 }.contains("fix  convert with asType(_:)"))
        #expect(message { (x .> 0) & (x .> 1) }.contains("truth values have .&, .| and .^"))
        #expect(message { select(x, x, x) }.contains("the condition is float32, not bool"))
        #expect(message { pow(x.asType(.int8), -1) }.contains("int8 to the power -1 is a fraction"))
        #expect(
            message { hypot(x, Tensor([1, 2, 3])) }.contains(
                "hypot: [2] and [3] do not broadcast; axis -1: 2 and 3"))
    }
}
