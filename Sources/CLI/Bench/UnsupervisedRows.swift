import Lamina

/// W8 and W8b: a restricted Boltzmann machine and a sparse autoencoder.
enum UnsupervisedRows {
    static let boltzmann = BenchRow(
        "W8", .milliseconds, .losses(10), warmUp: 10, samples: 20, inner: 10
    ) {
        var parameters = HashedParameters()
        let state = [[784, 500], [784], [500]].map { (shape: Shape) in
            (
                value: Variable(parameters.next(shape, bound: 0.05)),
                speed: Variable(Tensor.zeros(shape))
            )
        }
        let step = compile { (v0: Tensor, u1: Tensor, u2: Tensor) in
            let (w, visible, hidden) = (
                state[0].value.value, state[1].value.value, state[2].value.value
            )
            let ph0 = sigmoid(matmul(v0, w) + hidden)
            let h0 = (u1 .< ph0).asType(.float32)
            let pv1 = sigmoid(matmul(h0, w.transposed()) + visible)
            let v1 = (u2 .< pv1).asType(.float32)
            let ph1 = sigmoid(matmul(v1, w) + hidden)
            let products = matmul(v0.transposed(), ph0) - matmul(v1.transposed(), ph1)
            let gradients = [
                products / 100 - 2e-4 * w, (v0 - v1).mean(axes: [0]), (ph0 - ph1).mean(axes: [0]),
            ]
            for (cell, gradient) in zip(state, gradients) {
                let speed = 0.5 * cell.speed.value + 0.1 * gradient
                cell.speed.value = speed
                cell.value.value = cell.value.value + speed
            }
            return ((v0 - pv1) * (v0 - pv1)).mean()
        }
        let batches = (0..<4).map { (batch: UInt32) in
            (
                v0: hashUnits(1000 + batch, [100, 784]) { $0 < 0.35 ? 1 : 0 },
                u1: hashUnits(2000 + batch, [100, 500]), u2: hashUnits(3000 + batch, [100, 784])
            )
        }
        return { call in
            let batch = batches[call % 4]
            return [step(batch.v0, batch.u1, batch.u2)]
        }
    }

    static let sparse = BenchRow(
        "W8b", .milliseconds, .losses(10), warmUp: 20, samples: 20, inner: 20
    ) {
        let model = Sequential([
            Dense(256), Activation.sigmoid, Dense(784), Activation.sigmoid,
        ])
        try model.build(input: [128, 784])
        var parameters = HashedParameters()
        for layer in model.layers { if let layer = layer as? Dense { parameters.set(layer) } }
        let adam = Adam(model, learningRate: 1e-3)
        let step = compile { (x: Tensor) in
            let (loss, gradients) = valueAndGradient(at: model) { model in
                let h = model.layers[1](model.layers[0](x))
                let y = model.layers[3](model.layers[2](h))
                let q = h.mean(axes: [0])
                let spread = 0.05 * log(0.05 / q) + 0.95 * log(0.95 / (1 - q))
                return ((y - x) * (y - x)).sum() / 2 / 128 + 3 * spread.sum()
            }
            adam.update(gradients)
            return loss
        }
        let inputs = (0..<4).map { hashUnits(1000 + UInt32($0), [128, 784]) }
        return { call in [step(inputs[call % 4])] }
    }
}
