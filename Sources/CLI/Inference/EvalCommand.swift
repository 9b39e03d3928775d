import ArgumentParser
import Lamina

/// `lamina eval`: a trained network on a data set.
struct EvalCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "eval",
        abstract: "Evaluates a run's network on the test part of a data set.",
        discussion: """
              lamina eval runs/lenet5-fashion-mnist-001 --data fashion-mnist
              lamina eval runs/lenet5-fashion-mnist-001 --checkpoint best --json

            Another data set must have examples of the same shape and as many classes; it is \
            normalised as the training data were.
            """)

    @Argument(help: ArgumentHelp("The run's folder.", valueName: "run"), completion: .directory)
    var path: String

    @Option(
        help: "The data set; by default the run's own.",
        completion: .list(DataSetName.allCases.map(\.rawValue)))
    var data: String?

    @Option(help: "Which weights: last or best.")
    var checkpoint = TrainedModel.Choice.last

    @Flag(help: "Round the weights of dense layers and convolutions to int8 first.")
    var int8 = false

    @Flag(help: "Print one JSON object.")
    var json = false

    func run() throws {
        let trained = try TrainedModel(run: path, choice: checkpoint)
        let dataName = data ?? trained.plan.config.dataset
        let test = try trained.testSet(data)
        let evaluation = try trained.evaluate(test, isQuantized: int8)
        if json {
            let head: [(key: String, value: JSONValue)] = [
                ("event", "evaluated"), ("run", JSONValue(trained.folder.path)),
                ("data", JSONValue(dataName)), ("checkpoint", JSONValue(trained.checkpoint.path)),
                ("examples", JSONValue(test.count)),
            ]
            try JSONLines.write(JSONValue(head + evaluation.members))
            return
        }
        guard let confusion = evaluation.confusion else {
            try StandardStream.output.write(
                "\(evaluation.words) on \(test.count) examples of \(dataName)\n")
            return
        }
        let terminal = Terminal(.output)
        var table = Table([
            .init("class"), .init("precision", isNumeric: true), .init("recall", isNumeric: true),
            .init("f1", isNumeric: true), .init("examples", isNumeric: true),
        ])
        for (name, score) in zip(test.classNames, confusion.scores) {
            table.append(
                [StyledText(name)]
                    + [score.precision, score.recall, score.f1].map {
                        StyledText(NumberText.metric($0))
                    } + [StyledText("\(score.support)")])
        }
        let lines = table.lines(width: terminal.width, color: terminal.hasColor)
        try StandardStream.output.write(
            lines.joined(separator: "\n")
                + "\n\naccuracy \(NumberText.metric(confusion.accuracy)), "
                + "loss \(NumberText.metric(evaluation.loss)) on \(test.count) examples of \(dataName)\n"
        )
    }
}

extension TrainedModel.Choice: ExpressibleByArgument {}
