import Glibc
import Lamina
import LaminaPlot

let optimisers = Chapter(
    6, "optimisers", "How do momentum and its kin get along a ravine?"
) { lesson in
    try quadratic(lesson)
    try rosenbrock(lesson)
}

/// A point that goes downhill: its place is the parameter.
private struct Walker: Module {
    let place: Parameter
    let valley: @Sendable (Tensor, Tensor) -> Tensor

    init(from start: [Float], _ valley: @escaping @Sendable (Tensor, Tensor) -> Tensor) {
        (place, self.valley) = (Parameter(Tensor(start)), valley)
    }

    /// The height of a place that lies `offset` from its own.
    func forward(_ offset: Tensor) -> Tensor {
        let place = place.value + offset
        return valley(place[0], place[1])
    }

    /// The places before each step and the last, with their heights.
    func walk(_ optimizer: any Optimizer, steps: Int) -> [(x: Double, y: Double, height: Double)] {
        let here = Tensor([0, 0])
        let step = compile { (here: Tensor) in
            let before = self.place.value
            let (height, gradients) = valueAndGradient(at: self) { $0(here) }
            optimizer.update(gradients)
            return concatenated([before, height.reshaped([1])], axis: 0)
        }
        return (0...steps).map { _ in
            let seen = step(here).array(as: Double.self)
            return (seen[0], seen[1], seen[2])
        }
    }
}

/// An ill-conditioned bowl, where theory says how many steps are needed.
private func quadratic(_ lesson: Lesson) throws {
    var rows: [[String]] = []
    var fits = true
    var ratios: [Double] = []
    for condition in [10.0, 100, 1000] {
        let root = condition.squareRoot()
        // The best rates and the factors by which the error shrinks: Polyak (1964).
        let plain = (rate: 2 / (1 + condition), factor: (condition - 1) / (condition + 1))
        let heavy = (rate: 4 / ((1 + root) * (1 + root)), factor: (root - 1) / (root + 1))
        let limit = Int((log(1e-6) / log(plain.factor)).rounded(.up)) * 2
        func steps(_ optimizer: any Optimizer) -> Int {
            let walker = Walker(from: [1, 1]) { x, y in 0.5 * (x.square() + condition * y.square())
            }
            let walk = walker.walk(optimizer, steps: limit)
            let start = (walk[0].x * walk[0].x + walk[0].y * walk[0].y).squareRoot()
            return walk.firstIndex { ($0.x * $0.x + $0.y * $0.y).squareRoot() < 1e-6 * start }
                ?? limit
        }
        let descent = steps(SGD(learningRate: plain.rate))
        let momentum = steps(
            SGD(learningRate: heavy.rate, momentum: heavy.factor * heavy.factor))
        let predicted = log(1e-6) / log(plain.factor)
        fits = fits && abs(Double(descent) / predicted - 1) < 0.05
        ratios.append(Double(descent) / Double(momentum))
        rows.append([
            fixed(condition, decimals: 0), "\(descent)", fixed(predicted, decimals: 0),
            "\(momentum)", fixed(log(1e-6) / log(heavy.factor), decimals: 0),
            three(ratios.last ?? 0),
        ])
    }
    lesson.table(
        "bowl",
        [
            "κ", "descent, steps", "ln 10⁻⁶ / ln q", "momentum, steps", "ln 10⁻⁶ / ln q",
            "ratio",
        ], rows)
    lesson.claim("gradient descent needs the steps that theory says, to 5 %", fits)
    lesson.claim(
        "momentum's lead grows like √κ", ratios[1] > 2 * ratios[0] && ratios[2] > 2 * ratios[1])
}

/// An optimiser at every rate of a grid.
private struct Contender: Sendable {
    let name: String
    let make: @Sendable (Double) -> any Optimizer

    static let all = [
        Contender(name: "gradient descent") { SGD(learningRate: $0) },
        Contender(name: "momentum") { SGD(learningRate: $0, momentum: 0.9) },
        Contender(name: "Nesterov") { SGD(learningRate: $0, momentum: 0.9, isNesterov: true) },
        Contender(name: "Adagrad") { Adagrad(learningRate: $0) },
        Contender(name: "Adadelta") { Adadelta(learningRate: $0) },
        Contender(name: "RMSprop") { RMSprop(learningRate: $0, alpha: 0.9) },
        Contender(name: "Adam") { Adam(learningRate: $0) },
        Contender(name: "NAdam") { NAdam(learningRate: $0) },
    ]
}

