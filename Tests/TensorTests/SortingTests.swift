import LaminaGraph
import LaminaTensor
import Testing

@Suite struct SortingTests {
    @Test func sortingIsStableAndPutsNaNLast() {
        let x = Tensor([2, .nan, 1, 2, -0.0, 0])
        #expect(x.argSort().array() == [4, 5, 2, 0, 3, 1])
        #expect(x.argSort(descending: true).array() == [0, 3, 2, 4, 5, 1])
        #expect(Array(x.sorted().array().prefix(5)) == [0, 0, 1, 2, 2])
        #expect(x.sorted(descending: true).array()[5].isNaN)
    }

    @Test func columnsAreSortedEachForItself() {
        let x = Tensor([3, 1, 2, 5, 1, 9], shape: [3, 2])
        #expect(x.sorted(axis: 0).array() == [1, 1, 2, 5, 3, 9])
        #expect(x.sorted(axis: -2, descending: true).array() == [3, 9, 2, 5, 1, 1])
    }

    @Test func integersAreSortedBeyondTheReachOfFloats() {
        let x = Tensor([Int64.max, Int64.max - 1, .min, 0])
        #expect(x.sorted().array(as: Int64.self) == [.min, 0, .max - 1, .max])
    }

    @Test func theGradientGoesBackToItsPlace() {
        let weights = Tensor([1, 10, 100])
        let g = gradient { (x: Tensor) in (x.sorted() * weights).sum() }(Tensor([5, 3, 4]))
        #expect(g.array() == [100, 1, 10])
        let top = gradient { (x: Tensor) in x.topK(2).values.sum() }(Tensor([5, 3, 4]))
        #expect(top.array() == [1, 0, 1])
    }

    @Test func theFirstFewOfMany() {
        let x = Tensor((0..<5000).map { Float($0 * 7919 % 5000) })
        let (values, indices) = x.topK(3)
        #expect(values.array() == [4999, 4998, 4997])
        #expect(x.taking(indices).array() == [4999, 4998, 4997])
        #expect(x.kthSmallest(17).value.scalar() == 16)
        #expect(x.kthSmallest(17, keepDims: true).index.shape == [1])
        #expect(Tensor([4, 4, 1]).topK(2).indices.array() == [0, 1])
        #expect(Tensor([4, 4, 1]).topK(0).values.shape == [0])
    }

    @Test func searchedPlacesKeepTheLineSorted() {
        let line = Tensor([1, 2, 2, .nan])
        let values = Tensor([0, 2, 3, .nan, .infinity])
        #expect(line.searchSorted(values).array() == [0, 1, 3, 3, 3])
        #expect(line.searchSorted(values, side: .right).array() == [0, 3, 3, 4, 3])
        let lines = Tensor([1, 2, 3, 10, 20, 30], shape: [2, 3])
        let each = Tensor([2.5, 5, 15, 99], shape: [2, 2])
        #expect(lines.searchSorted(each).array() == [2, 3, 1, 3])
    }

    @Test func binsHoldOneOfTheirEdges() {
        let (x, bins) = (Tensor([0, 1, 1.5, 2, 9]), Tensor([1, 2]))
        #expect(x.digitize(bins).array() == [0, 1, 1, 2, 2])
        #expect(x.digitize(bins, right: true).array() == [0, 0, 1, 1, 2])
    }

    @Test func membershipIgnoresNaN() {
        let x = Tensor([1, .nan, 3, 7])
        #expect(x.isIn(Tensor([3, .nan, 1])).array(as: Bool.self) == [true, false, true, false])
        #expect(x.isIn(Tensor([Float]())).array(as: Bool.self).allSatisfy { !$0 })
    }

    @Test func uniqueNumbersEveryElement() {
        let x = Tensor([3, .nan, 1, 3, .nan, -0.0, 0], shape: [7])
        let (values, inverse, counts) = x.unique()
        #expect(Array(values.array().prefix(3)) == [0, 1, 3])
        #expect(values.shape == [4])
        #expect(inverse.array() == [2, 3, 1, 2, 3, 0, 0])
        #expect(counts.array() == [2, 1, 2, 2])
        let none = Tensor([Float]()).unique()
        #expect(none.values.shape == [0] && none.counts.shape == [0])
    }

    @Test func uniqueValuesHaveAGradient() {
        let g = gradient { (x: Tensor) in (x.unique().values * Tensor([1, 10])).sum() }(
            Tensor([5, 3, 5]))
        #expect(g.array() == [10, 1, 0])
    }

    @Test func nonzeroPositionsAreInRowMajorOrder() {
        let x = Tensor([0, 5, .nan, 0, 0, -1], shape: [2, 3])
        let places = x.nonzero()
        #expect(places.map { $0.array() } == [[0, 0, 1], [1, 2, 2]])
        #expect(x.argWhere().shape == [3, 2])
        #expect(x.gatheredND(x.argWhere()).array()[0] == 5)
        #expect(Tensor(3.0).argWhere().shape == [1, 0])
        #expect(Tensor.zeros([0, 2]).nonzero().map(\.shape) == [[0], [0]])
    }

    @Test func aTraceDoesNotKnowTheData() {
        let error = #expect(throws: OpError.self) {
            try checked { _ = vmap { (x: Tensor) in x.unique().values }(Tensor.zeros([2, 3])) }
        }
        #expect(error?.op == "unique")
        #expect(error?.fix.contains("outside compile and vmap") == true)
    }
}
