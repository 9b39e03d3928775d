import LaminaGraph
import LaminaTensor
import Testing

private func ints(_ values: [Int32], _ shape: Shape? = nil) -> Tensor {
    Tensor(values, shape: shape ?? [values.count])
}

@Suite struct GatheringTests {
    private let matrix = Tensor([1, 2, 3, 4, 5, 6], shape: [2, 3])

    @Test func takingKeepsTheOtherAxes() {
        let y = matrix.taking(ints([2, 0, 0, -1], [2, 2]), axis: 1)
        #expect(y.shape == [2, 2, 2])
        #expect(y.array() == [3, 1, 1, 3, 6, 4, 4, 6])
        #expect(matrix.taking(Tensor([1] as [UInt8])).array() == [4, 5, 6])
    }

    /// An index outside must not reach a neighbouring line.
    @Test func anIndexOutsideGivesZeros() {
        #expect(matrix.taking(ints([3, -4, -3]), axis: 1).array() == [0, 0, 1, 0, 0, 4])
        #expect(matrix.taking(ints([2, -3, -2])).array() == [0, 0, 0, 0, 0, 0, 1, 2, 3])
        #expect(matrix.takingAlong(axis: 1, ints([3, -1], [2, 1])).array() == [0, 6])
        #expect(matrix.gatheredND(ints([0, 3, 1, -1, -2, 0], [3, 2])).array() == [0, 6, 1])
        let wide = Tensor([1 << 40, -1] as [Int64])
        #expect(matrix.taking(wide, axis: 1).array() == [0, 3, 0, 6])
    }

    @Test func takingAlongBroadcastsTheOtherAxes() {
        #expect(matrix.takingAlong(axis: 1, ints([2], [1, 1])).array() == [3, 6])
        let row = Tensor([7, 8, 9], shape: [1, 3])
        #expect(row.takingAlong(axis: 1, ints([0, 2, 1, 1], [2, 2])).array() == [7, 9, 8, 8])
    }

    @Test func takenTwiceTheGradientIsTwice() {
        let g = gradient { (x: Tensor) in x.taking(ints([0, 0, 2])).sum() }(Tensor([1, 2, 3]))
        #expect(g.array() == [2, 0, 1])
    }

    /// Beyond 2²⁴ float32 skips whole numbers; positions must not.
    @Test func positionsAreExactInALargeTable() {
        let n = 1 << 24
        let x = Tensor.iota([n + 4], dtype: .int32)
        let at = ints([Int32(n + 1), Int32(n + 3), -1, Int32(n + 4)])
        #expect(
            x.taking(at).array(as: Int32.self) == [Int32(n + 1), Int32(n + 3), Int32(n + 3), 0])
    }

    @Test func errorsNameTheNumbers() {
        let error = #expect(throws: OpError.self) {
            try checked { matrix.taking(ints([0]), axis: 2) }
        }
        #expect(error?.description.contains("axis 2 is out of range for rank 2") == true)
        let mask = #expect(throws: OpError.self) { try checked { matrix.taking(matrix.isNaN) } }
        #expect(mask?.fix == "turn a mask into positions with nonzero()")
    }
}

@Suite struct ScatteringTests {
    private let line = Tensor([1, 2, 3, 4])

    @Test func eachModeJoinsInOrder() {
        let (at, updates) = (ints([1, -1, 1, 9]), Tensor([5, 1, 6, 7]))
        func run(_ mode: ScatterMode) -> [Float] {
            line.scattered(updates, at: at, mode: mode).array()
        }
        #expect(run(.set) == [1, 6, 3, 1])
        #expect(run(.add) == [1, 13, 3, 5])
        #expect(run(.multiply) == [1, 60, 3, 4])
        #expect(run(.maximum) == [1, 6, 3, 4])
        #expect(run(.minimum) == [1, 2, 3, 1])
    }

    @Test func columnsAndElementsAndVectors() {
        let zeros = Tensor.zeros([2, 3])
        #expect(zeros.scattered(.ones([]), at: ints([2]), axis: 1).array() == [0, 0, 1, 0, 0, 1])
        let along = zeros.scatteredAlong(
            axis: 1, ints([1, 0], [2, 1]), Tensor([5, 6], shape: [2, 1]))
        #expect(along.array() == [0, 5, 0, 6, 0, 0])
        let parts = zeros.scatteredND(Tensor([7, 8]), at: ints([0, 2, 1, -3], [2, 2]))
        #expect(parts.array() == [0, 0, 7, 8, 0, 0])
    }

    /// Only the update that stayed has a gradient; what it replaced has none.
    @Test func theGradientOfSetGoesToTheLast() {
        let at = ints([1, 1, 0])
        let (dx, du) = gradient { (x: Tensor, u: Tensor) in
            (x.scattered(u, at: at) * Tensor([10, 20, 30, 40])).sum()
        }(line, Tensor([5, 6, 7]))
        #expect(dx.array() == [0, 0, 30, 40])
        #expect(du.array() == [0, 20, 10])
    }

    @Test func equalMaximaShareTheGradient() {
        let at = ints([1, 1, 0])
        let (dx, du) = gradient { (x: Tensor, u: Tensor) in
            x.scattered(u, at: at, mode: .maximum).sum()
        }(line, Tensor([2, 2, 0]))
        let third: Float = 1 / 3
        #expect(dx.array() == [1, third, 1, 1])
        #expect(du.array() == [third, third, 0])
    }

    @Test func aProductWithZerosHasTheOthersAsGradient() {
        let at = ints([0, 0, 1, 1])
        let (dx, du) = gradient { (x: Tensor, u: Tensor) in
            x.scattered(u, at: at, mode: .multiply).sum()
        }(Tensor([3, 5]), Tensor([0, 7, 0, 0]))
        #expect(dx.array() == [0, 0])
        #expect(du.array() == [21, 0, 0, 0])
    }

    @Test func fractionsDoNotFitIntoIntegers() {
        let error = #expect(throws: OpError.self) {
            try checked { ints([1, 2]).scattered(Tensor([0.5]), at: ints([0])) }
        }
        #expect(error?.problem == "float32 updates do not fit into int32")
    }

    @Test func segmentsWithoutSlicesHaveTheNeutralElement() {
        let (x, of) = (Tensor([4, 2, 9]), ints([0, 2, 5]))
        #expect(x.segmentSum(of, count: 3).array() == [4, 0, 2])
        #expect(x.segmentProduct(of, count: 3).array() == [4, 1, 2])
        #expect(x.segmentMax(of, count: 3).array() == [4, -.infinity, 2])
        #expect(x.segmentMin(of, count: 3).array() == [4, .infinity, 2])
        #expect(x.segmentMean(of, count: 3)[isNaNAt: 1])
        let whole = ints([4, 2, 9])
        #expect(whole.segmentMax(of, count: 2).array(as: Int32.self) == [4, .min])
        #expect(whole.segmentMin(of, count: 2).array(as: Int32.self) == [4, .max])
        #expect(x.segmentSum(ints([-1, 0, 0]), count: 1).array() == [11])
    }
}

extension Tensor {
    fileprivate subscript(isNaNAt index: Int) -> Bool { array()[index].isNaN }
}
