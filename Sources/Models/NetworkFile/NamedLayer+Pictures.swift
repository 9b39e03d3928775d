import LaminaFormats
import LaminaGraph
import LaminaNN
import LaminaTensor

// Layers that slide windows over pictures and sequences.

/// What convolutions of any number of axes have in common.
private struct Window {
    let inChannels: Int?
    let outChannels, groups: Int
    let kernelSize, stride, dilation: any AxisSizes
    let padding: WindowPadding
    let hasBias: Bool
    let initializer: Initializer

    init(_ settings: inout LayerSettings, axes: Int) throws(FileError) {
        inChannels = try settings.optionalInteger("in-channels")
        outChannels = try settings.integer("out-channels")
        kernelSize = try settings.sizes("kernel-size", axes: axes)
        stride = try settings.sizes("stride", axes: axes, default: 1)
        padding = try settings.padding()
        dilation = try settings.sizes("dilation", axes: axes, default: 1)
        groups = try settings.integer("groups", default: 1)
        hasBias = try settings.flag("bias", default: true)
        initializer = try settings.initializer()
        guard outChannels.isMultiple(of: groups), (inChannels ?? groups).isMultiple(of: groups)
        else {
            throw settings.place.fault(
                "\(settings.kind): \(groups) groups do not divide the channels",
                fix: "make out-channels (\(outChannels)) and the input's channels multiples of it")
        }
    }
}

extension NamedLayer {
    static let convolutions: [NamedLayer] = [
        NamedLayer("conv1d") { (settings, _) throws(FileError) in
            let w = try Window(&settings, axes: 1)
            return Conv1D(
                inChannels: w.inChannels, outChannels: w.outChannels, kernelSize: w.kernelSize,
                stride: w.stride, padding: w.padding, dilation: w.dilation, groups: w.groups,
                hasBias: w.hasBias, initializer: w.initializer)
        },
        NamedLayer("conv2d") { (settings, _) throws(FileError) in
            let w = try Window(&settings, axes: 2)
            return Conv2D(
                inChannels: w.inChannels, outChannels: w.outChannels, kernelSize: w.kernelSize,
                stride: w.stride, padding: w.padding, dilation: w.dilation, groups: w.groups,
                hasBias: w.hasBias, initializer: w.initializer)
        },
        NamedLayer("conv3d") { (settings, _) throws(FileError) in
            let w = try Window(&settings, axes: 3)
            return Conv3D(
                inChannels: w.inChannels, outChannels: w.outChannels, kernelSize: w.kernelSize,
                stride: w.stride, padding: w.padding, dilation: w.dilation, groups: w.groups,
                hasBias: w.hasBias, initializer: w.initializer)
        },
        NamedLayer("conv-transposed1d") { (settings, _) throws(FileError) in
            let w = try Window(&settings, axes: 1)
            return ConvTransposed1D(
                inChannels: w.inChannels, outChannels: w.outChannels, kernelSize: w.kernelSize,
                stride: w.stride, padding: w.padding, dilation: w.dilation, groups: w.groups,
                hasBias: w.hasBias, initializer: w.initializer)
        },
        NamedLayer("conv-transposed2d") { (settings, _) throws(FileError) in
            let w = try Window(&settings, axes: 2)
            return ConvTransposed2D(
                inChannels: w.inChannels, outChannels: w.outChannels, kernelSize: w.kernelSize,
                stride: w.stride, padding: w.padding, dilation: w.dilation, groups: w.groups,
                hasBias: w.hasBias, initializer: w.initializer)
        },
        NamedLayer("depthwise-conv2d") { (settings, _) throws(FileError) in
            DepthwiseConv2D(
                multiplier: try settings.integer("multiplier", default: 1),
                kernelSize: try settings.sizes("kernel-size", axes: 2),
                stride: try settings.sizes("stride", axes: 2, default: 1),
                padding: try settings.padding(),
                dilation: try settings.sizes("dilation", axes: 2, default: 1),
                hasBias: try settings.flag("bias", default: true),
                initializer: try settings.initializer())
        },
        NamedLayer("separable-conv2d") { (settings, _) throws(FileError) in
            SeparableConv2D(
                outChannels: try settings.integer("out-channels"),
                kernelSize: try settings.sizes("kernel-size", axes: 2),
                stride: try settings.sizes("stride", axes: 2, default: 1),
                padding: try settings.padding(),
                dilation: try settings.sizes("dilation", axes: 2, default: 1),
                multiplier: try settings.integer("multiplier", default: 1),
                hasBias: try settings.flag("bias", default: true),
                initializer: try settings.initializer())
        },
        NamedLayer("squeeze-excite") { (settings, _) throws(FileError) in
            SqueezeExcite(
                reduction: try settings.integer("reduction", isMain: true, default: 16),
                initializer: try settings.initializer())
        },
    ]

