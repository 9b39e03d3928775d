package import LaminaGraph
public import LaminaNN
public import LaminaTensor

/// Sharpness-aware minimisation: the gradient is taken where the loss is highest nearby, at
/// `p + ρ g / ‖g‖`, and the optimiser steps with it from `p`. Flat minima are found, at the price of two
/// gradients a step. In a `Trainer` it is `TrainingOptions.sharpness`.
///
/// ```swift
/// let sam = SAM(SGD(learningRate: 0.1, momentum: 0.9))
/// let step = compile { (x: Tensor, y: Tensor) in
///     sam.update(at: model) { crossEntropy($0(x), labels: y) }
/// }
/// ```
///
/// - Source: Foret et al. (2021), arXiv:2010.01412, eq. 2; adaptive: Kwon et al. (2021),
///   arXiv:2102.11600, eq. 8, without the constant beside `|p|`.
public final class SAM: Sendable {
    /// The optimiser that takes the steps; its state is all there is for a checkpoint.
    public let optimizer: any Optimizer
    /// How far the loss is looked at, `ρ`.
    public let rho: Double
    /// Whether the neighbourhood is measured beside the size of each parameter: `p + ρ p² g / ‖|p| g‖`.
    public let isAdaptive: Bool

    /// Sharpness-aware steps of an optimiser.
    public init(_ optimizer: any Optimizer, rho: Double = 0.05, isAdaptive: Bool = false) {
        require(rho > 0, "SAM: rho must be above 0, got \(rho)")
        (self.optimizer, self.rho, self.isAdaptive) = (optimizer, rho, isAdaptive)
    }

    /// Takes one step and gives the loss before it, at the model's own parameters.
    ///
    /// A module that writes a state, such as batch normalisation's averages, writes it in both passes.
    public func update<M: Module>(at model: M, _ loss: (M) throws -> Tensor) rethrows -> Tensor {
        let (value, gradients) = try Self.valueAndGradient(
            at: model, rho: rho, isAdaptive: isAdaptive, loss)
        optimizer.update(gradients)
        return value
    }

    /// The loss at the model's parameters, and its gradients where it is highest nearby.
    ///
    /// `loss` is called at the model's own parameters first.
    package static func valueAndGradient<M: Module>(
        at model: M, rho: Double, isAdaptive: Bool = false, computingIn dtype: DType? = nil,
        _ loss: (M) throws -> Tensor
    ) rethrows -> (Tensor, Gradients) {
        let (value, gradients) = try LaminaNN.valueAndGradient(
            at: model, computingIn: dtype, loss)
        let values = model.parameterValues
        let sizes = isAdaptive ? values.map { abs($0) } : nil
        func weighted(_ gradients: ParameterTensors) -> ParameterTensors {
            guard let sizes else { return gradients }
            return ParameterTensors(
                gradients.parameters, zip(gradients.tensors, sizes.tensors).map { $0 * $1 })
        }
        let slopes = weighted(gradients)
        let scale = rho / (slopes.globalNorm() + 1e-12)
        let directions = weighted(slopes)
        let ahead = ParameterTensors(
            values.parameters,
            zip(values.tensors, directions.tensors).map { $0 + $1.scaled(by: scale) })
        let found = try withParameters(model, ahead) {
            try LaminaNN.valueAndGradient(at: $0, computingIn: dtype, loss).1
        }
        return (value, found)
    }
}
