package import LaminaGraph
import LaminaTensor

/// Class numbers beside scores `[..., classes]`, as masks that a compiled function can fuse.
struct ClassLabels {
    /// `[..., classes]`: true at the label.
    let mask: Tensor
    /// `[...]`: 1 where the label is a class, else 0.
    private let isClass: Tensor
    /// `[...]`: true where the row is left out; none without an index to ignore.
    let isIgnored: Tensor?

    init(
        _ labels: Tensor, beside scores: Tensor, ignoreIndex: Int? = nil, op: String
    ) throws(OpError) {
        try checkLabels(scores.spec, labels.spec, op: op)
        let labels = labels.asType(.int32)
        mask = labels.expandedDims(axis: -1).isEqual(to: Tensor.iota(scores.shape, axis: -1))
        let classes = Double(scores.shape[scores.rank - 1])
        isClass = ((labels .>= 0) .& (labels .< classes)).asType(scores.dtype)
        isIgnored = ignoreIndex.map { labels.isEqual(to: $0) }
    }

    /// Each row's value at its label.
    func pick(_ values: Tensor) -> Tensor { select(mask, values, 0).sum(axis: -1) }

    /// The rows' losses with NaN where the label is no class, for a value cannot be checked while the
    /// function is traced, and with 0 where the row is ignored.
    func marked(_ losses: Tensor) -> Tensor {
        // Zero over zero is the NaN.
        let marked = losses + 0.0 / isClass
        return isIgnored.map { select($0, 0, marked) } ?? marked
    }
}

package func checkLabels(
    _ scores: TensorSpec, _ labels: TensorSpec, op: String
) throws(OpError) {
    let operands: KeyValuePairs = ["logits": "\(scores)", "labels": "\(labels)"]
    guard scores.dtype.isFloatingPoint, scores.shape.rank > 0 else {
        throw OpError(
            op: op, problem: "the logits must be floating-point numbers [..., classes]",
            operands: operands, fix: "give the model's output, before any softmax")
    }
    guard labels.dtype.isInteger else {
        throw OpError(
            op: op, problem: "the labels must be class numbers, not \(labels.dtype)",
            operands: operands,
            fix: "use labels.asType(.int32), or argMax(axis: -1) of one-hot labels")
    }
    guard Shape(scores.shape.dropLast()) == labels.shape else {
        throw OpError(
            op: op, problem: "one label for each row of logits is needed",
            operands: operands,
            fix: "give labels of shape \(Shape(scores.shape.dropLast()))")
    }
}
