import LaminaGraph
import LaminaNN
import LaminaTensor
import Testing

/// One row for each layer; every row gets every test.
struct LayerRow: Sendable, CustomTestStringConvertible {
    let name: String
    let input: Shape
    let output: Shape
    let parameters: [String]
    /// How many symbols the input counts; none for an input of fractions.
    let symbols: Int?
    let make: @Sendable () -> any Module<Tensor, Tensor>

    init(
        _ name: String, _ input: Shape, to output: Shape, _ parameters: [String] = [],
        symbols: Int? = nil, _ make: @escaping @Sendable () -> any Module<Tensor, Tensor>
    ) {
        (self.name, self.input, self.output) = (name, input, output)
        (self.parameters, self.symbols, self.make) = (parameters, symbols, make)
    }

    var testDescription: String { name }

    static let all =
        basic + activations + convolutions + pictures + normalizations + recurrent
        + transformers + compositions

    private static let basic: [LayerRow] = [
        LayerRow("Dense", [3, 4], to: [3, 5], ["weight", "bias"]) { Dense(5) },
        LayerRow("Flatten", [2, 3, 4], to: [2, 12]) { Flatten() },
        LayerRow("Dropout", [4, 5], to: [4, 5]) { Dropout(0.5) },
        LayerRow("Rescaling", [4, 2], to: [4, 2]) { Rescaling(scale: [3, 0.5], offset: [1, -2]) },
        LayerRow(
            "Sequential", [2, 4], to: [2, 3],
            ["layers.0.weight", "layers.0.bias", "layers.2.weight", "layers.2.bias"]
        ) {
            Sequential {
                Dense(4)
                Activation.tanh
                Dense(3)
            }
        },
        LayerRow("Embedding", [3, 4], to: [3, 4, 2], ["weight"], symbols: 7) {
            Embedding(count: 7, features: 2)
        },
    ]

    private static let activations: [LayerRow] =
        Activation.named.map { activation in
            LayerRow(activation.name, [4, 5], to: [4, 5]) { activation }
        } + [
            LayerRow("PReLU", [4, 5], to: [4, 5], ["weight"]) { PReLU() },
            LayerRow("GLU", [4, 6], to: [4, 3]) { GLU(.silu) },
            LayerRow("GumbelSoftmax", [4, 5], to: [4, 5]) { GumbelSoftmax(temperature: 0.5) },
        ]

    private static let convolutions: [LayerRow] = [
        LayerRow("Conv1D", [2, 8, 3], to: [2, 8, 4], ["weight", "bias"]) {
            Conv1D(outChannels: 4, kernelSize: 3, padding: .same)
        },
        LayerRow("Conv2D", [2, 6, 5, 3], to: [2, 4, 3, 4], ["weight", "bias"]) {
            Conv2D(outChannels: 4, kernelSize: 3)
        },
        LayerRow(
            "Conv2D with stride and groups", [2, 7, 6, 4], to: [2, 4, 3, 6], ["weight"]
        ) {
            Conv2D(
                outChannels: 6, kernelSize: 3, stride: 2, padding: .same, groups: 2, hasBias: false)
        },
        LayerRow("Conv3D", [1, 4, 5, 4, 2], to: [1, 3, 3, 2, 3], ["weight", "bias"]) {
            Conv3D(outChannels: 3, kernelSize: [2, 3, 3])
        },
        LayerRow("DepthwiseConv2D", [2, 5, 5, 3], to: [2, 5, 5, 6], ["weight", "bias"]) {
            DepthwiseConv2D(multiplier: 2, kernelSize: 3, padding: .same)
        },
        LayerRow(
            "SeparableConv2D", [2, 5, 5, 3], to: [2, 3, 3, 4],
            ["depthwise.weight", "pointwise.weight", "pointwise.bias"]
        ) { SeparableConv2D(outChannels: 4, kernelSize: 3) },
        LayerRow("ConvTransposed1D", [2, 4, 3], to: [2, 8, 4], ["weight", "bias"]) {
            ConvTransposed1D(outChannels: 4, kernelSize: 4, stride: 2, padding: .same)
        },
        LayerRow("ConvTransposed2D", [2, 3, 4, 3], to: [2, 7, 9, 2], ["weight", "bias"]) {
            ConvTransposed2D(outChannels: 2, kernelSize: 3, stride: 2)
        },
        LayerRow("ConvTransposed3D", [1, 2, 3, 2, 2], to: [1, 3, 4, 3, 3], ["weight", "bias"]) {
            ConvTransposed3D(outChannels: 3, kernelSize: 2)
        },
    ]

