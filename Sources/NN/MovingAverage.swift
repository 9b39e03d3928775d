import LaminaGraph
public import LaminaTensor

/// The exponential moving average of a model's parameters, `a = d a + (1 - d) p` at each step, as a model
/// of its own: smoother than the last step's, and mostly better on new data. PyTorch:
/// `AveragedModel` with `get_ema_multi_avg_fn`; Keras: `use_ema`.
///
/// ```swift
/// try model.build(input: [32, 784])
/// let average = MovingAverage(of: model, decay: 0.999)
/// let step = compile { (x: Tensor, y: Tensor) in
///     let (loss, gradients) = valueAndGradient(at: model) { crossEntropy($0(x), labels: y) }
///     adam.update(gradients)
///     average.update()
///     return loss
/// }
/// print(average.model(x))
/// ```
/// Cells that nothing trains, such as running means, and parameters of integers are copied.
///
/// - Source: Polyak & Juditsky (1992), "Acceleration of stochastic approximation by averaging"; the
///   warm-up `min(d, (1 + t) / (10 + t))` in step `t` is TensorFlow's (`num_updates`).
public final class MovingAverage<Model: Module>: Sendable {
    /// The average, which computes as the model does.
    public let model: ModuleCopy<Model>
    /// How slowly it forgets, `d`.
    public let decay: Double
    /// Whether it forgets faster at first, so that the first values do not stay in it for long.
    public let warmsUp: Bool

    /// Updates so far.
    private let step = Variable(Tensor(0))
    private let pairs: [(source: Variable, average: Variable, isAveraged: Bool)]

    /// An average that starts from the values of a built model.
    public init(of model: Model, decay: Double = 0.999, warmsUp: Bool = true) {
        require((0..<1).contains(decay), "MovingAverage: decay must lie in 0..<1, got \(decay)")
        (self.decay, self.warmsUp) = (decay, warmsUp)
        self.model = model.copy()
        let trained = Set(model.parameters.map(\.path))
        let averages = Dictionary(
            uniqueKeysWithValues: self.model.variables.map { ($0.path, $0.variable) })
        pairs = model.variables.compactMap { path, source in
            averages[path].map {
                (source, $0, trained.contains(path) && source.spec.dtype.isFloatingPoint)
            }
        }
    }

    /// Takes the model's values of now into the average. Inside `compile` it is part of the step.
    public func update() {
        let count = step.value + 1
        let kept = warmsUp ? minimum(Tensor(decay), (1 + count) / (10 + count)) : Tensor(decay)
        var writes = [(step, count)]
        for (source, average, isAveraged) in pairs {
            guard isAveraged else {
                writes.append((average, source.value))
                continue
            }
            let (old, new) = (average.value, source.value)
            writes.append((average, new + kept.asType(new.dtype) * (old - new)))
        }
        // Computed together: the values share work, and each variable alone would repeat it.
        if VariableScope.current?.isTracing != true { eval(writes.map(\.1)) }
        for (variable, value) in writes { variable.value = value }
    }

    /// The average and its count with names for a checkpoint, `average.conv1.weight`.
    public var variables: [(path: String, variable: Variable)] {
        [("average.step", step)] + model.variables.map { ("average." + $0.path, $0.variable) }
    }
}
