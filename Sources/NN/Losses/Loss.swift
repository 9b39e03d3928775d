import LaminaGraph
public import LaminaTensor

/// What training makes small: a function of a model's output and the wanted output.
public struct Loss: Sendable {
    /// What a loss compares outputs with.
    public enum Targets: Sendable {
        /// Class numbers, or whatever the function takes as it comes.
        case asGiven
        /// Class numbers, or a probability for each class, of the output's shape.
        case probabilities
        /// Numbers of the output's shape, such as probabilities or counts.
        case numbers
        /// -1 and 1, of the output's shape.
        case signs
    }

    /// The name under which settings refer to it, such as `cross-entropy`.
    public let name: String
    /// What it compares outputs with.
    public let targets: Targets
    private let function: @Sendable (Tensor, Tensor) -> Tensor

    /// A loss from a function of output and target to one number.
    public init(
        _ name: String, targets: Targets = .asGiven,
        _ function: @escaping @Sendable (Tensor, Tensor) -> Tensor
    ) {
        (self.name, self.targets, self.function) = (name, targets, function)
    }

    /// The same loss for class numbers as targets: one that compares numbers gets 1 for the class and 0
    /// for the others, one that compares signs 1 and -1.
    ///
    /// Targets that are no class numbers pass as they are.
    public var ofClasses: Loss {
        guard targets == .numbers || targets == .signs else { return self }
        return Loss(name, targets: targets == .numbers ? .probabilities : .asGiven) {
            output, target in
            guard target.dtype.isInteger, let classes = output.shape.last else {
                return self(output, target)
            }
            let ones = target.oneHot(classes: classes, dtype: output.dtype)
            return self(output, targets == .signs ? 2 * ones - 1 : ones)
        }
    }

    /// The loss of one batch, a scalar.
    public func callAsFunction(_ output: Tensor, _ target: Tensor) -> Tensor {
        function(output, target)
    }
}

extension Loss {
    /// ``LaminaNN/crossEntropy(_:labels:weights:labelSmoothing:ignoreIndex:reduction:)`` of logits and
    /// class numbers, or ``LaminaNN/crossEntropy(_:targets:weights:labelSmoothing:reduction:)`` where the
    /// targets are as many floating-point numbers.
    public static let crossEntropy = Loss.crossEntropy(labelSmoothing: 0)
    /// Cross-entropy with the wanted probability spread a little.
    public static func crossEntropy(labelSmoothing: Double) -> Loss {
        Loss("cross-entropy", targets: .probabilities) { logits, target in
            target.dtype.isFloatingPoint && target.rank == logits.rank
                ? LaminaNN.crossEntropy(logits, targets: target, labelSmoothing: labelSmoothing)
                : LaminaNN.crossEntropy(logits, labels: target, labelSmoothing: labelSmoothing)
        }
    }
    /// ``LaminaNN/meanSquaredError(_:_:reduction:)`` of outputs and targets of one shape.
    public static let meanSquaredError = Loss("mean-squared-error", targets: .numbers) {
        LaminaNN.meanSquaredError($0, $1)
    }
    /// ``LaminaNN/meanAbsoluteError(_:_:reduction:)`` of outputs and targets of one shape.
    public static let meanAbsoluteError = Loss("mean-absolute-error", targets: .numbers) {
        LaminaNN.meanAbsoluteError($0, $1)
    }
    /// ``LaminaNN/huberLoss(_:_:delta:reduction:)`` of outputs and targets of one shape.
    public static func huber(delta: Double = 1) -> Loss {
        Loss("huber", targets: .numbers) { huberLoss($0, $1, delta: delta) }
    }
    /// ``LaminaNN/logCoshLoss(_:_:reduction:)`` of outputs and targets of one shape.
    public static let logCosh = Loss("log-cosh", targets: .numbers) { logCoshLoss($0, $1) }
    /// ``LaminaNN/quantileLoss(_:_:quantile:reduction:)`` of outputs and targets of one shape.
    public static func quantile(_ quantile: Double) -> Loss {
        Loss("quantile", targets: .numbers) { quantileLoss($0, $1, quantile: quantile) }
    }
    /// ``LaminaNN/binaryCrossEntropy(_:targets:positiveWeight:labelSmoothing:reduction:)`` of logits and
    /// targets between 0 and 1.
    public static let binaryCrossEntropy = Loss("binary-cross-entropy", targets: .numbers) {
        LaminaNN.binaryCrossEntropy($0, targets: $1)
    }
    /// ``LaminaNN/focalLoss(_:targets:alpha:gamma:reduction:)`` of logits and targets between 0 and 1.
    public static func focal(alpha: Double? = 0.25, gamma: Double = 2) -> Loss {
        Loss("focal", targets: .numbers) { focalLoss($0, targets: $1, alpha: alpha, gamma: gamma) }
    }
    /// ``LaminaNN/hingeLoss(_:targets:margin:reduction:)`` of scores and targets of -1 and 1.
    public static let hinge = Loss("hinge", targets: .signs) { hingeLoss($0, targets: $1) }
    /// ``LaminaNN/squaredHingeLoss(_:targets:margin:reduction:)`` of scores and targets of -1 and 1.
    public static let squaredHinge = Loss("squared-hinge", targets: .signs) {
        squaredHingeLoss($0, targets: $1)
    }
    /// ``LaminaNN/multiClassHingeLoss(_:labels:margin:isSquared:reduction:)`` of scores and class
    /// numbers.
    public static let multiClassHinge = Loss("multi-class-hinge") {
        multiClassHingeLoss($0, labels: $1)
    }
    /// ``LaminaNN/poissonNLLLoss(_:targets:isLog:isFull:eps:reduction:)`` of logarithms of rates and
    /// counts.
    public static let poisson = Loss("poisson", targets: .numbers) {
        poissonNLLLoss($0, targets: $1)
    }

    /// ``LaminaNN/capsuleMarginLoss(_:labels:absent:reduction:)`` of capsules' lengths and class numbers.
    public static let capsuleMargin = Loss("capsule-margin") { capsuleMarginLoss($0, labels: $1) }

    /// The losses that a setting can name, with their usual settings.
    public static let named: [Loss] = [
        .crossEntropy, .meanSquaredError, .binaryCrossEntropy, .meanAbsoluteError, .huber(),
        .logCosh, .focal(), .hinge, .squaredHinge, .multiClassHinge, .poisson,
        .capsuleMargin,
    ]
}
