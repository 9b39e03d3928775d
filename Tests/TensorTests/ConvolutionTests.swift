import LaminaGraph
import LaminaTensor
import Testing

/// Convolutions and their transposes.
@Suite struct ConvolutionTests {
    @Test func slidesTheFilterWithoutTurningIt() {
        let x = Tensor([1, 2, 3, 4], shape: [1, 4, 1])
        let y = conv1D(x, filter: Tensor([1, 10], shape: [2, 1, 1]))
        #expect(y.array() == [21, 32, 43])
    }

    @Test func transposedSpreadsEachElement() {
        let x = Tensor([1, 2], shape: [1, 2, 1])
        let filter = Tensor([1, 10, 100], shape: [3, 1, 1])
        #expect(convTransposed1D(x, filter: filter, stride: 2).array() == [1, 10, 102, 20, 200])
    }

    /// ⟨conv(x), y⟩ = ⟨x, convᵀ(y)⟩ is what makes it the transpose.
    @Test func transposedIsTheAdjoint() {
        let x = Tensor.normal(shape: [2, 5, 6, 7, 4], key: RandomKey(seed: 1)).asType(.float64)
        let filter = Tensor.normal(shape: [3, 2, 2, 2, 6], key: RandomKey(seed: 2)).asType(.float64)
        let y = conv3D(x, filter: filter, stride: [1, 2, 1], padding: .symmetric(1), groups: 2)
        let g = Tensor.normal(shape: y.shape, key: RandomKey(seed: 3)).asType(.float64)
        let back = convTransposed3D(
            g, filter: filter, stride: [1, 2, 1], padding: .symmetric(1), groups: 2)
        #expect(back.shape == x.shape)
        let difference = (y * g).sum() - (x * back).sum()
        // 1e4 products of normal numbers in float64.
        #expect(Swift.abs(difference.scalar(as: Double.self)) < 1e-10)
    }

    @Test func sameKeepsTheSizeAndTransposedMultipliesIt() {
        let x = Tensor.ones([1, 5, 5, 1])
        let filter = Tensor.ones([3, 3, 1, 1])
        #expect(conv2D(x, filter: filter, padding: .same).shape == x.shape)
        #expect(
            convTransposed2D(x, filter: filter, stride: 3, padding: .same).shape == [1, 15, 15, 1])
    }

    /// 512 + 0.25 + 0.25 is 512.5 in float16, where adding one layer after the other would give 512.
    @Test func layersOfHalfTypesAreRoundedOnce() {
        let x = Tensor([512, 0.25, 0.25], shape: [1, 3, 1, 1, 1]).asType(.float16)
        let y = conv3D(x, filter: .ones([3, 1, 1, 1, 1], dtype: .float16))
        #expect(y.dtype == .float16)
        #expect(y.array() == [512.5])
    }

    @Test func convolutionMultipliesPolynomials() {
        #expect(convolve(Tensor([1, 2]), Tensor([1, 3])).array() == [1, 5, 6])
        #expect(convolve(Tensor([1, 2, 3]), Tensor([0, 1]), mode: .same).array() == [0, 1, 2])
        #expect(correlate(Tensor([1, 2, 3]), Tensor([0, 1, 0.5])).array() == [3.5])
    }

    @Test func anErrorNamesTheCallAndTheNumbers() {
        let x = Tensor.ones([1, 5, 5, 3])
        let error = #expect(throws: OpError.self) {
            try checked { conv2D(x, filter: .ones([3, 3, 4, 8])) }
        }
        #expect(error?.op == "conv2D")
        #expect(
            error?.description.contains("takes 4 channels in each of 1 groups, and x has 3") == true
        )
        #expect(error?.description.contains("filter  float32 [3, 3, 4, 8]") == true)
    }
}
