import LaminaGraph
public import LaminaNN
public import LaminaTensor

/// A residual network: each block adds what its convolutions make of its input to that input.
///
/// - Shape: `[batch, height, width, channels]` to `[batch, classes]`, logits.
/// - Source: He et al. (2016), arXiv:1512.03385; as in torchvision the stride of a bottleneck lies
///   in its 3 by 3 convolution ("v1.5"). Names of parameters are torchvision's, but for
///   `layers.0`, `layers.1` … instead of `layer1` … `layer4` and `shortcut` instead of `downsample`.
public struct ResNet: Module {
    /// The blocks of each stage, and what they hold. Channels double from stage to stage.
    public struct Form: Sendable {
        /// The number of blocks in each stage.
        public let counts: [Int]
        /// Channels of the first stage's convolutions.
        public let width: Int
        /// Whether blocks hold three convolutions instead of two.
        public let isBottleneck: Bool

        /// A form of one's own.
        public init(counts: [Int], width: Int = 64, isBottleneck: Bool = false) {
            (self.counts, self.width, self.isBottleneck) = (counts, width, isBottleneck)
        }

        /// 2, 2, 2, 2 blocks of two convolutions.
        public static let resNet18 = Form(counts: [2, 2, 2, 2])
        /// 3, 4, 6, 3 blocks of two convolutions.
        public static let resNet34 = Form(counts: [3, 4, 6, 3])
        /// 3, 4, 6, 3 blocks of three convolutions.
        public static let resNet50 = Form(counts: [3, 4, 6, 3], isBottleneck: true)

        /// Three stages for pictures of some 32 by 32, of `depth` = 6 n + 2 layers in all: 20, 32, 44, 56
        /// or 110 in the paper's section 4.2.
        public static func small(depth: Int, width: Int = 16) -> Form {
            require(
                depth >= 8 && depth % 6 == 2 && width > 0,
                "ResNet: depth must be 6 n + 2 and width at least 1, got \(depth) and \(width)")
            return Form(counts: Array(repeating: (depth - 2) / 6, count: 3), width: width)
        }
    }

    /// What stands before the first stage.
    public enum Stem: Sendable {
        /// A 7 by 7 convolution of stride 2 and a 3 by 3 pooling of stride 2: ImageNet's pictures.
        case large
        /// A 3 by 3 convolution: pictures of some 32 by 32.
        case small
    }

    /// The stem's convolution, without a bias.
    public let conv1: Conv2D
    /// The norm behind it, before a ReLU.
    public let bn1: BatchNorm
    /// Of the large stem.
    public let pool: MaxPool2D?
    /// The stages.
    public let layers: [[ResidualBlock]]
    /// From the mean over all positions to a logit for each class.
    public let fc: Dense

    /// A network for this many classes.
    public init(_ form: Form, classCount: Int, stem: Stem = .large) {
        let isLarge = stem == .large
        conv1 = Conv2D(
            outChannels: form.width, kernelSize: isLarge ? 7 : 3, stride: isLarge ? 2 : 1,
            padding: .symmetric(isLarge ? 3 : 1), hasBias: false, initializer: .heNormal)
        bn1 = BatchNorm()
        pool = isLarge ? MaxPool2D(size: 3, stride: 2, padding: .symmetric(1)) : nil
        var inChannels = form.width
        layers = form.counts.enumerated().map { stage, count in
            (0..<count).map { number in
                let block = ResidualBlock(
                    inChannels: inChannels, channels: form.width << stage,
                    stride: stage > 0 && number == 0 ? 2 : 1, isBottleneck: form.isBottleneck)
                inChannels = block.outChannels
                return block
            }
        }
        fc = Dense(classCount)
    }

    public func forward(_ images: Tensor) -> Tensor {
        var x = relu(bn1(conv1(images)))
        if let pool { x = pool(x) }
        for block in layers.joined() { x = block(x) }
        return fc(x.mean(axes: [1, 2]))
    }
}

/// Two or three convolutions with a way around them: `relu(shortcut(x) + body(x))`.
///
/// The body is convolutions of 3 by 3 and 3 by 3, or, as a bottleneck, of 1 by 1, 3 by 3 and 1 by 1
/// with four times the channels in the end; a batch norm follows each and a ReLU all but the last.
/// The shortcut is the input itself, or a 1 by 1 convolution where the shape changes.
///
/// - Shape: `[batch, height, width, inChannels]` to `[batch, ⌈height / stride⌉, ⌈width / stride⌉,
///   outChannels]`.
/// - Source: He et al. (2016), arXiv:1512.03385, fig. 5.
public struct ResidualBlock: Module {
    /// 3 by 3 with the block's stride, or 1 by 1 in a bottleneck.
    public let conv1: Conv2D
    /// Behind `conv1`.
    public let bn1: BatchNorm
    /// 3 by 3; in a bottleneck with the block's stride.
    public let conv2: Conv2D
    /// Behind `conv2`.
    public let bn2: BatchNorm
    /// The last of a bottleneck.
    public let conv3: Conv2D?
    /// Behind `conv3`; nil in a block of two convolutions.
    public let bn3: BatchNorm?
    /// A convolution and its norm; nil where the input goes around as it is.
    public let shortcut: Sequential?
    /// Channels that come out.
    public let outChannels: Int

    /// A block whose 3 by 3 convolutions have `channels` channels.
    public init(inChannels: Int, channels: Int, stride: Int = 1, isBottleneck: Bool = false) {
        func convolution(_ size: Int, _ channels: Int, stride: Int = 1) -> Conv2D {
            Conv2D(
                outChannels: channels, kernelSize: size, stride: stride,
                padding: .symmetric(size / 2), hasBias: false, initializer: .heNormal)
        }
        outChannels = isBottleneck ? 4 * channels : channels
        conv1 =
            isBottleneck
            ? convolution(1, channels) : convolution(3, channels, stride: stride)
        conv2 = convolution(3, channels, stride: isBottleneck ? stride : 1)
        conv3 = isBottleneck ? convolution(1, outChannels) : nil
        (bn1, bn2, bn3) = (BatchNorm(), BatchNorm(), isBottleneck ? BatchNorm() : nil)
        let keepsShape = stride == 1 && inChannels == outChannels
        shortcut =
            keepsShape
            ? nil : Sequential([convolution(1, outChannels, stride: stride), BatchNorm()])
    }

    public func forward(_ x: Tensor) -> Tensor {
        var y = bn2(conv2(relu(bn1(conv1(x)))))
        if let conv3, let bn3 { y = bn3(conv3(relu(y))) }
        return relu((shortcut.map { $0(x) } ?? x) + y)
    }
}
