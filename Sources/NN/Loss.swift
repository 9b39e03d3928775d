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
    /// ``LaminaNN/crossEntropy(_:labels:)`` of logits and class numbers.
    public static let crossEntropy = Loss("cross-entropy") {
        LaminaNN.crossEntropy($0, labels: $1)
    }
    /// ``LaminaNN/meanSquaredError(_:_:)`` of outputs and targets of one shape.
    public static let meanSquaredError = Loss("mean-squared-error") {
        LaminaNN.meanSquaredError($0, $1)
    }
    /// ``LaminaNN/binaryCrossEntropy(_:targets:)`` of logits and targets between 0 and 1.
    public static let binaryCrossEntropy = Loss("binary-cross-entropy") {
        LaminaNN.binaryCrossEntropy($0, targets: $1)
    }

    /// The losses that a setting can name.
    public static let named: [Loss] = [.crossEntropy, .meanSquaredError, .binaryCrossEntropy]
}
