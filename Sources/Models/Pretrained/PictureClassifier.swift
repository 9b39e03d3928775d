public import LaminaData
public import LaminaFormats
import LaminaGraph
public import LaminaNN
public import LaminaTensor

/// A pretrained network for pictures, with what belongs around it: the making of its input and the
/// names of its classes.
///
/// ```swift
/// let classifier = try PictureClassifier.mobileNetV2()   // `lamina data get mobilenet-v2`
/// let picture = try Bitmap(contentsOf: "bear.png")       // PNG or JPEG
/// for answer in classifier.classify(picture, top: 5) {
///     print(answer.name, answer.probability)
/// }
/// ```
public struct PictureClassifier: Sendable {
    /// One class and how probable it is.
    public struct Answer: Sendable, Equatable {
        /// The class's number.
        public let label: Int
        /// The class's name.
        public let name: String
        /// The network's number for it, before the softmax.
        public let logit: Float
        /// From 0 to 1; all classes' add up to 1.
        public let probability: Float
    }

    /// From pictures `[batch, height, width, 3]` to logits `[batch, classes]`.
    public let network: any Module<Tensor, Tensor>
    /// How a picture becomes the network's input.
    public let preprocessing: ImagePreprocessing
    /// A name for each class.
    public let classNames: [String]

    /// A network of one's own.
    ///
    /// - Parameter classNames: in the order of the network's logits, as many as there are.
    public init(
        _ network: any Module<Tensor, Tensor>, preprocessing: ImagePreprocessing,
        classNames: [String]
    ) {
        (self.network, self.preprocessing) = (network, preprocessing)
        self.classNames = classNames
    }

    /// MobileNetV2, as torchvision trained it on ImageNet.
    public static func mobileNetV2(
        from folder: DataFolder = .standard
    ) throws(FileError) -> PictureClassifier {
        PictureClassifier(
            try MobileNetV2.pretrained(from: folder), preprocessing: .imageNet,
            classNames: ImageNetClasses.names)
    }

    /// EfficientNet-Lite0, trained on ImageNet.
    public static func efficientNetLite0(
        from folder: DataFolder = .standard
    ) throws(FileError) -> PictureClassifier {
        PictureClassifier(
            try EfficientNetLite0.pretrained(from: folder), preprocessing: .imageNetSymmetric,
            classNames: ImageNetClasses.names)
    }

    /// The logits for each picture, `[pictures, classes]`.
    public func logits(_ pictures: [Bitmap]) -> Tensor {
        logits(preprocessing.batch(pictures))
    }

    /// The logits for inputs that are made already, `[batch, height, width, 3]`.
    public func logits(_ input: Tensor) -> Tensor { Self.apply(network, input) }

    private static func apply(_ network: some Module<Tensor, Tensor>, _ input: Tensor) -> Tensor {
        network(input)
    }

    /// The `top` most probable classes of a picture, the best first.
    public func classify(_ picture: Bitmap, top: Int = 5) -> [Answer] {
        let logits = logits([picture])
        let (values, probabilities) = (logits.array(), softmax(logits).array())
        let order = values.indices.sorted { values[$0] > values[$1] }
        return order.prefix(top).map {
            Answer(
                label: $0, name: classNames[$0], logit: values[$0],
                probability: probabilities[$0])
        }
    }
}
