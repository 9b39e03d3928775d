import LaminaGraph
public import LaminaNN
public import LaminaTensor

/// A network that doubles a picture's height and width: a small U-shaped network that doubles, and a
/// deeper one that mends what the first made; each weighs its channels by their means over the picture.
///
/// - Shape: `[batch, height + 36, width + 36, 3]` to `[batch, 2 height, 2 width, 3]`, height and width
///   even: 18 pixels are lost on each side.
/// - Source: nagadomi's waifu2x, lib/srcnn.lua, `upcunet`; Ronneberger et al. (2015), "U-Net",
///   arXiv:1505.04597; Hu et al. (2018), "Squeeze-and-excitation networks", arXiv:1709.01507.
public struct CUNet: Module {
    /// Doubles.
    public let doubling = DoublingUNet()
    /// Adds details to the doubled picture.
    public let mending = MendingUNet()

    public init() {}

    public func forward(_ x: Tensor) -> Tensor {
        let large = doubling(x)
        return mending(large) + large.withoutBorder(20)
    }
}

/// The first half of a ``CUNet``: `[batch, height, width, 3]` to `[batch, 2 height - 32, 2 width - 32, 3]`.
public struct DoublingUNet: Module {
    public let first = ConvolutionPair(32, 64)
    public let down = Conv2D(outChannels: 64, kernelSize: 2, stride: 2)
    public let second = WeighedConvolutionPair(128, 64)
    public let up = ConvTransposed2D(outChannels: 64, kernelSize: 2, stride: 2)
    public let third = Conv2D(outChannels: 64, kernelSize: 3)
    public let enlargement = ConvTransposed2D(
        outChannels: 3, kernelSize: 4, stride: 2, padding: .symmetric(3))

    public init() {}

    public func forward(_ x: Tensor) -> Tensor {
        let fine = first(x)
        let coarse = second(leaky(down(fine)))
        let joined = fine.withoutBorder(4) + leaky(up(coarse))
        return enlargement(leaky(third(joined)))
    }
}

/// The second half of a ``CUNet``: `[batch, height, width, 3]` to `[batch, height - 40, width - 40, 3]`.
public struct MendingUNet: Module {
    public let first = ConvolutionPair(32, 64)
    public let down = Conv2D(outChannels: 64, kernelSize: 2, stride: 2)
    public let second = WeighedConvolutionPair(64, 128)
    public let downAgain = Conv2D(outChannels: 128, kernelSize: 2, stride: 2)
    public let third = WeighedConvolutionPair(256, 128)
    public let up = ConvTransposed2D(outChannels: 128, kernelSize: 2, stride: 2)
    public let fourth = WeighedConvolutionPair(64, 64)
    public let upAgain = ConvTransposed2D(outChannels: 64, kernelSize: 2, stride: 2)
    public let fifth = Conv2D(outChannels: 64, kernelSize: 3)
    public let output = Conv2D(outChannels: 3, kernelSize: 3)

    public init() {}

    public func forward(_ x: Tensor) -> Tensor {
        let fine = first(x)
        let middle = second(leaky(down(fine)))
        let coarse = third(leaky(downAgain(middle)))
        let joined = fourth(middle.withoutBorder(4) + leaky(up(coarse)))
        let last = fine.withoutBorder(16) + leaky(upAgain(joined))
        return output(leaky(fifth(last)))
    }
}

/// Two convolutions of 3 x 3 without padding, each with a leaky ReLU behind it.
public struct ConvolutionPair: Module {
    public let first: Conv2D
    public let second: Conv2D

    /// - Parameters: how many channels the first makes, and the second.
    public init(_ between: Int, _ outChannels: Int) {
        first = Conv2D(outChannels: between, kernelSize: 3)
        second = Conv2D(outChannels: outChannels, kernelSize: 3)
    }

    public func forward(_ x: Tensor) -> Tensor { leaky(second(leaky(first(x)))) }
}

/// Two convolutions, whose channels are then multiplied by weights between 0 and 1 that follow from
/// their means.
public struct WeighedConvolutionPair: Module {
    public let convolutions: ConvolutionPair
    /// From means to an eighth as many numbers.
    public let squeeze: Dense
    /// From these to a weight for each channel, before the sigmoid.
    public let excitation: Dense

    /// - Parameters: how many channels the first convolution makes, and the second.
    public init(_ between: Int, _ outChannels: Int) {
        convolutions = ConvolutionPair(between, outChannels)
        squeeze = Dense(outChannels / 8)
        excitation = Dense(outChannels)
    }

    public func forward(_ x: Tensor) -> Tensor {
        let y = convolutions(x)
        let means = y.mean(axes: [1, 2], keepDims: true)
        return y * sigmoid(excitation(relu(squeeze(means))))
    }
}

private func leaky(_ x: Tensor) -> Tensor { leakyRelu(x, slope: 0.1) }

extension Tensor {
    /// Pictures `[batch, height, width, channels]` without so many pixels on each side.
    fileprivate func withoutBorder(_ count: Int) -> Tensor {
        self[0..<shape[0], count..<shape[1] - count, count..<shape[2] - count]
    }
}
