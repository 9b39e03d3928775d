package import LaminaGraph
public import LaminaTensor

/// The input with each axis between batch and channels made longer, or resized to given sizes.
/// PyTorch: `nn.Upsample`; Keras: `UpSampling2D`.
///
/// ```swift
/// let larger = Upsample(factor: 2, .linear)
/// let standard = Upsample(to: [224, 224], .cubic)
/// ```
/// - Shape: `[batch, …, channels]` to the same with other sizes between.
public struct Upsample: Module {
    /// How elements between others are found.
    public let method: ResizeMethod
    /// Whether the first and last elements keep their places, rather than the cells' borders.
    public let alignCorners: Bool
    private let factor: (any AxisSizes)?
    private let sizes: [Int]?

    /// A layer that multiplies the sizes: by one factor, or one for each axis.
    public init(
        factor: any AxisSizes, _ method: ResizeMethod = .nearest, alignCorners: Bool = false
    ) {
        require(
            (1...3).compactMap { factor.sizes(count: $0) }.joined().allSatisfy { $0 > 0 },
            "Upsample: the factor must be at least 1")
        (self.factor, sizes) = (factor, nil)
        (self.method, self.alignCorners) = (method, alignCorners)
    }

    /// A layer whose output has these sizes, one for each axis between batch and channels.
    public init(
        to sizes: [Int], _ method: ResizeMethod = .nearest, alignCorners: Bool = false
    ) {
        require(sizes.allSatisfy { $0 > 0 }, "Upsample: sizes must be at least 1, got \(sizes)")
        (factor, self.sizes) = (nil, sizes)
        (self.method, self.alignCorners) = (method, alignCorners)
    }

    public func forward(_ x: Tensor) -> Tensor {
        operation { () throws(OpError) in
            x.resized(
                to: try check(x.spec), method: method, antialias: false,
                alignCorners: alignCorners && method != .nearest)
        }
    }

    /// The sizes of the output.
    package func check(_ x: TensorSpec) throws(OpError) -> [Int] {
        let axes = x.shape.rank - 2
        if axes > 0, let sizes, sizes.count == axes { return sizes }
        if axes > 0, let factors = factor?.sizes(count: axes) {
            return zip(x.shape.dropFirst(), factors).map { $0 * $1 }
        }
        throw OpError(
            op: placed("Upsample"),
            problem: "an input of rank \(x.shape.rank) has not the axes to resize",
            operands: ["x": "\(x)"],
            fix: "give it [batch, …, channels] with one axis for each size between")
    }
}
