import LaminaGraph
import LaminaNN
import LaminaReference
import LaminaTensor
import Testing

@Suite struct TransformerTests {
    @Test(arguments: TorchParity.precisions)
    func encoderLayersAgreeWithPyTorch(_ dtype: DType) throws {
        let form = TransformerForm(features: 6, heads: 2, feedForward: 8)
        try TorchParity("encoder-layer", dtype).check(TransformerEncoderLayer(form))
        let modern = TransformerForm(
            features: 6, heads: 2, feedForward: 8, activation: .gelu, isNormFirst: true)
        try TorchParity("encoder-layer-norm-first", dtype).check(TransformerEncoderLayer(modern))
    }

    @Test(arguments: TorchParity.precisions)
    func decoderLayersAgreeWithPyTorch(_ dtype: DType) throws {
        let parity = try TorchParity("decoder-layer", dtype)
        let layer = TransformerDecoderLayer(
            TransformerForm(features: 6, heads: 2, feedForward: 8))
        let pair = TensorPair(try parity.array("input/x"), try parity.array("input/memory"))
        try layer.build(like: pair, seed: 1)
        try parity.fill(layer)
        try parity.check(layer, inputs: ["x", "memory"]) { $0($1[0], $1[1]) }
    }

    private let x = Tensor.normal(shape: [2, 6, 8], key: RandomKey(seed: 1))
    private let memory = Tensor.normal(shape: [2, 4, 8], key: RandomKey(seed: 2))
    private let llama = TransformerForm(
        features: 8, heads: 4, keyHeads: 2, feedForward: 12, activation: .silu, isGated: true,
        isNormFirst: true, norm: { RMSNorm() }, positions: .rotary(), hasBias: false)

    @Test func decodingEqualsTheCausalPass() throws {
        let model = TransformerEncoder(llama, layers: 2, isCausal: true)
        try model.build(like: x, seed: 1)
        #expect(model.parameters.contains { $0.path == "layers.1.feedForward.gate.weight" })
        let start = model.decode(
            x.slice(0..<3, axis: 1), model.caches(batch: 2, capacity: 8))
        var (outputs, caches) = ([start.output], start.caches)
        for place in 3..<6 {
            let step = model.decode(x.slice(place..<place + 1, axis: 1), caches)
            outputs.append(step.output)
            caches = step.caches
        }
        #expect(largestError(concatenated(outputs, axis: 1), model(x)) < 1e-5)
    }

    @Test func decodersDecodeToo() throws {
        let model = TransformerDecoder(llama, layers: 2)
        try model.build(like: TensorPair(x, memory), seed: 1)
        var caches = model.caches(batch: 2, capacity: 6)
        var outputs: [Tensor] = []
        for word in x.split(into: 6, axis: 1) {
            let step = model.decode(word, memory: memory, caches)
            outputs.append(step.output)
            caches = step.caches
        }
        #expect(largestError(concatenated(outputs, axis: 1), model(x, memory)) < 1e-5)
    }

    /// What stands behind a mask changes nothing.
    @Test func masksHidePaddedWords() throws {
        let model = TransformerEncoder(TransformerForm(features: 8, heads: 2), layers: 2)
        try model.build(like: x, seed: 1)
        let isWord = (Tensor.iota([6]) .< 4).reshaped([1, 1, 1, 6])
        let short = x.slice(0..<4, axis: 1)
        let padded = concatenated([short, .full(9, [2, 2, 8])], axis: 1)
        let seen = model.encode(padded, mask: isWord).slice(0..<4, axis: 1)
        #expect(largestError(seen, model(short)) < 1e-5)
        let decoder = TransformerDecoder(TransformerForm(features: 8, heads: 2), layers: 1)
        try decoder.build(like: TensorPair(x, memory), seed: 1)
        let part = decoder.decode(x, memory: padded, memoryMask: isWord)
        #expect(largestError(part, decoder(x, short)) < 1e-5)
    }

    @Test func causalLayersDoNotSeeAhead() throws {
        let model = TransformerEncoder(llama, layers: 2, isCausal: true)
        try model.build(like: x, seed: 1)
        let changed = concatenated([x.slice(0..<4, axis: 1), .ones([2, 2, 8])], axis: 1)
        let (before, after) = (model(x), model(changed))
        let kept = largestError(
            before.slice(0..<4, axis: 1), after.slice(0..<4, axis: 1))
        #expect(kept < 1e-6)
        #expect(largestError(before, after) > 0.01)
    }

    @Test func learnedPositionsGoOnInDecoding() throws {
        let layer = LearnedPositions(count: 10)
        try layer.build(like: x, seed: 1)
        let rest = layer.encode(x.slice(4..<6, axis: 1), from: Tensor([4] as [Int32]))
        #expect(rest.array() == layer(x).slice(4..<6, axis: 1).array())
    }

    @Test func summariesNameTheParts() {
        let model = TransformerEncoder(llama, layers: 1)
        let summary = model.summary(input: [2, 6, 8])
        let paths = summary.rows.map(\.path)
        #expect(paths.contains("layers.0.attention.query"))
        #expect(paths.contains("layers.0.norm2"))
        // Four projections of 64, 32, 32 and 64; three of 96; three norms of 8.
        #expect(summary.parameters == 192 + 288 + 24)
    }
}
