import LaminaGraph
import LaminaTensor
import Testing

@Suite struct SoftmaxTests {
    private let mask = Tensor([true, false, true, false, false, false], shape: [2, 3])

    @Test func theMaskLeavesElementsOutOfTheSum() {
        let x = Tensor([1, 700, 1, 2, 3, 4], shape: [2, 3])
        #expect(softmax(x, where: mask).array() == [0.5, 0, 0.5, 0, 0, 0])
        let logarithm = logSoftmax(x, where: mask).array(as: Double.self)
        #expect(abs(logarithm[0] - -0.6931471805599453) < 1e-7)
        #expect(logarithm[1] == -.infinity && logarithm[3...].allSatisfy { $0 == -.infinity })
    }

    @Test func aSliceWithoutElementsHasNoGradient() {
        let mask = mask
        let x = Tensor([1, 700, 1, 2, 3, 4], shape: [2, 3])
        let weights = Tensor([1, 2, 3, 4, 5, 6], shape: [2, 3])
        let slope = gradient { (x: Tensor) in (softmax(x, where: mask) * weights).sum() }(x)
        #expect(slope.array() == [-0.5, 0, 0.5, 0, 0, 0])
        let logarithmic = gradient { (x: Tensor) in
            select(mask, logSoftmax(x, where: mask), 0).sum()
        }(x)
        #expect(logarithmic.array() == [0, 0, 0, 0, 0, 0])
    }

    @Test func aSliceOfNegativeInfinitiesAloneIsNaN() {
        let x = Tensor([-.infinity, -.infinity, 0, -.infinity], shape: [2, 2])
        for y in [softmax(x), softmax(x.transposed(), axis: 0).transposed()] {
            let values = y.array()
            #expect(values[0].isNaN && values[1].isNaN && values[2...] == [1, 0])
        }
    }

    @Test func integersBecomeFloat32AndHalvesStayWhatTheyAre() {
        #expect(softmax(Tensor([0, 0] as [Int32])).dtype == .float32)
        let half = softmax(Tensor([0, 11] as [Float]).asType(.float16))
        #expect(half.dtype == .float16)
        // e^-11 = 1.67e-5 lies among float16's denormals, 6e-8 apart.
        #expect(abs(half.array()[0] - 1.67014e-5) < 6e-8)
    }
}
