import LaminaGraph
import LaminaNN
import LaminaTensor
import Testing

private struct Sparsemax: Module {
    func forward(_ x: Tensor) -> Tensor { sparsemax(x) }
}

private struct PooledAndBack: Module {
    func forward(_ x: Tensor) -> Tensor {
        let (values, places) = maxPool2DWithIndices(x, size: 2)
        return MaxUnpool2D(size: 2)(values, places)
    }
}

/// Layers of one tensor beside PyTorch's of the same weights.
@Suite struct LayerParityTests {
    private static let activations: [ParityRow] = [
        ParityRow("relu") { Activation.relu }, ParityRow("relu6") { Activation.relu6 },
        ParityRow("leaky-relu") { Activation.leakyRelu }, ParityRow("elu") { Activation.elu },
        ParityRow("selu") { Activation.selu }, ParityRow("celu-2") { Activation.celu(alpha: 2) },
        ParityRow("gelu") { Activation.gelu }, ParityRow("gelu-tanh") { Activation.geluTanh },
        ParityRow("silu") { Activation.silu }, ParityRow("mish") { Activation.mish },
        ParityRow("softplus") { Activation.softplus },
        ParityRow("softsign") { Activation.softsign },
        ParityRow("sigmoid") { Activation.sigmoid },
        ParityRow("log-sigmoid") { Activation.logSigmoid },
        ParityRow("tanh") { Activation.tanh }, ParityRow("tanh-shrink") { Activation.tanhShrink },
        ParityRow("hard-sigmoid") { Activation.hardSigmoid },
        ParityRow("hard-tanh") { Activation.hardTanh },
        ParityRow("hard-swish") { Activation.hardSwish },
        ParityRow("threshold") { Activation.threshold(0.3, value: -2) },
        ParityRow("hard-shrink") { Activation.hardShrink(0.7) },
        ParityRow("soft-shrink") { Activation.softShrink(0.7) },
        ParityRow("softmax") { Activation.softmax },
        ParityRow("log-softmax") { Activation.logSoftmax }, ParityRow("glu") { GLU() },
        ParityRow("prelu") { PReLU() }, ParityRow("prelu-shared") { PReLU(isShared: true) },
    ]

    private static let convolutions: [ParityRow] = [
        ParityRow("conv1d") {
            Conv1D(outChannels: 4, kernelSize: 3, stride: 2, padding: .symmetric(1))
        },
        ParityRow("conv1d-groups") {
            Conv1D(outChannels: 6, kernelSize: 3, dilation: 2, groups: 2, hasBias: false)
        },
        ParityRow("conv2d-oblong") {
            Conv2D(outChannels: 4, kernelSize: [3, 2], stride: [1, 2])
        },
        ParityRow("conv3d") {
            Conv3D(
                outChannels: 4, kernelSize: [2, 3, 3], stride: [1, 2, 1], padding: .symmetric(1),
                groups: 2)
        },
        ParityRow("depthwise2d") {
            DepthwiseConv2D(multiplier: 2, kernelSize: 3, stride: 2, padding: .symmetric(1))
        },
        ParityRow("separable2d") {
            SeparableConv2D(outChannels: 4, kernelSize: 3, padding: .same, multiplier: 2)
        },
        ParityRow("transposed1d") {
            ConvTransposed1D(
                outChannels: 6, kernelSize: 3, stride: 2, padding: .symmetric(1), outputPadding: 1,
                groups: 2)
        },
        ParityRow("transposed2d") {
            ConvTransposed2D(
                outChannels: 4, kernelSize: 3, stride: 2, padding: .symmetric(1), outputPadding: 1)
        },
        ParityRow("transposed3d") {
            ConvTransposed3D(outChannels: 3, kernelSize: 2, stride: [1, 2, 2], hasBias: false)
        },
    ]

    private static let pictures: [ParityRow] = [
        ParityRow("max1d") { MaxPool1D(size: 3, stride: 2, padding: .symmetric(1)) },
        ParityRow("max2d-ceil") { MaxPool2D(size: 2, ceilMode: true) },
        ParityRow("max3d") { MaxPool3D(size: 2) },
        ParityRow("average1d") {
            AveragePool1D(size: 3, stride: 2, padding: .symmetric(1), countsPadding: true)
        },
        ParityRow("average2d") { AveragePool2D(size: [2, 3]) },
        ParityRow("average3d") { AveragePool3D(size: 2) },
        ParityRow("adaptive-average2d") { AdaptiveAveragePool(to: [3, 2]) },
        ParityRow("adaptive-max2d") { AdaptiveMaxPool(to: [2, 3]) },
        ParityRow("global-average") { GlobalAveragePool() },
        ParityRow("zero-pad") { Padding(before: [0, 1], after: [3, 2]) },
        ParityRow("reflect-pad") { Padding(2, .reflect) },
        ParityRow("replicate-pad") { Padding(before: 1, after: 2, .copies(.edge)) },
        ParityRow("circular-pad") { Padding(1, .wrap) },
        ParityRow("upsample-nearest") { Upsample(factor: 2) },
        ParityRow("upsample-linear") { Upsample(to: [5, 7], .linear) },
        ParityRow("upsample-corners") { Upsample(factor: 2, .linear, alignCorners: true) },
        ParityRow("pixel-shuffle") { PixelShuffle(factor: 2) },
        ParityRow("pixel-unshuffle") { PixelUnshuffle(factor: 2) },
    ]

