import LaminaGraph
import LaminaTensor

/// A network taught by an equation alone (Raissi et al. 2019): `u″(x) = -π² sin(π x)` on [0, 1] with
/// u(0) = u(1) = 0, whose solution is `sin(π x)`. The loss holds second derivatives of the network.
func physicsInformed() -> Bool {
    // x (1 - x) makes the ends right whatever the weights are.
    let u = { @Sendable (w: [Tensor], x: Tensor) in
        x * (1 - x) * (matmul(tanh(x * w[0] + w[1]), w[2]) + w[3])
    }
    let points = Tensor.iota([40]).asType(.float32) / 39
    let loss = { @Sendable (w: [Tensor]) in
        let bend = vmap(gradient { (x: Tensor) in gradient { (x: Tensor) in u(w, x) }(x) })
        return (bend(points) + Double.pi * Double.pi * sin(Double.pi * points)).square().mean()
    }
    // Adam, written out: a step is one compiled function of weights and moments.
    let step = compile { (state: [Tensor]) in
        let (w, m, v) = (Array(state[0..<4]), Array(state[4..<8]), Array(state[8..<12]))
        let count = state[12] + 1
        let (value, slopes) = valueAndGradient(of: loss)(w)
        let rate = 0.02 * sqrt(1 - pow(Tensor(0.999), count)) / (1 - pow(Tensor(0.9), count))
        let newM = zip(m, slopes).map { 0.9 * $0 + 0.1 * $1 }
        let newV = zip(v, slopes).map { 0.999 * $0 + 0.001 * $1.square() }
        let newW = w.indices.map { w[$0] - rate * newM[$0] / (sqrt(newV[$0]) + 1e-8) }
        return newW + newM + newV + [count, value]
    }
    let weights = [
        3 * Tensor.normal(shape: [16], key: RandomKey(seed: 1)),
        Tensor.normal(shape: [16], key: RandomKey(seed: 2)),
        0.3 * Tensor.normal(shape: [16], key: RandomKey(seed: 3)), Tensor(0),
    ]
    let zeros = weights.map { Tensor.zeros($0.shape) }
    var state = weights + zeros + zeros + [Tensor(0)]
    for number in 1...3000 {
        let results = step(state)
        state = Array(results.dropLast())
        if number % 1000 == 0 { print("  step \(number): loss \(results[13].scalar())") }
    }
    let w = Array(state[0..<4])
    let error = vmap { (x: Tensor) in u(w, x) }(points) - sin(Double.pi * points)
    let worst = abs(error).max().scalar()
    print("  off by at most \(worst)")
    return worst < 0.005
}
