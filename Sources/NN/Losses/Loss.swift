public import LaminaTensor

/// What training makes small: a function of a model's output and the wanted output.
public struct Loss: Sendable {
    /// The name under which settings refer to it, such as `cross-entropy`.
    public let name: String
    private let function: @Sendable (Tensor, Tensor) -> Tensor

    /// A loss from a function of output and target to one number.
    public init(_ name: String, _ function: @escaping @Sendable (Tensor, Tensor) -> Tensor) {
        (self.name, self.function) = (name, function)
    }

    /// The loss of one batch, a scalar.
    public func callAsFunction(_ output: Tensor, _ target: Tensor) -> Tensor {
        function(output, target)
    }
}

extension Loss {
    /// ``LaminaNN/crossEntropy(_:labels:weights:labelSmoothing:ignoreIndex:reduction:)`` of logits and
    /// class numbers.
    public static let crossEntropy = Loss("cross-entropy") {
        LaminaNN.crossEntropy($0, labels: $1)
    }
    /// Cross-entropy of logits and class numbers with the wanted probability spread a little.
    public static func crossEntropy(labelSmoothing: Double) -> Loss {
        Loss("cross-entropy") {
            LaminaNN.crossEntropy($0, labels: $1, labelSmoothing: labelSmoothing)
        }
    }
    /// ``LaminaNN/meanSquaredError(_:_:reduction:)`` of outputs and targets of one shape.
    public static let meanSquaredError = Loss("mean-squared-error") {
        LaminaNN.meanSquaredError($0, $1)
    }
    /// ``LaminaNN/meanAbsoluteError(_:_:reduction:)`` of outputs and targets of one shape.
    public static let meanAbsoluteError = Loss("mean-absolute-error") {
        LaminaNN.meanAbsoluteError($0, $1)
    }
    /// ``LaminaNN/huberLoss(_:_:delta:reduction:)`` of outputs and targets of one shape.
    public static func huber(delta: Double = 1) -> Loss {
        Loss("huber") { huberLoss($0, $1, delta: delta) }
    }
    /// ``LaminaNN/logCoshLoss(_:_:reduction:)`` of outputs and targets of one shape.
    public static let logCosh = Loss("log-cosh") { logCoshLoss($0, $1) }
    /// ``LaminaNN/quantileLoss(_:_:quantile:reduction:)`` of outputs and targets of one shape.
    public static func quantile(_ quantile: Double) -> Loss {
        Loss("quantile") { quantileLoss($0, $1, quantile: quantile) }
    }
    /// ``LaminaNN/binaryCrossEntropy(_:targets:positiveWeight:labelSmoothing:reduction:)`` of logits and
    /// targets between 0 and 1.
    public static let binaryCrossEntropy = Loss("binary-cross-entropy") {
        LaminaNN.binaryCrossEntropy($0, targets: $1)
    }
    /// ``LaminaNN/focalLoss(_:targets:alpha:gamma:reduction:)`` of logits and targets between 0 and 1.
    public static func focal(alpha: Double? = 0.25, gamma: Double = 2) -> Loss {
        Loss("focal") { focalLoss($0, targets: $1, alpha: alpha, gamma: gamma) }
    }
    /// ``LaminaNN/hingeLoss(_:targets:margin:reduction:)`` of scores and targets of -1 and 1.
    public static let hinge = Loss("hinge") { hingeLoss($0, targets: $1) }
    /// ``LaminaNN/squaredHingeLoss(_:targets:margin:reduction:)`` of scores and targets of -1 and 1.
    public static let squaredHinge = Loss("squared-hinge") { squaredHingeLoss($0, targets: $1) }
    /// ``LaminaNN/multiClassHingeLoss(_:labels:margin:isSquared:reduction:)`` of scores and class
    /// numbers.
    public static let multiClassHinge = Loss("multi-class-hinge") {
        multiClassHingeLoss($0, labels: $1)
    }
    /// ``LaminaNN/poissonNLLLoss(_:targets:isLog:isFull:eps:reduction:)`` of logarithms of rates and
    /// counts.
    public static let poisson = Loss("poisson") { poissonNLLLoss($0, targets: $1) }

    /// The losses that a setting can name, with their usual settings.
    public static let named: [Loss] = [
        .crossEntropy, .meanSquaredError, .binaryCrossEntropy, .meanAbsoluteError, .huber(),
        .logCosh, .focal(), .hinge, .squaredHinge, .multiClassHinge, .poisson,
    ]
}
