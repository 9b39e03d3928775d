import LaminaGraph
import LaminaNN
import LaminaReference
import LaminaTensor
import Testing

@Suite struct Conv2DTests {
    private static let cases: [(name: String, layer: Conv2D)] = [
        ("conv2d-plain", Conv2D(outChannels: 6, kernelSize: 3)),
        (
            "conv2d-stride2-padding1",
            Conv2D(outChannels: 6, kernelSize: 3, stride: 2, padding: .symmetric(1))
        ),
        (
            "conv2d-dilation2-padding2",
            Conv2D(outChannels: 6, kernelSize: 3, padding: .symmetric(2), dilation: 2)
        ),
        (
            "conv2d-groups2-padding1-biasFalse",
            Conv2D(
                outChannels: 6, kernelSize: 3, padding: .symmetric(1), groups: 2, hasBias: false)
        ),
        ("conv2d-groups4-stride2", Conv2D(outChannels: 8, kernelSize: 3, stride: 2, groups: 4)),
    ]

    @Test(arguments: cases.indices) func agreesWithPyTorch(_ index: Int) throws {
        let (name, layer) = Self.cases[index]
        let torch = try TorchReference()
        let x = try torch.picture("\(name)/input/x")
        layer.weight.value = try torch.filter("\(name)/weight/weight")
        if let bias = layer.bias { bias.value = try torch["\(name)/weight/bias"] }
        let probe = try torch.picture("\(name)/probe/0")
        // Float32 sums of n products of about 0.6 wander by √n · 2⁻²⁴ · 0.6 n: 8e-6 for the 36
        // forward, 1e-4 for the filter's 198. A fifth of that is allowed.
        #expect(largestError(layer(x), try torch.picture("\(name)/output/0")) < 2e-6)
        let (_, gradients) = valueAndGradient(at: layer) { ($0(x) * probe).sum() }
        let filter = try #require(gradients["weight"])
        let wanted = try torch.filter("\(name)/weight-grad/weight")
        #expect(largestError(filter, wanted) < 2e-5)
        if let bias = gradients["bias"] {
            #expect(largestError(bias, try torch["\(name)/weight-grad/bias"]) < 2e-5)
        }
        let toInput = gradient { (x: Tensor) in (layer(x) * probe).sum() }(x)
        #expect(largestError(toInput, try torch.picture("\(name)/grad/x")) < 2e-5)
    }

    @Test(arguments: [(1, 28), (2, 14), (3, 10)])
    func samePaddingGivesInputOverStridePositions(stride: Int, positions: Int) throws {
        let layer = Conv2D(outChannels: 2, kernelSize: 5, stride: stride, padding: .same)
        try layer.build(input: [1, 28, 28, 3], seed: 1)
        #expect(layer(.ones([1, 28, 28, 3])).shape == [1, positions, positions, 2])
        #expect(layer.weight.shape == [5, 5, 3, 2])
    }

    @Test func channelsFirstIsRecognised() throws {
        let layer = Conv2D(outChannels: 2, kernelSize: 3)
        try layer.build(input: [1, 8, 8, 3], seed: 1)
        let error = #expect(throws: OpError.self) { try layer.check(TensorSpec([1, 3, 8, 8])) }
        #expect(error?.problem == "the input has 8 channels, the layer 3")
        #expect(error?.fix.contains("transposed([0, 2, 3, 1])") == true)
        #expect(throws: OpError.self) { try layer.check(TensorSpec([8, 8, 3])) }
    }

    @Test func groupsMustDivideTheChannels() {
        let layer = Conv2D(outChannels: 4, kernelSize: 3, groups: 2)
        let error = #expect(throws: OpError.self) { try layer.check(TensorSpec([1, 8, 8, 3])) }
        #expect(error?.problem == "3 channels do not split into 2 groups")
    }
}