    private static let pictures: [LayerRow] = [
        LayerRow("MaxPool1D", [2, 6, 3], to: [2, 3, 3]) { MaxPool1D(size: 2) },
        LayerRow("MaxPool2D", [2, 6, 4, 3], to: [2, 3, 2, 3]) { MaxPool2D(size: 2) },
        LayerRow("MaxPool3D", [1, 4, 4, 2, 3], to: [1, 2, 2, 1, 3]) { MaxPool3D(size: 2) },
        LayerRow("AveragePool1D", [2, 7, 3], to: [2, 3, 3]) { AveragePool1D(size: 3, stride: 2) },
        LayerRow("AveragePool2D", [2, 5, 5, 3], to: [2, 3, 3, 3]) {
            AveragePool2D(size: 2, padding: .same)
        },
        LayerRow("AveragePool3D", [1, 4, 4, 2, 3], to: [1, 2, 2, 1, 3]) { AveragePool3D(size: 2) },
        LayerRow("AdaptiveAveragePool", [2, 7, 5, 3], to: [2, 2, 3, 3]) {
            AdaptiveAveragePool(to: [2, 3])
        },
        LayerRow("AdaptiveMaxPool", [2, 7, 3], to: [2, 2, 3]) { AdaptiveMaxPool(to: 2) },
        LayerRow("GlobalAveragePool", [2, 4, 5, 3], to: [2, 3]) { GlobalAveragePool() },
        LayerRow("GlobalMaxPool", [2, 4, 3], to: [2, 3]) { GlobalMaxPool() },
        LayerRow("Padding", [2, 3, 4, 2], to: [2, 5, 8, 2]) { Padding([1, 2]) },
        LayerRow("Padding with copies", [2, 3, 2], to: [2, 6, 2]) {
            Padding(before: 1, after: 2, .copies(.symmetric))
        },
        LayerRow("Upsample", [1, 3, 4, 2], to: [1, 6, 12, 2]) {
            Upsample(factor: [2, 3], .linear)
        },
        LayerRow("Upsample to a size", [1, 3, 2], to: [1, 5, 2]) { Upsample(to: [5], .cubic) },
        LayerRow("PixelShuffle", [1, 2, 3, 8], to: [1, 4, 6, 2]) { PixelShuffle(factor: 2) },
        LayerRow("PixelUnshuffle", [1, 4, 6, 2], to: [1, 2, 3, 8]) { PixelUnshuffle(factor: 2) },
    ]

