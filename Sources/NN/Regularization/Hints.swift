import LaminaGraph
public import LaminaTensor

// What is known of the wanted function besides its examples, as penalties on a model's outputs: to be
// added to the loss, for labelled inputs or others. Source: Abu-Mostafa (1995), "Hints", Neural
// Computation 7, section 3.

/// The penalty on two outputs that should be equal, the mean of `(a - b)²`: those for an input and for
/// the same one shifted, turned or with noise.
///
/// ```swift
/// let penalty = invarianceHint(Tensor([0.2, 0.9]), Tensor([0.3, 0.9]))
/// ```
/// - Shape: two of one shape, to a scalar.
/// - Gradient: to both; stop one with `stopGradient()` to pull the other to it.
/// - Source: Abu-Mostafa (1995), section 3, the invariance hint.
public func invarianceHint(_ a: Tensor, _ b: Tensor) -> Tensor {
    operation { () throws(OpError) in
        try checkSameShape(a.spec, b.spec, op: "invarianceHint")
        return (a - b).square().mean()
    }
}

/// The penalty on outputs that should not fall, the mean of `max(lower - higher, 0)²`: `lower` are those
/// for inputs of which those of `higher` are known to deserve as much or more.
///
/// - Shape: two of one shape, to a scalar.
/// - Gradient: 0 where the order is right.
/// - Source: Abu-Mostafa (1995), section 3, the monotonicity hint.
public func monotonicityHint(lower: Tensor, higher: Tensor) -> Tensor {
    operation { () throws(OpError) in
        try checkSameShape(lower.spec, higher.spec, op: "monotonicityHint")
        return relu(lower - higher).square().mean()
    }
}

/// The penalty on outputs outside a range in which they are known to lie, the mean squared distance to it.
///
/// - Shape: any, to a scalar.
/// - Gradient: 0 within the range.
/// - Source: Abu-Mostafa (1995), section 3, the approximation hint.
public func rangeHint(_ outputs: Tensor, _ range: ClosedRange<Double>) -> Tensor {
    (outputs - clamp(outputs, range)).square().mean()
}