/// Rosenbrock's valley `(1 - x)² + 100 (y - x²)²`: steep walls, a floor that hardly falls.
@Sendable private func height(_ x: Tensor, _ y: Tensor) -> Tensor {
    (1 - x).square() + 100 * (y - x.square()).square()
}

private func rosenbrock(_ lesson: Lesson) throws {
    let (start, goal): ([Float], Double) = ([-1.2, 1], 1e-3)
    let limit = lesson.choose(short: 2000, full: 10_000)
    let contenders = Contender.all.filter { contender in
        !lesson.isShort || ["gradient descent", "momentum", "Adam"].contains(contender.name)
    }
    // Six rates a decade.
    let exponents = lesson.choose(short: Array(-18 ... -2), full: Array(-24 ... -3))
    var rows: [[String]] = []
    var trails: [AnimatedTrails.Trail] = []
    var needed: [String: Int] = [:]
    for contender in contenders {
        var best: (rate: Double, steps: Int, walk: [(x: Double, y: Double, height: Double)])?
        for exponent in exponents {
            let rate = exp(log(10) * Double(exponent) / 6)
            let walk = Walker(from: start, height).walk(contender.make(rate), steps: limit)
            let steps = arrival(walk.map(\.height), below: goal) ?? limit + 1
            let isBetter = best.map { old in
                (steps, walk[limit].height) < (old.steps, old.walk[limit].height)
            }
            if isBetter ?? true { best = (rate, steps, walk) }
        }
        guard let best else { continue }
        needed[contender.name] = best.steps
        rows.append([
            contender.name, three(best.rate), best.steps > limit ? "> \(limit)" : "\(best.steps)",
            three(best.walk[100].height), three(best.walk[limit].height),
        ])
        trails.append(
            .init(name: contender.name, points: best.walk.prefix(201).map { ($0.x, $0.y) }))
    }
    let walker = Walker(from: start, height)
    let found = LBFGS(maxIterations: 100).minimize(walker) { $0(Tensor([0, 0])) }
    rows.append(["L-BFGS, line search", "", "\(found.evaluations)", "", three(found.loss)])
    lesson.table(
        "ravine",
        [
            "optimiser", "best rate", "steps to 10⁻³", "height after 100",
            "at last",
        ],
        rows)
    let shown = ["gradient descent", "momentum", "Nesterov", "RMSprop", "Adam"]
    try lesson.picture(
        "ravine",
        AnimatedTrails(
            title: "Two hundred steps along Rosenbrock's valley", x: -1.6...1.4, y: -0.5...1.7,
            contours: [0.3, 1.5, 5, 15, 40, 100, 250].flatMap {
                rosenbrockContour($0, over: -1.7...1.5)
            },
            goal: (1, 1), trails: trails.filter { shown.contains($0.name) }
        ).svg())
    lesson.claim(
        "momentum needs less than a third of gradient descent's steps",
        3 * (needed["momentum"] ?? .max / 3) < (needed["gradient descent"] ?? 0))
    lesson.claim(
        "Adam too", 3 * (needed["Adam"] ?? .max / 3) < (needed["gradient descent"] ?? 0))
    lesson.claim(
        "L-BFGS gets to 10⁻⁶ in 100 evaluations", found.loss < 1e-6 && found.evaluations <= 100)
}

/// The first step from which on the height stays below a limit for a hundred steps: a walk that swings past
/// the minimum has not arrived.
private func arrival(_ heights: [Double], below limit: Double) -> Int? {
    var below = 0
    for (step, height) in heights.enumerated() {
        below = height < limit ? below + 1 : 0
        if below == 100 { return step - 99 }
    }
    return nil
}

/// Where Rosenbrock's valley has a height, as far as it is seen between two abscissas: an upper and a lower
/// line `y = x² ± √((level - (1 - x)²) / 100)`.
private func rosenbrockContour(
    _ level: Double, over range: ClosedRange<Double>
) -> [[(x: Double, y: Double)]] {
    let (reach, count) = (level.squareRoot(), 40)
    // With x = 1 + reach · cos a the points crowd where the line turns back.
    let first = acos(min(1, (range.upperBound - 1) / reach))
    let last = acos(max(-1, (range.lowerBound - 1) / reach))
    return [1.0, -1].map { side in
        (0...count).map { index in
            let angle = first + (last - first) * Double(index) / Double(count)
            let x = 1 + reach * cos(angle)
            return (x, x * x + side * reach * sin(angle) / 10)
        }
    }
}
