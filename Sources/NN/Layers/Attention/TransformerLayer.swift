import LaminaGraph
public import LaminaTensor

/// The choices that a Transformer's layers share.
///
/// ```swift
/// // GPT-2's; and Llama's.
/// let gpt = TransformerForm(features: 768, heads: 12, activation: .geluTanh, isNormFirst: true)
/// let llama = TransformerForm(
///     features: 512, heads: 8, keyHeads: 2, feedForward: 1408, activation: .silu, isGated: true,
///     isNormFirst: true, norm: { RMSNorm() }, positions: .rotary(), hasBias: false)
/// ```
public struct TransformerForm: Sendable {
    /// The size of a word's features.
    public var features: Int
    /// The number of attention's heads, and of those of keys and values.
    public var heads, keyHeads: Int
    /// The size between the two dense layers.
    public var feedForward: Int
    /// What follows the first dense layer, and whether a third one gates it.
    public var activation: Activation
    /// Whether the activation is multiplied by a third dense layer; see ``FeedForward``.
    public var isGated: Bool
    /// Whether the normalisation stands before attention and dense layers, or after the sum.
    public var isNormFirst: Bool
    /// What makes a normalisation.
    public var norm: @Sendable () -> any Module<Tensor, Tensor>
    /// How attention learns where words stand.
    public var positions: PositionScheme
    /// The part of the numbers that is dropped in training.
    public var dropout: Double
    /// Whether dense layers have biases.
    public var hasBias: Bool

    /// The layers of the paper, unless told otherwise: four times the features between the dense
    /// layers, the normalisation after the sum.
    public init(
        features: Int, heads: Int, keyHeads: Int? = nil, feedForward: Int? = nil,
        activation: Activation = .relu, isGated: Bool = false, isNormFirst: Bool = false,
        norm: @escaping @Sendable () -> any Module<Tensor, Tensor> = { LayerNorm() },
        positions: PositionScheme = .none, dropout: Double = 0, hasBias: Bool = true
    ) {
        (self.features, self.heads, self.keyHeads) = (features, heads, keyHeads ?? heads)
        self.feedForward = feedForward ?? 4 * features
        (self.activation, self.isGated, self.isNormFirst) = (activation, isGated, isNormFirst)
        (self.norm, self.positions, self.dropout) = (norm, positions, dropout)
        self.hasBias = hasBias
    }

    func attention(isCausal: Bool, positions: PositionScheme) -> MultiHeadAttention {
        MultiHeadAttention(
            features: features, heads: heads, keyHeads: keyHeads, isCausal: isCausal,
            positions: positions, dropout: dropout, hasBias: hasBias)
    }

    func dense() -> FeedForward {
        FeedForward(
            features: features, size: feedForward, activation: activation, isGated: isGated,
            dropout: dropout, hasBias: hasBias)
    }

    /// `x + part(x)`, with the normalisation where it belongs.
    func joined(
        _ x: Tensor, _ norm: any Module<Tensor, Tensor>, _ dropout: Dropout,
        _ part: (Tensor) -> Tensor
    ) -> Tensor {
        isNormFirst ? x + dropout(part(norm(x))) : norm(x + dropout(part(x)))
    }
}

/// One layer of a Transformer: attention within the sequence, then two dense layers, each added to
/// its input. Causal, it is a layer of GPT. PyTorch: `nn.TransformerEncoderLayer` with
/// `batch_first=True`.
///
/// - Shape: `[batch, length, features]` to the same. Parameters: those of `attention`
///   (``MultiHeadAttention``), `norm1`, `feedForward` (``FeedForward``) and `norm2`. (PyTorch:
///   `self_attn`, `linear1` is `feedForward.hidden`, `linear2` is `feedForward.output`.)
/// - Source: Vaswani et al. (2017), arXiv:1706.03762, section 3.1.
public struct TransformerEncoderLayer: Module {
    /// Its sizes and choices.
    public let form: TransformerForm
    /// Attention within the sequence.
    public let attention: MultiHeadAttention
    /// The normalisation around the attention.
    public let norm1: any Module<Tensor, Tensor>
    /// The two dense layers.
    public let feedForward: FeedForward
    /// The normalisation around the dense layers.
    public let norm2: any Module<Tensor, Tensor>
    /// What both parts pass through before they are added.
    public let dropout: Dropout

    /// A layer of a form, whose sizes must fit: heads divide the features.
    ///
    /// - Parameter isCausal: whether a word sees only itself and those before it.
    public init(_ form: TransformerForm, isCausal: Bool = false) {
        self.form = form
        attention = form.attention(isCausal: isCausal, positions: form.positions)
        (norm1, norm2) = (form.norm(), form.norm())
        feedForward = form.dense()
        dropout = Dropout(form.dropout)
    }

