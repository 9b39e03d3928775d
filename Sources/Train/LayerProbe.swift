public import LaminaData
import LaminaGraph
public import LaminaNN
public import LaminaTensor

/// What a layer did on the examples of a ``LayerProbe``.
public struct LayerMeasurement: Sendable {
    /// The layer's path; `(model)` for the outermost.
    public let path: String
    /// Its outputs.
    public let activations: Distribution
    /// The loss's gradient for its outputs.
    public let gradients: Distribution
    /// The part of its units, the last axis, that are above 0 for no example and at no position. A unit
    /// before or behind a ReLU that stays so is dead: no gradient reaches its weights.
    public let silentShare: Double
}

/// Looks at all layers of a model on the same few examples, again and again while it trains.
///
/// The model runs in inference mode, so that looking changes neither its state nor the random numbers of
/// training.
public struct LayerProbe<Model: Module>: Sendable
where Model.Input == Tensor, Model.Output == Tensor {
    private let model: Model
    private let loss: Loss
    private let batch: Batch

    /// A probe of a built model on the first examples of a data set, at most `count`.
    public init(
        model: Model, loss: Loss, dataset: Dataset, count: Int = 64,
        normalization: Normalization? = nil
    ) {
        (self.model, self.loss) = (model, loss)
        batch = dataset.batch(
            Array(0..<min(count, dataset.count)), normalization: normalization)
    }

    /// One measurement for each layer, in the order of the calls. A layer called several times is measured
    /// at its last call, and containers that only pass on their last layer's output are left out.
    public func measure() -> [LayerMeasurement] {
        guard batch.count > 0 else { return [] }
        let seen = observingGradients(of: model) { loss($0(batch.inputTensor), batch.targetTensor) }
        eval(seen.flatMap { [$0.output, $0.gradient] })
        var order: [String] = []
        var last: [String: ModuleGradient] = [:]
        for entry in seen {
            if last.updateValue(entry, forKey: entry.path) == nil { order.append(entry.path) }
        }
        return order.compactMap { path in
            let holdsOthers = order.contains { other in
                other != path && (path.isEmpty || other.hasPrefix(path + "."))
            }
            guard let entry = last[path], !holdsOthers else { return nil }
            return LayerMeasurement(
                path: path.isEmpty ? "(model)" : path, activations: Distribution(of: entry.output),
                gradients: Distribution(of: entry.gradient),
                silentShare: Self.silentShare(entry.output))
        }
    }

    /// The Euclidean norm of every parameter, by path.
    public func weightNorms() -> [(path: String, norm: Double)] {
        let found = model.parameters.compactMap { path, parameter in
            parameter.variable.map { (path, sqrt($0.value.asType(.float32).square().sum())) }
        }
        eval(found.map(\.1))
        return found.map { ($0, $1.scalar(as: Double.self)) }
    }

    private static func silentShare(_ output: Tensor) -> Double {
        guard output.rank > 1, output.shape.elementCount > 0 else { return 0 }
        let highest = output.max(axes: Array(0..<output.rank - 1))
        return (highest .<= 0).asType(.float32).mean().scalar(as: Double.self)
    }
}
