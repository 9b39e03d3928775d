import ArgumentParser
import Lamina

/// `lamina predict`: what a trained network says of single inputs.
struct PredictCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "predict",
        abstract: "Asks a run's network about pictures or numbers.",
        discussion: """
            An input is a PNG picture of the network's size, an IDX file with an index, the number of \
            an example in the run's own test set, or numbers with commas:

              lamina predict runs/lenet5-fashion-mnist-001 shirt.png
              lamina predict runs/lenet5-fashion-mnist-001 t10k-images-idx3-ubyte:17 18
              lamina predict runs/mlp-xor-001 0,1
            """)

    @Argument(help: ArgumentHelp("The run's folder.", valueName: "run"), completion: .directory)
    var path: String

    @Argument(help: ArgumentHelp("What to look at.", valueName: "input"), completion: .file())
    var inputs: [String]

    @Option(help: "Which weights: last or best.")
    var checkpoint = TrainedModel.Choice.last

    @Option(parsing: .unconditional, help: "How many classes to print.")
    var top = 3

    @Flag(help: "Print one JSON object for each input.")
    var json = false

    func validate() throws {
        guard top >= 1 else { throw ValidationError("--top \(top): print at least one class") }
    }

    func run() throws {
        let trained = try TrainedModel(run: path, choice: checkpoint)
        let names = trained.plan.data.train.classNames
        // All inputs are read before the first answer, so that a bad one stops the command as a
        // whole.
        let examples = try inputs.map { try PredictInput($0, for: trained.plan.data).numbers }
        for (input, example) in zip(inputs, examples) {
            let probabilities = try trained.probabilities(example)
            let order = probabilities.indices.sorted { probabilities[$0] > probabilities[$1] }
            if json {
                try JSONLines.write([
                    "input": JSONValue(input), "class": JSONValue(names[order[0]]),
                    "label": JSONValue(order[0]),
                    "probability": JSONValue(probabilities[order[0]]),
                    "probabilities": JSONValue(
                        names.indices.map { (key: names[$0], value: JSONValue(probabilities[$0])) }),
                ])
            } else {
                let answers = order.prefix(top).map {
                    "\(names[$0]) \(NumberText.percent(probabilities[$0]))"
                }
                try StandardStream.output.write(
                    "\(input): \(answers.joined(separator: ", "))\n")
            }
        }
    }
}
