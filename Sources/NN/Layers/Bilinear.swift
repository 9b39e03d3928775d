package import LaminaGraph
public import LaminaTensor

/// A product of two inputs: `y[o] = Σ a[i] weight[o, i, j] b[j] + bias[o]`. PyTorch: `nn.Bilinear`.
///
/// ```swift
/// let score = Bilinear(1)(question, answer)
/// ```
/// - Shape: `[..., in1]` and `[..., in2]` to `[..., out]`. Parameters as in PyTorch: `weight`
///   `[out, in1, in2]`, `bias` `[out]`.
public struct Bilinear: Module {
    /// The number of outputs.
    public let outFeatures: Int
    /// `[out, in1, in2]`.
    public let weight: Parameter
    /// `[out]`; none without a bias.
    public let bias: Parameter?

    /// A layer whose input sizes are found when it is built.
    public init(
        _ outFeatures: Int, hasBias: Bool = true, initializer: Initializer = .xavierUniform
    ) {
        require(outFeatures > 0, "Bilinear: outFeatures must be at least 1, got \(outFeatures)")
        self.outFeatures = outFeatures
        weight = Parameter(initializer)
        bias = hasBias ? Parameter(.zeros, shape: [outFeatures]) : nil
    }

    public func forward(_ input: TensorPair) -> Tensor {
        operation { () throws(OpError) in
            let (a, b) = (input.first, input.second)
            let shape = try check(a.spec, b.spec)
            let product = einsum("...i,oij,...j->...o", a, weight.value(shape: shape), b)
            return product.adding(bias)
        }
    }

    /// The weight's shape.
    package func check(_ a: TensorSpec, _ b: TensorSpec) throws(OpError) -> Shape {
        guard let first = a.shape.last, let second = b.shape.last else {
            throw OpError(
                op: weight.place(of: "Bilinear"), problem: "a scalar has no features",
                operands: ["first": "\(a)", "second": "\(b)"], fix: "give both at least one axis")
        }
        if let own = weight.shape, own != [outFeatures, first, second] {
            throw OpError(
                op: weight.place(of: "Bilinear"),
                problem: "the inputs have \(first) and \(second) features, the layer \(own[1]) and "
                    + "\(own[2])",
                operands: ["first": "\(a)", "second": "\(b)"],
                fix: "give it inputs of the sizes it was built for")
        }
        return [outFeatures, first, second]
    }
}
