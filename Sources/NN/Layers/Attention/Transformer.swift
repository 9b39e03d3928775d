public import LaminaGraph
public import LaminaTensor

/// The layers of a Transformer one after another; causal, the body of GPT. PyTorch:
/// `nn.TransformerEncoder`.
///
/// ```swift
/// let body = TransformerEncoder(TransformerForm(features: 64, heads: 4), layers: 6)
/// ```
/// - Shape: `[batch, length, features]` to the same. Parameters: `layers.0.attention.query.weight` and
///   so on; `norm` behind layers that normalise first.
public struct TransformerEncoder: Module {
    /// The layers, in order.
    public let layers: [TransformerEncoderLayer]
    /// The last normalisation, which layers that normalise first leave out.
    public let norm: (any Module<Tensor, Tensor>)?

    /// Layers of one form, each with its own parameters.
    ///
    /// - Parameter isCausal: whether a word sees only itself and those before it.
    public init(_ form: TransformerForm, layers: Int, isCausal: Bool = false) {
        require(layers > 0, "TransformerEncoder: layers must be at least 1, got \(layers)")
        self.layers = (0..<layers).map { _ in
            TransformerEncoderLayer(form, isCausal: isCausal)
        }
        norm = form.isNormFirst ? form.norm() : nil
    }

    public func forward(_ x: Tensor) -> Tensor { finished(layers.reduce(x) { $1($0) }) }

    /// The output with a mask of words; see ``MultiHeadAttention/attend(_:to:mask:)``.
    public func encode(_ x: Tensor, mask: Tensor?) -> Tensor {
        ModuleCall.run(self, x) { finished(layers.reduce(x) { $1.encode($0, mask: mask) }) }
    }

    /// Empty caches for so many words, one for each layer.
    public func caches(
        batch: Int, capacity: Int, dtype: DType = .float32
    ) -> [KeyValueCache] {
        layers.map { $0.attention.cache(batch: batch, capacity: capacity, dtype: dtype) }
    }

    /// The outputs for the next words of a sequence.
    ///
    /// ```swift
    /// let gpt = TransformerEncoder(
    ///     TransformerForm(features: 16, heads: 2), layers: 2, isCausal: true)
    /// var step = gpt.decode(.ones([1, 3, 16]), gpt.caches(batch: 1, capacity: 32))
    /// step = gpt.decode(.ones([1, 1, 16]), step.caches)    // the fourth word
    /// ```
    /// See ``MultiHeadAttention/decode(_:_:)``.
    public func decode(_ x: Tensor, _ caches: [KeyValueCache]) -> Decoded {
        ModuleCall.run(self, x) {
            var (input, next) = (x, [KeyValueCache]())
            for (layer, cache) in zip(layers, caches) {
                let step = layer.decode(input, cache)
                input = step.output
                next += step.caches
            }
            return Decoded(output: finished(input), caches: next)
        }
    }

    private func finished(_ x: Tensor) -> Tensor { norm.map { $0(x) } ?? x }
}

/// The layers of a Transformer's decoder one after another, all of which see one memory. PyTorch:
/// `nn.TransformerDecoder`.
///
/// - Shape: `[batch, length, features]` and `[batch, memory, features]` to the first.
public struct TransformerDecoder: Module {
    /// The layers, in order.
    public let layers: [TransformerDecoderLayer]
    /// The last normalisation, which layers that normalise first leave out.
    public let norm: (any Module<Tensor, Tensor>)?

    /// Layers of one form, each with its own parameters; all are causal.
    public init(_ form: TransformerForm, layers: Int) {
        require(layers > 0, "TransformerDecoder: layers must be at least 1, got \(layers)")
        self.layers = (0..<layers).map { _ in TransformerDecoderLayer(form) }
        norm = form.isNormFirst ? form.norm() : nil
    }

    public func forward(_ input: TensorPair) -> Tensor {
        finished(layers.reduce(input.first) { $1($0, input.second) })
    }

    /// The output with masks; see ``MultiHeadAttention/attend(_:to:mask:)``.
    public func decode(
        _ x: Tensor, memory: Tensor, mask: Tensor? = nil, memoryMask: Tensor? = nil
    ) -> Tensor {
        ModuleCall.run(self, TensorPair(x, memory)) {
            finished(
                layers.reduce(x) {
                    $1.decode($0, memory: memory, mask: mask, memoryMask: memoryMask)
                })
        }
    }

    /// Empty caches for so many words, one for each layer.
    public func caches(
        batch: Int, capacity: Int, dtype: DType = .float32
    ) -> [KeyValueCache] {
        layers.map { $0.attention.cache(batch: batch, capacity: capacity, dtype: dtype) }
    }

    /// The outputs for the next words of a sequence.
    public func decode(
        _ x: Tensor, memory: Tensor, _ caches: [KeyValueCache], memoryMask: Tensor? = nil
    ) -> Decoded {
        ModuleCall.run(self, TensorPair(x, memory)) {
            var (input, next) = (x, [KeyValueCache]())
            for (layer, cache) in zip(layers, caches) {
                let step = layer.decode(input, memory: memory, cache, memoryMask: memoryMask)
                input = step.output
                next += step.caches
            }
            return Decoded(output: finished(input), caches: next)
        }
    }

    private func finished(_ x: Tensor) -> Tensor { norm.map { $0(x) } ?? x }
}
