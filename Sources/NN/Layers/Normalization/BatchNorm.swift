package import LaminaGraph
public import LaminaTensor

/// Each channel brought to mean 0 and variance 1, then scaled and shifted by what is learnt:
/// `(x - mean) / √(variance + eps) · weight + bias`. PyTorch: `nn.BatchNorm1d`, `2d` and `3d`.
///
/// In training the statistics are the batch's own, over all axes but the last, and are averaged for
/// later; otherwise they are those averages.
///
/// - Shape: `[batch, …, channels]` to the same. Parameters: `weight` and `bias` `[channels]`, from ones
///   and zeros. State: `runningMean` and `runningVar` `[channels]`, from zeros and ones.
/// - Gradient: in training, through the batch's statistics too.
/// - Source: Ioffe & Szegedy (2015), arXiv:1502.03167, algorithms 1 and 2. The running variance is
///   corrected by `n / (n - 1)`, as in PyTorch.
public struct BatchNorm: Module {
    /// How much of the averages each batch replaces; Keras counts the other part, 0.99.
    public let momentum: Double
    /// What keeps the quotient finite.
    public let eps: Double
    /// `[channels]`; none where nothing is learnt.
    public let weight: Parameter?
    /// `[channels]`; none where nothing is learnt.
    public let bias: Parameter?
    /// The average of the batches' means, `[channels]`.
    public let runningMean = StateVariable(.zeros)
    /// The average of the batches' variances, `[channels]`.
    public let runningVar = StateVariable(.ones)

    /// A layer whose channels are found when it is built; PyTorch's defaults.
    ///
    /// - Parameters:
    ///   - momentum: from 0, which keeps the first averages, to 1, which keeps the last batch's statistics.
    ///   - isAffine: whether a weight and a bias are learnt.
    public init(momentum: Double = 0.1, eps: Double = 1e-5, isAffine: Bool = true) {
        require(
            (0...1).contains(momentum), "BatchNorm: momentum must lie in 0...1, got \(momentum)")
        require(eps >= 0, "BatchNorm: eps must be at least 0, got \(eps)")
        (self.momentum, self.eps) = (momentum, eps)
        weight = isAffine ? Parameter(.ones) : nil
        bias = isAffine ? Parameter(.zeros) : nil
    }

    public func forward(_ x: Tensor) -> Tensor {
        operation { () throws(OpError) in
            let shape: Shape = [try check(x.spec)]
            let (scale, shift) = (weight?.value(shape: shape), bias?.value(shape: shape))
            let mean = runningMean.value(shape: shape)
            let variance = runningVar.value(shape: shape)
            guard TrainingMode.isOn else {
                return batchNorm(
                    x, mean: mean, variance: variance, weight: scale, bias: shift, eps: eps
                ).asType(x.dtype.isFloatingPoint ? x.dtype : .float32)
            }
            let batch = batchNorm(x, weight: scale, bias: shift, eps: eps)
            let count = Double(x.shape.dropLast().reduce(1, *))
            let corrected = batch.variance * (count / (count - 1))
            runningMean.value = lerp(mean, batch.mean.asType(mean.dtype), momentum)
            runningVar.value = lerp(variance, corrected.asType(variance.dtype), momentum)
            return batch.output
        }
    }

    /// The number of channels.
    package func check(_ x: TensorSpec) throws(OpError) -> Int {
        let channels = try runningMean.cell.features(
            of: x, layer: "BatchNorm", runningMean.cell.shape?.first)
        guard x.shape.rank >= 2, !TrainingMode.isOn || x.shape.dropLast().reduce(1, *) > 1 else {
            throw OpError(
                op: runningMean.cell.place(of: "BatchNorm"),
                problem: x.shape.rank < 2
                    ? "the input must be [batch, …, channels]"
                    : "one number for each channel has no variance",
                operands: ["x": "\(x)"],
                fix: "give it a batch of several examples, or leave training mode")
        }
        return channels
    }
}
