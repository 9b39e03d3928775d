import Lamina
import LaminaPlot

let depth = Chapter(2, "depth", "What does depth buy, at an equal number of weights?") { lesson in
    try sawtooth(lesson)
    try spirals(lesson)
    try clothes(lesson)
}

/// `2x` up to one half, `2 - 2x` from there: one layer of two ReLU units.
private func tent(_ x: Tensor) -> Tensor { 2 * relu(x) - 4 * relu(x - 0.5) }

/// A tent of a tent of a tent: each layer of two units doubles the teeth.
private func sawtooth(_ lesson: Lesson) throws {
    let layers = [1, 2, 4, 6, 8]
    let x = Tensor((0...4096).map { Float($0) / 4096 })
    let pieces = layers.map { count in
        let y = (0..<count).reduce(x) { x, _ in tent(x) }.array()
        let rises = zip(y, y.dropFirst()).map { $0 < $1 }
        return 1 + zip(rises, rises.dropFirst()).count { $0 != $1 }
    }
    lesson.table(
        "sawtooth", ["layers", "units", "straight pieces", "units one layer needs"],
        zip(layers, pieces).map { ["\($0)", "\(2 * $0)", "\($1)", "\($1 - 1)"] })
    lesson.claim(
        "k layers of 2 units draw a saw of 2ᵏ straight pieces",
        zip(layers, pieces).allSatisfy { 1 << $0 == $1 })
    let series = [1, 2, 4].map { count in
        // Straight lines between the teeth's ends.
        let shown = (0...1 << count).map { Float($0) / Float(1 << count) }
        let y = (0..<count).reduce(Tensor(shown)) { x, _ in tent(x) }.array(as: Double.self)
        return LineChart.Series(
            count == 1 ? "1 layer" : "\(count) layers",
            points: zip(shown, y).map { (x: Double($0), y: $1) })
    }
    try lesson.picture(
        "sawtooth",
        LineChart("A tent folded on itself", x: "x", y: "y", series: series, height: 240).svg())
}

/// A network of `depth` equal hidden layers with as nearly `budget` parameters as whole units allow.
private func network(
    inputs: Int, outputs: Int, depth: Int, budget: Int, activation: Activation
) -> (model: MLP, width: Int, parameters: Int) {
    func parameters(_ width: Int) -> Int {
        (inputs + 1) * width + (depth - 1) * (width + 1) * width + (width + 1) * outputs
    }
    var width = 1
    while parameters(width + 1) <= budget { width += 1 }
    if parameters(width + 1) - budget < budget - parameters(width) { width += 1 }
    let hidden = Array(repeating: width, count: depth)
    return (
        MLP(hidden: hidden, outFeatures: outputs, activation: activation), width, parameters(width)
    )
}

