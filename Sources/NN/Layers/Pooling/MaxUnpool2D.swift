package import LaminaGraph
public import LaminaTensor

/// Puts pooled values back at their places in images of zeros: the second half of an encoder and
/// decoder such as SegNet. PyTorch: `nn.MaxUnpool2d`.
///
/// ```swift
/// let (values, places) = maxPool2DWithIndices(x, size: 2)
/// let again = MaxUnpool2D(size: 2)(values, places)
/// ```
/// - Shape: values and their places, twice `[batch, height, width, channels]`, to `[batch, height ·
///   size, width · size, channels]`.
public struct MaxUnpool2D: Module {
    /// How many times larger the output is along each axis.
    public let size: [Int]

    /// A layer that undoes a pooling with windows of this size, side by side.
    public init(size: any AxisSizes) {
        self.size = windowSizes("MaxUnpool2D", axes: 2, size, nil).size
    }

    public func forward(_ input: TensorPair) -> Tensor {
        operation { () throws(OpError) in
            let values = input.first
            try check(values.spec)
            return maxUnpool2D(
                values, indices: input.second,
                to: [values.shape[1] * size[0], values.shape[2] * size[1]])
        }
    }

    package func check(_ x: TensorSpec) throws(OpError) {
        try x.requireAxes(positionLayouts[1], at: placed("MaxUnpool2D"))
    }
}
