import LaminaGraph
import LaminaTensor

/// A layer whose weight is a direction and a length learnt apart, `gain · v / ‖v‖` for each output.
/// PyTorch: `nn.utils.parametrizations.weight_norm`.
///
/// ```swift
/// let hidden = WeightNorm(Dense(64), \.weight)
/// ```
/// - Shape: the layer's. Parameters: the layer's own, whose weight is `v`, and `gain` `[out]`, from
///   the norms of the first weight. (PyTorch: `original1` and `original0`.) The norm is taken over
///   all axes but the last.
/// - Source: Salimans & Kingma (2016), arXiv:1602.07868, eq. 2.
public struct WeightNorm<Layer: Module>: Module {
    /// The layer that uses the weight.
    public let layer: Layer
    /// The length of each output's weights, `[out]`.
    public let gain: Parameter
    private let reparametrized: ReparametrizedWeight

    /// The layer with its parameter at this path normalised.
    public init(_ layer: Layer, _ path: KeyPath<Layer, Parameter>) {
        self.layer = layer
        let weight = layer[keyPath: path]
        reparametrized = ReparametrizedWeight(weight)
        gain = Parameter(
            Initializer("norms") { _, _ in Self.norms(weight.value) }, shape: nil, after: weight)
    }

    public func forward(_ input: Layer.Input) -> Layer.Output {
        reparametrized.run(layer, input) { v in
            let lengths = gain.value(shape: [v.shape.last ?? 1])
            return v * (lengths / Self.norms(v))
        }
    }

    private static func norms(_ v: Tensor) -> Tensor {
        v.norm(axes: Array(0..<max(0, v.rank - 1)))
    }
}

/// A parameter for which another tensor stands while its layer runs.
///
/// The layer reads the tensor as its weight, so any layer will do, and gradients reach the parameter
/// through the tensor.
struct ReparametrizedWeight: Sendable {
    let parameter: Parameter

    init(_ parameter: Parameter) { self.parameter = parameter }

    /// The layer's output with `transform` of the parameter as its weight.
    func run<Layer: Module>(
        _ layer: Layer, _ input: Layer.Input, _ transform: (Tensor) -> Tensor
    ) -> Layer.Output {
        if !parameter.isBuilt, ParameterBuild.current != nil {
            // The layer tells the weight's shape; then the transform tells its parameters'.
            let output = layer(input)
            _ = transform(parameter.value)
            return output
        }
        let weight = transform(parameter.value)
        guard let variable = parameter.variable else { return layer(input) }
        return VariableScope.substituting([(variable, weight)]) { layer(input) }
    }
}
