package import LaminaGraph
public import LaminaTensor

/// The transpose of a three-dimensional convolution, which spreads each input over a window of the
/// output. PyTorch: `nn.ConvTranspose3d`; Keras: `Conv3DTranspose`.
///
/// ```swift
/// let twice = ConvTransposed3D(outChannels: 8, kernelSize: 4, stride: 2, padding: .same)
/// ```
/// - Shape: `[batch, depth, height, width, in]` to `[batch, outDepth, outHeight, outWidth, out]`, where `out = (in - 1)
///   stride - before - after + dilation (kernel - 1) + 1 + outputPadding` along each axis, and `in ·
///   stride` with `.same`. Parameters: `weight` `[depth, height, width, out / groups, in]` (PyTorch: `[in,
///   out / groups, depth, height, width]`), `bias` `[out]`.
public struct ConvTransposed3D: Module {
    /// Filters, steps and border.
    public let form: ConvolutionForm
    /// Positions added at the end of each axis, fewer than the stride.
    public let outputPadding: [Int]
    /// `[depth, height, width, out / groups, in]`.
    public let weight: Parameter
    /// `[out]`; none without a bias.
    public let bias: Parameter?

    /// A layer whose input channels are found when it is built, unless they are given. Sizes are one
    /// number or a list of one for each axis.
    public init(
        inChannels: Int? = nil, outChannels: Int, kernelSize: any AxisSizes,
        stride: any AxisSizes = 1, padding: WindowPadding = .valid,
        outputPadding: any AxisSizes = 0, dilation: any AxisSizes = 1, groups: Int = 1,
        hasBias: Bool = true, initializer: Initializer = .xavierUniform
    ) {
        let form = ConvolutionForm(
            "ConvTransposed3D", axes: 3, inChannels: inChannels, outChannels: outChannels,
            kernelSize: kernelSize, stride: stride, padding: padding, dilation: dilation,
            groups: groups)
        let added = outputPadding.sizes(count: 3) ?? []
        require(
            added.count == 3 && zip(added, form.stride).allSatisfy { (0..<$1).contains($0) },
            "ConvTransposed3D: outputPadding must be from 0 to below the stride on each axis")
        (self.form, self.outputPadding) = (form, added)
        weight = Parameter(
            initializer, shape: inChannels.map { form.transposedFilterShape(inChannels: $0) })
        bias = hasBias ? Parameter(.zeros, shape: [outChannels]) : nil
    }

    public func forward(_ x: Tensor) -> Tensor {
        operation { () throws(OpError) in
            let shape = form.transposedFilterShape(inChannels: try check(x.spec))
            let product = convTransposed3D(
                x, filter: weight.value(shape: shape), stride: form.stride, padding: form.padding,
                outputPadding: outputPadding, dilation: form.dilation, groups: form.groups)
            return product.adding(bias)
        }
    }

    /// The number of channels, which the filters must be made for.
    package func check(_ x: TensorSpec) throws(OpError) -> Int {
        try form.transposedChannels(of: x, weight)
    }
}
