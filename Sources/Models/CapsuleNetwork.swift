public import LaminaNN
public import LaminaTensor

/// A capsule network: a convolution, capsules at every position of the picture, and one capsule for each
/// class, whose length says how sure it is.
///
/// - Shape: `[batch, height, width, channels]` to `[batch, classes]`, the lengths, from 0 to 1: for
///   ``capsuleMarginLoss(_:labels:absent:reduction:)``.
/// - Source: Sabour, Frosst & Hinton (2017), arXiv:1710.09829, fig. 1, without the decoder that draws the
///   picture again; the paper has 256 channels, 32 types and kernels of size 9.
public struct CapsuleNetwork: Module {
    /// The first convolution, of stride 1 without padding; a ReLU follows.
    public let convolution: Conv2D
    /// The capsules at every position, of 8 numbers each, by a convolution of stride 2.
    public let primary: PrimaryCapsules
    /// One capsule of `size` numbers for each class.
    public let classes: Capsules

    /// The paper's network unless told otherwise.
    ///
    /// - Parameters:
    ///   - channels: filters of the first convolution.
    ///   - types: capsules at each position.
    ///   - kernelSize: height and width of both convolutions' filters.
    ///   - size: numbers of a class's capsule.
    public init(
        classCount: Int, channels: Int = 256, types: Int = 32, kernelSize: Int = 9,
        size: Int = 16
    ) {
        convolution = Conv2D(outChannels: channels, kernelSize: kernelSize)
        primary = PrimaryCapsules(types: types, size: 8, kernelSize: kernelSize, stride: 2)
        classes = Capsules(count: classCount, size: size)
    }

    /// The capsules of the classes, `[batch, classes, size]`.
    public func capsules(_ images: Tensor) -> Tensor {
        classes(primary(relu(convolution(images))))
    }

    public func forward(_ images: Tensor) -> Tensor {
        // A number beside the square keeps the gradient finite at 0.
        sqrt(capsules(images).square().sum(axis: -1) + 1e-9)
    }
}
