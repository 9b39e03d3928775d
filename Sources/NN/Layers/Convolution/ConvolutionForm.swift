import LaminaGraph
public import LaminaTensor

/// The sizes of a convolution layer, and what it demands of its input: all but its parameters.
public struct ConvolutionForm: Sendable {
    /// The number of filters.
    public let outChannels: Int
    /// The size of a filter along each axis.
    public let kernelSize: [Int]
    /// The step between positions along each axis.
    public let stride: [Int]
    /// How the border is treated.
    public let padding: WindowPadding
    /// The distance between a filter's elements along each axis.
    public let dilation: [Int]
    /// How many parts the channels are split into, each convolved by itself.
    public let groups: Int
    /// The layer's name in messages.
    private let layer: String

    init(
        _ layer: String, axes: Int, inChannels: Int?, outChannels: Int,
        kernelSize: any AxisSizes, stride: any AxisSizes, padding: WindowPadding,
        dilation: any AxisSizes, groups: Int
    ) {
        let sizes = [kernelSize, stride, dilation].map { $0.sizes(count: axes) ?? [] }
        require(
            sizes.allSatisfy { $0.count == axes },
            "\(layer): kernelSize, stride and dilation must be one number or a list of \(axes)")
        require(
            (sizes.joined() + [outChannels, groups, inChannels ?? 1]).allSatisfy { $0 > 0 },
            "\(layer): every size must be at least 1")
        require(
            outChannels.isMultiple(of: groups) && (inChannels ?? groups).isMultiple(of: groups),
            "\(layer): groups (\(groups)) must divide the channels, in and out (\(outChannels))")
        (self.layer, self.outChannels, self.groups) = (layer, outChannels, groups)
        (self.kernelSize, self.stride, self.dilation) = (sizes[0], sizes[1], sizes[2])
        self.padding = padding
    }

    /// The shape of a convolution's filters, `[sizes..., in / groups, out]`.
    func filterShape(inChannels: Int) -> Shape {
        Shape(kernelSize + [inChannels / groups, outChannels])
    }

    /// The shape of a transposed convolution's filters, `[sizes..., out / groups, in]`.
    func transposedFilterShape(inChannels: Int) -> Shape {
        Shape(kernelSize + [outChannels / groups, inChannels])
    }

    /// The input's channels, which must be the layer's own where those are known.
    func channels(of x: TensorSpec, _ weight: Parameter, own: Int?) throws(OpError) -> Int {
        let place = weight.place(of: layer)
        let layout = positionLayouts[kernelSize.count - 1]
        try x.requireAxes(layout, at: place)
        let channels = x.shape[layout.count - 1]
        guard own ?? channels == channels else {
            let order = [0] + Array(2..<layout.count) + [1]
            throw OpError(
                op: place,
                problem: "the input has \(channels) channels, the layer \(own ?? 0)",
                operands: ["x": "\(x)", "weight": weight.shape.map { "\($0)" } ?? "not built"],
                fix: x.shape[1] == own
                    ? "channels come last here: x.transposed(\(order))"
                    : "give it \(own ?? 0) channels, or build the model for inputs of \(channels)")
        }
        guard channels.isMultiple(of: groups) else {
            throw OpError(
                op: place, problem: "\(channels) channels do not split into \(groups) groups",
                operands: ["x": "\(x)"], fix: "use a number of groups that divides \(channels)")
        }
        return channels
    }

    /// The check of a convolution, whose filters hold the input's channels last but one.
    func channels(of x: TensorSpec, _ weight: Parameter) throws(OpError) -> Int {
        try channels(of: x, weight, own: weight.shape.map { $0[kernelSize.count] * groups })
    }

    /// The check of a transposed convolution, whose filters hold the input's channels last.
    func transposedChannels(of x: TensorSpec, _ weight: Parameter) throws(OpError) -> Int {
        try channels(of: x, weight, own: weight.shape?.last)
    }
}
