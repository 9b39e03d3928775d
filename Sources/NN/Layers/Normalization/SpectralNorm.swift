import LaminaGraph
import LaminaTensor

/// A layer whose weight is divided by its largest singular value, so that it stretches no input by
/// more than 1. PyTorch: `nn.utils.parametrizations.spectral_norm`.
///
/// ```swift
/// let critic = SpectralNorm(Conv2D(outChannels: 64, kernelSize: 3), \.weight)
/// ```
/// The singular value is found by power iteration, one step at each call in training: the weight
/// moves slowly, so the vector keeps up with it.
///
/// - Shape: the layer's; the weight is taken as the matrix `[everything else, out]`. Parameters: the
///   layer's own. State: `u` `[out]`, the current singular vector.
/// - Gradient: through `σ = ‖W u‖`, with `u` held still.
/// - Source: Miyato et al. (2018), arXiv:1802.05957, algorithm 1. The state starts after 15 steps, as
///   in PyTorch, which keeps the other vector too.
public struct SpectralNorm<Layer: Module>: Module {
    /// The layer that uses the weight.
    public let layer: Layer
    /// The steps of power iteration at each call in training.
    public let iterations: Int
    /// The singular vector on the side of the outputs, `[out]`.
    public let u: StateVariable
    private let reparametrized: ReparametrizedWeight

    /// The layer with its parameter at this path normalised.
    public init(_ layer: Layer, _ path: KeyPath<Layer, Parameter>, iterations: Int = 1) {
        require(iterations > 0, "SpectralNorm: iterations must be at least 1, got \(iterations)")
        (self.layer, self.iterations) = (layer, iterations)
        let weight = layer[keyPath: path]
        reparametrized = ReparametrizedWeight(weight)
        let start = Initializer("singular-vector") { shape, key in
            let first = l2Normalized(.normal(shape: shape, key: key))
            return Self.iterated(Self.matrix(weight.value), first, 15)
        }
        u = StateVariable(start, after: weight)
    }

    public func forward(_ input: Layer.Input) -> Layer.Output {
        reparametrized.run(layer, input) { weight in
            let matrix = Self.matrix(weight)
            var vector = u.value(shape: [matrix.shape[1]]).asType(weight.dtype)
            if TrainingMode.isOn {
                vector = Self.iterated(matrix.stopGradient(), vector, iterations)
                u.value = vector
            }
            let stretched = matvec(matrix, vector)
            let other = l2Normalized(stretched).stopGradient()
            return weight / dot(other, stretched)
        }
    }

    private static func matrix(_ weight: Tensor) -> Tensor {
        weight.reshaped([-1, weight.shape.last ?? 1])
    }

    private static func iterated(_ matrix: Tensor, _ start: Tensor, _ count: Int) -> Tensor {
        (0..<count).reduce(start.asType(matrix.dtype)) { u, _ in
            l2Normalized(vecmat(l2Normalized(matvec(matrix, u)), matrix))
        }
    }
}