    static let pooling: [NamedLayer] = [
        NamedLayer("max-pool1d") { (settings, _) throws(FileError) in
            let (size, stride) = try windows(&settings, axes: 1)
            return MaxPool1D(
                size: size, stride: stride, padding: try settings.padding(),
                ceilMode: try settings.flag("ceil", default: false))
        },
        NamedLayer("max-pool2d") { (settings, _) throws(FileError) in
            let (size, stride) = try windows(&settings, axes: 2)
            return MaxPool2D(
                size: size, stride: stride, padding: try settings.padding(),
                ceilMode: try settings.flag("ceil", default: false))
        },
        NamedLayer("average-pool1d") { (settings, _) throws(FileError) in
            let (size, stride) = try windows(&settings, axes: 1)
            return AveragePool1D(
                size: size, stride: stride, padding: try settings.padding(),
                ceilMode: try settings.flag("ceil", default: false))
        },
        NamedLayer("average-pool2d") { (settings, _) throws(FileError) in
            let (size, stride) = try windows(&settings, axes: 2)
            return AveragePool2D(
                size: size, stride: stride, padding: try settings.padding(),
                ceilMode: try settings.flag("ceil", default: false))
        },
        NamedLayer("adaptive-average-pool") { (settings, _) throws(FileError) in
            AdaptiveAveragePool(to: try settings.sizes("size", isMain: true))
        },
        NamedLayer("adaptive-max-pool") { (settings, _) throws(FileError) in
            AdaptiveMaxPool(to: try settings.sizes("size", isMain: true))
        },
        NamedLayer("global-average-pool") { (_, _) throws(FileError) in GlobalAveragePool() },
        NamedLayer("global-max-pool") { (_, _) throws(FileError) in GlobalMaxPool() },
        NamedLayer("padding") { (settings, _) throws(FileError) in
            let size = try settings.sizes("size", from: 0, isMain: true)
            let modes: [(name: String, value: PaddingMode?)] = [
                ("zeros", nil), ("edge", .edge), ("reflect", .reflect),
                ("symmetric", .symmetric), ("wrap", .wrap),
            ]
            let mode = try settings.choice("mode", of: modes, default: nil)
            return mode.map { Padding(size, $0) } ?? Padding(size)
        },
        NamedLayer("upsample") { (settings, _) throws(FileError) in
            let methods = ResizeMethod.allCases.map { (name: "\($0)", value: $0) }
            return Upsample(
                factor: try settings.sizes("factor", isMain: true),
                try settings.choice("method", of: methods, default: .nearest))
        },
        NamedLayer("pixel-shuffle") { (settings, _) throws(FileError) in
            PixelShuffle(factor: try settings.integer("factor", isMain: true))
        },
        NamedLayer("pixel-unshuffle") { (settings, _) throws(FileError) in
            PixelUnshuffle(factor: try settings.integer("factor", isMain: true))
        },
    ]

    private static func windows(
        _ settings: inout LayerSettings, axes: Int
    ) throws(FileError) -> (size: any AxisSizes, stride: any AxisSizes) {
        let size = try settings.sizes("size", axes: axes, isMain: true)
        let stride = try settings.sizes("stride", from: 0, axes: axes, default: 0)
        guard let steps = stride.sizes(count: axes), steps.contains(0) else {
            return (size, stride)
        }
        // Windows lie side by side unless told otherwise.
        guard stride is Int else {
            throw settings.place.fault(
                "\(settings.kind): a stride of 0 never ends", fix: "give strides from 1")
        }
        return (size, size)
    }
}
