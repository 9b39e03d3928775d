import LaminaGraph
import LaminaTensor
import Testing

@Suite struct ShapeOperationTests {
    private let x = Tensor((0..<24).map(Float.init), shape: [2, 3, 4])

    @Test func partsOfASplitJoinAgain() {
        for axis in 0..<3 {
            #expect(concatenated(x.split(at: [1], axis: axis), axis: axis).array() == x.array())
            #expect(concatenated(x.chunked(size: 2, axis: axis), axis: axis).array() == x.array())
            #expect(stacked(x.unstacked(axis: axis), axis: axis).array() == x.array())
        }
        #expect(x.split(at: [0, 3, 3], axis: 1).map { $0.shape[1] } == [0, 3, 0, 0])
        #expect(x.chunked(size: 3, axis: 2).map { $0.shape[2] } == [3, 1])
        #expect(x.split(sizes: [-1, 1], axis: -1).map { $0.shape[2] } == [3, 1])
        #expect(Tensor.zeros([0, 2]).unstacked().isEmpty)
    }

    @Test func joinedTypesBecomeTheCommonOne() {
        let joined = concatenated([Tensor([1, 2] as [Int32]), Tensor([0.5])])
        #expect(joined.dtype == .float32)
        #expect(joined.array() == [1, 2, 0.5])
        #expect(stacked([Tensor([true]), Tensor([3] as [Int64])]).dtype == .int64)
    }

    @Test func rollingAllTheWayRoundChangesNothing() {
        for shift in [-4, 0, 4, 8] { #expect(x.rolled(by: shift, axis: 2).array() == x.array()) }
        #expect(x[0, 0].rolled(by: 5, axis: 0).array() == [3, 0, 1, 2])
        #expect(x[0, 0].rolled(by: -5, axis: 0).array() == [1, 2, 3, 0])
    }

    @Test func fourRightAnglesAreAWholeTurn() {
        let picture = x[0]
        #expect(picture.rotated90().shape == [4, 3])
        #expect(picture.rotated90().array().prefix(3) == [3, 7, 11])
        #expect(picture.rotated90(times: 4).array() == picture.array())
        #expect(picture.rotated90(times: -3).array() == picture.rotated90().array())
        #expect(picture.rotated90().rotated90(times: 2).rotated90().array() == picture.array())
    }

    @Test func reflectionsGoToAndFro() {
        let line = Tensor([1, 2, 3])
        func padded(_ mode: PaddingMode) -> [Float] {
            line.padded(low: [4], high: [4], mode: mode).array()
        }
        #expect(padded(.edge) == [1, 1, 1, 1, 1, 2, 3, 3, 3, 3, 3])
        #expect(padded(.reflect) == [1, 2, 3, 2, 1, 2, 3, 2, 1, 2, 3])
        #expect(padded(.symmetric) == [3, 3, 2, 1, 1, 2, 3, 3, 2, 1, 1])
        #expect(padded(.wrap) == [3, 1, 2, 3, 1, 2, 3, 1, 2, 3, 1])
        let one = Tensor([7]).padded(low: [2], high: [1], mode: .reflect)
        #expect(one.array() == [7, 7, 7, 7])
    }

    /// `folded` adds an element once for each window it lies in.
    @Test func foldingWindowsCountsThem() {
        let ones = Tensor.ones([6])
        let counts = ones.unfolded(axis: 0, size: 3).folded(axis: 0, length: 6)
        #expect(counts.array() == [1, 2, 3, 3, 2, 1])
        let apart = ones.unfolded(axis: 0, size: 2, stride: 2).folded(
            axis: 0, length: 6, stride: 2)
        #expect(apart.array() == ones.array())
    }

    @Test func aConvolutionIsAProductWithColumns() {
        let picture = Tensor.normal(shape: [2, 5, 6, 3], key: RandomKey(seed: 1))
        let filter = Tensor.normal(shape: [3, 2, 3, 4], key: RandomKey(seed: 2))
        let columns = picture.im2col(size: [3, 2], stride: [2, 2])
        let product = matmul(columns, filter.reshaped([-1, 4])).array()
        let direct = conv2D(picture, filter: filter, stride: 2).array()
        for (a, b) in zip(product, direct) { #expect(Swift.abs(a - b) < 1e-4) }
    }

    @Test func reversedViewsAreReadByEveryKindOfKernel() {
        let back = x.flipped(axes: [0, 2])
        #expect(back.array().prefix(4) == [15, 14, 13, 12])
        #expect(back.sum(axis: 2).array() == x.sum(axis: 2).flipped(axis: 0).array())
        #expect((back + x).array().prefix(4) == [15, 15, 15, 15])
        let weights = Tensor.ones([4, 1])
        #expect(matmul(back, weights).array() == x.sum(axis: 2).flipped(axis: 0).array())
        #expect(back.flipped(axes: [0, 2]).array() == x.array())
    }

    @Test func repeatingNothingLeavesNoElements() {
        #expect(x.repeated(0, axis: 1).shape == [2, 0, 4])
        #expect(x.tiled([0, 1]).shape == [2, 0, 4])
        #expect(Tensor([1, 2]).repeated(counts: [0, 3], axis: 0).array() == [2, 2, 2])
        #expect(Tensor(5).tiled([2, 2]).shape == [2, 2])
    }

    /// All leading axes and the last one; the whole of a scalar.
    @Test func flatteningMergesTheNamedAxes() {
        #expect(x.flattened(to: 1).shape == [6, 4])
        #expect(x.flattened(from: -2).shape == [2, 12])
        #expect(Tensor(1).flattened().shape == [1])
        #expect(x.atLeast(rank: 2).shape == [2, 3, 4])
    }
}