    public func forward(_ x: Tensor) -> Tensor { computed(x) { attention($0) } }

    /// The layer's output with a mask of words; see ``MultiHeadAttention/attend(_:to:mask:)``.
    public func encode(_ x: Tensor, mask: Tensor?) -> Tensor {
        ModuleCall.run(self, x) {
            computed(x) { attention.attend($0, to: $0, mask: mask) }
        }
    }

    /// The outputs for the next words of a sequence; see ``MultiHeadAttention/decode(_:_:)``.
    public func decode(_ x: Tensor, _ cache: KeyValueCache) -> Decoded {
        ModuleCall.run(self, x) {
            var caches: [KeyValueCache] = []
            let output = computed(x) {
                let step = attention.decode($0, cache)
                caches = step.caches
                return step.output
            }
            return Decoded(output: output, caches: caches)
        }
    }

    private func computed(_ x: Tensor, _ attend: (Tensor) -> Tensor) -> Tensor {
        let seen = form.joined(x, norm1, dropout, attend)
        return form.joined(seen, norm2, dropout) { feedForward($0) }
    }
}

/// One layer of a Transformer's decoder: causal attention within the sequence, attention to another
/// one, and two dense layers, each added to its input. PyTorch: `nn.TransformerDecoderLayer` with
/// `batch_first=True`.
///
/// ```swift
/// let layer = TransformerDecoderLayer(TransformerForm(features: 16, heads: 4))
/// let y = layer(.ones([2, 5, 16]), .ones([2, 9, 16]))    // 5 words see those before, and 9 others
/// ```
/// - Shape: `[batch, length, features]` and `[batch, memory, features]` to the first. Parameters:
///   those of `attention`, `norm1`, `memoryAttention`, `norm2`, `feedForward` and `norm3`. (PyTorch:
///   `multihead_attn` is `memoryAttention`.)
/// - Source: Vaswani et al. (2017), arXiv:1706.03762, section 3.1.
public struct TransformerDecoderLayer: Module {
    /// Its sizes and choices.
    public let form: TransformerForm
    /// Attention within the sequence.
    public let attention: MultiHeadAttention
    /// The normalisation around the attention.
    public let norm1: any Module<Tensor, Tensor>
    /// Attention to the other sequence.
    public let memoryAttention: MultiHeadAttention
    /// The normalisation around the attention to the other sequence.
    public let norm2: any Module<Tensor, Tensor>
    /// The two dense layers.
    public let feedForward: FeedForward
    /// The normalisation around the dense layers.
    public let norm3: any Module<Tensor, Tensor>
    /// What all parts pass through before they are added.
    public let dropout: Dropout

    /// A layer of a form. Its positions count within the sequence alone, not towards the memory.
    public init(_ form: TransformerForm) {
        self.form = form
        attention = form.attention(isCausal: true, positions: form.positions)
        // Positions in two sequences have no distance.
        memoryAttention = form.attention(isCausal: false, positions: .none)
        (norm1, norm2, norm3) = (form.norm(), form.norm(), form.norm())
        feedForward = form.dense()
        dropout = Dropout(form.dropout)
    }

    public func forward(_ input: TensorPair) -> Tensor {
        computed(input.first, input.second, nil) { attention($0) }
    }

    /// The layer's output with masks; see ``MultiHeadAttention/attend(_:to:mask:)``.
    public func decode(
        _ x: Tensor, memory: Tensor, mask: Tensor? = nil, memoryMask: Tensor? = nil
    ) -> Tensor {
        ModuleCall.run(self, TensorPair(x, memory)) {
            computed(x, memory, memoryMask) { attention.attend($0, to: $0, mask: mask) }
        }
    }

    /// The outputs for the next words of a sequence; see ``MultiHeadAttention/decode(_:_:)``.
    public func decode(
        _ x: Tensor, memory: Tensor, _ cache: KeyValueCache, memoryMask: Tensor? = nil
    ) -> Decoded {
        ModuleCall.run(self, TensorPair(x, memory)) {
            var caches: [KeyValueCache] = []
            let output = computed(x, memory, memoryMask) {
                let step = attention.decode($0, cache)
                caches = step.caches
                return step.output
            }
            return Decoded(output: output, caches: caches)
        }
    }

    private func computed(
        _ x: Tensor, _ memory: Tensor, _ memoryMask: Tensor?, _ attend: (Tensor) -> Tensor
    ) -> Tensor {
        let seen = form.joined(x, norm1, dropout, attend)
        let informed = form.joined(seen, norm2, dropout) {
            memoryAttention.attend($0, to: memory, mask: memoryMask)
        }
        return form.joined(informed, norm3, dropout) { feedForward($0) }
    }
}
