public import LaminaGraph
public import LaminaTensor

/// Attention with learnt projections: each head compares queries with keys and averages values.
/// PyTorch: `nn.MultiheadAttention` with `batch_first=True`.
///
/// ```swift
/// let attention = MultiHeadAttention(features: 64, heads: 8, isCausal: true)
/// let y = attention(Tensor.ones([2, 10, 64]))     // every word sees itself and those before
/// ```
/// - Shape: `[batch, length, features]` to the same. Parameters, with `size = features / heads`:
///   `query.weight` `[in, heads · size]`, `key.weight` and `value.weight` `[in, keyHeads · size]`,
///   `output.weight` `[heads · size, features]`, and their biases. (PyTorch: the three parts of
///   `in_proj_weight`, transposed, and `out_proj`.)
/// - Source: Vaswani et al. (2017), arXiv:1706.03762, section 3.2.2; fewer key heads: Ainslie et al.
///   (2023), arXiv:2305.13245.
public struct MultiHeadAttention: Module {
    /// The size of a word's output.
    public let features: Int
    /// How many comparisons are made side by side.
    public let heads: Int
    /// How many heads of keys and values there are; each serves `heads / keyHeads` queries.
    public let keyHeads: Int
    /// Whether a word sees only itself and those before it.
    public let isCausal: Bool
    /// The probability with which a weight is dropped in training.
    public let dropout: Double
    /// How it learns where words stand.
    public let positions: PositionScheme
    /// The projections.
    public let query, key, value, output: Dense

    /// A layer whose inputs' sizes are found when it is built.
    public init(
        features: Int, heads: Int, keyHeads: Int? = nil, isCausal: Bool = false,
        positions: PositionScheme = .none, dropout: Double = 0, hasBias: Bool = true,
        initializer: Initializer = .xavierUniform
    ) {
        let keyHeads = keyHeads ?? heads
        require(
            heads > 0 && features > 0 && features.isMultiple(of: heads),
            "MultiHeadAttention: \(features) features do not split into \(heads) heads")
        require(
            keyHeads > 0 && heads.isMultiple(of: keyHeads),
            "MultiHeadAttention: \(keyHeads) key heads cannot serve \(heads) heads alike")
        require(
            (0..<1).contains(dropout),
            "MultiHeadAttention: dropout must lie in 0..<1, got \(dropout)")
        let size = features / heads
        if case .rotary = positions {
            require(
                size.isMultiple(of: 2),
                "MultiHeadAttention: rotary positions need heads of even size, not \(size)")
        }
        (self.features, self.heads, self.keyHeads) = (features, heads, keyHeads)
        (self.isCausal, self.dropout, self.positions) = (isCausal, dropout, positions)
        func dense(_ outputs: Int) -> Dense {
            Dense(outputs, hasBias: hasBias, initializer: initializer)
        }
        (query, key) = (dense(heads * size), dense(keyHeads * size))
        (value, output) = (dense(keyHeads * size), dense(features))
    }

    /// Each word's view of the sequence it stands in.
    public func forward(_ x: Tensor) -> Tensor { attended(x, x, nil) }

    /// Each word's view of another sequence, or of its own with a mask.
    ///
    /// - Parameters:
    ///   - memory: the words that are seen, `[batch, keys, …]`.
    ///   - mask: broadcasts to `[batch, heads, length, keys]`; bool leaves out the keys that are
    ///     `false`, and numbers are added to the scores. For words padded to one length, it is their
    ///     mask `[batch, keys]` with two axes put in: `isWord.expandedDims(axes: [1, 2])`.
    public func attend(_ x: Tensor, to memory: Tensor, mask: Tensor? = nil) -> Tensor {
        ModuleCall.run(self, x) { attended(x, memory, mask) }
    }

    /// An empty cache for so many words; see ``decode(_:_:)``.
    public func cache(
        batch: Int, capacity: Int, dtype: DType = .float32
    ) -> KeyValueCache {
        let zeros = Tensor.zeros([batch, capacity, keyHeads, features / heads], dtype: dtype)
        return KeyValueCache(keys: zeros, values: zeros, length: .zeros([1], dtype: .int32))
    }

    /// The outputs for the next words of a sequence, which see themselves and what the cache holds.
    ///
    /// - Shape: `[batch, new, features]` to the same.
    /// - Special values: words beyond the cache's capacity give NaN.
    public func decode(_ x: Tensor, _ cache: KeyValueCache) -> Decoded {
        ModuleCall.run(self, x) {
            operation { () throws(OpError) in
                try decoded(x, cache)
            } standIn: {
                Decoded(output: $0, caches: [cache])
            }
        }
    }

    private func attended(_ x: Tensor, _ memory: Tensor, _ mask: Tensor?) -> Tensor {
        operation { () throws(OpError) in
            try check(x.spec, memory.spec)
            let (from, to) = (Tensor.iota([x.shape[1]]), Tensor.iota([memory.shape[1]]))
            let bias = positions.bias(heads: heads, queries: from, keys: to, dtype: wide(x))
            let result = scaledDotProductAttention(
                positions.turned(split(query(x), heads), at: from),
                positions.turned(split(key(memory), keyHeads), at: to),
                split(value(memory), keyHeads), mask: Self.joined(mask, bias), isCausal: isCausal,
                dropout: TrainingMode.isOn ? dropout : 0)
            return output(result.flattened(from: 2))
        }
    }

    private func decoded(_ x: Tensor, _ cache: KeyValueCache) throws(OpError) -> Decoded {
        try check(x.spec, x.spec)
        guard cache.keys.shape[0] == x.shape[0], cache.capacity >= x.shape[1] else {
            throw OpError(
                op: query.weight.place(of: "MultiHeadAttention"),
                problem: "the cache is for \(cache.keys.shape[0]) sequences of \(cache.capacity) "
                    + "words, the input has \(x.shape[0]) of \(x.shape[1])",
                operands: ["x": "\(x.spec)"], fix: "make it with cache(batch:capacity:)")
        }
        let from = cache.length + Tensor.iota([x.shape[1]])
        let to = Tensor.iota([cache.capacity])
        let next = cache.appending(
            keys: positions.turned(split(key(x), keyHeads), at: from),
            values: split(value(x), keyHeads))
        let isSeen = to.expandedDims(axis: 0) .<= from.expandedDims(axis: 1)
        let bias = positions.bias(heads: heads, queries: from, keys: to, dtype: wide(x))
        let result = scaledDotProductAttention(
            positions.turned(split(query(x), heads), at: from), next.keys, next.values,
            mask: Self.joined(isSeen.expandedDims(axis: 0), bias))
        // There is no room for more, and no way to stop a plan: NaN is at least seen.
        let fits = (next.length .<= cache.capacity).reshaped([])
        let outputs = select(fits, output(result.flattened(from: 2)), Double.nan)
        return Decoded(output: outputs, caches: [next])
    }

    private func split(_ x: Tensor, _ count: Int) -> Tensor {
        x.unflattened(axis: 2, into: [count, features / heads])
    }

    private func wide(_ x: Tensor) -> DType { x.dtype == .float64 ? .float64 : .float32 }

    /// One mask that does what both do.
    private static func joined(_ mask: Tensor?, _ bias: Tensor?) -> Tensor? {
        guard let mask, let bias else { return mask ?? bias }
        return mask.dtype == .bool ? select(mask, bias, -Double.infinity) : mask + bias
    }

    package func check(_ x: TensorSpec, _ memory: TensorSpec) throws(OpError) {
        for spec in [x, memory] {
            try spec.requireAxes(wordLayout, at: query.weight.place(of: "MultiHeadAttention"))
        }
    }
}