    private static let normalizations: [LayerRow] = [
        LayerRow("BatchNorm", [4, 3, 2], to: [4, 3, 2], ["weight", "bias"]) { BatchNorm() },
        LayerRow("BatchNorm of statistics alone", [4, 3], to: [4, 3]) {
            BatchNorm(isAffine: false)
        },
        LayerRow("LayerNorm", [4, 5], to: [4, 5], ["weight", "bias"]) { LayerNorm() },
        LayerRow("LayerNorm of two axes", [2, 3, 4], to: [2, 3, 4], ["weight"]) {
            LayerNorm(axisCount: 2, hasBias: false)
        },
        LayerRow("RMSNorm", [4, 5], to: [4, 5], ["weight"]) { RMSNorm() },
        LayerRow("GroupNorm", [2, 3, 6], to: [2, 3, 6], ["weight", "bias"]) {
            GroupNorm(groups: 3)
        },
        LayerRow("InstanceNorm", [2, 5, 3], to: [2, 5, 3]) { InstanceNorm() },
        LayerRow("InstanceNorm with weights", [2, 5, 3], to: [2, 5, 3], ["weight", "bias"]) {
            InstanceNorm(isAffine: true)
        },
        LayerRow("LocalResponseNorm", [2, 3, 6], to: [2, 3, 6]) { LocalResponseNorm(alpha: 0.5) },
        LayerRow(
            "WeightNorm", [3, 4], to: [3, 2], ["layer.weight", "layer.bias", "gain"]
        ) { WeightNorm(Dense(2), \.weight) },
        LayerRow("SpectralNorm", [2, 6, 3], to: [2, 4, 2], ["layer.weight", "layer.bias"]) {
            SpectralNorm(Conv1D(outChannels: 2, kernelSize: 3), \.weight)
        },
        LayerRow("SpatialDropout", [2, 3, 4], to: [2, 3, 4]) { SpatialDropout() },
        LayerRow("DropPath", [4, 3], to: [4, 3]) { DropPath(0.2) },
        LayerRow("AlphaDropout", [4, 3], to: [4, 3]) { AlphaDropout() },
        LayerRow("GaussianNoise", [4, 3], to: [4, 3]) { GaussianNoise(0.1) },
        LayerRow("GaussianDropout", [4, 3], to: [4, 3]) { GaussianDropout() },
    ]

    private static let gates = ["inputWeight", "hiddenWeight", "inputBias", "hiddenBias"]

    private static let recurrent: [LayerRow] = [
        LayerRow("RNN", [2, 5, 3], to: [2, 4], gates) { RNN(4) },
        LayerRow("RNN of all steps", [2, 5, 3], to: [2, 5, 4], Array(gates.prefix(2))) {
            RNN(4, returnsSequences: true, activation: .relu, hasBias: false)
        },
        LayerRow("LSTM", [2, 5, 3], to: [2, 4], gates) { LSTM(4) },
        LayerRow("LSTM with peepholes", [2, 5, 3], to: [2, 5, 4], gates + ["peepholes"]) {
            LSTM(4, returnsSequences: true, hasPeepholes: true)
        },
        LayerRow("GRU", [2, 5, 3], to: [2, 4], gates) { GRU(4) },
        LayerRow(
            "Bidirectional", [2, 5, 3], to: [2, 5, 8],
            gates.map { "ahead." + $0 } + gates.map { "back." + $0 }
        ) { Bidirectional { GRU(4, returnsSequences: true) } },
        LayerRow(
            "RecurrentStack", [2, 5, 3], to: [2, 2],
            gates.map { "layers.0." + $0 } + gates.map { "layers.1." + $0 }
        ) { RecurrentStack([GRU(4), RNN(2)], dropout: 0.1) },
    ]

    private static func dense(_ path: String) -> [String] { [path + ".weight", path + ".bias"] }

    private static let attention = ["query", "key", "value", "output"].flatMap(dense)

    private static let encoderLayer =
        attention.map { "attention." + $0 } + dense("norm1")
        + dense("feedForward.hidden") + dense("feedForward.output") + dense("norm2")

