import LaminaGraph
public import LaminaNN
public import LaminaTensor

/// A network that doubles a picture's height and width: six convolutions without padding, then a
/// transposed one. Its name in waifu2x is `upconv_7`.
///
/// - Shape: `[batch, height + 14, width + 14, 3]` to `[batch, 2 height, 2 width, 3]`: seven pixels are
///   lost on each side.
/// - Source: nagadomi's waifu2x, lib/srcnn.lua, `upconv_7`; Dong et al. (2014), arXiv:1501.00092.
public struct UpConv7: Module {
    /// The convolutions, each followed by a leaky ReLU of slope 0.1.
    public let convolutions: [Conv2D]
    /// The doubling.
    public let enlargement = ConvTransposed2D(
        outChannels: 3, kernelSize: 4, stride: 2, padding: .symmetric(3))

    public init() {
        convolutions = [16, 32, 64, 128, 128, 256].map { Conv2D(outChannels: $0, kernelSize: 3) }
    }

    public func forward(_ x: Tensor) -> Tensor {
        enlargement(convolutions.reduce(x) { leakyRelu($1($0), slope: 0.1) })
    }
}
