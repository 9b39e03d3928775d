package import LaminaGraph
public import LaminaTensor

/// Channels weighed by what is in the whole picture: their means pass two dense layers, ReLU and
/// sigmoid, and scale them. PyTorch: `torchvision.ops.SqueezeExcitation`.
///
/// - Shape: `[batch, …, channels]` to the same. Parameters, with `size = max(1, channels /
///   reduction)`: `squeezeWeight` `[channels, size]`, `squeezeBias` `[size]`, `exciteWeight` `[size,
///   channels]`, `exciteBias` `[channels]` (torchvision: `fc1` and `fc2`, convolutions of one pixel).
/// - Source: Hu, Shen & Sun (2017), arXiv:1709.01507, eq. 2 to 4.
public struct SqueezeExcite: Module {
    /// How many channels go into one of the hidden layer.
    public let reduction: Int
    /// `[channels, size]`.
    public let squeezeWeight: Parameter
    /// `[size]`.
    public let squeezeBias = Parameter(.zeros)
    /// `[size, channels]`.
    public let exciteWeight: Parameter
    /// `[channels]`.
    public let exciteBias = Parameter(.zeros)

    /// A layer whose channels are found when it is built; 16 is the paper's reduction.
    public init(reduction: Int = 16, initializer: Initializer = .xavierUniform) {
        require(reduction > 0, "SqueezeExcite: reduction must be at least 1, got \(reduction)")
        self.reduction = reduction
        squeezeWeight = Parameter(initializer)
        exciteWeight = Parameter(initializer)
    }

    public func forward(_ x: Tensor) -> Tensor {
        operation { () throws(OpError) in
            let channels = try check(x.spec)
            let size = max(1, channels / reduction)
            let means = globalAveragePool(x)
            let hidden = relu(
                matmul(means, squeezeWeight.value(shape: [channels, size]))
                    + squeezeBias.value(shape: [size]))
            let weights = sigmoid(
                matmul(hidden, exciteWeight.value(shape: [size, channels]))
                    + exciteBias.value(shape: [channels]))
            let ones = x.shape.dropFirst().dropLast().map { _ in 1 }
            return x * weights.reshaped(Shape([x.shape[0]] + ones + [channels]))
        }
    }

    /// The number of channels.
    package func check(_ x: TensorSpec) throws(OpError) -> Int {
        guard x.shape.rank >= 3 else {
            throw OpError(
                op: squeezeWeight.place(of: "SqueezeExcite"),
                problem: "the input must be [batch, …, channels] with positions between",
                operands: ["x": "\(x)"], fix: "reshape it to at least 3 axes")
        }
        return try squeezeWeight.features(
            of: x, layer: "SqueezeExcite", squeezeWeight.shape?.first)
    }
}
