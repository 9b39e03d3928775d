package import LaminaGraph
public import LaminaTensor

/// The largest element of each window, by channel: ``LaminaTensor/maxPool1D(_:size:stride:padding:ceilMode:)`` as
/// a layer. PyTorch: `nn.MaxPool1d`.
///
/// - Shape: `[batch, length, channels]` to `[batch, outLength, channels]`.
public struct MaxPool1D: Module {
    /// The size of a window along each axis.
    public let size: [Int]
    /// The step between windows along each axis; `size` unless given.
    public let stride: [Int]
    /// How the border is treated.
    public let padding: WindowPadding
    /// Whether a last window that sticks out of the input counts too.
    public let ceilMode: Bool

    /// A layer whose sizes are one number or a list of one for each axis.
    public init(
        size: any AxisSizes, stride: (any AxisSizes)? = nil, padding: WindowPadding = .valid,
        ceilMode: Bool = false
    ) {
        (self.size, self.stride) = windowSizes("MaxPool1D", axes: 1, size, stride)
        (self.padding, self.ceilMode) = (padding, ceilMode)
    }

    public func forward(_ x: Tensor) -> Tensor {
        operation { () throws(OpError) in
            try check(x.spec)
            return maxPool1D(
                x, size: size, stride: stride, padding: padding, ceilMode: ceilMode)
        }
    }

    package func check(_ x: TensorSpec) throws(OpError) {
        try x.requireAxes(positionLayouts[0], at: placed("MaxPool1D"))
    }
}

/// The largest element of each window, by channel: ``LaminaTensor/maxPool2D(_:size:stride:padding:ceilMode:)`` as
/// a layer. PyTorch: `nn.MaxPool2d`.
///
/// - Shape: `[batch, height, width, channels]` to `[batch, outHeight, outWidth, channels]`.
public struct MaxPool2D: Module {
    /// The size of a window along each axis.
    public let size: [Int]
    /// The step between windows along each axis; `size` unless given.
    public let stride: [Int]
    /// How the border is treated.
    public let padding: WindowPadding
    /// Whether a last window that sticks out of the input counts too.
    public let ceilMode: Bool

    /// A layer whose sizes are one number or a list of one for each axis.
    public init(
        size: any AxisSizes, stride: (any AxisSizes)? = nil, padding: WindowPadding = .valid,
        ceilMode: Bool = false
    ) {
        (self.size, self.stride) = windowSizes("MaxPool2D", axes: 2, size, stride)
        (self.padding, self.ceilMode) = (padding, ceilMode)
    }

    public func forward(_ x: Tensor) -> Tensor {
        operation { () throws(OpError) in
            try check(x.spec)
            return maxPool2D(
                x, size: size, stride: stride, padding: padding, ceilMode: ceilMode)
        }
    }

    package func check(_ x: TensorSpec) throws(OpError) {
        try x.requireAxes(positionLayouts[1], at: placed("MaxPool2D"))
    }
}

/// The largest element of each window, by channel: ``LaminaTensor/maxPool3D(_:size:stride:padding:ceilMode:)`` as
/// a layer. PyTorch: `nn.MaxPool3d`.
///
/// - Shape: `[batch, depth, height, width, channels]` to `[batch, outDepth, outHeight,
///   outWidth, channels]`.
public struct MaxPool3D: Module {
    /// The size of a window along each axis.
    public let size: [Int]
    /// The step between windows along each axis; `size` unless given.
    public let stride: [Int]
    /// How the border is treated.
    public let padding: WindowPadding
    /// Whether a last window that sticks out of the input counts too.
    public let ceilMode: Bool

    /// A layer whose sizes are one number or a list of one for each axis.
    public init(
        size: any AxisSizes, stride: (any AxisSizes)? = nil, padding: WindowPadding = .valid,
        ceilMode: Bool = false
    ) {
        (self.size, self.stride) = windowSizes("MaxPool3D", axes: 3, size, stride)
        (self.padding, self.ceilMode) = (padding, ceilMode)
    }

    public func forward(_ x: Tensor) -> Tensor {
        operation { () throws(OpError) in
            try check(x.spec)
            return maxPool3D(
                x, size: size, stride: stride, padding: padding, ceilMode: ceilMode)
        }
    }

    package func check(_ x: TensorSpec) throws(OpError) {
        try x.requireAxes(positionLayouts[2], at: placed("MaxPool3D"))
    }
}

/// The sizes and steps of a pooling's windows, one for each axis.
func windowSizes(
    _ layer: String, axes: Int, _ size: any AxisSizes, _ stride: (any AxisSizes)?
) -> (size: [Int], stride: [Int]) {
    let (sizes, strides) = (size.sizes(count: axes), (stride ?? size).sizes(count: axes))
    require(
        sizes != nil && strides != nil,
        "\(layer): size and stride must be one number or a list of \(axes)")
    let found = (sizes ?? [], strides ?? [])
    require(
        (found.0 + found.1).allSatisfy { $0 > 0 }, "\(layer): size and stride must be at least 1")
    return found
}
