import Lamina
import LaminaPlot

let vanishingGradients = Chapter(
    3, "vanishing-gradients", "Why do the first layers of a deep network learn last?"
) { lesson in
    let data = try Fashion(train: lesson.choose(short: 500, full: 4000))
    let batch = data.train.batch(Array(0..<256), normalization: data.normalization)
    var rows: [[String]] = []
    var ratios: [String: Double] = [:]
    var accuracies: [String: Double] = [:]
    for wiring in Wiring.allCases {
        var lines: [LineChart.Series] = []
        for kind in Kind.all where wiring == .plain || !kind.isOnlyPlain {
            let network = DeepNetwork(kind, wiring)
            try network.build(input: [1, 784], seed: 1)
            // As in training, where batch normalisation uses the batch's own moments.
            let layers = withTraining {
                observingGradients(of: network, at: "blocks.*") { network in
                    crossEntropy(network(batch.inputTensor), labels: batch.targetTensor)
                }
            }
            let norms = layers.map { $0.gradient.norm().scalar(as: Double.self) }
            lines.append(LineChart.Series(kind.name, values: norms))
            let ratio = (norms.first ?? 0) / (norms.last ?? 1)
            let accuracy = try trained(network, data, lesson)
            let name = "\(kind.name), \(wiring.rawValue)"
            (ratios[name], accuracies[name]) = (ratio, accuracy)
            rows.append([
                name, three(norms.first ?? 0), three(norms.last ?? 0), three(ratio),
                accuracy.map { percent($0) } ?? "diverged",
            ])
        }
        try lesson.picture(
            wiring.fileName,
            LineChart(
                wiring.title,
                x: .linear("hidden layer", range: 1...Double(DeepNetwork.depth)),
                y: .log("norm of ∂L/∂h", range: wiring == .plain ? nil : 0.05...1000),
                series: lines, height: 260
            ).svg())
    }
    lesson.table(
        "gradients",
        ["20 hidden layers of 64", "layer 1", "layer 20", "ratio", "test accuracy"], rows)

    func ratio(_ name: String) -> Double { ratios[name] ?? .nan }
    func accuracy(_ name: String) -> Double { accuracies[name] ?? 0 }
    lesson.claim("plain sigmoid: layer 1 gets < 10⁻³ of layer 20", ratio("sigmoid, plain") < 1e-3)
    lesson.claim(
        "ReLU with weights too large by 2: layer 1 gets > 10³ times layer 20",
        ratio("ReLU × 2, plain") > 1e3)
    lesson.claim(
        "sigmoid with batch normalisation, and with residuals: > 0.01",
        ratio("sigmoid, batch norm") > 0.01 && ratio("sigmoid, residual") > 0.01)
    lesson.claim("ReLU with residuals: > 0.1", ratio("ReLU, residual") > 0.1)
    lesson.claim(
        "plain sigmoid learns nothing, sigmoid with residuals does",
        accuracy("sigmoid, plain") < 0.2 && accuracy("sigmoid, residual") > 0.4)
}

/// How a block's layer is wired.
private enum Wiring: String, CaseIterable {
    case plain
    case batchNorm = "batch norm"
    case residual
    case both = "batch norm and residual"

    var hasNorm: Bool { self == .batchNorm || self == .both }
    var isResidual: Bool { self == .residual || self == .both }
    var title: String {
        switch self {
        case .plain: "Plain layers"
        case .batchNorm: "With batch normalisation"
        case .residual: "With residuals"
        case .both: "With both"
        }
    }
    var fileName: String { rawValue.replacing(" ", with: "-") }
}

/// An activation with the initialiser made for it.
private struct Kind {
    let name: String
    let activation: Activation
    let initializer: Initializer
    var isOnlyPlain = false

    static let all = [
        Kind(name: "sigmoid", activation: .sigmoid, initializer: .xavierNormal),
        Kind(name: "tanh", activation: .tanh, initializer: .xavierNormal),
        Kind(name: "ReLU", activation: .relu, initializer: .heNormal),
        Kind(
            name: "ReLU × 2", activation: .relu,
            initializer: .normal(standardDeviation: 2 * (2 / 64.0).squareRoot()),
            isOnlyPlain: true),
    ]
}

/// Twenty equal hidden layers between an input and an output layer.
private struct DeepNetwork: Module {
    static let depth = 20
    let input: Dense
    let blocks: [any Module<Tensor, Tensor>]
    let output = Dense(10)

    init(_ kind: Kind, _ wiring: Wiring) {
        input = Dense(64, initializer: kind.initializer)
        blocks = (0..<Self.depth).map { _ in
            let layers = Sequential {
                Dense(64, initializer: kind.initializer)
                if wiring.hasNorm { BatchNorm() }
                kind.activation
            }
            return wiring.isResidual ? Residual(layers) : layers
        }
    }

    func forward(_ x: Tensor) -> Tensor {
        output(blocks.reduce(input(x.flattened(from: 1))) { $1($0) })
    }
}

/// The test accuracy after some epochs; nil where the loss stopped being a number.
private func trained(_ network: DeepNetwork, _ data: Fashion, _ lesson: Lesson) throws -> Double? {
    let trainer = Trainer(
        network, loss: .crossEntropy, optimizer: SGD(learningRate: 0.01, momentum: 0.9),
        normalization: data.normalization, seed: 1)
    do {
        try trainer.fit(data.train, epochs: lesson.choose(short: 6, full: 10), batchSize: 64)
    } catch TrainingError.notFinite {
        return nil
    }
    return try trainer.evaluate(data.test).accuracy
}
