import Lamina
import LaminaPlot

let miniBatch = Chapter(
    5, "mini-batch", "How many examples should one step look at?"
) { lesson in
    let data = try Fashion(train: lesson.choose(short: 2048, full: 8192))
    let sizes = lesson.choose(short: [16, 256], full: [4, 16, 64, 256, 1024, 4096])
    try noise(of: sizes, data, lesson)
    try training(with: sizes, data, lesson)
}

/// One hidden layer of 128 units.
private func network() throws -> MLP {
    let model = MLP(hidden: [128], outFeatures: 10)
    try model.build(input: [1, 784], seed: 1)
    return model
}

/// How far the gradient of a batch is from that of all examples.
private func noise(of sizes: [Int], _ data: Fashion, _ lesson: Lesson) throws {
    let model = try network()
    let slope = compile { (x: Tensor, y: Tensor) in
        let (_, gradients) = valueAndGradient(at: model) { crossEntropy($0(x), labels: y) }
        return concatenated(gradients.tensors.map { $0.flattened() }, axis: 0)
    }
    func gradient(_ batch: Batch) -> Tensor { slope(batch.inputTensor, batch.targetTensor) }

    let all = data.train.batch(Array(0..<data.train.count), normalization: data.normalization)
    let mean = gradient(all)
    let length = mean.norm().scalar(as: Double.self)
    var points: [(x: Double, y: Double)] = []
    for size in sizes where size <= data.train.count / 2 {
        let loader = try DataLoader(
            data.train, batchSize: size, seed: 1, dropLast: true,
            normalization: data.normalization)
        var squares: [Double] = []
        for batch in loader where squares.count < 64 {
            let distance = (gradient(batch) - mean).norm().scalar(as: Double.self)
            squares.append(distance * distance)
        }
        let meanSquare = squares.reduce(0, +) / Double(squares.count)
        points.append((Double(size), meanSquare.squareRoot() / length))
    }
    lesson.table(
        "noise", ["batch", "noise of the gradient", "noise · √batch"],
        points.map { ["\(Int($0.x))", three($0.y), three($0.y * $0.x.squareRoot())] })
    let law = sizes.map {
        (x: Double($0), y: points[0].y * (points[0].x / Double($0)).squareRoot())
    }
    try lesson.picture(
        "noise",
        LineChart(
            "Distance of a batch's gradient from the mean", x: .log("batch"),
            y: .log("part of the mean's length"),
            series: [
                .init("measured", points: points),
                .init("1/√batch", points: law, dash: .dashed),
            ], height: 260
        ).svg())
    let (small, large) = (points.first { $0.x == 16 }, points.first { $0.x == 256 })
    let ratio = (small?.y ?? 0) / (large?.y ?? 1)
    lesson.claim(
        "16 times the batch, a quarter of the noise (\(three(1 / ratio)))",
        (3.2...5).contains(ratio))
}

private func training(with sizes: [Int], _ data: Fashion, _ lesson: Lesson) throws {
    let epochs = lesson.choose(short: 3, full: 8)
    var rows: [[String]] = []
    var speeds: [(x: Double, y: Double)] = []
    var (fixedRate, scaledRate): ([Int: Double], [Int: Double]) = ([:], [:])
    for size in sizes {
        let constant = try trained(batchSize: size, rate: 0.05, epochs: epochs, data)
        // Goyal et al. (2017): as many times the rate as examples.
        let scaled = try trained(
            batchSize: size, rate: 0.05 * Double(size) / 64, epochs: epochs, data)
        speeds.append((Double(size), Double(data.train.count) / constant.seconds))
        (fixedRate[size], scaledRate[size]) = (constant.accuracy, scaled.accuracy)
        rows.append([
            "\(size)", "\((data.train.count + size - 1) / size)", three(constant.seconds),
            percent(constant.accuracy), three(0.05 * Double(size) / 64), percent(scaled.accuracy),
        ])
    }
    lesson.table(
        "training",
        [
            "batch", "steps an epoch", "seconds an epoch", "accuracy, rate 0.05", "scaled rate",
            "accuracy, scaled rate",
        ], rows)
    try lesson.picture(
        "speed",
        LineChart(
            "Examples a second", x: .log("batch"), y: .log("examples a second"),
            series: [.init("examples a second", points: speeds)], height: 240
        ).svg())
    try lesson.picture(
        "accuracy",
        LineChart(
            "Test accuracy after \(epochs) epochs", x: .log("batch"), y: "test accuracy",
            series: [
                .init("rate 0.05", points: sizes.map { (Double($0), fixedRate[$0] ?? .nan) }),
                .init(
                    "rate ∝ batch", points: sizes.map { (Double($0), scaledRate[$0] ?? .nan) }),
            ], height: 260
        ).svg())
    let large = lesson.choose(short: 256, full: 1024)
    let (few, many) = (fixedRate[16] ?? 0, fixedRate[large] ?? 1)
    lesson.claim(
        "after the same epochs at the same rate 16 a step are ahead of \(large) by 2 points",
        few > many + 0.02)
    // The short form takes too few steps for the rest.
    guard !lesson.isShort else { return }
    let scaled = [4, 16, 64, 256].compactMap { scaledRate[$0] }
    lesson.claim(
        "with a rate in proportion to the batch 4 to 256 come within 2 points of each other",
        (scaled.max() ?? 1) - (scaled.min() ?? 0) < 0.02)
    lesson.claim(
        "the proportion does not go on for ever: at 4096 the rate is too large",
        (scaledRate[4096] ?? 1) < (fixedRate[4096] ?? 0))
    lesson.claim(
        "256 a step get through an epoch in less than half of the time of 4 a step",
        (speeds.first { $0.x == 256 }?.y ?? 0) > 2 * (speeds.first { $0.x == 4 }?.y ?? .infinity))
}

private func trained(
    batchSize: Int, rate: Double, epochs: Int, _ data: Fashion
) throws -> (seconds: Double, accuracy: Double) {
    let trainer = Trainer(
        try network(), loss: .crossEntropy, optimizer: SGD(learningRate: rate),
        normalization: data.normalization, seed: 1)
    try trainer.fit(data.train, epochs: epochs, batchSize: batchSize)
    // The median epoch: the first one also compiles the step.
    let seconds = trainer.history.epochs.map { Double(data.train.count) / $0.examplesPerSecond }
    return (
        seconds.sorted()[seconds.count / 2], try trainer.evaluate(data.test).accuracy ?? 0
    )
}
