import ArgumentParser
import Lamina
import LaminaReport

/// `lamina find-rate`: which learning rate to train a network with.
struct FindRateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "find-rate",
        abstract: "Raises the learning rate step by step and shows how the loss goes.",
        discussion: """
              lamina find-rate lenet5 --data fashion-mnist --out rates.svg

            Train with the rate at which the loss falls fastest, or a little less. The search ends where \
            the loss explodes; nothing is saved but the picture.
            """)

    @OptionGroup var options: NetworkOptions

    @Option(
        name: .customLong("set"), parsing: .singleValue,
        help: ArgumentHelp("Changes a setting; see lamina train.", valueName: "key=value"))
    var settings: [String] = []

    @Option(help: "Decides the first weights and the order of the data.")
    var seed: UInt64?

    @Option(help: "At most so many steps.")
    var steps = 100

    @Option(help: "The first rate.")
    var from = 1e-6

    @Option(help: "The last rate.")
    var to = 10.0

    @Option(
        help: ArgumentHelp("Where the picture goes, an SVG file.", valueName: "file"),
        completion: .file(extensions: ["svg"]))
    var out: String?

    @Flag(help: "Print one JSON object per step, and one for the result.")
    var json = false

    func validate() throws {
        guard from > 0, to > from, to.isFinite, (10...100_000).contains(steps) else {
            throw ValidationError(
                "--from must be above 0 and below --to, --steps from 10 to 100000")
        }
    }

    func run() throws {
        let (network, data) = try options.choice(
            example: "lamina find-rate lenet5 --data fashion-mnist")
        let config = try RunRequest(
            network: network, data: data, epochs: nil, seed: seed, settings: settings
        ).config()
        let plan = try TrainingPlan(config, network: network)
        let search = try search(plan.model, plan)
        if let out { try AtomicFile.write([UInt8](search.chart().utf8), to: out) }
        try json ? printJSON(search) : printText(search)
    }

    private func search<M: Module<Tensor, Tensor>>(
        _ model: M, _ plan: TrainingPlan
    ) throws -> LearningRateSearch {
        try Trainer(
            model, loss: plan.loss, optimizer: plan.optimizer, normalization: plan.normalization,
            options: plan.options, seed: plan.config.seed
        ).findLearningRate(
            plan.data.train, range: from...to, steps: steps, batchSize: plan.config.batchSize)
    }

    private func printJSON(_ search: LearningRateSearch) throws {
        for point in search.points {
            try JSONLines.write([
                "event": "rate", "learning_rate": JSONValue(point.rate),
                "loss": JSONValue(point.loss), "smoothed": JSONValue(point.smoothed),
            ])
        }
        try JSONLines.write([
            "event": "found", "steepest": search.steepest.map { JSONValue($0) } ?? .null,
            "tenth_of_lowest": search.tenthOfLowest.map { JSONValue($0) } ?? .null,
            "steps": JSONValue(search.points.count),
        ])
    }

    private func printText(_ search: LearningRateSearch) throws {
        let terminal = Terminal(.output)
        let curve =
            terminal.hasUnicode
            ? "loss from \(from) to \(search.points.last?.rate ?? to)  "
                + Sparkline.text(search.points.map(\.smoothed), width: 40) + "\n" : ""
        let steepest = search.steepest.map { NumberText.metric($0) }
        try StandardStream.output.write(
            curve + "learning rate \(steepest ?? "unknown: the loss never fell")"
                + (out.map { "\npicture  \($0)" } ?? "") + "\n")
    }
}
