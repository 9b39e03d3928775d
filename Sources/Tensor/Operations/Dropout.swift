import LaminaGraph

/// Each element is 0 with probability `rate`, else `x / (1 - rate)`, so that the mean stays.
///
/// ```swift
/// let x = Tensor.ones([4, 4])
/// dropout(x, rate: 0.5, key: RandomKey(seed: 1))  // zeros and twos
/// ```
/// - Parameter key: what the choice depends on besides the shape; else the next key of the task's
///   ``Generator``, another at every call.
/// - Gradient: the same elements drop out of it.
/// - Special values: an element that is dropped is 0 whatever it was; at rate 1 all are.
/// - Source: Srivastava et al. (2014), section 4, in the inverted form that leaves inference alone.
///   PyTorch: `torch.nn.functional.dropout` with `training=True`.
public func dropout(_ x: Tensor, rate: Double, key: RandomKey? = nil) -> Tensor {
    operation { () throws(OpError) in
        guard (0...1).contains(rate) else {
            throw OpError(
                op: "dropout", problem: "the rate \(rate) is no probability",
                operands: ["x": "\(x.spec)"], fix: "use a number from 0 to 1")
        }
        let real = x.dtype.isFloatingPoint ? x : x.asType(.float32)
        if rate == 0 { return real }
        if rate == 1 { return .zeros(x.shape, dtype: real.dtype) }
        let isKept = Tensor.bernoulli(probability: 1 - rate, shape: x.shape, key: key)
        return select(isKept, real / (1 - rate), 0)
    }
}
