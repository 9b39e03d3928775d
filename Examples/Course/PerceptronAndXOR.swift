import Lamina
import LaminaPlot

let perceptronAndXOR = Chapter(
    1, "perceptron-and-xor", "What can one neuron learn, and what not?"
) { lesson in
    let cloud = SeparableCloud(count: 100, margin: 0.08, seed: 1)
    let onCloud = Rosenblatt(cloud.x, cloud.y, rounds: 100)
    let bound = cloud.mistakeBound

    let xor = try XOR.load(repeats: 1)
    let corners = xor.train.batch([0, 1, 2, 3])
    let (x, y) = (withOnes(corners.inputTensor), 2 * corners.targetTensor.asType(.float32) - 1)
    let onXOR = Rosenblatt(x, y, rounds: 100)
    let best = mostRightOfAnyLine(x, y)

    let network = MLP(hidden: [4], outFeatures: 2, activation: .tanh)
    try network.build(input: [4, 2], seed: 1)
    let steps = lesson.choose(short: 100, full: 300)
    let adam = Adam(network, learningRate: 0.05)
    let step = compile { (x: Tensor, labels: Tensor) in
        let (loss, gradients) = valueAndGradient(at: network) {
            crossEntropy($0(x), labels: labels)
        }
        adam.update(gradients)
        return loss
    }
    let losses = (0..<steps).map { _ in
        step(corners.inputTensor, corners.targetTensor).scalar(as: Double.self)
    }
    let answers = network(corners.inputTensor).argMax(axis: -1)
    let rightOfNetwork = answers.isEqual(to: corners.targetTensor).asType(.int32).sum().scalar(
        as: Int32.self)

    let rounds = onCloud.mistakes.count
    lesson.table(
        "learners", ["data", "learner", "right", "rounds", "corrections", "bound (R/γ)²"],
        [
            [
                "100 points, parted by a line", "perceptron", "\(onCloud.right) of 100",
                "\(rounds)", "\(onCloud.mistakes.reduce(0, +))", fixed(bound, decimals: 0),
            ],
            [
                "XOR", "perceptron, at its best", "\(onXOR.right) of 4",
                "\(onXOR.mistakes.count)", "\(onXOR.mistakes.reduce(0, +))", "none",
            ],
            ["XOR", "best of 9,261 lines", "\(best) of 4", "", "", ""],
            ["XOR", "4 hidden units", "\(rightOfNetwork) of 4", "\(steps)", "", ""],
        ])
    lesson.claim(
        "the perceptron parts the points after at most (R/γ)² corrections",
        onCloud.right == 100 && Double(onCloud.mistakes.reduce(0, +)) <= bound)
    lesson.claim(
        "the perceptron is right on at most 3 of 4 points of XOR and never ends",
        onXOR.right <= 3 && onXOR.mistakes.allSatisfy { $0 > 0 })
    lesson.claim("no line is right on more than 3 of 4", best == 3)
    lesson.claim("a network with 4 hidden units is right on all 4", rightOfNetwork == 4)

    try lesson.picture("corrections", corrections(onCloud, onXOR))
    try lesson.picture("cloud", cloud.picture(onCloud.weights))
    try lesson.picture("xor-line", xorPicture("XOR: one neuron") { scores(onXOR.weights, $0) })
    try lesson.picture(
        "xor-network",
        xorPicture("XOR: four hidden units") { places in
            let logits = network(places)
            return logits[.all, 1] - logits[.all, 0]
        })
    lesson.say(
        "Loss of the network: \(readable(losses[0])) at first, \(readable(losses[steps - 1])) at last"
    )
}

/// The points with a third coordinate of ones, whose weight is the threshold.
private func withOnes(_ points: Tensor) -> Tensor {
    concatenated([points, .ones([points.shape[0], 1])], axis: 1)
}

/// `w · x` for each of some points in the plane.
private func scores(_ weights: [Float], _ points: Tensor) -> Tensor {
    matmul(withOnes(points), Tensor(weights))
}

/// Rosenblatt's rule: wherever `y (w · x) <= 0`, add `y x` to the weights; round after round through the
/// points in random order, until none is wrong.
private struct Rosenblatt {
    /// Those that were right most often, the last of them.
    var weights: [Float] = []
    /// Corrections in each round.
    var mistakes: [Int] = []
    /// The most points on the right side that the weights had after any point of any round.
    var right = 0

