import ArgumentParser
import Lamina

/// `lamina sweep`: trains a network with many settings and says which were best.
struct SweepCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sweep",
        abstract: "Trains a network with many settings, each a run, and ranks them.",
        discussion: """
              lamina sweep mlp --data two-spirals --try hidden=16|64,64 --try learning-rate=0.01,0.003
              lamina sweep lenet5 --data fashion-mnist --trials 20 --halving 3 \\
                  --try learning-rate=log:1e-4..1e-2 --try batch-size=32..256
              lamina sweep mlp --data mnist-5k --folds 5

            Without --trials every combination is tried (a grid); with it so many are drawn at random. \
            --halving trains all for a short time and only the best part of them on. --folds trains each \
            trial once for every fold and ranks by the mean (cross-validation).

            Values are choices (0.1,0.01; with | between where they hold commas: 64|128,64) or ranges \
            (0..0.5, 16..64, log:1e-4..1e-1). Runs are ranked by their best validation loss. A sweep that \
            was stopped goes on when it is started again with the same --out.
            """)

    @OptionGroup var options: NetworkOptions

    @Option(
        name: .customLong("try"), parsing: .singleValue,
        help: ArgumentHelp("Values of a setting; see above.", valueName: "key=values"))
    var axes: [String] = []

    @Option(
        name: .customLong("set"), parsing: .singleValue,
        help: ArgumentHelp("A setting of all trials; see lamina train.", valueName: "key=value"))
    var settings: [String] = []

    @Option(help: "Draws so many trials at random; a grid without it.")
    var trials: Int?

    @Option(help: "Lets one in so many go on from each stage to the next (successive halving).")
    var halving: Int?

    @Option(help: "Trains every trial on so many folds of the training data.")
    var folds: Int?

    @Option(parsing: .unconditional, help: "How often the longest trials go through the data.")
    var epochs: Int?

    @Option(help: "Decides first weights, orders and which trials are drawn.")
    var seed: UInt64?

    @Option(help: ArgumentHelp("The sweep's name, with which its runs begin.", valueName: "name"))
    var out: String?

    @OptionGroup var runs: RunsOptions

    func validate() throws {
        for (name, value, range) in [
            ("--trials", trials, 1...10_000), ("--halving", halving, 2...100),
            ("--folds", folds, 2...1000),
        ] {
            guard let value, !range.contains(value) else { continue }
            throw ValidationError(
                "\(name) must be from \(range.lowerBound) to \(range.upperBound), got \(value)")
        }
        if axes.isEmpty, folds == nil, trials == nil {
            throw ValidationError("name what is to be tried, as in --try learning-rate=0.1,0.01")
        }
    }

    func run() throws {
        let (network, data) = try options.choice(example: "lamina sweep mlp --data two-spirals")
        let space = try SearchSpace(parsing: axes)
        let settings = try trials.map { space.random($0, seed: seed ?? 1) } ?? space.grid()
        let name = try out ?? unusedName("sweep-\(network.name)-\(data)")
        let sweep = try Sweep(
            name: name, runsFolder: runs.runsFolder, network: network,
            configs: settings.map { trial in
                let typed = trial.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
                var config = try RunRequest(
                    network: network, data: data, epochs: epochs, seed: seed,
                    settings: self.settings + (folds.map { ["folds=\($0)"] } ?? []) + typed
                ).config()
                config.sweep = name
                return config
            }, tried: settings, folds: folds)
        StopSignal.watch()
        let ranking = try sweep.run(halving: halving, printsJSON: runs.json)
        try sweep.print(ranking, asJSON: runs.json)
    }

    /// The first name with a number that no run begins with.
    private func unusedName(_ prefix: String) throws -> String {
        let taken = try RunStore.existing(in: runs.runsFolder)?.runs().map(\.name) ?? []
        var number = 1
        while taken.contains(where: { $0.hasPrefix("\(prefix)-\(number)-") }) { number += 1 }
        return "\(prefix)-\(number)"
    }
}
