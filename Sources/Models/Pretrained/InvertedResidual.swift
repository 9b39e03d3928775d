public import LaminaNN
public import LaminaTensor

/// A convolution without bias, batch normalisation, and ReLU6 behind it where it is active.
///
/// - Shape: `[batch, height, width, in]` to `[batch, outHeight, outWidth, out]`.
public struct ConvolutionUnit: Module {
    /// The convolution.
    public let convolution: Conv2D
    /// The normalisation of its result.
    public let norm: BatchNorm
    /// Whether ReLU6 follows.
    public let isActive: Bool

    /// A unit; see ``LaminaNN/Conv2D`` for the sizes.
    public init(
        outChannels: Int, kernelSize: Int, stride: Int = 1, padding: WindowPadding = .valid,
        groups: Int = 1, eps: Double = 1e-5, isActive: Bool = true
    ) {
        convolution = Conv2D(
            outChannels: outChannels, kernelSize: kernelSize, stride: stride, padding: padding,
            groups: groups, hasBias: false, initializer: .heNormal)
        norm = BatchNorm(eps: eps)
        self.isActive = isActive
    }

    public func forward(_ x: Tensor) -> Tensor {
        let result = norm(convolution(x))
        return isActive ? relu6(result) : result
    }
}

/// What the units of a network of inverted residuals share.
struct UnitForm: Sendable {
    /// How windows are padded: PyTorch's networks on both sides alike, TensorFlow's as `.same` does.
    let padding: @Sendable (_ kernelSize: Int) -> WindowPadding
    /// Of the normalisations.
    let eps: Double

    func unit(
        _ outChannels: Int, kernelSize: Int, stride: Int = 1, groups: Int = 1,
        isActive: Bool = true
    ) -> ConvolutionUnit {
        ConvolutionUnit(
            outChannels: outChannels, kernelSize: kernelSize, stride: stride,
            padding: padding(kernelSize), groups: groups, eps: eps, isActive: isActive)
    }
}

/// An inverted residual: channels are multiplied by a 1 x 1 convolution, mixed over space each by
/// itself, and brought back to few without an activation; input and output are added where they
/// have one shape.
///
/// - Shape: `[batch, height, width, in]` to `[batch, ⌈height / stride⌉, ⌈width / stride⌉, out]`.
/// - Source: Sandler et al. (2018), arXiv:1801.04381, section 3.3.
public struct InvertedResidual: Module {
    /// The multiplication of channels; none at a factor of 1.
    public let expand: ConvolutionUnit?
    /// A filter for each channel.
    public let depthwise: ConvolutionUnit
    /// The return to few channels.
    public let project: ConvolutionUnit
    /// Whether the input is added.
    public let isResidual: Bool

    init(
        inChannels: Int, outChannels: Int, expansion: Int, kernelSize: Int, stride: Int,
        form: UnitForm
    ) {
        let inner = inChannels * expansion
        expand = expansion == 1 ? nil : form.unit(inner, kernelSize: 1)
        depthwise = form.unit(inner, kernelSize: kernelSize, stride: stride, groups: inner)
        project = form.unit(outChannels, kernelSize: 1, isActive: false)
        isResidual = stride == 1 && inChannels == outChannels
    }

    public func forward(_ x: Tensor) -> Tensor {
        let result = project(depthwise(expand.map { $0(x) } ?? x))
        return isResidual ? x + result : result
    }
}

/// A picture's features: a convolution, inverted residuals, one more convolution, and the mean over
/// all positions.
///
/// - Shape: `[batch, height, width, 3]` to `[batch, 1280]`.
public struct InvertedResidualFeatures: Module {
    /// The first convolution, which halves height and width.
    public let stem: ConvolutionUnit
    /// The blocks, in order.
    public let blocks: [InvertedResidual]
    /// The last convolution.
    public let head: ConvolutionUnit
    /// The mean over height and width.
    public let pool = GlobalAveragePool()

    /// A row of the paper's table: so many blocks alike, the first of which takes the stride.
    struct Stage {
        let expansion, channels, count, stride, kernelSize: Int
    }

    init(_ stages: [Stage], form: UnitForm) {
        stem = form.unit(32, kernelSize: 3, stride: 2)
        var (blocks, channels): ([InvertedResidual], Int) = ([], 32)
        for stage in stages {
            for place in 0..<stage.count {
                blocks.append(
                    InvertedResidual(
                        inChannels: channels, outChannels: stage.channels,
                        expansion: stage.expansion, kernelSize: stage.kernelSize,
                        stride: place == 0 ? stage.stride : 1, form: form))
                channels = stage.channels
            }
        }
        self.blocks = blocks
        head = form.unit(1280, kernelSize: 1)
    }

    public func forward(_ x: Tensor) -> Tensor {
        pool(head(blocks.reduce(stem(x)) { $1($0) }))
    }
}
