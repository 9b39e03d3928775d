import LaminaGraph
import LaminaTensor

/// Learning to learn (Finn et al. 2017, arXiv:1703.03400): the starting weights from which one step of
/// gradient descent on five points of a sine wave fits the whole wave. The outer gradient goes through
/// the inner one.
func metaLearning() -> Bool {
    let network = { @Sendable (w: [Tensor], x: Tensor) in
        matmul(tanh(matmul(tanh(matmul(x, w[0]) + w[1]), w[2]) + w[3]), w[4]) + w[5]
    }
    let loss = { @Sendable (w: [Tensor], x: Tensor, y: Tensor) in
        (network(w, x) - y).square().mean()
    }
    /// The loss on fresh points after one step on others, for one wave: `[5 + 10, 2]`.
    let afterOneStep = { @Sendable (w: [Tensor], wave: Tensor) in
        let (x, y) = (wave.slice(0..<1, axis: 1), wave.slice(1..<2, axis: 1))
        let slopes = gradient { (w: [Tensor]) in loss(w, x.slice(0..<5), y.slice(0..<5)) }(w)
        let stepped = zip(w, slopes).map { $0 - 0.1 * $1 }
        return loss(stepped, x.slice(5..<15), y.slice(5..<15))
    }
    let step = compile { (inputs: [Tensor]) in
        let (waves, w) = (inputs[0], Array(inputs.dropFirst()))
        let (value, slopes) = valueAndGradient { (w: [Tensor]) in
            vmap { (wave: Tensor) in afterOneStep(w, wave) }(waves).mean()
        }(w)
        // Clipped, as a step through a step can be steep.
        let length = sqrt(slopes.map { $0.square().sum() }.reduce(Tensor(0), +) + 1e-8)
        let scale = 0.05 / maximum(length, Tensor(1))
        return [value] + zip(w, slopes).map { $0 - scale * $1 }
    }
    var w = initialWeights()
    var (first, last) = (0.0, 0.0)
    for number in 0..<600 {
        let results = step([waves(RandomKey(seed: UInt64(number)))] + w)
        w = Array(results.dropFirst())
        last =
            0.95 * (number == 0 ? results[0].scalar(as: Double.self) : last)
            + 0.05 * results[0].scalar(as: Double.self)
        if number == 0 { first = last }
        if number % 150 == 0 { print("  step \(number): loss after one inner step \(last)") }
    }
    print("  from \(first) to \(last)")
    return last < 0.5 * first
}

private func initialWeights() -> [Tensor] {
    let sizes = [1, 32, 32, 1]
    return (0..<3).flatMap { layer in
        let (inner, outer) = (sizes[layer], sizes[layer + 1])
        let key = RandomKey(seed: 7, path: "\(layer)")
        return [
            Tensor.normal(shape: [inner, outer], key: key) / Double(inner).squareRoot(),
            Tensor.zeros([outer]),
        ]
    }
}

/// 16 sine waves of random height and phase at 15 random points: `[16, 15, 2]`.
private func waves(_ key: RandomKey) -> Tensor {
    let numbers = Tensor.uniform(shape: [16, 17], key: key)
    let height = numbers.slice(0..<1, axis: 1) * 1.5 + 0.5
    let phase = numbers.slice(1..<2, axis: 1) * Double.pi
    let x = numbers.slice(2..<17, axis: 1) * 10 - 5
    let y = height * sin(x + phase)
    return concatenated([x.expandedDims(axis: 2), y.expandedDims(axis: 2)], axis: 2)
}