    private static let normalizations: [ParityRow] = [
        ParityRow("batch-norm-inference") { BatchNorm() },
        ParityRow("layer-norm") { LayerNorm() },
        ParityRow("layer-norm-2") { LayerNorm(axisCount: 2) },
        ParityRow("rms-norm") { RMSNorm(eps: 1e-6) },
        ParityRow("group-norm") { GroupNorm(groups: 2) },
        ParityRow("instance-norm") { InstanceNorm(isAffine: true) },
        ParityRow("local-response-norm") {
            LocalResponseNorm(size: 3, alpha: 0.5, beta: 0.75, k: 2)
        },
        ParityRow("weight-norm") { WeightNorm(Dense(3), \.weight) },
        ParityRow("weight-norm-conv") {
            WeightNorm(Conv2D(outChannels: 3, kernelSize: 2), \.weight)
        },
        ParityRow("spectral-norm") { SpectralNorm(Dense(3), \.weight) },
    ]

    /// Those that PyTorch lacks, beside their papers' equations written in it.
    private static let papers: [ParityRow] = [
        ParityRow("sparsemax") { Sparsemax() }, ParityRow("maxout") { Maxout(3) },
        ParityRow("highway") { Highway() }, ParityRow("radial-basis") { RadialBasis(3) },
        ParityRow("squeeze-excite") { SqueezeExcite(reduction: 2) },
        ParityRow("primary-capsules") { PrimaryCapsules(types: 2, size: 3, kernelSize: 3) },
        ParityRow("capsules") { Capsules(count: 2, size: 5) },
        ParityRow("mixture") { MixtureOfExperts(count: 3) { Dense(2) } },
        ParityRow("mixture-of-one") { MixtureOfExperts(count: 3, chosen: 1) { Dense(2) } },
        ParityRow("sinusoidal-positions") { SinusoidalPositions() },
        ParityRow("learned-positions") { LearnedPositions(count: 7) },
        ParityRow("max-unpool") { PooledAndBack() },
    ]

    @Test(
        arguments: activations + convolutions + pictures + normalizations + papers,
        TorchParity.precisions)
    func agreesWithPyTorch(_ row: ParityRow, _ dtype: DType) throws {
        try TorchParity(row.name, dtype).check(row.make())
    }

    /// With the batch's own statistics; and what one step leaves in the running ones.
    @Test(arguments: TorchParity.precisions)
    func batchNormAgreesWithPyTorchInTraining(_ dtype: DType) throws {
        try withTraining {
            let parity = try TorchParity("batch-norm-training", dtype)
            let layer = BatchNorm(momentum: 0.3)
            try parity.check(layer)
            try parity.fill(layer)
            eval(layer(try parity.array("input/x")))
            for name in ["runningMean", "runningVar"] {
                let cell = layer.variables.first { $0.path == name }
                let value = try #require(cell).variable.value
                parity.expectAgreement(value, try parity.array("updated/\(name)"), name)
            }
        }
    }

    @Test(arguments: TorchParity.precisions) func embeddingsAgreeWithPyTorch(_ dtype: DType) throws
    {
        try TorchParity("embedding", dtype).checkIndices(Embedding(count: 5, features: 3))
        try TorchParity("embedding-padding", dtype).checkIndices(
            Embedding(count: 5, features: 3, paddingIndex: 2))
    }

    @Test(arguments: TorchParity.precisions) func bilinearAgreesWithPyTorch(_ dtype: DType) throws {
        let parity = try TorchParity("bilinear", dtype)
        let layer = Bilinear(2)
        let pair = TensorPair(try parity.array("input/a"), try parity.array("input/b"))
        try layer.build(like: pair, seed: 1)
        try parity.fill(layer)
        try parity.check(layer, inputs: ["a", "b"]) { $0($1[0], $1[1]) }
    }
}
