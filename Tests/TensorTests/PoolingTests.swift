import LaminaGraph
import LaminaTensor
import Testing

/// Pooling: borders, ties, NaN, and the way back.
@Suite struct PoolingTests {
    private let row = Tensor([1, 3, 3, 2, 0], shape: [1, 5, 1])

    @Test func theGradientGoesToTheFirstMaximum() {
        let slope = gradient { (x: Tensor) in maxPool1D(x, size: 4).sum() }(row)
        #expect(slope.array() == [0, 1, 0, 0, 0])
    }

    @Test func inThreeDimensionsTooTheFirstMaximumWins() {
        let slope = gradient { (x: Tensor) in maxPool3D(x, size: 2).sum() }(
            Tensor([0, 1, 1, 0, 1, 0, 0, 1], shape: [1, 2, 2, 2, 1]))
        #expect(slope.array() == [0, 1, 0, 0, 0, 0, 0, 0])
    }

    @Test func nanWins() {
        let x = Tensor([1, .nan, 5, 2], shape: [1, 4, 1])
        let y = maxPool1D(x, size: 2).array()
        #expect(y[0].isNaN)
        #expect(y[1] == 5)
    }

    @Test func theCeilingAddsAWindowThatBeginsInside() {
        #expect(maxPool1D(row, size: 2).array() == [3, 3])
        #expect(maxPool1D(row, size: 2, ceilMode: true).array() == [3, 3, 0])
        // The third window would begin at 6, behind the end.
        #expect(maxPool1D(row, size: 2, stride: 3, ceilMode: true).array() == [3, 2])
        #expect(averagePool1D(row, size: 2, ceilMode: true).array() == [2, 2.5, 0])
    }

    @Test func paddingCountsWhereAsked() {
        let x = Tensor([2, 4], shape: [1, 2, 1])
        let plain = averagePool1D(x, size: 2, stride: 1, padding: .symmetric(1))
        #expect(plain.array() == [2, 3, 4])
        let counted = averagePool1D(
            x, size: 2, stride: 1, padding: .symmetric(1), countsPadding: true)
        #expect(counted.array() == [1, 3, 2])
    }

    @Test func adaptivePartsOverlapWhereTheyDoNotDivide() {
        // [0, 2) and [1, 3) of three, by ⌊3i/2⌋ and ⌈3(i + 1)/2⌉.
        let x = Tensor([1, 2, 6], shape: [1, 3, 1])
        #expect(adaptiveAveragePool(x, to: 2).array() == [1.5, 4])
        #expect(adaptiveMaxPool(x, to: 2).array() == [2, 6])
    }

    @Test func unpoolingPutsTheMaximaBack() {
        let x = Tensor([1, 2, 5, 0, 3, 4, 0, 7, 9], shape: [1, 3, 3, 1])
        let (values, indices) = maxPool2DWithIndices(x, size: 2, stride: 1)
        #expect(values.array() == [3, 5, 7, 9])
        #expect(indices.array(as: Int32.self) == [4, 2, 7, 8])
        let back = maxUnpool2D(values, indices: indices, to: 3)
        let kept = select(back.isNotEqual(to: .zeros([])), x, 0)
        #expect(back.array() == kept.array())
    }

    @Test func paddingIsNeverTheMaximum() {
        let x = Tensor([-.infinity, -.infinity], shape: [1, 1, 2, 1])
        let (_, indices) = maxPool2DWithIndices(
            x, size: 2, stride: 1, padding: .explicit(before: [1, 1], after: [0, 0]))
        #expect(indices.array(as: Int32.self) == [0, 0])
    }

    @Test func indicesOutsideTheImageAreLeftOut() {
        let places = Tensor([Int32(-1), 9], shape: [1, 1, 2, 1])
        let y = maxUnpool2D(Tensor([1, 2], shape: [1, 1, 2, 1]), indices: places, to: 3)
        #expect(y.sum().scalar() == 0)
    }

    @Test func paddingOfAWholeWindowIsAnError() {
        let error = #expect(throws: OpError.self) {
            try checked { averagePool1D(row, size: 2, padding: .symmetric(2)) }
        }
        #expect(error?.description.contains("padding of 2 holds a whole window of 2") == true)
    }
}
