import Lamina
import LaminaPlot

/// Pictures to learn from, but for the remedies that are more of them.
private let few = 500

let overFitting = Chapter(
    7, "over-fitting", "What helps where there are few examples?"
) { lesson in
    let seeds: [UInt64] = lesson.choose(short: [1], full: [1, 2, 3])
    let remedies = lesson.choose(
        short: Remedy.all.filter {
            ["none", "dropout 0.5", "16 times the data"].contains($0.name)
        },
        full: Remedy.all)
    var rows: [[String]] = []
    var found: [String: (train: Double, test: Double)] = [:]
    for remedy in remedies {
        let data = try Fashion(train: few * remedy.dataFactor).withWrongLabels(0.2, seed: 1)
        var (train, test, epochs): ([Double], [Double], [Int]) = ([], [], [])
        for seed in seeds {
            let trainer = try remedy.train(
                data, epochs: 60, seed: seed)
            train.append(try trainer.evaluate(data.train).accuracy ?? 0)
            test.append(try trainer.evaluate(data.test).accuracy ?? 0)
            epochs.append(trainer.history.epochs.count)
            if remedy.name == "none" && seed == seeds[0] {
                try drawCurves(trainer.history, lesson)
            }
        }
        let mean = (train: average(train), test: average(test))
        found[remedy.name] = mean
        let spread = (test.max() ?? 0) - (test.min() ?? 0)
        rows.append([
            remedy.name, percent(mean.train), percent(mean.test), percent(spread),
            fixed(100 * (mean.train - mean.test), decimals: 1),
            fixed(average(epochs.map { Double($0) }), decimals: 0),
        ])
    }
    lesson.table(
        "remedies",
        ["remedy", "training", "test", "seeds differ by", "gap in points", "epochs"], rows)
    try lesson.picture(
        "remedies",
        BarChart(
            "Test accuracy by remedy, \(few) examples",
            x: .linear("test accuracy, from 70 %", range: 0.7...0.85),
            bars: remedies.map { .init($0.name, found[$0.name]?.test ?? 0) }
        ).svg())

    let plain = found["none"] ?? (0, 0)
    let much = found["16 times the data"] ?? (0, 1)
    lesson.claim(
        "without a remedy all is learned by heart, the wrong labels too: over 99 %, 15 points above new examples",
        plain.train > 0.99 && plain.train - plain.test > 0.15)
    for name in ["L2, λ = 0.03", "L1, λ = 0.003", "dropout 0.5"] {
        guard let remedy = found[name] else { continue }
        lesson.claim(
            "\(name) is worth a point or more, and the gap is smaller",
            remedy.test > plain.test + 0.01 && remedy.train - remedy.test < plain.train - plain.test
        )
    }
    lesson.claim(
        "sixteen times the data beats every other remedy",
        found.values.allSatisfy { $0.test <= much.test } && much.test > plain.test + 0.05)
}

private func average(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

/// What is done against learning by heart.
private struct Remedy {
    let name: String
    var dropout = 0.0
    /// Standard deviation of what is added to each normalised pixel in training.
    var noise = 0.0
    var penalty: Regularizer?
    var augmentation: ImageAugmentation?
    /// Epochs without a better validation loss, a fifth of the examples being kept for that.
    var patience: Int?
    var dataFactor = 1

    static let all = [
        Remedy(name: "none"),
        Remedy(name: "L2, λ = 0.03", penalty: .l2(0.03)),
        Remedy(name: "L1, λ = 0.003", penalty: .l1(0.003)),
        Remedy(name: "dropout 0.5", dropout: 0.5),
        Remedy(name: "noise 1 on the pixels", noise: 1),
        Remedy(name: "early stopping", patience: 3),
        Remedy(name: "flips and shifts", augmentation: changes),
        Remedy(name: "dropout, flips and shifts", dropout: 0.5, augmentation: changes),
        Remedy(name: "4 times the data", dataFactor: 4),
        Remedy(name: "16 times the data", dataFactor: 16),
    ]

    private static let changes = ImageAugmentation([
        HorizontalFlip(),
        RandomAffine(degrees: -5...5, horizontalShift: 0.05, verticalShift: 0.05),
    ])

    private func network() -> Sequential {
        Sequential {
            Flatten()
            if noise > 0 { GaussianNoise(noise) }
            Dense(256, initializer: .heNormal)
            Activation.relu
            if dropout > 0 { Dropout(dropout) }
            Dense(256, initializer: .heNormal)
            Activation.relu
            if dropout > 0 { Dropout(dropout) }
            Dense(10)
        }
    }

    func train(_ data: Fashion, epochs: Int, seed: UInt64) throws -> Trainer<Sequential> {
        var options = TrainingOptions()
        options.regularizers = penalty.map { [$0] } ?? []
        options.augmentation = augmentation
        let trainer = Trainer(
            network(), loss: .crossEntropy, optimizer: Adam(learningRate: 1e-3),
            normalization: data.normalization, options: options, seed: seed)
        var (examples, validation) = (data.train, data.test)
        // As many steps as with few examples: more data, not more training.
        let count = max(1, epochs / dataFactor)
        let steps = count * ((data.train.count + 31) / 32)
        var callbacks: [TrainerCallback] = [.schedule(.cosine(steps: steps) * 1e-3)]
        if let patience {
            let parts = try data.train.split(validation: 0.2, seed: seed)
            (examples, validation) = (parts.train, parts.validation)
            callbacks.append(.earlyStopping(patience: patience))
        }
        try trainer.fit(
            examples, validation: validation, epochs: count, batchSize: 32, callbacks: callbacks)
        return trainer
    }
}

/// Training and test loss of the same run, epoch by epoch.
private func drawCurves(_ history: History, _ lesson: Lesson) throws {
    let test = history.epochs.map { $0.validationLoss ?? .nan }
    let lowest = test.indices.min { test[$0] < test[$1] } ?? 0
    try lesson.picture(
        "curves",
        LineChart(
            "\(few) examples, no remedy", x: "epoch", y: "cross-entropy",
            series: [
                .init("training", values: history.epochs.map(\.trainLoss)),
                .init("test", values: test),
            ], rules: [.init(at: Double(lowest + 1), label: "best epoch")], height: 280
        ).svg())
    let rise = (test.last ?? 0) / test[lowest]
    lesson.claim(
        "the test loss falls and then rises, by 10 % or more (\(percent(rise - 1)))", rise > 1.1)
}
