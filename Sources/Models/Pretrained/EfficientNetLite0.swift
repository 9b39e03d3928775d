public import LaminaData
public import LaminaFormats
import LaminaGraph
public import LaminaNN
public import LaminaTensor

/// EfficientNet-Lite0: inverted residuals whose sizes were found by search, without the parts that
/// small processors dislike (squeeze-excitation, swish).
///
/// - Shape: `[batch, height, width, 3]` to `[batch, classes]`, logits; pretrained for 224 by 224.
/// - Source: Tan & Le (2019), arXiv:1905.11946, table 1, B0; the changes of its Lite variant are in
///   TensorFlow's `tpu/models/official/efficientnet/lite`.
public struct EfficientNetLite0: Module {
    /// Everything but the last layer: a picture's 1280 features.
    public let features: InvertedResidualFeatures
    /// In front of the last layer, in training only.
    public let dropout = Dropout(0.2)
    /// The last layer.
    public let classifier: Dense

    /// A network for this many classes.
    public init(classCount: Int = 1000) {
        features = InvertedResidualFeatures(
            [
                .init(expansion: 1, channels: 16, count: 1, stride: 1, kernelSize: 3),
                .init(expansion: 6, channels: 24, count: 2, stride: 2, kernelSize: 3),
                .init(expansion: 6, channels: 40, count: 2, stride: 2, kernelSize: 5),
                .init(expansion: 6, channels: 80, count: 3, stride: 2, kernelSize: 3),
                .init(expansion: 6, channels: 112, count: 3, stride: 1, kernelSize: 5),
                .init(expansion: 6, channels: 192, count: 4, stride: 2, kernelSize: 5),
                .init(expansion: 6, channels: 320, count: 1, stride: 1, kernelSize: 3),
            ],
            form: UnitForm(padding: { _ in .same }, eps: 1e-3))
        classifier = Dense(classCount)
    }

    public func forward(_ x: Tensor) -> Tensor { classifier(dropout(features(x))) }

    /// The network trained on ImageNet's 1000 classes.
    ///
    /// - Throws: ``FileError`` for missing or damaged weights, with the command that gets them.
    public static func pretrained(
        from folder: DataFolder = .standard
    ) throws(FileError) -> EfficientNetLite0 {
        let network = EfficientNetLite0()
        let path = try folder.find(
            "efficientnet-lite0-57934424.pth", of: WeightsName.efficientnetLite0)
        try PretrainedWeights(contentsOf: path).fill(
            network, like: .zeros([1, 224, 224, 3]), origin)
        return network
    }

    /// Where the file keeps what fills a cell.
    static func origin(_ path: String) -> PretrainedWeights.Origin {
        let parts = path.split(separator: ".").map(String.init)
        if parts[0] == "classifier" {
            return .init("_fc.\(parts[1])", parts[1] == "weight" ? .outputFirst : .same)
        }
        let isNorm = parts[parts.count - 2] == "norm"
        let cell = MobileNetV2.torchName(parts[parts.count - 1])
        let layout: PretrainedWeights.Layout = isNorm ? .same : .outputFirst
        guard parts[1] == "blocks" else {
            let (convolution, norm) =
                parts[1] == "stem" ? ("_conv_stem", "_bn0") : ("_conv_head", "_bn1")
            return .init("\(isNorm ? norm : convolution).\(cell)", layout)
        }
        let names = ["expand": "_bn0", "depthwise": "_bn1", "project": "_bn2"]
        let unit = isNorm ? names[parts[3]] ?? "" : "_\(parts[3])_conv"
        return .init("_blocks.\(parts[2]).\(unit).\(cell)", layout)
    }
}
