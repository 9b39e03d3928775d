import LaminaGraph
import LaminaTensor

/// A layer whose output solves `z = tanh(W z + x)`, found by iteration and differentiated without it.
///
/// By the implicit function theorem the gradient `u` at the solution satisfies `u = g + Jᵀ u`, with J the
/// derivative of the right side to z: another fixed point (Bai et al. 2019, arXiv:1909.01377).
func implicitLayer() -> Bool {
    let step = { @Sendable (w: Tensor, x: Tensor, z: Tensor) in tanh(matmul(w, z) + x) }
    let solve = { @Sendable (next: (Tensor) -> Tensor, start: Tensor) in
        whileLoop([start, next(start)], maxSteps: 200) {
            ($0[0] - $0[1]).square().sum() .> 1e-24
        } do: {
            [$0[1], next($0[1])]
        }[1]
    }
    let layer = CustomOp("fixedPoint") { inputs in
        let (w, x) = (inputs[0], inputs[1])
        return [solve({ step(w, x, $0) }, Tensor.zeros(x.shape, dtype: x.dtype))]
    } vjp: { inputs, results, gradients in
        let (w, x, z) = (inputs[0], inputs[1], results[0])
        let back = vjp({ step(w, x, $0) }, at: z).pullback
        let u = solve({ gradients[0] + back($0) }, gradients[0])
        let outward = vjp({ step($0[0], $0[1], z) }, at: [w, x]).pullback(u)
        return [outward[0], outward[1]]
    }
    let w = (0.3 * Tensor.normal(shape: [6, 6], key: RandomKey(seed: 3))).asType(.float64)
    let x = Tensor.normal(shape: [6], key: RandomKey(seed: 4)).asType(.float64)
    let z = layer(w, x)
    let residual = (z - step(w, x, z)).square().sum().scalar(as: Double.self)
    let loss = { @Sendable (w: Tensor) in layer(w, x).square().sum() }
    let slope = gradient(of: loss)(w)
    let direction = Tensor.normal(shape: [6, 6], key: RandomKey(seed: 5)).asType(.float64)
    let difference = (loss(w + 1e-6 * direction) - loss(w - 1e-6 * direction)) / 2e-6
    let error = ((slope * direction).sum() - difference).scalar(as: Double.self)
    print("  residual \(residual), gradient off by \(error) from differences")
    return residual < 1e-20 && error.magnitude < 1e-7
}