    /// - Parameters:
    ///   - x: `[n, 3]`, the last column ones.
    ///   - y: `[n]`, -1 or 1.
    init(_ x: Tensor, _ y: Tensor, rounds: Int) {
        let round = compile { (w: Tensor, x: Tensor, y: Tensor) in
            let (w, seen) = scan(w, over: [x, y]) { w, example in
                let (x, y) = (example[0], example[1])
                let isWrong = (y * (w * x).sum() .<= 0).asType(.float32)
                let next = w + isWrong * y * x
                return (next, [next, isWrong])
            }
            let right = (y * matmul(seen[0], x.transposed()) .> 0).asType(.int32).sum(axis: 1)
            return [w, seen[1].sum(), seen[0], right]
        }
        var w = Tensor([0, 0, 0])
        var random = SplitMix64(seed: 1, stream: 0)
        for _ in 0..<rounds {
            let order = Tensor(random.permutation(y.shape[0]).map { Int32($0) })
            let result = round(w, x.taking(order), y.taking(order))
            w = result[0]
            mistakes.append(Int(result[1].scalar()))
            let (walk, counts) = (result[2].array(), result[3].array(as: Int32.self))
            for (point, count) in counts.enumerated() where Int(count) >= right {
                (right, weights) = (Int(count), Array(walk[3 * point..<3 * point + 3]))
            }
            if mistakes.last == 0 { break }
        }
    }
}

/// How many points the best line of a fine grid of lines is right on.
private func mostRightOfAnyLine(_ x: Tensor, _ y: Tensor) -> Int {
    let steps = (-10...10).map { Float($0) / 10 }
    let lines = steps.flatMap { a in steps.flatMap { b in steps.flatMap { [a, b, $0] } } }
    let all = matmul(Tensor(lines, shape: [lines.count / 3, 3]), x.transposed())
    let right = (all * y .> 0).asType(.int32).sum(axis: 1).max()
    return Int(right.scalar(as: Int32.self))
}

/// Points in a square that a known line parts, none nearer to it than a margin.
private struct SeparableCloud {
    private let points: [(x: Double, y: Double)]
    private let labels: [Int]
    private let margin: Double

    /// The line `0.6 x + 0.8 y = 0.1`.
    private static func side(_ point: (x: Double, y: Double)) -> Double {
        0.6 * point.x + 0.8 * point.y - 0.1
    }

    init(count: Int, margin: Double, seed: UInt64) {
        var random = SplitMix64(seed: seed, stream: 0)
        var points: [(x: Double, y: Double)] = []
        while points.count < count {
            let point = (x: 2 * random.uniform() - 1, y: 2 * random.uniform() - 1)
            if abs(SeparableCloud.side(point)) >= margin { points.append(point) }
        }
        (self.points, self.margin) = (points, margin)
        labels = points.map { SeparableCloud.side($0) > 0 ? 1 : 0 }
    }

    var x: Tensor {
        withOnes(Tensor(points.flatMap { [Float($0.x), Float($0.y)] }, shape: [points.count, 2]))
    }

    var y: Tensor { Tensor(labels.map { Float(2 * $0 - 1) }) }

    /// Novikoff's `(R/γ)²`, with the margin of the line that is known.
    var mistakeBound: Double {
        let squares = points.map { $0.x * $0.x + $0.y * $0.y + 1 }
        let nearest = points.map { abs(SeparableCloud.side($0)) }.min() ?? margin
        return (squares.max() ?? 0) * (0.6 * 0.6 + 0.8 * 0.8 + 0.1 * 0.1) / (nearest * nearest)
    }

    func picture(_ weights: [Float]) -> String {
        let plane = Plane(-1.1...1.1)
        let values = scores(weights, plane.points).array(as: Double.self)
        return DecisionMap(
            "The line that the perceptron found", x: .linear("x₁", range: plane.range),
            y: .linear("x₂", range: plane.range), columns: plane.columns,
            classes: values.map { $0 > 0 ? 1 : 0 }, confidence: values.map { min(1, abs($0)) },
            groups: PointGroup.classes(points, labels: labels, names: ["−1", "+1"]), width: 360,
            height: 360
        ).svg()
    }
}

private func corrections(_ cloud: Rosenblatt, _ xor: Rosenblatt) -> String {
    let shown = 20
    func line(_ name: String, _ run: Rosenblatt) -> LineChart.Series {
        LineChart.Series(name, values: run.mistakes.prefix(shown).map { Double($0) })
    }
    return LineChart(
        "Corrections in each round", x: "round", y: "corrections",
        series: [line("parted by a line", cloud), line("XOR", xor)], height: 260
    ).svg()
}

/// The plane around the four points of XOR, by the sign of what a learner answers.
private func xorPicture(_ title: String, _ answer: (Tensor) -> Tensor) -> String {
    let plane = Plane(-0.5...1.5)
    let values = answer(plane.points).array(as: Double.self)
    return DecisionMap(
        title, x: .linear("x₁", range: plane.range), y: .linear("x₂", range: plane.range),
        columns: plane.columns, classes: values.map { $0 > 0 ? 1 : 0 },
        confidence: values.map { min(1, abs($0)) },
        groups: PointGroup.classes(
            [(0, 0), (0, 1), (1, 0), (1, 1)], labels: [0, 1, 1, 0], names: ["equal", "different"]),
        width: 360, height: 360
    ).svg()
}
