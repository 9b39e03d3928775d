import Glibc
import LaminaGraph

// Ways to tell a network without order where in a sequence a feature stands.

/// Turns pairs of features by an angle that grows with the position, so that the product of two
/// vectors depends on their distance alone: `(a, b)` becomes `(a cos θ - b sin θ, a sin θ + b cos
/// θ)` with `θ = position · base^(-2 i / size)` for pair i.
///
/// ```swift
/// let query = Tensor.normal(shape: [2, 10, 8, 64])
/// let turned = rotaryEmbedding(query)  // [batch, length, heads, size], at positions 0, 1, 2, …
/// ```
/// - Shape: `[…, length, heads, size]` to the same, with an even size; positions broadcast to
///   `[…, length]`.
/// - Parameters:
///   - positions: the place of each vector, `0 ..< length` unless given; in decoding, that of the
///     one new word.
///   - isInterleaved: whether a pair are neighbours, `2 i` and `2 i + 1`, as in the paper;
///     otherwise they are i and `i + size / 2`, as in GPT-NeoX, Llama and their checkpoints.
/// - Precision: angles, and half types throughout, are float32.
/// - Source: Su et al. (2021), arXiv:2104.09864, eq. 15.
public func rotaryEmbedding(
    _ x: Tensor, positions: Tensor? = nil, base: Double = 10_000, isInterleaved: Bool = false
) -> Tensor {
    operation { () throws(OpError) in
        guard x.rank >= 3, x.shape[x.rank - 1] % 2 == 0 else {
            throw OpError(
                op: "rotaryEmbedding", problem: "\(x.shape) is not […, length, heads, even size]",
                operands: ["x": "\(x.spec)"],
                fix: x.rank < 3 ? "split the features into heads" : "use heads of even size")
        }
        let wide = try x.widened(for: "rotaryEmbedding")
        let half = x.shape[x.rank - 1] / 2
        let places = Shape(x.shape.dropLast(2))
        let given = positions ?? .iota([places[places.rank - 1]])
        guard (try? Shape.broadcast(places, given.shape, op: "rotaryEmbedding")) == places else {
            throw OpError(
                op: "rotaryEmbedding",
                problem: "positions \(given.shape) do not broadcast to \(places)",
                operands: ["x": "\(x.spec)", "positions": "\(given.spec)"],
                fix: "give one position for each of the \(places[places.rank - 1]) vectors")
        }
        let turns = given.asType(wide.dtype).expandedDims(axis: -1).expandedDims(axis: -1)
        let angles = turns * frequencies(half, base: base, dtype: wide.dtype)
        let (cosine, sine) = (cos(angles), sin(angles))
        let (first, second) = pairs(wide, half, isInterleaved)
        let turned = [first * cosine - second * sine, first * sine + second * cosine]
        let joined =
            isInterleaved
            ? concatenated(turned.map { $0.expandedDims(axis: -1) }, axis: -1).reshaped(x.shape)
            : concatenated(turned, axis: -1)
        return joined.narrowed(to: x.dtype)
    }
}

private func pairs(_ x: Tensor, _ half: Int, _ isInterleaved: Bool) -> (Tensor, Tensor) {
    let last = x.rank - 1
    if !isInterleaved {
        return (x.slice(0..<half, axis: last), x.slice(half..<2 * half, axis: last))
    }
    let split = x.reshaped(Shape(x.shape.dropLast() + [half, 2]))
    let shape = Shape(x.shape.dropLast() + [half])
    return (
        split.slice(0..<1, axis: last + 1).reshaped(shape),
        split.slice(1..<2, axis: last + 1).reshaped(shape)
    )
}

/// `base^(-i / count)` for i from 0.
private func frequencies(_ count: Int, base: Double, dtype: DType) -> Tensor {
    let powers = (0..<count).map { i in
        Glibc.pow(base, -Double(i) / Double(count))
    }
    return Tensor(powers, shape: [count]).asType(dtype)
}

/// Sines and cosines of the position at falling frequencies:
/// `y[p, 2 i] = sin(p · 10000^(-2 i / features))`, and the cosine at `2 i + 1`.
///
/// - Shape: `[length, features]`, float32; of an odd number of features the last is a sine.
/// - Source: Vaswani et al. (2017), arXiv:1706.03762, section 3.5.
public func sinusoidalPositions(length: Int, features: Int) -> Tensor {
    operation { () throws(OpError) in
        guard length >= 0, features > 0 else {
            throw OpError(
                op: "sinusoidalPositions", problem: "[\(length), \(features)] is no table",
                operands: [:], fix: "use a length from 0 and at least one feature")
        }
        let half = (features + 1) / 2
        let powers = (0..<half).map { Glibc.pow(10_000, -2 * Double($0) / Double(features)) }
        let places = Tensor.iota([length, 1], dtype: .float64)
        let angles = places * Tensor(powers, shape: [1, half])
        let table = concatenated(
            [sin(angles).expandedDims(axis: 2), cos(angles).expandedDims(axis: 2)], axis: 2
        ).reshaped([length, 2 * half])
        return table.slice(0..<features, axis: 1).asType(.float32)
    }
}

/// Numbers to add to attention's scores that fall with the distance: `-m_h (i - j)` for head h,
/// with the slopes `m_h = 2^(-8 (h + 1) / heads)`.
///
/// ```swift
/// let q = Tensor.normal(shape: [1, 100, 8, 64])
/// let y = scaledDotProductAttention(
///     q, q, q, mask: linearBias(heads: 8, queries: 100, keys: 100), isCausal: true)
/// ```
/// - Shape: `[heads, queries, keys]`, float32. The last query and the last key are at one place.
///   Keys behind a query, which a causal mask leaves out, fall by the distance too.
/// - Source: Press, Smith & Lewis (2021), arXiv:2108.12409 (ALiBi), section 3, whose heads are
///   powers of two in number.
public func linearBias(heads: Int, queries: Int, keys: Int) -> Tensor {
    operation { () throws(OpError) in
        guard heads > 0, queries >= 0, keys >= 0 else {
            throw OpError(
                op: "linearBias", problem: "[\(heads), \(queries), \(keys)] is no shape of scores",
                operands: [:], fix: "use at least one head and lengths from 0")
        }
        let slopes = (0..<heads).map { Glibc.pow(2, -8 * Double($0 + 1) / Double(heads)) }
        let query = Tensor.iota([queries, 1]) + (keys - queries)
        let distances = abs(query - Tensor.iota([1, keys], axis: 1)).asType(.float32)
        return -distances * Tensor(slopes, shape: [heads, 1, 1]).asType(.float32)
    }
}
