package import LaminaGraph
public import LaminaTensor

/// The mean of each window, by channel: ``LaminaTensor/averagePool1D(_:size:stride:padding:ceilMode:countsPadding:)`` as
/// a layer. PyTorch: `nn.AvgPool1d`.
///
/// - Shape: `[batch, length, channels]` to `[batch, outLength, channels]`.
public struct AveragePool1D: Module {
    /// The size of a window along each axis.
    public let size: [Int]
    /// The step between windows along each axis; `size` unless given.
    public let stride: [Int]
    /// How the border is treated.
    public let padding: WindowPadding
    /// Whether a last window that sticks out of the input counts too.
    public let ceilMode: Bool
    /// Whether padding counts as zeros; PyTorch's `count_include_pad`, which is on there.
    public let countsPadding: Bool

    /// A layer whose sizes are one number or a list of one for each axis.
    public init(
        size: any AxisSizes, stride: (any AxisSizes)? = nil, padding: WindowPadding = .valid,
        ceilMode: Bool = false, countsPadding: Bool = false
    ) {
        (self.size, self.stride) = windowSizes("AveragePool1D", axes: 1, size, stride)
        (self.padding, self.ceilMode) = (padding, ceilMode)
        self.countsPadding = countsPadding
    }

    public func forward(_ x: Tensor) -> Tensor {
        operation { () throws(OpError) in
            try check(x.spec)
            return averagePool1D(
                x, size: size, stride: stride, padding: padding, ceilMode: ceilMode,
                countsPadding: countsPadding)
        }
    }

    package func check(_ x: TensorSpec) throws(OpError) {
        try x.requireAxes(positionLayouts[0], at: placed("AveragePool1D"))
    }
}

/// The mean of each window, by channel: ``LaminaTensor/averagePool2D(_:size:stride:padding:ceilMode:countsPadding:)`` as
/// a layer. PyTorch: `nn.AvgPool2d`.
///
/// - Shape: `[batch, height, width, channels]` to `[batch, outHeight, outWidth, channels]`.
public struct AveragePool2D: Module {
    /// The size of a window along each axis.
    public let size: [Int]
    /// The step between windows along each axis; `size` unless given.
    public let stride: [Int]
    /// How the border is treated.
    public let padding: WindowPadding
    /// Whether a last window that sticks out of the input counts too.
    public let ceilMode: Bool
    /// Whether padding counts as zeros; PyTorch's `count_include_pad`, which is on there.
    public let countsPadding: Bool

    /// A layer whose sizes are one number or a list of one for each axis.
    public init(
        size: any AxisSizes, stride: (any AxisSizes)? = nil, padding: WindowPadding = .valid,
        ceilMode: Bool = false, countsPadding: Bool = false
    ) {
        (self.size, self.stride) = windowSizes("AveragePool2D", axes: 2, size, stride)
        (self.padding, self.ceilMode) = (padding, ceilMode)
        self.countsPadding = countsPadding
    }

    public func forward(_ x: Tensor) -> Tensor {
        operation { () throws(OpError) in
            try check(x.spec)
            return averagePool2D(
                x, size: size, stride: stride, padding: padding, ceilMode: ceilMode,
                countsPadding: countsPadding)
        }
    }

    package func check(_ x: TensorSpec) throws(OpError) {
        try x.requireAxes(positionLayouts[1], at: placed("AveragePool2D"))
    }
}

/// The mean of each window, by channel: ``LaminaTensor/averagePool3D(_:size:stride:padding:ceilMode:countsPadding:)`` as
/// a layer. PyTorch: `nn.AvgPool3d`.
///
/// - Shape: `[batch, depth, height, width, channels]` to `[batch, outDepth, outHeight,
///   outWidth, channels]`.
public struct AveragePool3D: Module {
    /// The size of a window along each axis.
    public let size: [Int]
    /// The step between windows along each axis; `size` unless given.
    public let stride: [Int]
    /// How the border is treated.
    public let padding: WindowPadding
    /// Whether a last window that sticks out of the input counts too.
    public let ceilMode: Bool
    /// Whether padding counts as zeros; PyTorch's `count_include_pad`, which is on there.
    public let countsPadding: Bool

    /// A layer whose sizes are one number or a list of one for each axis.
    public init(
        size: any AxisSizes, stride: (any AxisSizes)? = nil, padding: WindowPadding = .valid,
        ceilMode: Bool = false, countsPadding: Bool = false
    ) {
        (self.size, self.stride) = windowSizes("AveragePool3D", axes: 3, size, stride)
        (self.padding, self.ceilMode) = (padding, ceilMode)
        self.countsPadding = countsPadding
    }

    public func forward(_ x: Tensor) -> Tensor {
        operation { () throws(OpError) in
            try check(x.spec)
            return averagePool3D(
                x, size: size, stride: stride, padding: padding, ceilMode: ceilMode,
                countsPadding: countsPadding)
        }
    }

    package func check(_ x: TensorSpec) throws(OpError) {
        try x.requireAxes(positionLayouts[2], at: placed("AveragePool3D"))
    }
}
