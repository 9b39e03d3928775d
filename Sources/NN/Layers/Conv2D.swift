package import LaminaGraph
public import LaminaTensor

/// A two-dimensional convolution, `y = conv2D(x, weight) + bias`. PyTorch: `nn.Conv2d`.
///
/// - Shape: `[batch, height, width, in]` to `[batch, outHeight, outWidth, out]`. Parameters:
///   `weight` `[kernel, kernel, in / groups, out]` (PyTorch: `[out, in / groups, kernel, kernel]`),
///   `bias` `[out]`.
public struct Conv2D: Module {
    /// The number of filters.
    public let outChannels: Int
    /// The height and width of a filter.
    public let kernelSize: Int
    /// The step between positions.
    public let stride: Int
    /// How the border is treated.
    public let padding: WindowPadding
    /// The distance between a filter's elements.
    public let dilation: Int
    /// How many parts the channels are split into, each convolved by itself.
    public let groups: Int
    /// `[kernel, kernel, in / groups, out]`.
    public let weight: Parameter
    /// `[out]`; none without a bias.
    public let bias: Parameter?

    /// A layer whose input channels are found when it is built, unless they are given.
    public init(
        inChannels: Int? = nil, outChannels: Int, kernelSize: Int, stride: Int = 1,
        padding: WindowPadding = .valid, dilation: Int = 1, groups: Int = 1, hasBias: Bool = true,
        initializer: Initializer = .xavierUniform
    ) {
        require(
            min(outChannels, kernelSize, stride, dilation, groups, inChannels ?? 1) > 0,
            "Conv2D: every size must be at least 1")
        require(
            outChannels.isMultiple(of: groups) && (inChannels ?? groups).isMultiple(of: groups),
            "Conv2D: groups (\(groups)) must divide the channels, in and out (\(outChannels))")
        (self.outChannels, self.kernelSize, self.stride) = (outChannels, kernelSize, stride)
        (self.padding, self.dilation, self.groups) = (padding, dilation, groups)
        weight = Parameter(
            initializer,
            shape: inChannels.map { [kernelSize, kernelSize, $0 / groups, outChannels] })
        bias = hasBias ? Parameter(.zeros, shape: [outChannels]) : nil
    }

    public func forward(_ x: Tensor) -> Tensor {
        operation { () throws(OpError) in
            let shape: Shape = [kernelSize, kernelSize, try check(x.spec) / groups, outChannels]
            let product = conv2D(
                x, filter: weight.value(shape: shape), stride: stride, padding: padding,
                dilation: dilation, groups: groups)
            return bias.map { product + $0.value } ?? product
        }
    }

    /// The number of channels, which the filters must be made for.
    package func check(_ x: TensorSpec) throws(OpError) -> Int {
        guard x.shape.rank == 4 else {
            throw OpError(
                op: weight.place(of: "Conv2D"),
                problem: "the input must be [batch, height, width, channels]",
                operands: ["x": "\(x)"],
                fix: x.shape.rank == 3
                    ? "use x.expandedDims(axis: 0) for one picture, axis: -1 for grey ones"
                    : "reshape it to four axes")
        }
        let channels = x.shape[3]
        if let own = weight.shape.map({ $0[2] * groups }), own != channels {
            throw OpError(
                op: weight.place(of: "Conv2D"),
                problem: "the input has \(channels) channels, the layer \(own)",
                operands: ["x": "\(x)", "weight": weight.shape.map { "\($0)" } ?? "not built"],
                fix: x.shape[1] == own
                    ? "channels come last here: x.transposed([0, 2, 3, 1])"
                    : "give it \(own) channels, or build the model for inputs of \(channels)")
        }
        guard channels.isMultiple(of: groups) else {
            throw OpError(
                op: weight.place(of: "Conv2D"),
                problem: "\(channels) channels do not split into \(groups) groups",
                operands: ["x": "\(x)"], fix: "use a number of groups that divides \(channels)")
        }
        return channels
    }
}
