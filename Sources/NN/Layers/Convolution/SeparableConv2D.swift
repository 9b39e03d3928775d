package import LaminaGraph
public import LaminaTensor

/// A two-dimensional convolution of each channel with `multiplier` filters of its own. PyTorch:
/// `nn.Conv2d` with `groups` equal to the channels; Keras: `DepthwiseConv2D`.
///
/// - Shape: `[batch, height, width, in]` to `[batch, outHeight, outWidth, in · multiplier]`, those of
///   one channel side by side. Parameters: `weight` `[height, width, 1, in · multiplier]` (PyTorch:
///   `[in · multiplier, 1, height, width]`), `bias` `[in · multiplier]`.
public struct DepthwiseConv2D: Module {
    /// The number of filters for each channel.
    public let multiplier: Int
    /// The height and width of a filter.
    public let kernelSize: [Int]
    /// The step between positions along each axis.
    public let stride: [Int]
    /// How the border is treated.
    public let padding: WindowPadding
    /// The distance between a filter's elements along each axis.
    public let dilation: [Int]
    /// `[height, width, 1, in · multiplier]`.
    public let weight: Parameter
    /// `[in · multiplier]`; none without a bias.
    public let bias: Parameter?

    /// A layer whose channels are found when it is built. Sizes are one number or a list of two.
    public init(
        multiplier: Int = 1, kernelSize: any AxisSizes, stride: any AxisSizes = 1,
        padding: WindowPadding = .valid, dilation: any AxisSizes = 1, hasBias: Bool = true,
        initializer: Initializer = .xavierUniform
    ) {
        let form = ConvolutionForm(
            "DepthwiseConv2D", axes: 2, inChannels: nil, outChannels: multiplier,
            kernelSize: kernelSize, stride: stride, padding: padding, dilation: dilation, groups: 1)
        (self.multiplier, self.kernelSize, self.stride) = (multiplier, form.kernelSize, form.stride)
        (self.padding, self.dilation) = (padding, form.dilation)
        weight = Parameter(initializer)
        bias = hasBias ? Parameter(.zeros) : nil
    }

    public func forward(_ x: Tensor) -> Tensor {
        operation { () throws(OpError) in
            let channels = try check(x.spec)
            let outputs = channels * multiplier
            let product = conv2D(
                x, filter: weight.value(shape: Shape(kernelSize + [1, outputs])), stride: stride,
                padding: padding, dilation: dilation, groups: channels)
            return bias.map { product + $0.value(shape: [outputs]) } ?? product
        }
    }

    /// The number of channels, which the filters must be made for.
    package func check(_ x: TensorSpec) throws(OpError) -> Int {
        let place = weight.place(of: "DepthwiseConv2D")
        try x.requireAxes(positionLayouts[1], at: place)
        let channels = x.shape[3]
        if let own = weight.shape.map({ $0[3] / multiplier }), own != channels {
            throw OpError(
                op: place, problem: "the input has \(channels) channels, the layer \(own)",
                operands: ["x": "\(x)", "weight": weight.shape.map { "\($0)" } ?? "not built"],
                fix: "give it \(own) channels, or build the model for inputs of \(channels)")
        }
        return channels
    }
}

/// A convolution of each channel by itself, and then one of single pixels that mixes them: about a
/// ninth of the work of a plain 3 × 3 convolution. Keras: `SeparableConv2D`.
///
/// - Shape: `[batch, height, width, in]` to `[batch, outHeight, outWidth, out]`. Parameters:
///   `depthwise.weight` `[height, width, 1, in · multiplier]`, `pointwise.weight` `[1, 1, in ·
///   multiplier, out]`, `pointwise.bias` `[out]`.
/// - Source: Chollet (2016), arXiv:1610.02357, without an activation between the two.
public struct SeparableConv2D: Module {
    /// The convolution of each channel.
    public let depthwise: DepthwiseConv2D
    /// The mixing of the channels.
    public let pointwise: Conv2D

    /// A layer whose input channels are found when it is built. Sizes are one number or a list of two.
    public init(
        outChannels: Int, kernelSize: any AxisSizes, stride: any AxisSizes = 1,
        padding: WindowPadding = .valid, dilation: any AxisSizes = 1, multiplier: Int = 1,
        hasBias: Bool = true, initializer: Initializer = .xavierUniform
    ) {
        depthwise = DepthwiseConv2D(
            multiplier: multiplier, kernelSize: kernelSize, stride: stride, padding: padding,
            dilation: dilation, hasBias: false, initializer: initializer)
        pointwise = Conv2D(
            outChannels: outChannels, kernelSize: 1, hasBias: hasBias, initializer: initializer)
    }

    public func forward(_ x: Tensor) -> Tensor { pointwise(depthwise(x)) }
}
