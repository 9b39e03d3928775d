import ArgumentParser
import Lamina

/// `lamina finetune`: a new last layer on a pretrained network's features.
struct FineTuneCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "finetune",
        abstract: "Teaches a pretrained network new classes, from folders of pictures or texts.",
        discussion: """
            The folder has a folder for each class. The network's features of every file are computed \
            once; a new last layer learns from them, and its file is what `lamina predict` needs:

              lamina finetune mobilenet-v2 pictures --out pets.safetensors
              lamina predict --head pets.safetensors photo.jpg
              lamina finetune minilm news --out topics.safetensors
              lamina predict --head topics.safetensors "The bank raised interest rates."
            """)

    @Argument(
        help: ArgumentHelp(
            "The network: \(FeatureSource.names.joined(separator: ", ")).", valueName: "network"),
        completion: .list(FeatureSource.names))
    var network: String

    @Argument(
        help: ArgumentHelp("The folder of classes.", valueName: "folder"), completion: .directory)
    var folder: String

    @Option(help: "The file of the trained layer.", completion: .file(extensions: ["safetensors"]))
    var out: String

    @Option(parsing: .unconditional, help: "How often all examples are gone through.")
    var epochs = 40

    @Option(parsing: .unconditional, help: "The part that is kept to test with.")
    var test = 0.2

    @Option(parsing: .unconditional, help: "Of the choice of test examples and first weights.")
    var seed: UInt64 = 0

    @Flag(help: "Print one JSON object at the end.")
    var json = false

    func validate() throws {
        guard epochs >= 1 else { throw ValidationError("--epochs \(epochs): at least 1") }
        guard (0..<1).contains(test) else {
            throw ValidationError("--test \(test): a part from 0 to below 1")
        }
    }

    func run() throws {
        let source = try FeatureSource(named: network)
        let data = try source.dataset(folder: folder) { error in
            try StandardStream.error.write("skipped: \(error)\n")
        } progress: { done, count in
            guard done % 320 == 0 || done == count else { return }
            // What cannot be said on stderr is no reason to stop.
            try? StandardStream.error.write("features of \(done) of \(count)\n")
        }
        let split = try data.split(test: test, seed: seed)
        let head = FeatureHead(network: network, classNames: data.classNames)
        let trainer = Trainer(
            head, loss: .crossEntropy, optimizer: Adam(learningRate: 3e-3), seed: seed)
        let batchSize = min(64, split.train.count)
        _ = try trainer.fit(split.train, epochs: epochs, batchSize: batchSize)
        try head.write(to: out)
        let accuracy = split.test.count > 0 ? try trainer.evaluate(split.test).accuracy : nil
        if json {
            try JSONLines.write([
                "event": "finished", "head": JSONValue(out),
                "classes": JSONValue(data.classNames.map { JSONValue($0) }),
                "examples": JSONValue(data.count), "test_examples": JSONValue(split.test.count),
                "test_accuracy": accuracy.map { JSONValue($0) } ?? .null,
            ])
        } else {
            let score = accuracy.map {
                ", \(NumberText.percent($0)) of \(split.test.count) test examples right"
            }
            try StandardStream.output.write(
                "\(out): \(data.classNames.count) classes from \(split.train.count) examples"
                    + "\(score ?? "")\n")
        }
    }
}

/// `lamina predict --head FILE INPUT…`: what a layer of `lamina finetune` says of inputs.
struct HeadAnswers: PretrainedNetwork {
    private let head: FeatureHead
    private let source: FeatureSource

    init(contentsOf path: String) throws {
        head = try FeatureHead(contentsOf: path)
        source = try FeatureSource(named: head.network)
    }

    func answers(to inputs: [String], _ options: PretrainedOptions) throws -> [PretrainedAnswer] {
        let all = softmax(head(try source.features(of: inputs))).array()
        let count = head.classNames.count
        return inputs.indices.map { row in
            let own = Array(all[row * count..<(row + 1) * count])
            let order = own.indices.sorted { own[$0] > own[$1] }.prefix(options.top)
            let text = order.map {
                "\(head.classNames[$0]) \(NumberText.percent(Double(own[$0])))"
            }
            let classes = order.map { label in
                JSONValue([
                    ("label", JSONValue(label)), ("class", JSONValue(head.classNames[label])),
                    ("probability", JSONValue(own[label])),
                ])
            }
            return PretrainedAnswer(
                text: text.joined(separator: ", "), members: [("classes", JSONValue(classes))])
        }
    }
}
