package import LaminaGraph
public import LaminaTensor

/// The mean of `-ln softmax(logits)[label]`, in nats: how surprised the model is by the labels.
///
/// - Shape: `logits` `[..., classes]`, `labels` `[...]` of integers, to a scalar.
/// - Gradient: `(softmax(logits) - onehot(labels)) / count`.
/// - Special values: a label outside `0..<classes` makes the loss NaN: a value cannot be checked
///   while the function is traced, and leaving the row out would go unnoticed. No rows give NaN.
/// - PyTorch: `F.cross_entropy`, with the classes in the last axis.
public func crossEntropy(_ logits: Tensor, labels: Tensor) -> Tensor {
    operation { () throws(OpError) in
        try checkCrossEntropy(logits.spec, labels.spec)
        let classes = logits.shape[logits.rank - 1]
        let labels = labels.asType(.int32)
        let isLabel = labels.expandedDims(axis: -1)
            .isEqual(to: Tensor.iota(logits.shape, axis: -1))
        let picked = select(isLabel, logSoftmax(logits), 0).sum(axis: -1)
        // Zero over zero where no class was picked.
        let isClass = select(labels .>= 0, labels .< Double(classes), labels .>= 0)
        return -(picked / isClass.asType(logits.dtype)).mean()
    }
}

/// The mean of `-t ln σ(x) - (1 - t) ln(1 - σ(x))` over all elements, from the logits `x`.
///
/// - Shape: both of one shape, to a scalar.
/// - Precision: computed as `max(x, 0) - x t + ln(1 + e^-|x|)`, which neither overflows nor loses
///   small terms.
/// - Gradient: `(σ(x) - t) / count`, at 0 too. PyTorch: `F.binary_cross_entropy_with_logits`.
public func binaryCrossEntropy(_ logits: Tensor, targets: Tensor) -> Tensor {
    operation { () throws(OpError) in
        try checkSameShape(logits.spec, targets.spec, op: "binaryCrossEntropy")
        // `maximum` shares a tie, so that the kinks of both terms cancel at 0; `relu` would not.
        let positive = maximum(logits, .zeros([], dtype: logits.dtype))
        return (positive - logits * targets + log1p(exp(-abs(logits)))).mean()
    }
}

/// The mean of `(prediction - target)²` over all elements.
///
/// - Shape: both of one shape, to a scalar: `[n, 1]` beside `[n]` would broadcast to `[n, n]` and
///   train on nonsense, so it traps.
public func meanSquaredError(_ predictions: Tensor, _ targets: Tensor) -> Tensor {
    operation { () throws(OpError) in
        try checkSameShape(predictions.spec, targets.spec, op: "meanSquaredError")
        return (predictions - targets).square().mean()
    }
}

package func checkCrossEntropy(_ logits: TensorSpec, _ labels: TensorSpec) throws(OpError) {
    let operands: KeyValuePairs = ["logits": "\(logits)", "labels": "\(labels)"]
    guard logits.dtype.isFloatingPoint, logits.shape.rank > 0 else {
        throw OpError(
            op: "crossEntropy", problem: "the logits must be floating-point numbers [..., classes]",
            operands: operands, fix: "give the model's output, before any softmax")
    }
    guard labels.dtype.isInteger else {
        throw OpError(
            op: "crossEntropy", problem: "the labels must be class numbers, not \(labels.dtype)",
            operands: operands,
            fix: "use labels.asType(.int32), or argMax(axis: -1) of one-hot labels")
    }
    guard Shape(logits.shape.dropLast()) == labels.shape else {
        throw OpError(
            op: "crossEntropy", problem: "one label for each row of logits is needed",
            operands: operands,
            fix: "give labels of shape \(Shape(logits.shape.dropLast()))")
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
