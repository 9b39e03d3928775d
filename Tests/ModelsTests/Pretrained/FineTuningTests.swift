import Glibc
import LaminaData
import LaminaFormats
import LaminaGraph
import LaminaModels
import LaminaNN
import LaminaOptim
import LaminaTensor
import Testing

/// New last layers on pretrained networks, with every fifth example kept for the test.
@Suite struct FineTuningTests {
    /// Trains a dense layer on features; returns the part of the test rows it gets right.
    private func accuracy(
        features: Tensor, labels: [Int32], classes: Int, learningRate: Double = 0.01
    ) throws -> Double {
        let rows = labels.indices
        let (test, train) = (rows.filter { $0 % 5 == 0 }, rows.filter { $0 % 5 != 0 })
        func part(_ places: [Int]) -> (Tensor, Tensor) {
            let index = Tensor(places.map { Int32($0) })
            return (features.taking(index), Tensor(places.map { labels[$0] }))
        }
        let (x, y) = part(train)
        let head = Dense(classes)
        try head.build(input: x.shape, seed: 1)
        let adam = Adam(head, learningRate: learningRate)
        let step = compile { (x: Tensor, y: Tensor) in
            let (loss, gradients) = valueAndGradient(at: head) { crossEntropy($0(x), labels: y) }
            adam.update(gradients)
            return loss
        }
        for _ in 0..<200 { _ = step(x, y) }
        let (inputs, expected) = part(test)
        let right = head(inputs).argMax(axis: 1).isEqual(to: expected).asType(.float32)
        return Double(right.mean().scalar())
    }

    /// 292 drawings of animals, food, plants, and what stands in a town, which ImageNet's photos know
    /// nothing of.
    @Test(.needs(.mobilenetV2), .needs(file: "tuxpaint-stamps/animals"))
    func mobileNetsFeaturesTellDrawingsApart() throws {
        let folder = try PictureFolder(path: DataFolder.standard.path + "/tuxpaint-stamps")
        let kept = ["animals", "food", "plants", "town"]
        let places = folder.entries.indices.filter {
            kept.contains(folder.classNames[Int(folder.entries[$0].label)])
        }
        let names = folder.classNames
        let entries = folder.subset(places).entries
        let network = try MobileNetV2.pretrained()
        var features: [Tensor] = []
        for start in stride(from: 0, to: entries.count, by: 32) {
            let batch = entries[start..<min(start + 32, entries.count)]
            let pictures = try batch.map { try Bitmap(contentsOf: $0.path) }
            let part = network.features(ImagePreprocessing.imageNet.batch(pictures))
            eval(part)
            features.append(part)
        }
        let labels = entries.map { entry in
            Int32(kept.firstIndex(of: names[Int(entry.label)]) ?? 0)
        }
        let share = try accuracy(
            features: concatenated(features, axis: 0), labels: labels, classes: kept.count)
        print("tuxpaint-stamps: \(share) of every fifth of \(labels.count)")
        #expect(share >= 0.85)
    }

    /// Two articles in five, of which every fifth is for the test, by their first 64 tokens. On all
    /// articles and 128 tokens `lamina finetune` reaches 0.966, term frequencies with logistic
    /// regression 0.973.
    @Test(.needs(.minilm), .needs(file: "bbc-news/business"))
    func sentenceVectorsTellNewsApart() throws {
        let root = DataFolder.standard.path + "/bbc-news/"
        let names = ["business", "entertainment", "politics", "sports", "tech"]
        var (texts, labels) = ([String](), [Int32]())
        for (label, name) in names.enumerated() {
            for file in FileTree.names(in: root + name).enumerated() where file.offset % 5 < 2 {
                let bytes = ByteRegion(
                    try MappedFile(path: root + name + "/" + file.element)
                ).array(of: UInt8.self)
                // Latin-1: bytes are scalars.
                texts.append(
                    String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) })))
                labels.append(Int32(label))
            }
        }
        var encoder = try MiniLM()
        encoder.maximumTokens = 64
        let features = encoder.encode(texts)
        eval(features)
        let share = try accuracy(
            features: features, labels: labels, classes: names.count, learningRate: 0.02)
        print("bbc-news: \(share) of every fifth of \(labels.count)")
        #expect(share >= 0.9)
    }

    @Test(.needs(.mobilenetV2)) func aFrozenPartStaysAndTheRestLearns() throws {
        let network = try MobileNetV2.pretrained()
        for (path, parameter) in network.parameters {
            parameter.isTrainable = path.hasPrefix("classifier") || path.contains("blocks.16")
        }
        let frozen = try #require(network.parameters.first).parameter.value.array()
        let x = Tensor.normal(shape: [4, 64, 64, 3], key: RandomKey(seed: 1))
        let y = Tensor([1, 2, 3, 4] as [Int32])
        let adam = Adam(network, learningRate: 1e-3)
        let step = compile { (x: Tensor, y: Tensor) in
            let (loss, gradients) = valueAndGradient(at: network) {
                crossEntropy($0(x), labels: y)
            }
            adam.update(gradients)
            return loss
        }
        let first = step(x, y).scalar()
        for _ in 0..<8 { _ = step(x, y) }
        #expect(step(x, y).scalar() < first / 2)
        #expect(network.parameters[0].parameter.value.array() == frozen)
    }
}
