public import LaminaNN
public import LaminaTensor
import LaminaGraph

/// Two convolutions with normalisation, added to their input.
///
/// - Shape: `[batch, height, width, in]` to `[batch, height / stride, width / stride, channels]`, rounded
///   up.
/// - Source: He et al. (2015), arXiv:1512.03385, fig. 2; where the shape changes the input goes through
///   a convolution of size 1 (option B).
public struct ResNetBlock: Module {
    public let conv1: Conv2D
    public let norm1 = BatchNorm()
    public let conv2: Conv2D
    public let norm2 = BatchNorm()
    /// What brings the input to the output's shape; none where it has it.
    public let shortcut: Conv2D?
    public let shortcutNorm: BatchNorm?

    /// A block that halves the picture with a stride of 2.
    public init(channels: Int, stride: Int = 1, changesShape: Bool) {
        conv1 = Conv2D(
            outChannels: channels, kernelSize: 3, stride: stride, padding: .symmetric(1),
            hasBias: false, initializer: .heNormal)
        conv2 = Conv2D(
            outChannels: channels, kernelSize: 3, padding: .symmetric(1), hasBias: false,
            initializer: .heNormal)
        shortcut =
            changesShape
            ? Conv2D(
                outChannels: channels, kernelSize: 1, stride: stride, hasBias: false,
                initializer: .heNormal) : nil
        shortcutNorm = changesShape ? BatchNorm() : nil
    }

    public func forward(_ x: Tensor) -> Tensor {
        let y = norm2(conv2(relu(norm1(conv1(x)))))
        var kept = x
        if let shortcut { kept = shortcut(kept) }
        if let shortcutNorm { kept = shortcutNorm(kept) }
        return relu(y + kept)
    }
}

/// A residual network for small pictures: a convolution, three stages of blocks whose pictures halve and
/// whose channels double, the mean over all positions and a dense layer.
///
/// - Shape: `[batch, height, width, channels]` to `[batch, classes]`, logits.
/// - Source: He et al. (2015), arXiv:1512.03385, section 4.2, with `depth = 6 n + 2` layers.
public struct ResNet: Module {
    public let stem: Conv2D
    public let norm = BatchNorm()
    public let blocks: [ResNetBlock]
    public let output: Dense

    /// A network of `depth` layers, 20, 32, 44, 56 or 110 in the paper, that begins with `width` channels.
    public init(classCount: Int, depth: Int = 20, width: Int = 16) {
        require(
            depth >= 8 && depth % 6 == 2 && width > 0,
            "ResNet: depth must be 6 n + 2 and width at least 1, got \(depth) and \(width)")
        stem = Conv2D(
            outChannels: width, kernelSize: 3, padding: .symmetric(1), hasBias: false,
            initializer: .heNormal)
        blocks = (0..<3).flatMap { stage in
            (0..<(depth - 2) / 6).map { number in
                ResNetBlock(
                    channels: width << stage, stride: stage > 0 && number == 0 ? 2 : 1,
                    changesShape: stage > 0 && number == 0)
            }
        }
        output = Dense(classCount)
    }

    public func forward(_ images: Tensor) -> Tensor {
        let features = blocks.reduce(relu(norm(stem(images)))) { $1($0) }
        return output(globalAveragePool(features))
    }
}
