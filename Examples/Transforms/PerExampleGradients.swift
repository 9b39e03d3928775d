import LaminaGraph
import LaminaTensor

/// The gradient of each example's own loss, all in one plan: what clipping for privacy, influence
/// functions and gradient noise need.
func perExampleGradients() -> Bool {
    let key = RandomKey(seed: 1)
    let inputs = Tensor.normal(shape: [256, 20], key: key)
    let truth = Tensor.normal(shape: [20], key: RandomKey(seed: 2))
    let targets = matmul(inputs, truth)
    let weights = Tensor.zeros([20])
    let loss = { @Sendable (example: [Tensor]) in
        (matmul(example[0], example[2]) - example[1]).square()
    }
    let slopes = vmap { (example: [Tensor]) in
        gradient { (w: Tensor) in loss([example[0], example[1], w]) }(weights)
    }([inputs, targets])
    let sizes = sqrt(slopes.square().sum(axis: 1))
    print("  \(slopes.shape) gradients; the largest is \(sizes.max().scalar()) long")
    // Their mean is the gradient of the mean loss.
    let together = gradient { (w: Tensor) in (matmul(inputs, w) - targets).square().mean() }(
        weights)
    return (slopes.mean(axis: 0) - together).square().sum().scalar() < 1e-6
}
