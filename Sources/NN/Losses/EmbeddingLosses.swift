import LaminaGraph
public import LaminaTensor

// Losses that place embeddings: like ones near each other, others apart.

/// Pulls pairs of one kind together and pushes others to a distance of `m`:
/// `y d²/2 + (1 - y) max(0, m - d)²/2` with Euclid's distance `d`.
///
/// - Shape: embeddings `[..., features]` both, `isSame` `[...]` of bool or of numbers 0 and 1; to a
///   scalar, or to `[...]` with `reduction: .none`.
/// - Gradient: 0 for a pair of other kinds at distance 0, which has no direction apart.
/// - Source: Hadsell, Chopra & LeCun (2006), Dimensionality reduction by learning an invariant mapping,
///   eq. 4, with 1 for pairs that belong together.
public func contrastiveLoss(
    _ a: Tensor, _ b: Tensor, isSame: Tensor, margin: Double = 1, reduction: LossReduction = .mean
) -> Tensor {
    operation { () throws(OpError) in
        try checkRows(a.spec, b.spec, isSame.spec, op: "contrastiveLoss")
        let squares = (a - b).square().sum(axis: -1)
        // The root has no slope at 0.
        let isZero = squares.isEqual(to: 0)
        let distance = select(isZero, 0, sqrt(select(isZero, 1, squares)))
        let same = isSame.asType(squares.dtype)
        let apart = relu(margin - distance).square()
        return reduction(0.5 * (same * squares + (1 - same) * apart))
    }
}

/// Keeps an anchor nearer to a positive than to a negative by a margin:
/// `max(0, d(a, p) - d(a, n) + m)` with `d(x, y) = ‖x - y + eps‖`.
///
/// - Shape: all `[..., features]`, to a scalar, or to `[...]` with `reduction: .none`.
/// - Parameters:
///   - p: which norm.
///   - isSwapped: whether the negative may be nearer to the positive instead, which then counts.
///   - eps: added to each difference, so that equal vectors have a gradient.
/// - Source: Schroff et al. (2015), arXiv:1503.03832; swap: Balntas et al. (2016). PyTorch:
///   `F.triplet_margin_loss`.
public func tripletLoss(
    anchor: Tensor, positive: Tensor, negative: Tensor, margin: Double = 1, p: Double = 2,
    isSwapped: Bool = false, eps: Double = 1e-6, reduction: LossReduction = .mean
) -> Tensor {
    operation { () throws(OpError) in
        try checkRows(anchor.spec, positive.spec, nil, op: "tripletLoss")
        try checkRows(anchor.spec, negative.spec, nil, op: "tripletLoss")
        func distance(_ x: Tensor, _ y: Tensor) -> Tensor { (x - y + eps).norm(p: p, axis: -1) }
        var other = distance(anchor, negative)
        if isSwapped { other = minimum(other, distance(positive, negative)) }
        return reduction(relu(distance(anchor, positive) - other + margin))
    }
}

/// Cross-entropy of finding each query's own key among all keys of the batch:
/// `-ln (e^(q·k₊/τ) / Σ e^(q·k/τ))` with unit vectors.
///
/// - Shape: `[count, features]` both, key `i` belonging to query `i`; to a scalar, or `[count]` with
///   `reduction: .none`.
/// - Parameters:
///   - temperature: `τ`; smaller makes hard negatives count more.
///   - isSymmetric: whether keys look for their queries too, and the mean of both losses is taken, as
///     in CLIP.
/// - Source: van den Oord et al. (2018), arXiv:1807.03748, eq. 4; symmetric: Radford et al. (2021),
///   arXiv:2103.00020, figure 3.
public func infoNCELoss(
    queries: Tensor, keys: Tensor, temperature: Double = 0.07, isSymmetric: Bool = false,
    reduction: LossReduction = .mean
) -> Tensor {
    require(temperature > 0, "infoNCELoss: the temperature must be above 0, got \(temperature)")
    return operation { () throws(OpError) in
        try checkSameShape(queries.spec, keys.spec, op: "infoNCELoss")
        guard queries.rank == 2 else {
            throw OpError(
                op: "infoNCELoss", problem: "embeddings must be [count, features]",
                operands: ["queries": "\(queries.spec)"], fix: "flatten the axes before the last")
        }
        let cosines = matmul(l2Normalized(queries), l2Normalized(keys).transposed())
        let logits = cosines / temperature
        let own = Tensor.iota([queries.shape[0]])
        let losses = crossEntropy(logits, labels: own, reduction: reduction)
        guard isSymmetric else { return losses }
        let back = crossEntropy(logits.transposed(), labels: own, reduction: reduction)
        return 0.5 * (losses + back)
    }
}

/// Turns vectors to one direction, or apart: `1 - cos(a, b)` where the target is 1,
/// `max(0, cos(a, b) - m)` where it is -1.
///
/// - Shape: `[..., features]` both, `targets` `[...]` of 1 and -1, without which all pairs belong
///   together; to a scalar, or to `[...]` with `reduction: .none`.
/// - PyTorch: `F.cosine_embedding_loss`; without targets Keras's `cosine_similarity` plus 1.
public func cosineLoss(
    _ a: Tensor, _ b: Tensor, targets: Tensor? = nil, margin: Double = 0,
    reduction: LossReduction = .mean
) -> Tensor {
    operation { () throws(OpError) in
        try checkRows(a.spec, b.spec, targets?.spec, op: "cosineLoss")
        let cosine = cosineSimilarity(a, b)
        guard let targets else { return reduction(1 - cosine) }
        return reduction(select(targets .> 0, 1 - cosine, relu(cosine - margin)))
    }
}

private func checkRows(
    _ a: TensorSpec, _ b: TensorSpec, _ targets: TensorSpec?, op: String
) throws(OpError) {
    try checkSameShape(a, b, op: op)
    guard a.shape.rank > 0 else {
        throw OpError(
            op: op, problem: "a scalar is no embedding", operands: ["a": "\(a)"],
            fix: "give vectors [..., features]")
    }
    if let targets, targets.shape != Shape(a.shape.dropLast()) {
        throw OpError(
            op: op, problem: "one target for each pair is needed",
            operands: ["a": "\(a)", "targets": "\(targets)"],
            fix: "give targets of shape \(Shape(a.shape.dropLast()))")
    }
}
