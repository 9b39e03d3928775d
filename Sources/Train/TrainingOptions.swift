public import LaminaData
import LaminaGraph
public import LaminaNN
public import LaminaOptim
import LaminaTensor

/// What a ``Trainer`` may do besides forward, backward and update. The defaults do nothing.
///
/// ```swift
/// var options = TrainingOptions()
/// options.averageDecay = 0.999
/// options.clipping = .norm(1)
/// let trainer = Trainer(model, loss: .crossEntropy, optimizer: Adam(), options: options)
/// ```
public struct TrainingOptions: Sendable {
    /// Evaluates, and saves, a ``MovingAverage`` of the parameters with this decay; nil for none.
    public var averageDecay: Double?
    /// How gradients are held back before the update; nil for not at all.
    public var clipping: GradientClipping?
    /// Penalties on weights that are added to the loss; the reported loss is without them.
    public var regularizers: [Regularizer] = []
    /// Takes the gradients where the loss is highest within this distance of the parameters, for flat minima
    /// and at the price of a second pass; nil for where they are. 0.05 is usual; see ``LaminaOptim/SAM``.
    public var sharpness: Double?
    /// The type in which layers compute in training: a half type for mixed precision, in which parameters,
    /// gradients, loss and optimiser stay float32. Evaluation computes in float32.
    ///
    /// bfloat16 has float32's range, so that no loss needs scaling. float16 has not: its loss is scaled, and
    /// steps whose gradients overflow are left out.
    ///
    /// - Source: Micikevicius et al. (2018), arXiv:1710.03740, section 3.1; Kalamkar et al. (2019),
    ///   arXiv:1905.12322.
    public var precision = Precision.float32
    /// How the loss is scaled while gradients are taken; nil for ``LaminaOptim/LossScale/dynamic(initial:interval:)``
    /// in float16 and not at all in other types.
    public var lossScale: LossScale?
    /// So many steps in a row may have a loss or gradient that is no number: each is left out, and
    /// parameters and optimiser stay as they were. With 0 the first ends training.
    public var skippedSteps = 0
    /// In which order, and how often, the training examples come.
    public var sampling = Sampling.shuffled
    /// What becomes of examples of a ``LaminaData/DataSource`` that cannot be read: the first ends training, or
    /// they are left out and counted as skipped.
    public var unreadable = PictureFolder.Unreadable.fail
    /// How pictures are changed anew in each epoch; nil for not at all.
    public var augmentation: ImageAugmentation?
    /// How the examples of a batch are mixed with each other, one of these a batch; empty for not at all.
    ///
    /// Classes become probabilities, so the loss must take them, as ``LaminaNN/Loss/crossEntropy`` does. An
    /// answer counts as right where it is the class of the largest share.
    public var mixing: [any BatchMixing] = []

    /// Plain training in float32, over shuffled data; every step must be finite.
    public init() {}

    /// A type to compute in.
    public enum Precision: String, Sendable, CaseIterable {
        case float32, bfloat16, float16

        /// The type that layers see, where it is not the parameters' own.
        var dtype: DType? {
            switch self {
            case .float32: nil
            case .bfloat16: .bfloat16
            case .float16: .float16
            }
        }
    }

    /// The scaling that a run needs, with its first factor.
    func makeScaling() -> LossScaling? {
        let rule = lossScale ?? (precision == .float16 ? .dynamic() : nil)
        return rule.map { LossScaling($0) }
    }
}

/// A bound on gradients before an update.
public enum GradientClipping: Sendable, Equatable {
    /// On the norm of all together; see ``LaminaNN/ParameterTensors/clipped(toNorm:)``.
    case norm(Double)
    /// On every element.
    case value(Double)
    /// On each unit's norm as a part of its weights' norm.
    case adaptive(factor: Double)

    func callAsFunction(_ gradients: Gradients, of model: some Module) -> Gradients {
        switch self {
        case .norm(let norm): gradients.clipped(toNorm: norm)
        case .value(let value): gradients.clipped(toValue: value)
        case .adaptive(let factor):
            gradients.clipped(adaptivelyTo: model.parameterValues, factor: factor)
        }
    }
}
