import LaminaGraph

/// Scaled dot-product attention: `softmax(Q Kᵀ scale + mask) V` for each head.
///
/// ```swift
/// // Twelve heads of 64 features over 100 words, each of which sees itself and those before.
/// let x = Tensor.normal(shape: [8, 100, 12, 64])
/// let y = scaledDotProductAttention(x, x, x, isCausal: true)  // [8, 100, 12, 64]
/// ```
///
/// Neither the result nor the gradient holds the matrix of scores, so memory grows with the length
/// and not with its square. (The gradient of an additive mask is such a matrix, and so are
/// derivatives of the gradient and those in forward mode.)
///
/// - Shape: query `[…, queries, heads, size]`, key `[…, keys, keyHeads, size]`, value `[…, keys,
///   keyHeads, valueSize]` to `[…, queries, heads, valueSize]`. A projection to `heads · size`
///   features only needs `reshaped` to lie so; PyTorch has the heads before the lengths. With fewer
///   `keyHeads`, each serves `heads / keyHeads` neighbouring heads.
/// - Parameters:
///   - mask: broadcasts to `[…, heads, queries, keys]`; bool leaves out the keys that are `false`,
///     and numbers are added to the scores.
///   - isCausal: query i sees the keys 0 to i, counted from the start of both.
///   - dropout: the probability with which a weight becomes 0; the others grow by `1 / (1 -
///     dropout)`.
///   - key: what dropout depends on; else the next key of the task's ``Generator``.
///   - scale: of the scores, `1 / √size` unless given.
/// - Precision: float32 for half types, with one rounding of the result.
/// - Special values: a query that sees no key gives zeros and has the gradient 0 (as PyTorch's;
///   JAX's gives the mean of the values). A NaN in a query stays in its own row.
/// - Source: Vaswani et al. (2017), arXiv:1706.03762, eq. 1; grouped heads: Ainslie et al. (2023),
///   arXiv:2305.13245; the kernel: Dao et al. (2022), arXiv:2205.14135. PyTorch:
///   `scaled_dot_product_attention`; JAX: `jax.nn.dot_product_attention`, of the same layout.
public func scaledDotProductAttention(
    _ query: Tensor, _ key: Tensor, _ value: Tensor, mask: Tensor? = nil, isCausal: Bool = false,
    dropout: Double = 0, key dropoutKey: RandomKey? = nil, scale: Double? = nil
) -> Tensor {
    operation { () throws(OpError) in
        let form = try AttentionForm(query, key, value, mask, dropout)
        let dtype = DType.promoted(DType.promoted(query.dtype, key.dtype), value.dtype)
        let result = query.shape.replacingLast(with: form.valueSize)
        if form.keys == 0 || result.contains(0) {
            return .zeros(result, dtype: dtype.isFloatingPoint ? dtype : .float32)
        }
        let wide: DType = dtype == .float64 ? .float64 : .float32
        var operands = [query, key, value].map {
            $0.asType(wide).reshaped(Shape([form.batch] + $0.shape.suffix(3)))
        }
        var settings = AttentionSettings()
        settings.isCausal = isCausal
        settings.scale = scale ?? 1 / Double(max(1, form.size)).squareRoot()
        if let mask {
            settings.mask = mask.dtype == .bool ? .bool : .added
            let flat = form.flattened(mask)
            operands.append(mask.dtype == .bool ? flat : flat.asType(wide))
        }
        if dropout > 0 {
            settings.dropout = dropout
            operands.append((dropoutKey ?? Generator.current.nextKey()).tensor)
        }
        return attention(operands, settings)[0].reshaped(result).narrowed(to: dtype)
    }
}

/// The attention of query `[batch, queries, heads, size]`, key, value, mask and random key, of
/// which the last two may be missing, and the logarithms of its softmax's sums,
/// `[batch, heads, queries]`.
func attention(_ operands: [Tensor], _ settings: AttentionSettings) -> [Tensor] {
    let differentiable: InlineInts = settings.mask == .added ? [0, 1, 2, 3] : [0, 1, 2]
    return Tensor.composites(
        "attention", settings.attributes, operands, differentiable: differentiable
    ) { x in
        let parts = AttentionParts(x, settings)
        let scores = parts.scores
        let largest = scores.max(axis: -1, keepDims: true)
        // No distance can be taken from the -∞ of a query that sees no key.
        let origin = select(largest .> -Double.infinity, largest, 0)
        let powers = exp(scores - origin)
        let sum = powers.sum(axis: -1, keepDims: true)
        let weights = powers / maximum(sum, .ones(sum.shape, dtype: sum.dtype))
        let output = Tensor.matmul(parts.grouped(parts.dropped(weights)), parts.value)
        return [parts.byQuery(output), (origin + log(sum)).squeezedLast]
    } backward: { x, results, gradients in
        // Σ over a query's keys of its weights' gradients, each times the weight, is that of its
        // result's; a gradient of the sums' logarithms adds to each weight's.
        let along = (gradients[0] * results[0]).sum(axis: -1).transposed([0, 2, 1])
        let operands = x + [results[1], along - gradients[1], gradients[0]]
        let found = attentionGradient(operands, settings)
        guard settings.mask == .added else { return found }
        let slopes = scoreGradients(operands, settings).slopes
        let shape = x[3].shape
        let repeated = shape.indices.filter { shape[$0] == 1 && slopes.shape[$0] != 1 }
        return found + [slopes.sum(axes: repeated, keepDims: true)]
    }
}

