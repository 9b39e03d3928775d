import LaminaGraph
import LaminaNN
import LaminaReference
import LaminaTensor
import Testing

@Suite struct PoolingTests {
    @Test func maximumAgreesWithPyTorch() throws {
        try check("max2d-k3-s2-p1", MaxPool2D(size: 3, stride: 2, padding: .symmetric(1)))
    }

    /// Padding is not counted.
    @Test func averageAgreesWithPyTorch() throws {
        try check(
            "avg2d-k3-s2-p1-excluding-padding",
            AveragePool2D(size: 3, stride: 2, padding: .symmetric(1)))
    }

    @Test func windowsDoNotOverlapUnlessTold() {
        let x = Tensor((0..<16).map(Float.init), shape: [1, 4, 4, 1])
        #expect(MaxPool2D(size: 2)(x).array() == [5, 7, 13, 15])
        #expect(AveragePool2D(size: 2)(x).array() == [2.5, 4.5, 10.5, 12.5])
        #expect(MaxPool2D(size: 2, stride: 1)(x).shape == [1, 3, 3, 1])
    }

    private func check(_ name: String, _ layer: some Module<Tensor, Tensor>) throws {
        let torch = try TorchReference()
        let x = try torch.picture("\(name)/input/x")
        let probe = try torch.picture("\(name)/probe/0")
        // Maxima are exact; a mean is nine additions and one division.
        #expect(largestError(layer(x), try torch.picture("\(name)/output/0")) < 1e-6)
        let toInput = gradient { (x: Tensor) in (layer(x) * probe).sum() }(x)
        #expect(largestError(toInput, try torch.picture("\(name)/grad/x")) < 1e-6)
    }
}