/// Two spirals: the harder the border, the more depth helps.
private func spirals(_ lesson: Lesson) throws {
    let data = try TwoSpirals.load(pointsPerSpiral: 194)
    let train = data.train.batch(Array(0..<data.train.count))
    let test = data.test.batch(Array(0..<data.test.count))
    let depths = lesson.choose(short: [1, 3], full: [1, 2, 3, 4, 6])
    let seeds: [UInt64] = lesson.choose(short: [1], full: [1, 2, 3])
    let steps = lesson.choose(short: 1000, full: 3000)
    var rows: [[String]] = []
    var means: [(depth: Int, accuracy: Double)] = []
    for depth in depths {
        var accuracies: [Double] = []
        var size = (width: 0, parameters: 0)
        for seed in seeds {
            let (model, width, parameters) = network(
                inputs: 2, outputs: 2, depth: depth, budget: 900, activation: .relu)
            size = (width, parameters)
            try model.build(input: [1, 2], seed: seed)
            let adam = Adam(model, learningRate: 0.01)
            let step = compile { (x: Tensor, y: Tensor) in
                let (loss, gradients) = valueAndGradient(at: model) {
                    crossEntropy($0(x / 3), labels: y)
                }
                adam.update(gradients)
                return loss
            }
            let rate = Schedule.cosine(steps: steps) * 0.01
            for number in 0..<steps {
                adam.setLearningRate(rate(number))
                eval(step(train.inputTensor, train.targetTensor))
            }
            let answers = model(test.inputTensor / 3).argMax(axis: -1)
            let right = answers.isEqual(to: test.targetTensor).asType(.float32).mean()
            accuracies.append(right.scalar(as: Double.self))
            if seed == seeds[0] && (depth == depths[0] || depth == 3) {
                try lesson.picture(
                    depth == 1 ? "spirals-shallow" : "spirals-deep",
                    spiralPicture(model, data.train, depth: depth, width: width))
            }
        }
        let mean = accuracies.reduce(0, +) / Double(accuracies.count)
        means.append((depth, mean))
        let range = [accuracies.min() ?? 0, accuracies.max() ?? 0].map { percent($0) }
        rows.append([
            "\(depth)", "\(size.width)", "\(size.parameters)", percent(mean),
            range.joined(separator: " to "),
        ])
    }
    lesson.table(
        "spirals", ["hidden layers", "units each", "parameters", "test accuracy", "seeds"], rows)
    let (shallow, deep) = (means[0].accuracy, means.first { $0.depth == 3 }?.accuracy ?? 0)
    lesson.claim(
        "three layers tell the spirals apart (\(percent(deep))), one does not (\(percent(shallow)))",
        deep > 0.97 && shallow < 0.9)
    guard !lesson.isShort else { return }
    try lesson.picture(
        "spirals-accuracy",
        LineChart(
            "Two spirals, about 900 parameters", x: "hidden layers", y: "test accuracy",
            series: [
                .init("test accuracy", points: means.map { (x: Double($0.depth), y: $0.accuracy) })
            ], height: 240
        ).svg())
}

private func spiralPicture(_ model: MLP, _ data: Dataset, depth: Int, width: Int) -> String {
    let plane = Plane(-7...7, columns: 70)
    let second = softmax(model(plane.points / 3))[.all, 1]
    // Half of the points are enough to see the spirals: neighbours of both classes, then a gap.
    let shown = (0..<data.count).filter { $0 % 4 < 2 }
    let points = shown.map { index in
        let point = data.example(index)
        return (x: Double(point[0]), y: Double(point[1]))
    }
    let units = depth == 1 ? "1 layer of \(width)" : "\(depth) layers of \(width)"
    return DecisionMap(
        units + " units", x: .linear("x₁", range: plane.range),
        y: .linear("x₂", range: plane.range), columns: plane.columns,
        probabilities: second.array(as: Double.self),
        groups: PointGroup.classes(
            points, labels: shown.map { Int(data.labels[$0]) }, names: data.classNames),
        width: 360, height: 360
    ).svg()
}

/// Pictures of clothes: most of what there is to learn is in the first layer's width.
private func clothes(_ lesson: Lesson) throws {
    let data = try Fashion(train: lesson.choose(short: 1500, full: 20_000))
    var rows: [[String]] = []
    var found: [Double] = []
    for depth in lesson.choose(short: [1, 3], full: [1, 2, 3, 4, 6]) {
        let (model, width, parameters) = network(
            inputs: 784, outputs: 10, depth: depth, budget: 50_000, activation: .relu)
        let trainer = Trainer(
            model, loss: .crossEntropy, optimizer: Adam(learningRate: 1e-3),
            normalization: data.normalization, seed: 1)
        try trainer.fit(data.train, epochs: lesson.choose(short: 3, full: 8))
        let accuracy = try trainer.evaluate(data.test).accuracy ?? 0
        found.append(accuracy)
        rows.append(["\(depth)", "\(width)", "\(parameters)", percent(accuracy)])
    }
    lesson.table(
        "clothes", ["hidden layers", "units each", "parameters", "test accuracy"], rows)
    lesson.claim(
        "on Fashion-MNIST fully connected layers of any depth come within 4 points of each other",
        (found.max() ?? 1) - (found.min() ?? 0) < 0.04)
}
