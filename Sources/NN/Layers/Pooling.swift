import LaminaGraph
public import LaminaTensor

/// The largest element of each window, by channel:
/// ``LaminaTensor/maxPool2D(_:size:stride:padding:ceilMode:)`` as a layer.
///
/// - Shape: `[batch, height, width, channels]` to `[batch, outHeight, outWidth, channels]`.
public struct MaxPool2D: Module {
    /// The height and width of a window.
    public let size: Int
    /// The step between windows; `size` unless given.
    public let stride: Int
    /// How the border is treated.
    public let padding: WindowPadding

    public init(size: Int, stride: Int? = nil, padding: WindowPadding = .valid) {
        require(min(size, stride ?? 1) > 0, "MaxPool2D: size and stride must be at least 1")
        (self.size, self.stride, self.padding) = (size, stride ?? size, padding)
    }

    public func forward(_ x: Tensor) -> Tensor {
        maxPool2D(x, size: size, stride: stride, padding: padding)
    }
}

/// The mean of each window, by channel:
/// ``LaminaTensor/averagePool2D(_:size:stride:padding:ceilMode:countsPadding:)`` as a layer. Padding
/// is not counted.
///
/// - Shape: `[batch, height, width, channels]` to `[batch, outHeight, outWidth, channels]`.
public struct AveragePool2D: Module {
    /// The height and width of a window.
    public let size: Int
    /// The step between windows; `size` unless given.
    public let stride: Int
    /// How the border is treated.
    public let padding: WindowPadding

    public init(size: Int, stride: Int? = nil, padding: WindowPadding = .valid) {
        require(
            min(size, stride ?? 1) > 0, "AveragePool2D: size and stride must be at least 1")
        (self.size, self.stride, self.padding) = (size, stride ?? size, padding)
    }

    public func forward(_ x: Tensor) -> Tensor {
        averagePool2D(x, size: size, stride: stride, padding: padding)
    }
}
