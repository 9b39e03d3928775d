package import LaminaGraph
public import LaminaTensor

/// A three-dimensional convolution, `y = conv3D(x, weight) + bias`. PyTorch: `nn.Conv3d`.
///
/// ```swift
/// let motion = Conv3D(outChannels: 16, kernelSize: [3, 5, 5])
/// ```
/// - Shape: `[batch, depth, height, width, in]` to `[batch, outDepth, outHeight, outWidth, out]`. Parameters:
///   `weight` `[depth, height, width, in / groups, out]` (PyTorch: `[out, in / groups, depth, height, width]`), `bias` `[out]`.
public struct Conv3D: Module {
    /// Filters, steps and border.
    public let form: ConvolutionForm
    /// `[depth, height, width, in / groups, out]`.
    public let weight: Parameter
    /// `[out]`; none without a bias.
    public let bias: Parameter?

    /// A layer whose input channels are found when it is built, unless they are given. Sizes are one
    /// number or a list of one for each axis.
    public init(
        inChannels: Int? = nil, outChannels: Int, kernelSize: any AxisSizes,
        stride: any AxisSizes = 1, padding: WindowPadding = .valid, dilation: any AxisSizes = 1,
        groups: Int = 1, hasBias: Bool = true, initializer: Initializer = .xavierUniform
    ) {
        let form = ConvolutionForm(
            "Conv3D", axes: 3, inChannels: inChannels, outChannels: outChannels,
            kernelSize: kernelSize, stride: stride, padding: padding, dilation: dilation,
            groups: groups)
        self.form = form
        weight = Parameter(
            initializer, shape: inChannels.map { form.filterShape(inChannels: $0) })
        bias = hasBias ? Parameter(.zeros, shape: [outChannels]) : nil
    }

    public func forward(_ x: Tensor) -> Tensor {
        operation { () throws(OpError) in
            let shape = form.filterShape(inChannels: try check(x.spec))
            let product = conv3D(
                x, filter: weight.value(shape: shape), stride: form.stride, padding: form.padding,
                dilation: form.dilation, groups: form.groups)
            return product.adding(bias)
        }
    }

    /// The number of channels, which the filters must be made for.
    package func check(_ x: TensorSpec) throws(OpError) -> Int {
        try form.channels(of: x, weight)
    }
}