/// The gradients of query, key and value; the operands are those of attention, the logarithms of
/// the sums, the means of the weights' gradients, and the gradient of the result.
func attentionGradient(_ operands: [Tensor], _ settings: AttentionSettings) -> [Tensor] {
    Tensor.composites("attentionGradient", settings.attributes, operands) { operands in
        let (parts, weights, slopes, gradient) = scoreGradients(operands, settings)
        let scaled = parts.grouped(slopes * settings.scale)
        let seen = parts.grouped(parts.dropped(weights))
        return [
            parts.byQuery(.matmul(scaled, parts.key)),
            Tensor.matmul(scaled, parts.query, transposeLHS: true).transposed([0, 2, 1, 3]),
            Tensor.matmul(seen, gradient, transposeLHS: true).transposed([0, 2, 1, 3]),
        ]
    }
}

/// The weights and the gradients of the scores, `[batch, heads, queries, keys]`, and the gradient
/// of the result by key heads.
private func scoreGradients(
    _ operands: [Tensor], _ settings: AttentionSettings
) -> (parts: AttentionParts, weights: Tensor, slopes: Tensor, gradient: Tensor) {
    let parts = AttentionParts(Array(operands.dropLast(3)), settings)
    let rest = operands.suffix(3).map(\.self)
    let logSums = select(rest[0] .> -Double.infinity, rest[0], 0).expandedDims(axis: 3)
    let weights = exp(parts.scores - logSums)
    let gradient = parts.byKeyHead(rest[2])
    let products = Tensor.matmul(gradient, parts.value, transposeRHS: true)
    let slopes = parts.dropped(products.reshaped(weights.shape)) - rest[1].expandedDims(axis: 3)
    return (parts, weights, weights * slopes, gradient)
}

/// The operands of one attention, heads in front: `[batch, keyHeads, length, size]`, where the
/// queries of the heads that share a key head stand one below the other.
private struct AttentionParts {
    let query, key, value: Tensor
    private let mask, seed: Tensor?
    private let settings: AttentionSettings
    /// `[batch, heads, queries, keys]`.
    private let shape: Shape

    init(_ x: [Tensor], _ settings: AttentionSettings) {
        let (q, k) = (x[0].shape, x[1].shape)
        self.settings = settings
        shape = [q[0], q[2], q[1], k[1]]
        key = x[1].transposed([0, 2, 1, 3])
        value = x[2].transposed([0, 2, 1, 3])
        query = Self.byKeyHead(x[0], keyHeads: k[2])
        mask = settings.mask == .none ? nil : x[3]
        seed = settings.dropout == 0 ? nil : x[x.count - 1]
    }

    private static func byKeyHead(_ x: Tensor, keyHeads: Int) -> Tensor {
        x.transposed([0, 2, 1, 3]).reshaped([x.shape[0], keyHeads, -1, x.shape[3]])
    }

    /// `[batch, queries, heads, size]` as the queries lie.
    func byKeyHead(_ x: Tensor) -> Tensor { Self.byKeyHead(x, keyHeads: key.shape[1]) }

    /// A result that lies as the queries do, as `[batch, queries, heads, size]`.
    func byQuery(_ x: Tensor) -> Tensor {
        x.reshaped([shape[0], shape[1], shape[2], x.shape[3]]).transposed([0, 2, 1, 3])
    }

    /// `[batch, heads, queries, keys]` as `[batch, keyHeads, …, keys]`.
    func grouped(_ x: Tensor) -> Tensor { x.reshaped([shape[0], key.shape[1], -1, shape[3]]) }

    /// The scaled and masked scores, `[batch, heads, queries, keys]`.
    var scores: Tensor {
        var scores = Tensor.matmul(query, key, transposeRHS: true).reshaped(shape)
        scores = scores * settings.scale
        if let mask {
            scores = settings.mask == .added ? scores + mask : select(mask, scores, -.infinity)
        }
        guard settings.isCausal else { return scores }
        let row = Tensor.iota([shape[2], shape[3]], axis: 0)
        let column = Tensor.iota([shape[2], shape[3]], axis: 1)
        return select(column .<= row, scores, -.infinity)
    }

    /// The weights that do not drop out, larger; the bits are those of `Tensor.uniform`'s float32.
    func dropped(_ weights: Tensor) -> Tensor {
        guard let seed else { return weights }
        let bits = Tensor.record(.randomBits(shape), seed)
        let shift = Tensor.constant(8, .uint32)
        let numbers = Tensor.binary(.shiftRight, bits, shift).asType(.float32) * 0x1p-24
        let kept = 1 - settings.dropout
        return select(numbers .< kept, weights * (1 / kept), 0)
    }
}

extension Tensor {
    /// Without the last axis, of size 1.
    fileprivate var squeezedLast: Tensor { reshaped(Shape(shape.dropLast())) }
}

extension Shape {
    fileprivate func replacingLast(with size: Int) -> Shape { Shape(dropLast() + [size]) }
}
