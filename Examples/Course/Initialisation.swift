import Lamina
import LaminaPlot

let initialisation = Chapter(
    4, "initialisation", "From which weights should a network start?"
) { lesson in
    let data = try Fashion(train: lesson.choose(short: 1000, full: 5000))
    let batch = data.train.batch(Array(0..<256), normalization: data.normalization)
    var rows: [[String]] = []
    var spreads: [LineChart.Series] = []
    var curves: [LineChart.Series] = []
    var found: [String: (first: Double, last: Double, units: Int, loss: Double)] = [:]
    for start in Start.all {
        let model = MLP(
            hidden: Array(repeating: 100, count: 10), outFeatures: 10,
            initializer: start.initializer)
        if start.isFromData {
            try model.initializeUnitVariance(batch.inputTensor, seed: 1)
        } else {
            try model.build(input: [1, 784], seed: 1)
        }
        let probe = LayerProbe(
            model: model, loss: .crossEntropy, dataset: data.train, count: 256,
            normalization: data.normalization)
        let spread = probe.measure().map(\.activations.standardDeviation)
        let (epochs, accuracy) = try trained(model, data, lesson)
        let units = model.hidden.map { differentUnits($0.weight.value) }.min() ?? 0
        let loss = epochs.last?.trainLoss ?? .nan
        let last = spread.dropLast().last ?? 0
        found[start.name] = (spread[0], last, units, loss)
        rows.append([
            start.name, three(spread[0]), three(last), "\(units)",
            accuracy == nil ? "diverged" : three(loss), accuracy.map { percent($0) } ?? "",
        ])
        spreads.append(LineChart.Series(start.name, values: spread))
        curves.append(LineChart.Series(start.name, values: epochs.map(\.trainLoss)))
    }
    lesson.table(
        "starts",
        [
            "weights", "spread, layer 1", "layer 10", "different units", "training loss",
            "test accuracy",
        ], rows)
    try lesson.picture(
        "spread",
        LineChart(
            "Spread of each layer's sums before training", x: "layer",
            y: .log("standard deviation"), series: spreads, height: 300
        ).svg())
    try lesson.picture(
        "training",
        LineChart(
            "Training loss", x: "epoch", y: .linear("cross-entropy", range: 0...2.5),
            series: curves, height: 300
        ).svg())

    func first(_ name: String) -> Double { found[name]?.first ?? .nan }
    func last(_ name: String) -> Double { found[name]?.last ?? .nan }
    func loss(_ name: String) -> Double { found[name]?.loss ?? .nan }
    lesson.claim(
        "equal weights stay equal: all units of a layer do the same",
        found["all 0.01"]?.units == 1 && found["all 0"]?.units == 1)
    lesson.claim("N(0, 0.01²): nothing is left at layer 10 (< 10⁻⁶)", last("N(0, 0.01²)") < 1e-6)
    for name in ["He", "orthogonal × √2", "LSUV"] {
        lesson.claim(
            "\(name): layer 10 is between a quarter and four times as wide as layer 1",
            (0.25...4).contains(last(name) / first(name)))
    }
    lesson.claim(
        "after the same epochs He has learned and N(0, 0.01²) has not",
        loss("He") < 0.75 * loss("N(0, 0.01²)") && loss("N(0, 0.01²)") > 2.2)
}

/// A way to choose the first weights.
private struct Start {
    let name: String
    let initializer: Initializer
    /// Whether a batch of data decides about the weights' sizes.
    var isFromData = false

    static let all = [
        Start(name: "all 0", initializer: .zeros),
        Start(name: "all 0.01", initializer: .constant(0.01)),
        Start(name: "N(0, 0.01²)", initializer: .normal(standardDeviation: 0.01)),
        Start(name: "Xavier", initializer: .xavierNormal),
        Start(name: "He", initializer: .heNormal),
        Start(name: "orthogonal × √2", initializer: .orthogonal(gain: 2.0.squareRoot())),
        Start(name: "LSUV", initializer: .heNormal, isFromData: true),
    ]
}

/// How many units of a layer differ from all before them by more than rounding.
private func differentUnits(_ weight: Tensor) -> Int {
    let units = weight.shape[1]
    let columns = weight.transposed().array()
    let size = weight.shape[0]
    var different: [ArraySlice<Float>] = []
    for unit in 0..<units {
        let column = columns[unit * size..<(unit + 1) * size]
        let isNew = different.allSatisfy { other in
            zip(other, column).contains { abs($0 - $1) > 1e-4 }
        }
        if isNew { different.append(column) }
    }
    return different.count
}

private func trained(
    _ model: MLP, _ data: Fashion, _ lesson: Lesson
) throws -> (epochs: [History.Epoch], accuracy: Double?) {
    let trainer = Trainer(
        model, loss: .crossEntropy, optimizer: SGD(learningRate: 0.01, momentum: 0.9),
        normalization: data.normalization, seed: 1)
    do {
        try trainer.fit(data.train, epochs: lesson.choose(short: 4, full: 10), batchSize: 64)
        return (trainer.history.epochs, try trainer.evaluate(data.test).accuracy)
    } catch TrainingError.notFinite {
        return (trainer.history.epochs, nil)
    }
}
