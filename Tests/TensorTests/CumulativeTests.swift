import LaminaGraph
import LaminaTensor
import Testing

@Suite struct CumulativeTests {
    @Test func runBothWays() {
        let x = Tensor([1, 2, 3, 4], shape: [2, 2])
        #expect(x.cumSum(axis: 0).array() == [1, 2, 4, 6])
        #expect(x.cumSum(axis: -1, reversed: true).array() == [3, 2, 7, 4])
        #expect(x.cumProduct(axis: 1).array() == [1, 2, 3, 12])
        #expect(Tensor([2, 1, 3]).cumMin(axis: 0).array() == [2, 1, 1])
        #expect(Tensor([2, 1, 3]).cumMax(axis: 0, reversed: true).array() == [3, 3, 3])
    }

    @Test func boolIsCountedAndIntegersWrap() {
        let flags = Tensor([true, false, true]).cumSum(axis: 0)
        #expect(flags.dtype == .int32 && flags.array() == [1, 1, 2])
        let bytes = Tensor([100, 100] as [Int8]).cumSum(axis: 0)
        #expect(bytes.dtype == .int8 && bytes.array(as: Int8.self) == [100, -56])
    }

    /// d(x₀ + x₀x₁ + x₀x₁x₂) at (2, 0, 3): (1 + 0 + 0, 2 + 2·3, 0).
    @Test func aRunningProductHasAGradientAtZero() {
        let x = Tensor([2, 0, 3])
        let slope = gradient { (x: Tensor) in x.cumProduct(axis: 0).sum() }
        #expect(slope(x).array() == [1, 8, 0])
        // Second derivative by x₁ and x₂: that of x₀x₁x₂ is x₀ = 2.
        let mixed = gradient { (x: Tensor) in slope(x).slice(1..<2).sum() }(x)
        #expect(mixed.array() == [1 + 3, 0, 2])
    }

    @Test func theLatestOfEqualExtremesTakesTheGradient() {
        let weights = Tensor([1, 10, 100])
        let g = gradient { (x: Tensor) in (x.cumMax(axis: 0) * weights).sum() }(Tensor([2, 2, 1]))
        #expect(g.array() == [1, 110, 0])
    }

    @Test func logarithmsOfSumsNeitherOverflowNorLoseTheirGradient() {
        let x = Tensor([-.infinity, 1000, 1000])
        let y = x.cumLogSumExp(axis: 0).array()
        #expect(y[0] == -.infinity && y[1] == 1000 && abs(y[2] - 1000.693147) < 1e-3)
        let g = gradient { (x: Tensor) in x.cumLogSumExp(axis: 0).slice(2..<3).sum() }(x).array()
        // Half the distance of two numbers at 1000.69.
        #expect(g[0] == 0 && abs(g[1] - 0.5) < 0x1p-15 && g[1] == g[2])
    }

    @Test func aLongSumKeepsItsLastDigit() {
        let y = Tensor.full(0.1, [1_000_000]).cumSum(axis: 0).slice(999_999..<1_000_000)
        #expect(y.scalar() == Float(Double(Float(0.1)) * 1e6))
    }

    @Test func aRecurrenceDiscountsWhatFollows() {
        let rewards = Tensor([1, 0, 2])
        let returns = linearRecurrence(Tensor(0.5), rewards, axis: 0, reversed: true)
        #expect(returns.array() == [1.5, 1, 2])
        let g = gradient { (a: Tensor) in
            linearRecurrence(a, Tensor([1, 1, 1]), axis: 0).sum()
        }(Tensor([.infinity, 2, 3]))
        // z = (1, a₁ + 1, a₂ (a₁ + 1) + 1); the first factor acts on nothing.
        #expect(g.array() == [0, 4, 3])
    }

    @Test func differencesUndoSums() {
        let x = Tensor([1, 4, 9, 16])
        #expect(x.diff().array() == [3, 5, 7])
        #expect(x.diff(order: 2).array() == [2, 2])
        #expect(x.diff(order: 9).shape == [0])
        #expect(x.diff(order: 0).array() == x.array())
        let flags = Tensor([true, true, false]).diff()
        #expect(flags.array(as: Bool.self) == [false, true])
    }

    @Test func trapezoidsAreExactForLines() {
        #expect(Tensor([0, 1, 2]).trapezoid(spacing: 2).scalar() == 4)
        #expect(Tensor([0, 1, 4]).trapezoid(at: Tensor([0, 1, 4])).scalar() == 8)
        #expect(Tensor([5]).trapezoid().scalar() == 0)
        #expect(Tensor.zeros([2, 0]).trapezoid().array() == [0, 0])
    }
}

@Suite struct DynamicSliceTests {
    private let x = Tensor([1, 2, 3, 4, 5, 6], shape: [2, 3])

    @Test func aPartIsMovedInside() {
        func part(_ starts: [Int32]) -> [Float] {
            x.dynamicSlice(at: Tensor(starts), sizes: [1, 2]).array()
        }
        #expect(part([1, 1]) == [5, 6])
        #expect(part([9, -9]) == [4, 5])
        let wide = Tensor([1 << 40, -(1 << 40)] as [Int64])
        #expect(x.dynamicSlice(at: wide, sizes: [1, 2]).array() == [4, 5])
        #expect(x.dynamicSlice(at: Tensor([2] as [UInt8]), size: 1, axis: 1).array() == [3, 6])
    }

    @Test func updatesWriteOverAndGradientsSplit() {
        let at = Tensor([0, 1] as [Int32])
        let y = x.dynamicUpdate(Tensor([8, 9], shape: [1, 2]), at: at)
        #expect(y.array() == [1, 8, 9, 4, 5, 6])
        let (dx, du) = gradient { (x: Tensor, u: Tensor) in
            let y = x.dynamicUpdate(u, at: at)
            return (y * y).sum()
        }(x, Tensor([8, 9], shape: [1, 2]))
        #expect(dx.array() == [2, 0, 0, 8, 10, 12])
        #expect(du.array() == [16, 18])
    }

    /// Nested, so that starts of lanes are merged with those of other lanes.
    @Test func everyLaneHasItsOwnStart() {
        let lines = Tensor((0..<24).map(Float.init), shape: [2, 3, 4])
        let at = Tensor([0, 1, 2, 2, 1, 0] as [Int32], shape: [2, 3, 1])
        let inner = vmap { (x: Tensor, s: Tensor) in x.dynamicSlice(at: s, sizes: [2]) }
        let y = vmap { (x: Tensor, s: Tensor) in inner(x, s) }(lines, at)
        #expect(y.shape == [2, 3, 2])
        #expect(y.array() == [0, 1, 5, 6, 10, 11, 14, 15, 17, 18, 20, 21])
    }

    /// The position is an argument: other positions run the plan that was made for the first.
    @Test func anotherPositionRunsTheSamePlan() {
        let step = compile { (cache: Tensor, token: Tensor, position: Tensor) in
            cache.dynamicUpdate(token, at: position, axis: 0)
        }
        var cache = Tensor.zeros([4, 2])
        for i in 0..<4 {
            cache = step(cache, .full(Double(i + 1), [1, 2]), Tensor([Int32(i)]))
        }
        #expect(cache.array() == [1, 1, 2, 2, 3, 3, 4, 4])
    }
}
