import Lamina

/// Gives layers the benchmark's parameters: the k-th that is given is hash tensor k, within the
/// bounds of its kind (bench/SPEC.md, section 2).
struct HashedParameters {
    private var count: UInt32 = 0

    /// The next parameter.
    mutating func next(_ shape: Shape, bound: Double, offset: Double = 0) -> Tensor {
        defer { count += 1 }
        return hashTensor(count, shape, bound: bound, offset: offset)
    }

    /// A weight of so many inputs to each output.
    mutating func weight(_ shape: Shape) -> Tensor {
        let inputs = shape.dropLast().reduce(1, *)
        return next(shape, bound: (3 / Double(inputs)).squareRoot())
    }

    mutating func set(_ layer: Dense) {
        layer.weight.value = weight(layer.weight.value.shape)
        if let bias = layer.bias { bias.value = next(bias.value.shape, bound: 0.05) }
    }

    /// Layers that together make one of their joined outputs: each takes its columns.
    mutating func set(joined layers: [Dense]) {
        let widths = layers.map { $0.weight.value.shape[1] }
        let all = widths.reduce(0, +)
        let (weight, bias) = (
            weight([layers[0].weight.value.shape[0], all]), next([all], bound: 0.05)
        )
        var start = 0
        for (layer, width) in zip(layers, widths) {
            layer.weight.value = weight.slice(start..<start + width, axis: 1)
            layer.bias?.value = bias.slice(start..<start + width)
            start += width
        }
    }

    mutating func set(_ layer: Conv2D) {
        layer.weight.value = weight(layer.weight.value.shape)
        if let bias = layer.bias { bias.value = next(bias.value.shape, bound: 0.05) }
    }

    mutating func set(_ norm: BatchNorm, hasStatistics: Bool) {
        let shape = norm.runningMean.value.shape
        norm.weight?.value = next(shape, bound: 0.2, offset: 1)
        norm.bias?.value = next(shape, bound: 0.05)
        guard hasStatistics else { return }
        norm.runningMean.value = next(shape, bound: 0.1)
        norm.runningVar.value = next(shape, bound: 0.5, offset: 1)
    }

    mutating func set(_ norm: LayerNorm) {
        guard let weight = norm.weight, let bias = norm.bias else { return }
        weight.value = next(weight.value.shape, bound: 0.2, offset: 1)
        bias.value = next(bias.value.shape, bound: 0.05)
    }
}

/// One step of an optimiser on the mean cross-entropy, on batch k mod 4.
func classTrainingWork(
    _ model: some Module<Tensor, Tensor>, _ optimizer: any Optimizer, inputs: [Tensor],
    labels: [Tensor]
) -> BenchRow.Work {
    optimizer.attach(to: model)
    let step = compile { (x: Tensor, y: Tensor) in
        withTraining {
            let (loss, gradients) = valueAndGradient(at: model) { crossEntropy($0(x), labels: y) }
            optimizer.update(gradients)
            return loss
        }
    }
    return { call in [step(inputs[call % 4], labels[call % 4])] }
}