    private static let transformers: [LayerRow] = [
        LayerRow("MultiHeadAttention", [2, 5, 8], to: [2, 5, 8], attention) {
            MultiHeadAttention(features: 8, heads: 4, keyHeads: 2, positions: .linearBias)
        },
        LayerRow("causal MultiHeadAttention", [2, 5, 8], to: [2, 5, 8], attention) {
            MultiHeadAttention(
                features: 8, heads: 2, isCausal: true, positions: .rotary(isInterleaved: true))
        },
        LayerRow("SinusoidalPositions", [2, 5, 7], to: [2, 5, 7]) { SinusoidalPositions() },
        LayerRow("LearnedPositions", [2, 5, 4], to: [2, 5, 4], ["weight"]) {
            LearnedPositions(count: 6)
        },
        LayerRow(
            "FeedForward", [2, 4], to: [2, 4],
            dense("hidden") + dense("gate") + dense("output")
        ) { FeedForward(features: 4, size: 6, activation: .silu, isGated: true) },
        LayerRow("TransformerEncoderLayer", [2, 5, 6], to: [2, 5, 6], encoderLayer) {
            TransformerEncoderLayer(
                TransformerForm(features: 6, heads: 2, feedForward: 8, activation: .tanh))
        },
        LayerRow(
            "TransformerEncoder", [2, 5, 6], to: [2, 5, 6],
            encoderLayer.map { "layers.0." + $0 } + encoderLayer.map { "layers.1." + $0 }
                + dense("norm")
        ) {
            TransformerEncoder(
                TransformerForm(
                    features: 6, heads: 2, feedForward: 8, activation: .gelu, isNormFirst: true),
                layers: 2, isCausal: true)
        },
    ]

    private static let compositions: [LayerRow] = [
        LayerRow(
            "Residual", [2, 4], to: [2, 4], ["body.layers.0.weight", "body.layers.0.bias"]
        ) {
            Residual {
                Dense(4)
                Activation.tanh
            }
        },
        LayerRow(
            "Residual with a shortcut", [2, 4], to: [2, 3],
            ["body.weight", "body.bias", "shortcut.weight"]
        ) { Residual(Dense(3), shortcut: Dense(3, hasBias: false)) },
        LayerRow(
            "Highway", [2, 4], to: [2, 4], ["weight", "bias", "gateWeight", "gateBias"]
        ) { Highway(.tanh) },
        LayerRow("Maxout", [3, 4], to: [3, 2], ["weight", "bias"]) { Maxout(2, pieces: 3) },
        LayerRow(
            "SqueezeExcite", [2, 3, 3, 6], to: [2, 3, 3, 6],
            ["squeezeWeight", "squeezeBias", "exciteWeight", "exciteBias"]
        ) { SqueezeExcite(reduction: 2) },
        LayerRow("RadialBasis", [4, 3], to: [4, 5], ["centers", "sharpness"]) {
            RadialBasis(5, sharpness: 0.5)
        },
        LayerRow("Capsules", [2, 6, 4], to: [2, 3, 5], ["weight"]) {
            Capsules(count: 3, size: 5)
        },
        LayerRow(
            "PrimaryCapsules", [2, 6, 6, 2], to: [2, 12, 4],
            ["convolution.weight", "convolution.bias"]
        ) { PrimaryCapsules(types: 3, size: 4, kernelSize: 3, stride: 2) },
        LayerRow(
            "MixtureOfExperts", [2, 3, 4], to: [2, 3, 2],
            (0..<3).flatMap { dense("experts.\($0)") } + ["gate.weight"]
        ) { MixtureOfExperts(count: 3) { Dense(2) } },
        LayerRow(
            "MixtureOfExperts with a capacity", [8, 4], to: [8, 2],
            (0..<3).flatMap { dense("experts.\($0)") } + ["gate.weight"]
        ) { MixtureOfExperts(count: 3, chosen: 1, capacity: 1.5) { Dense(2) } },
    ]

    func built(dtype: DType = .float32) throws -> any Module<Tensor, Tensor> {
        let layer = make()
        if symbols != nil, dtype == .float64 {
            // Symbols say nothing of the type of the numbers, which is float32 then.
            for (path, parameter) in layer.parameters {
                guard let shape = parameter.shape else { continue }
                let key = RandomKey(seed: 11, path: path)
                parameter.value = .normal(shape: shape, dtype: dtype, key: key)
            }
        }
        try layer.build(input: input, dtype: symbols == nil ? dtype : .int32, seed: 11)
        return layer
    }

    func sample(dtype: DType = .float32) -> Tensor {
        let key = RandomKey(seed: 12)
        if let symbols { return .randomIntegers(0..<symbols, shape: input, key: key) }
        return .normal(shape: input, key: key).asType(dtype)
    }
}
