import LaminaGraph
import LaminaTensor

/// How attention learns where words stand, besides what their features tell.
public enum PositionScheme: Hashable, Sendable {
    /// Not at all: words are a set, unless position encodings were added to them.
    case none
    /// Queries and keys are turned by angles that grow with the position; see
    /// ``LaminaTensor/rotaryEmbedding(_:positions:base:isInterleaved:)``.
    case rotary(base: Double = 10_000, isInterleaved: Bool = false)
    /// Scores fall with the distance, in each head at its own rate; see
    /// ``LaminaTensor/linearBias(heads:queries:keys:)``.
    case linearBias

    /// Queries or keys `[batch, length, heads, size]` that know their positions `[length]`.
    func turned(_ x: Tensor, at positions: Tensor) -> Tensor {
        guard case .rotary(let base, let isInterleaved) = self else { return x }
        return rotaryEmbedding(x, positions: positions, base: base, isInterleaved: isInterleaved)
    }

    /// What is added to the scores, `[heads, queries, keys]`.
    func bias(heads: Int, queries: Tensor, keys: Tensor, dtype: DType) -> Tensor? {
        guard self == .linearBias else { return nil }
        // Two positions apart by one show each head's slope.
        let slopes = -LaminaTensor.linearBias(heads: heads, queries: 1, keys: 2)
            .slice(0..<1, axis: 2)
        let distances = abs(
            queries.asType(dtype).expandedDims(axis: 1) - keys.asType(dtype).expandedDims(axis: 0))
        return -slopes.asType(dtype) * distances
    }
}
