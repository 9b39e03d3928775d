public import LaminaData
public import LaminaFormats
import LaminaGraph
public import LaminaNN
public import LaminaTensor

/// MobileNetV2: a network for pictures that is small enough for a telephone.
///
/// - Shape: `[batch, height, width, 3]` to `[batch, classes]`, logits; pretrained for 224 by 224.
/// - Source: Sandler et al. (2018), arXiv:1801.04381, table 2. torchvision: `mobilenet_v2`.
public struct MobileNetV2: Module {
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
                .init(expansion: 6, channels: 32, count: 3, stride: 2, kernelSize: 3),
                .init(expansion: 6, channels: 64, count: 4, stride: 2, kernelSize: 3),
                .init(expansion: 6, channels: 96, count: 3, stride: 1, kernelSize: 3),
                .init(expansion: 6, channels: 160, count: 3, stride: 2, kernelSize: 3),
                .init(expansion: 6, channels: 320, count: 1, stride: 1, kernelSize: 3),
            ],
            form: UnitForm(padding: { .symmetric($0 / 2) }, eps: 1e-5))
        classifier = Dense(classCount)
    }

    public func forward(_ x: Tensor) -> Tensor { classifier(dropout(features(x))) }

    /// The network trained on ImageNet's 1000 classes.
    ///
    /// - Throws: ``FileError`` for missing or damaged weights, with the command that gets them.
    public static func pretrained(
        from folder: DataFolder = .standard
    ) throws(FileError) -> MobileNetV2 {
        let network = MobileNetV2()
        let path = try folder.find("mobilenet_v2-b0353104.pth", of: WeightsName.mobilenetV2)
        try PretrainedWeights(contentsOf: path).fill(
            network, like: .zeros([1, 224, 224, 3]), origin)
        return network
    }

    /// Where torchvision keeps what fills a cell.
    static func origin(_ path: String) -> PretrainedWeights.Origin {
        let parts = path.split(separator: ".").map(String.init)
        if parts[0] == "classifier" {
            return .init(
                "classifier.1.\(parts[1])", parts[1] == "weight" ? .outputFirst : .same)
        }
        // features.UNIT.(convolution|norm).CELL, or features.blocks.N.UNIT.(convolution|norm).CELL.
        let (kind, cell) = (parts[parts.count - 2], torchName(parts[parts.count - 1]))
        let place = kind == "convolution" ? 0 : 1
        let layout: PretrainedWeights.Layout = kind == "convolution" ? .outputFirst : .same
        guard parts[1] == "blocks", let block = Int(parts[2]) else {
            return .init("features.\(parts[1] == "stem" ? 0 : 18).\(place).\(cell)", layout)
        }
        // The first block has no expansion, so that what follows stands one place earlier.
        let shift = block == 0 ? 0 : 1
        let inner =
            switch parts[3] {
            case "expand": "0.\(place)"
            case "depthwise": "\(shift).\(place)"
            default: "\(shift + 1 + place)"
            }
        return .init("features.\(block + 1).conv.\(inner).\(cell)", layout)
    }

    /// PyTorch's word for a cell.
    static func torchName(_ cell: String) -> String {
        switch cell {
        case "runningMean": "running_mean"
        case "runningVar": "running_var"
        default: cell
        }
    }
}
