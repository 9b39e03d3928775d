import ArgumentParser
import Lamina

/// `lamina train`: fits a network to a data set in a run folder that can be resumed.
struct TrainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train",
        abstract: "Trains a network on a data set, or goes on with a run.",
        discussion: """
              lamina train lenet5 --data fashion-mnist
              lamina train mlp --data two-spirals --epochs 300 --set hidden=64,64
              lamina train examples/lenet.yaml
              lamina train --resume runs/lenet5-fashion-mnist-001

            Ctrl-C (SIGINT) and SIGTERM finish the step, save, say how to go on and exit with 1. The \
            same seed gives the same bits, also after an interruption or a kill and on any number of \
            threads (LAMINA_THREADS).

            \(TrainingHelp.text)
            """)

    @Argument(
        help: ArgumentHelp(
            "The network: a name, or a YAML file; not needed with --resume.", valueName: "name"),
        completion: .list(NamedModel.all.map(\.name)))
    var model: String?

    @Option(
        help: "The data set; not needed with --resume.",
        completion: .list(DataSetName.allCases.map(\.rawValue)))
    var data: String?

    // Unconditional, so that -3 is an impossible number and not an unknown option.
    @Option(
        parsing: .unconditional,
        help: "How often training goes through the data; with --resume, how often in all.")
    var epochs: Int?

    @Option(help: "Decides the first weights, the order of the data and all other chance.")
    var seed: UInt64?

    @Option(
        help: ArgumentHelp(
            "The run's folder; by default the next free one below ./runs.", valueName: "run"),
        completion: .directory)
    var out: String?

    @Option(
        help: ArgumentHelp("Goes on with this run from its last checkpoint.", valueName: "run"),
        completion: .directory)
    var resume: String?

    @Option(
        name: .customLong("set"), parsing: .singleValue,
        help: ArgumentHelp("Changes a setting; see above.", valueName: "key=value"))
    var settings: [String] = []

    @Option(
        help: ArgumentHelp("Draws the curves after every epoch, an SVG file.", valueName: "file"),
        completion: .file(extensions: ["svg"]))
    var plot: String?

    @Flag(help: "Print one JSON object per line.")
    var json = false

    func run() throws {
        let run = try resume.map(resumed) ?? started()
        try run.train(json ? .json : .text, plot: plot)
    }

    private func started() throws -> TrainingRun {
        let network = try model.map(NetworkChoice.init(typed:))
        guard let network, let data = data ?? network.data else {
            throw WrongUsage(
                "name a network and a data set, as in lamina train lenet5 --data fashion-mnist")
        }
        let config = try RunRequest(
            network: network, data: data, epochs: epochs, seed: seed, settings: settings
        ).config()
        let plan = try TrainingPlan(config, network: network)
        let (folder, lock) =
            try out.map { try RunFolder.create(at: $0, config: config) }
            ?? RunFolder.createNext(prefix: "\(network.name)-\(data)", config: config)
        return TrainingRun(plan: plan, folder: folder, lock: lock, checkpoint: nil)
    }

    private func resumed(_ path: String) throws -> TrainingRun {
        let folder = try RunFolder(existing: path)
        let lock = try RunLock(folder: folder.path)
        var config = try folder.config()
        guard model ?? config.model == config.model, data ?? config.dataset == config.dataset,
            seed ?? config.seed == config.seed, settings.isEmpty, out == nil
        else {
            throw WrongUsage(
                "--resume goes on with the run's own network, data, seed and settings; "
                    + "only --epochs may be given")
        }
        if let epochs {
            try TrainingSettings.check(epochs: epochs)
            config.epochs = epochs
        }
        return TrainingRun(
            plan: try .stored(config, in: folder), folder: folder, lock: lock,
            checkpoint: try folder.latestCheckpoint())
    }
}
