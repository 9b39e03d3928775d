public import LaminaNN
public import LaminaTensor

/// LeNet-5 for pictures of 28 by 28 or more: two convolutions with pooling, three dense layers.
///
/// - Shape: `[batch, height, width, channels]` to `[batch, classes]`, logits.
/// - Source: LeCun et al. (1998), "Gradient-based learning applied to document recognition", fig. 2.
///   As is usual today ReLU replaces the scaled tanh, max pooling the trained subsampling, full
///   connections the table between both convolutions, a dense layer the radial basis functions; and
///   pictures of 28 by 28 are padded by 2 in the first convolution instead of beforehand.
public struct LeNet5: Module {
    /// C1: 6 filters of 5 by 5, padded by 2, so that the size stays.
    public let conv1: Conv2D
    /// S2: halves height and width.
    public let pool1 = MaxPool2D(size: 2)
    /// C3: 16 filters of 5 by 5 without padding.
    public let conv2: Conv2D
    /// S4: halves height and width; of a picture of 28 by 28 it leaves 5 by 5.
    public let pool2 = MaxPool2D(size: 2)
    /// C5: 120 units.
    public let dense1: Dense
    /// F6: 84 units.
    public let dense2: Dense
    /// One unit for each class.
    public let output: Dense

    /// A network for this many classes.
    public init(classCount: Int = 10, initializer: Initializer = .xavierUniform) {
        conv1 = Conv2D(
            outChannels: 6, kernelSize: 5, padding: .symmetric(2), initializer: initializer)
        conv2 = Conv2D(outChannels: 16, kernelSize: 5, initializer: initializer)
        dense1 = Dense(120, initializer: initializer)
        dense2 = Dense(84, initializer: initializer)
        output = Dense(classCount, initializer: initializer)
    }

    public func forward(_ images: Tensor) -> Tensor {
        let edges = pool1(relu(conv1(images)))
        let parts = pool2(relu(conv2(edges)))
        return output(relu(dense2(relu(dense1(parts.flattened(from: 1))))))
    }
}
