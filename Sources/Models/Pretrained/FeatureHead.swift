public import LaminaFormats
import LaminaGraph
public import LaminaNN
public import LaminaTensor

/// A new last layer on a pretrained network's features: what is trained when few examples must do.
///
/// ```swift
/// let (pictures, _) = try PictureFolder(path: "pictures").load(size: 224)
/// let network = try MobileNetV2.pretrained()
/// let head = FeatureHead(network: "mobilenet-v2", classNames: pictures.classNames)
/// let features = network.features(images)                // [count, 1280], once
/// let trainer = Trainer(head, loss: .crossEntropy, optimizer: Adam(learningRate: 1e-3))
/// ```
/// - Shape: `[batch, features]` to `[batch, classes]`, logits.
public struct FeatureHead: Module {
    /// The layer.
    public let output: Dense
    /// The network whose features it was trained on, as commands call it.
    public let network: String
    /// A name for each class.
    public let classNames: [String]

    /// A layer for these classes, not trained yet.
    public init(network: String, classNames: [String]) {
        output = Dense(max(classNames.count, 1))
        (self.network, self.classNames) = (network, classNames)
    }

    public func forward(_ features: Tensor) -> Tensor { output(features) }

    /// Writes layer, classes and the network's name as a safetensors file.
    public func write(to path: String) throws(FileError) {
        var metadata = ["network": network, "classes": "\(classNames.count)"]
        for (label, name) in classNames.enumerated() { metadata["class \(label)"] = name }
        var file = SafeTensors(metadata: metadata)
        for (path, variable) in variables { file.entries[path] = StoredArray(variable.value) }
        try file.write(to: path)
    }

    /// Reads what ``write(to:)`` wrote.
    ///
    /// - Throws: ``FileError`` for another file.
    public init(contentsOf path: String) throws(FileError) {
        let file = try SafeTensors(contentsOf: path)
        let names = (0..<(file.metadata["classes"].flatMap { Int($0) } ?? 0)).compactMap {
            file.metadata["class \($0)"]
        }
        guard let network = file.metadata["network"], !names.isEmpty,
            let features = file.entries["output.weight"]?.shape.first, features > 0,
            file.entries["output.weight"]?.shape == [features, names.count]
        else {
            throw FileError(
                path: path, problem: "holds no layer that `lamina finetune` trained",
                fix: "train one with `lamina finetune NETWORK FOLDER --out FILE`")
        }
        self.init(network: network, classNames: names)
        try PretrainedWeights(path: path, arrays: file.entries).fill(
            self, like: .zeros([1, features])
        ) { PretrainedWeights.Origin($0) }
    }
}
