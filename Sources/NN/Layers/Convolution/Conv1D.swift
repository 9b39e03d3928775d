package import LaminaGraph
public import LaminaTensor

/// A one-dimensional convolution, `y = conv1D(x, weight) + bias`. PyTorch: `nn.Conv1d`.
///
/// ```swift
/// let words = Conv1D(outChannels: 32, kernelSize: 3, padding: .same)
/// ```
/// - Shape: `[batch, length, in]` to `[batch, outLength, out]`. Parameters:
///   `weight` `[kernel, in / groups, out]` (PyTorch: `[out, in / groups, kernel]`), `bias` `[out]`.
public struct Conv1D: Module {
    /// Filters, steps and border.
    public let form: ConvolutionForm
    /// `[kernel, in / groups, out]`.
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
            "Conv1D", axes: 1, inChannels: inChannels, outChannels: outChannels,
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
            let product = conv1D(
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
