public import LaminaGraph

extension Tensor {
    /// True with this probability, as bool.
    ///
    /// - Special values: always false for 0, always true for 1.
    /// - Traps: when the probability is NaN or lies outside 0...1.
    public static func bernoulli(
        probability: Double, shape: Shape, key: RandomKey? = nil
    ) -> Tensor {
        operation { () throws(OpError) in
            try shape.requireSizes(op: "bernoulli")
            guard (0...1).contains(probability) else {
                throw OpError(
                    op: "bernoulli", problem: "\(probability) is no probability", operands: [:],
                    fix: "use a number from 0 to 1")
            }
            return RandomKey.given(key).unit(shape, .float32) .< probability
        }
    }

    /// True with probabilities of a tensor, as bool.
    ///
    /// - Shape: that of the probabilities, unless `shape` names a larger one.
    /// - Special values: NaN gives false.
    public static func bernoulli(
        probability: Tensor, shape: Shape? = nil, key: RandomKey? = nil
    ) -> Tensor {
        operation { () throws(OpError) in
            let (p, _, shape) = try parameters("bernoulli", probability, probability, shape)
            return RandomKey.given(key).unit(shape, p.dtype) .< p
        }
    }

    /// A place along the last axis, likelier the larger its logit: `P(i) = softmax(logits)ᵢ`.
    /// PyTorch: `multinomial` of probabilities; JAX: `random.categorical`.
    ///
    /// - Parameter samples: how many independent draws, along a new first axis; one without it
    ///   unless given.
    /// - Shape: logits `[…, k]` to int32 `[…]`, or `[samples, …]`.
    /// - Special values: -∞ is never drawn while another logit is finite.
    /// - Source: the Gumbel-max trick; Maddison et al. (2014), arXiv:1411.0030.
    /// - Traps: when the logits have no axis or the last is empty.
    public static func categorical(
        logits: Tensor, samples: Int? = nil, key: RandomKey? = nil
    ) -> Tensor {
        operation { () throws(OpError) in
            let axis = try logits.shape.resolve(axis: -1, op: "categorical")
            try logits.requireElements([axis], op: "categorical")
            let x = logits.inSumType.x
            let shape = Shape((samples.map { [$0] } ?? []) + x.shape)
            try shape.requireSizes(op: "categorical")
            return (x + RandomKey.given(key).gumbel(shape, x.dtype)).argMax(axis: -1)
        }
    }
}
