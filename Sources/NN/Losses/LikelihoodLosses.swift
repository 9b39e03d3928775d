import Glibc
import LaminaGraph
public import LaminaTensor

/// The negative logarithm of a Poisson distribution's probability of counts `t`:
/// `λ - t ln λ`, from `x = ln λ`.
///
/// - Shape: both of one shape, to a scalar, or to that shape with `reduction: .none`.
/// - Parameters:
///   - isLog: whether the predictions are `ln λ`; else they are `λ`, and `ln(λ + eps)` is taken.
///   - isFull: whether Stirling's approximation of `ln t!`, `t ln t - t + ln(2πt)/2`, is added for
///     counts above 1. It has no gradient for the predictions.
/// - PyTorch: `F.poisson_nll_loss`.
public func poissonNLLLoss(
    _ predictions: Tensor, targets: Tensor, isLog: Bool = true, isFull: Bool = false,
    eps: Double = 1e-8, reduction: LossReduction = .mean
) -> Tensor {
    operation { () throws(OpError) in
        try checkSameShape(predictions.spec, targets.spec, op: "poissonNLLLoss")
        var losses =
            isLog
            ? exp(predictions) - targets * predictions
            : predictions - targets * log(predictions + eps)
        if isFull {
            let counts = select(targets .> 1, targets, 1)
            let stirling = counts * log(counts) - counts + 0.5 * log(2 * Double.pi * counts)
            losses = losses + select(targets .> 1, stirling, 0)
        }
        return reduction(losses)
    }
}

/// The negative logarithm of a normal distribution's density with predicted mean and variance:
/// `(ln v + (p - t)² / v) / 2`.
///
/// - Shape: predictions and targets of one shape; the variances of that shape too, or with a last axis
///   of 1, or without axes. To a scalar, or to the predictions' shape with `reduction: .none`.
/// - Parameters:
///   - isFull: whether the constant `ln(2π) / 2` is added.
///   - eps: the least variance. Below it the loss is computed with `eps`, and its gradient still
///     reaches the variance, so that it can grow again.
/// - Source: Nix & Weigend (1994), Estimating the mean and variance of the target probability
///   distribution. PyTorch: `F.gaussian_nll_loss`.
public func gaussianNLLLoss(
    _ predictions: Tensor, targets: Tensor, variances: Tensor, isFull: Bool = false,
    eps: Double = 1e-6, reduction: LossReduction = .mean
) -> Tensor {
    operation { () throws(OpError) in
        try checkSameShape(predictions.spec, targets.spec, op: "gaussianNLLLoss")
        guard
            variances.shape.isEmpty || variances.shape == predictions.shape
                || variances.shape == Shape(predictions.shape.dropLast() + [1])
        else {
            throw OpError(
                op: "gaussianNLLLoss", problem: "the variances do not fit the predictions",
                operands: [
                    "predictions": "\(predictions.spec)", "variances": "\(variances.spec)",
                ], fix: "give one for each prediction, or one for each row in a last axis of 1")
        }
        let lack = maximum(variances, .full(eps, like: variances)) - variances
        let variances = variances + lack.stopGradient()
        let squares = (predictions - targets).square()
        var losses = 0.5 * (log(variances) + squares / variances)
        if isFull { losses = losses + 0.5 * Glibc.log(2 * Double.pi) }
        return reduction(losses)
    }
}
