import LaminaGraph
import LaminaNN
import LaminaReference
import LaminaTensor
import Testing

@Suite struct MultiHeadAttentionTests {
    private func loaded(
        _ name: String, _ layer: MultiHeadAttention, _ dtype: DType
    ) throws -> TorchParity {
        let parity = try TorchParity(name, dtype)
        try layer.build(like: try parity.array("input/x"), seed: 1)
        try parity.fill(layer)
        return parity
    }

    private static let rows = [
        ParityRow("attention") { MultiHeadAttention(features: 6, heads: 2) },
        ParityRow("attention-causal") { MultiHeadAttention(features: 6, heads: 2, isCausal: true) },
        ParityRow("attention-grouped") {
            MultiHeadAttention(features: 8, heads: 4, keyHeads: 2, isCausal: true)
        },
        ParityRow("attention-rotary") {
            MultiHeadAttention(
                features: 8, heads: 4, keyHeads: 2, isCausal: true, positions: .rotary())
        },
        ParityRow("attention-linear-bias") {
            MultiHeadAttention(
                features: 8, heads: 4, keyHeads: 2, isCausal: true, positions: .linearBias)
        },
    ]

    @Test(arguments: rows, TorchParity.precisions)
    func agreesWithPyTorch(_ row: ParityRow, _ dtype: DType) throws {
        try TorchParity(row.name, dtype).check(row.make())
    }

    @Test(arguments: TorchParity.precisions)
    func attentionToPaddedWordsAgreesWithPyTorch(_ dtype: DType) throws {
        let layer = MultiHeadAttention(features: 6, heads: 2)
        let parity = try loaded("attention-memory", layer, dtype)
        let isWord =
            Tensor([5, 2] as [Int32]).expandedDims(axis: 1) .> Tensor.iota([1, 5], axis: 1)
        try parity.check(layer, inputs: ["x", "memory"]) { layer, x in
            layer.attend(x[0], to: x[1], mask: isWord.expandedDims(axes: [1, 2]))
        }
    }

    private let x = Tensor.normal(shape: [2, 6, 8], key: RandomKey(seed: 1))

    /// Word by word and in one go, by one plan: the cache holds what the words before have left.
    @Test(arguments: [PositionScheme.none, .rotary(), .linearBias])
    func decodingEqualsTheCausalPass(_ positions: PositionScheme) throws {
        let layer = MultiHeadAttention(
            features: 8, heads: 4, keyHeads: 2, isCausal: true, positions: positions)
        try layer.build(like: x, seed: 1)
        let step = compile { (x: Tensor, cache: KeyValueCache) in layer.decode(x, cache) }
        var cache = layer.cache(batch: 2, capacity: 9)
        var outputs: [Tensor] = []
        for word in x.split(into: 6, axis: 1) {
            let decoded = step(word, cache)
            outputs.append(decoded.output)
            cache = decoded.caches[0]
        }
        #expect(largestError(concatenated(outputs, axis: 1), layer(x)) < 1e-5)
        #expect(cache.length.array(as: Int32.self) == [6])
        // Two at once, after four.
        let first = layer.decode(x.slice(0..<4, axis: 1), layer.cache(batch: 2, capacity: 6))
        let rest = layer.decode(x.slice(4..<6, axis: 1), first.caches[0])
        #expect(largestError(rest.output, layer(x).slice(4..<6, axis: 1)) < 1e-5)
    }

    @Test func aFullCacheGivesNaN() throws {
        let layer = MultiHeadAttention(features: 8, heads: 2)
        try layer.build(like: x, seed: 1)
        let full = layer.decode(x, layer.cache(batch: 2, capacity: 6))
        #expect(!full.output.isNaN.any().array(as: Bool.self)[0])
        let beyond = layer.decode(x.slice(0..<1, axis: 1), full.caches[0])
        #expect(beyond.output.isNaN.all().array(as: Bool.self)[0])
        #expect(throws: OpError.self) {
            try checked { layer.decode(x, layer.cache(batch: 2, capacity: 5)) }
        }
    }

    /// With the distance in the scores alone, a word far away weighs less than a near one.
    @Test func linearBiasKeepsToTheNeighbours() throws {
        let layer = MultiHeadAttention(features: 4, heads: 1, positions: .linearBias)
        try layer.build(input: [1, 8, 4], seed: 1)
        for dense in [layer.query, layer.key] { dense.weight.value = .zeros([4, 4]) }
        for dense in [layer.value, layer.output] { dense.weight.value = .eye(4) }
        let marked = Tensor.eye(8, columns: 4).expandedDims(axis: 0)
        let seen = layer(marked)[0, 0].array()
        // Slope 2⁻⁸: the weights of neighbours differ by e^(-1/256).
        #expect(abs(seen[1] / seen[0] - 0.9961014) < 1e-5)
    }

    @Test func withoutPositionsTheOrderDoesNotMatter() throws {
        let layer = MultiHeadAttention(features: 8, heads: 2)
        try layer.build(like: x, seed: 1)
        #expect(largestError(layer(x.flipped(axis: 1)).flipped(axis: 1), layer(x)) < 1e-5)
    }
}
