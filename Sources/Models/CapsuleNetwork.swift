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
    public let convolution: Conv2D
    public let primary: PrimaryCapsules
    public let classes: Capsules

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
