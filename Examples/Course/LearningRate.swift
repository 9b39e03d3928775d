import Glibc
import Lamina
import LaminaPlot

let learningRate = Chapter(
    8, "learning-rate", "How large should the steps be, and when?"
) { lesson in
    let data = try Fashion(train: lesson.choose(short: 1500, full: 8000))
    let setting = Setting(data: data, epochs: lesson.choose(short: 4, full: 10))
    let suggested = try finder(setting, lesson)
    try constants(around: suggested.steepest, tenth: suggested.tenth, setting, lesson)
    try schedules(setting, lesson)
}

/// What all runs of the chapter share.
private struct Setting {
    let data: Fashion
    let epochs: Int

    var steps: Int { epochs * ((data.train.count + 63) / 64) }

    func trainer(rate: Double) -> Trainer<MLP> {
        Trainer(
            MLP(hidden: [128, 128], outFeatures: 10, initializer: .heNormal), loss: .crossEntropy,
            optimizer: SGD(learningRate: rate, momentum: 0.9), normalization: data.normalization,
            seed: 1)
    }

    /// The losses of the epochs and the test accuracy at last; no accuracy where training diverged.
    func run(rate: Double, schedule: Schedule? = nil) throws -> (
        losses: [Double], accuracy: Double?
    ) {
        let trainer = trainer(rate: rate)
        let callbacks = schedule.map { [TrainerCallback.schedule($0)] } ?? []
        do {
            try trainer.fit(data.train, epochs: epochs, batchSize: 64, callbacks: callbacks)
        } catch TrainingError.notFinite {
            return (trainer.history.epochs.map(\.trainLoss), nil)
        }
        let accuracy = try trainer.evaluate(data.test).accuracy
        return (trainer.history.epochs.map(\.trainLoss), accuracy)
    }
}

/// The loss while the rate rises from step to step.
private func finder(
    _ setting: Setting, _ lesson: Lesson
) throws -> (steepest: Double, tenth: Double) {
    let search = try setting.trainer(rate: 0.1).findLearningRate(
        setting.data.train, range: 1e-5...10, steps: 150, batchSize: 64)
    let suggested = search.steepest ?? 0
    let tenth = search.tenthOfLowest ?? 0
    try lesson.picture(
        "finder",
        LineChart(
            "Rate finder", x: .log("learning rate"), y: .linear("loss", range: 0...4),
            series: [
                .init("each batch", points: search.points.map { ($0.rate, $0.loss) }, color: 6),
                .init("smoothed", points: search.points.map { ($0.rate, $0.smoothed) }, color: 0),
            ],
            rules: [
                .init(at: suggested, label: "falls fastest"),
                .init(at: tenth, label: "a tenth of the lowest"),
            ],
            height: 280
        ).svg())
    lesson.say(
        "The loss falls fastest at the rate \(three(suggested)); a tenth of the lowest is \(three(tenth))."
    )
    return (suggested, tenth)
}

private func constants(
    around rate: Double, tenth: Double, _ setting: Setting, _ lesson: Lesson
) throws {
    var rows: [[String]] = []
    var losses: [Double: Double] = [:]
    for factor in [0.01, 0.1, 1, 10, 100, 1000] {
        let (curve, accuracy) = try setting.run(rate: rate * factor)
        let loss = accuracy == nil ? Double.infinity : curve.last ?? .infinity
        losses[factor] = loss
        rows.append([
            three(rate * factor), accuracy == nil ? "diverged" : three(loss),
            accuracy.map { percent($0) } ?? "",
        ])
    }
    lesson.table("constants", ["constant rate", "training loss", "test accuracy"], rows)
    let found = losses[1] ?? .infinity
    lesson.claim(
        "the finder's rate beats a hundredth of it and a thousand times it",
        found < (losses[0.01] ?? 0) && found < (losses[1000] ?? 0))
    let best = rate * (losses.min { $0.value < $1.value }?.key ?? .nan)
    lesson.claim(
        "the best of these rates is within a factor of 4 of a tenth of the lowest loss's",
        (0.25...4).contains(best / tenth))
}

private func schedules(_ setting: Setting, _ lesson: Lesson) throws {
    let (peak, steps) = (0.05, setting.steps)
    let plans: [(name: String, schedule: Schedule)] = [
        ("constant", .constant(peak)),
        (
            "step",
            .milestones([steps * 6 / 10, steps * 85 / 100]) * peak
        ),
        ("exponential", .exponential(factor: exp(log(0.01) / Double(steps))) * peak),
        ("cosine", .cosine(steps: steps) * peak),
        ("one-cycle", .oneCycle(steps: steps) * peak),
        (
            "warm-up, then cosine",
            .warmUp(steps: steps / 10).then(.cosine(steps: steps - steps / 10), after: steps / 10)
                * peak
        ),
    ]
    var rows: [[String]] = []
    var ends: [String: Double] = [:]
    var curves: [LineChart.Series] = []
    for (name, schedule) in plans {
        let (losses, accuracy) = try setting.run(rate: peak, schedule: schedule)
        ends[name] = losses.last ?? .nan
        curves.append(LineChart.Series(name, values: losses))
        rows.append([
            name, three(losses.last ?? .nan), accuracy.map { percent($0) } ?? "diverged",
        ])
    }
    lesson.table("schedules", ["schedule", "training loss", "test accuracy"], rows)
    let shown = stride(from: 0, through: steps, by: max(1, steps / 320)).map { $0 }
    try lesson.picture(
        "schedules",
        LineChart(
            "The schedules", x: "step", y: "learning rate",
            series: plans.map { plan in
                .init(plan.name, points: shown.map { (Double($0), plan.schedule($0)) })
            }, height: 300
        ).svg())
    try lesson.picture(
        "losses",
        LineChart("Training loss", x: "epoch", y: "cross-entropy", series: curves, height: 300)
            .svg())
    let constant = ends["constant"] ?? 0
    lesson.claim(
        "every schedule that falls ends with a lower training loss than the constant rate",
        ends.allSatisfy { $0.key == "constant" || $0.value < constant })
}
