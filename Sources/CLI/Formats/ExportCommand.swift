import ArgumentParser
import Lamina
import LaminaONNX

/// `lamina export`: a run's network for other programs.
struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Writes a run's network in ONNX's format.",
        discussion: """
              lamina export runs/lenet5-fashion-mnist-001 --onnx lenet5.onnx

            The file takes any number of examples, normalised as the metadata entries mean and \
            standard_deviation say, and gives logits; the entry classes names them, one a line.
            """)

    @Argument(help: ArgumentHelp("The run's folder.", valueName: "run"), completion: .directory)
    var path: String

    @Option(help: ArgumentHelp("The file to write.", valueName: "file"))
    var onnx: String

    @Option(help: "The operator set, from 13 to 23.")
    var opset = 17

    @Option(help: "Which weights: last or best.")
    var checkpoint = TrainedModel.Choice.last

    func validate() throws {
        guard (13...23).contains(opset) else {
            throw ValidationError("--opset is \(opset); choose one from 13 to 23")
        }
    }

    func run() throws {
        let model = try TrainedModel(run: path, choice: checkpoint).onnx(opset: opset)
        try model.write(to: onnx)
        try StandardStream.output.write(
            "\(onnx): \(model.graph.nodes.count) nodes, opset \(opset)\n")
    }
}
