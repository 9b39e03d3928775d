package import LaminaGraph
public import LaminaTensor

// Losses of a difference d = prediction - target. Both have one shape: `[n, 1]` beside `[n]` would
// broadcast to `[n, n]` and train on nonsense, so it traps.

/// The mean of `(prediction - target)²` over all elements. PyTorch: `F.mse_loss`.
///
/// - Shape: both of one shape, to a scalar, or to that shape with `reduction: .none`.
/// - Traps: where the shapes differ; nothing is broadcast.
public func meanSquaredError(
    _ predictions: Tensor, _ targets: Tensor, reduction: LossReduction = .mean
) -> Tensor {
    differences(predictions, targets, op: "meanSquaredError", reduction) { $0.square() }
}

/// The mean of `|prediction - target|` over all elements. PyTorch: `F.l1_loss`.
///
/// - Shape: as ``meanSquaredError(_:_:reduction:)``.
/// - Gradient: `sign(d)`, 0 at 0.
public func meanAbsoluteError(
    _ predictions: Tensor, _ targets: Tensor, reduction: LossReduction = .mean
) -> Tensor {
    differences(predictions, targets, op: "meanAbsoluteError", reduction) { abs($0) }
}

/// Quadratic for small differences and linear for large ones: `d²/2` where `|d| <= δ`, else
/// `δ (|d| - δ/2)`. PyTorch: `F.huber_loss`; its `smooth_l1_loss(beta: δ)` is this over `δ`.
///
/// - Shape: as ``meanSquaredError(_:_:reduction:)``.
/// - Parameter delta: where the parabola ends, `δ > 0`.
/// - Gradient: `d` clamped to `-δ...δ`, continuous.
/// - Source: Huber (1964), Robust estimation of a location parameter.
public func huberLoss(
    _ predictions: Tensor, _ targets: Tensor, delta: Double = 1, reduction: LossReduction = .mean
) -> Tensor {
    require(delta > 0, "huberLoss: delta must be above 0, got \(delta)")
    return differences(predictions, targets, op: "huberLoss", reduction) { difference in
        let size = abs(difference)
        let clamped = minimum(size, .full(delta, like: size))
        return clamped * (size - 0.5 * clamped)
    }
}

/// The mean of `ln cosh(d)`: about `d²/2` near 0 and `|d| - ln 2` far off. Keras: `log_cosh`.
///
/// - Shape: as ``meanSquaredError(_:_:reduction:)``.
/// - Precision: near 0 computed as `ln(1 + 2 sinh²(d/2))`, where the other form would cancel all its
///   digits; nothing overflows.
/// - Gradient: `tanh(d)`.
public func logCoshLoss(
    _ predictions: Tensor, _ targets: Tensor, reduction: LossReduction = .mean
) -> Tensor {
    differences(predictions, targets, op: "logCoshLoss", reduction) { difference in
        let isSmall = abs(difference) .< 1
        let half = sinh(select(isSmall, 0.5 * difference, 0))
        let far = difference + softplus(-2 * difference) - 0.693147180559945309417
        return select(isSmall, log1p(2 * half.square()), far)
    }
}

/// The pinball loss, whose minimum is the targets' `quantile`:
/// `max(τ (t - p), (τ - 1) (t - p))`.
///
/// - Shape: as ``meanSquaredError(_:_:reduction:)``.
/// - Parameter quantile: `τ`, between 0 and 1; at 0.5 it is half the absolute error.
/// - Gradient: at 0 the mean of both sides.
/// - Source: Koenker & Bassett (1978), Regression quantiles.
public func quantileLoss(
    _ predictions: Tensor, _ targets: Tensor, quantile: Double, reduction: LossReduction = .mean
) -> Tensor {
    require(
        quantile > 0 && quantile < 1,
        "quantileLoss: the quantile must lie between 0 and 1, got \(quantile)")
    return differences(predictions, targets, op: "quantileLoss", reduction) { difference in
        maximum(-quantile * difference, (1 - quantile) * difference)
    }
}

private func differences(
    _ predictions: Tensor, _ targets: Tensor, op: String, _ reduction: LossReduction,
    _ function: (Tensor) -> Tensor
) -> Tensor {
    operation { () throws(OpError) in
        try checkSameShape(predictions.spec, targets.spec, op: op)
        return reduction(function(predictions - targets))
    }
}

package func checkSameShape(_ a: TensorSpec, _ b: TensorSpec, op: String) throws(OpError) {
    guard a.shape == b.shape else {
        throw OpError(
            op: op, problem: "\(a.shape) and \(b.shape) differ, and nothing is broadcast here",
            operands: ["output": "\(a)", "target": "\(b)"],
            fix: a.shape.elementCount == b.shape.elementCount
                ? "use reshaped(\(a.shape)) on the target" : "give one target for each output")
    }
}
