public import LaminaGraph
import LaminaTensor

extension Module {
    /// Scales each layer's weight until its outputs for a batch of data have the variance 1, from the
    /// first layer to the last: layer-sequential unit variance (LSUV).
    ///
    /// Layers are the modules with a parameter `weight` of two axes or more. Their weights become
    /// orthogonal first; biases stay. The model is built if it is not.
    ///
    /// ```swift
    /// try network.initializeUnitVariance(firstBatch, seed: 1)
    /// ```
    /// - Parameters:
    ///   - tolerance: how far from 1 a variance may stay.
    ///   - maximumSteps: how often one layer is measured; an output that is 0 throughout is left alone.
    ///   - seed: without one it is drawn from the task's ``Generator``.
    /// - Source: Mishkin & Matas (2015), arXiv:1511.06422, algorithm 1.
    /// - Throws: what ``build(like:seed:)`` throws.
    public func initializeUnitVariance(
        _ batch: Input, tolerance: Double = 0.1, maximumSteps: Int = 10, seed: UInt64? = nil
    ) throws(OpError) {
        try build(like: batch, seed: seed)
        let key = RandomKey(
            seed: seed ?? Generator.current.nextSeed(), path: "initializeUnitVariance")
        var weights: [(path: String, weight: Parameter)] = []
        for output in moduleOutputs(batch) {
            guard let weight = output.ownWeight,
                !weights.contains(where: { $0.weight === weight })
            else { continue }
            weight.value = Initializer.orthogonal(
                TensorSpec(weight.value.shape, weight.value.dtype),
                key: key.folded(in: weights.count))
            weights.append((output.path, weight))
        }
        for (path, weight) in weights {
            for _ in 0..<maximumSteps {
                guard let variance = variance(at: path, batch), variance > 0,
                    abs(variance - 1) >= tolerance
                else { break }
                weight.value = weight.value / variance.squareRoot()
            }
        }
    }

    /// The variance of what the module at a path gives.
    private func variance(at path: String, _ batch: Input) -> Double? {
        moduleOutputs(batch).last { $0.path == path }?.tensors.first?
            .asType(.float64).variance().scalar(as: Double.self)
    }
}

extension ModuleOutput {
    /// The module's own weight, if it has one of two axes or more.
    fileprivate var ownWeight: Parameter? {
        module.parameters.first { $0.path == "weight" && ($0.parameter.shape?.rank ?? 0) >= 2 }?
            .parameter
    }
}
