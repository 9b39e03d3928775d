import Glibc
import Lamina

/// Many runs of one network with different settings, each in a folder of its own.
struct Sweep {
    let name: String
    let runsFolder: String
    let network: NetworkChoice
    /// One for each trial, without its fold.
    let configs: [RunConfig]
    /// What differs between the trials.
    let tried: [[String: SettingValue]]
    /// How many folds each trial is trained on; nil for the data set's own validation part.
    let folds: Int?

    /// Checks all trials before the first one is trained.
    init(
        name: String, runsFolder: String, network: NetworkChoice, configs: [RunConfig],
        tried: [[String: SettingValue]], folds: Int?
    ) throws {
        guard !name.contains("/"), !name.isEmpty else {
            throw WrongUsage("--out '\(name)' is no name; the folder is named with --runs")
        }
        (self.name, self.runsFolder, self.network) = (name, runsFolder, network)
        (self.configs, self.tried, self.folds) = (configs, tried, folds)
        for config in configs { _ = try TrainingSettings(stored: config, network: network) }
    }

    /// Trains the trials; gives them ranked, the best first.
    func run(halving factor: Int?, printsJSON: Bool) throws -> [SuccessiveHalving.Result] {
        let epochs = configs.map(\.epochs).max() ?? 1
        let ladder = SuccessiveHalving(
            factor: factor ?? 2, epochs: epochs, trials: factor == nil ? 1 : configs.count)
        guard factor != nil else {
            let scored = try configs.indices.map { trial in
                SuccessiveHalving.Result(
                    trial: trial, epochs: configs[trial].epochs,
                    score: try score(trial, configs[trial].epochs, printsJSON))
            }
            return scored.sorted { ($0.score, $0.trial) < ($1.score, $1.trial) }
        }
        return try ladder.run { try score($0, $1, printsJSON) }
    }

    /// Trains a trial on all its folds until so many epochs are done; gives the mean of the best
    /// validation losses. A trial that fails, as one that diverges, is worse than any other.
    private func score(_ trial: Int, _ epochs: Int, _ printsJSON: Bool) throws -> Double {
        var scores: [Double] = []
        for fold in folds.map({ Array(1...$0) }) ?? [0] {
            let outcome: TrainingRun.Outcome?
            var problem: String?
            do {
                outcome = try open(trial, fold, epochs).train(.silent)
            } catch let error as TrainingError {
                (outcome, problem) = (nil, "\(error)")
            } catch let error as Interrupted {
                throw Interrupted(
                    description: "\(error.description.split(separator: "\n")[0])"
                        + "\n  fix  go on by starting the sweep again with --out \(name)")
            }
            scores.append(outcome?.state.bestLoss ?? .infinity)
            try report(trial, fold, epochs, outcome, problem, printsJSON)
        }
        return FoldScores(scores).mean ?? .infinity
    }

    /// The run of a trial, made or gone on with.
    private func open(_ trial: Int, _ fold: Int, _ epochs: Int) throws -> TrainingRun {
        var config = configs[trial]
        config.epochs = epochs
        if fold > 0 { config.settings["fold"] = .number(Double(fold)) }
        let path = runsFolder + "/" + runName(trial, fold)
        let plan = try TrainingPlan(config, network: network)
        guard access(path + "/config.json", F_OK) == 0 else {
            let (folder, lock) = try RunFolder.create(at: path, config: config)
            return TrainingRun(plan: plan, folder: folder, lock: lock, checkpoint: nil)
        }
        let folder = try RunFolder(existing: path)
        let lock = try RunLock(folder: folder.path)
        var found = try folder.config()
        found.epochs = epochs
        guard found == config else {
            throw FileError(
                path: folder.configPath, problem: "the run of another sweep, with other settings",
                fix: "give this sweep another name with --out")
        }
        return TrainingRun(
            plan: plan, folder: folder, lock: lock, checkpoint: try folder.latestCheckpoint())
    }

    private func runName(_ trial: Int, _ fold: Int) -> String {
        func padded(_ number: Int) -> String {
            String(repeating: "0", count: max(0, 3 - "\(number)".count)) + "\(number)"
        }
        return "\(name)-\(padded(trial + 1))" + (fold > 0 ? "-fold\(fold)" : "")
    }

    /// The settings of a trial in words.
    private func words(_ trial: Int) -> String {
        tried[trial].sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
            .joined(separator: " ")
    }

    private func report(
        _ trial: Int, _ fold: Int, _ epochs: Int, _ outcome: TrainingRun.Outcome?,
        _ problem: String?, _ printsJSON: Bool
    ) throws {
        let name = runName(trial, fold)
        if printsJSON {
            let settings = tried[trial].sorted { $0.key < $1.key }.map {
                (key: $0.key, value: JSONValue("\($0.value)"))
            }
            try JSONLines.write([
                "event": "trial", "run": JSONValue(runsFolder + "/" + name),
                "settings": JSONValue(settings), "epochs": JSONValue(epochs),
                "validation_loss": outcome.map { JSONValue($0.state.bestLoss) } ?? .null,
                "test_accuracy": outcome?.evaluation.accuracy.map { JSONValue($0) } ?? .null,
                "problem": problem.map { JSONValue($0) } ?? .null,
            ])
        } else {
            let loss = outcome.map { "validation loss \(NumberText.metric($0.state.bestLoss))" }
            let failure = problem?.split(separator: "\n").first.map(String.init)
            try StandardStream.error.write(
                "\(name)  \(words(trial))  \(epochs) epochs  \(loss ?? failure ?? "failed")\n")
        }
    }

    /// The ranking as a table, or its best as JSON.
    func print(_ ranking: [SuccessiveHalving.Result], asJSON: Bool) throws {
        guard let best = ranking.first else { return }
        let bestRun = runName(best.trial, folds == nil ? 0 : 1)
        if asJSON {
            try JSONLines.write([
                "event": "swept", "sweep": JSONValue(name), "trials": JSONValue(configs.count),
                "best": JSONValue(runsFolder + "/" + bestRun),
                "validation_loss": JSONValue(best.score),
            ])
            return
        }
        var table = Table([
            .init("trial", isNumeric: true), .init("validation loss", isNumeric: true),
            .init("epochs", isNumeric: true), .init("settings"),
        ])
        for result in ranking {
            table.append([
                StyledText("\(result.trial + 1)"), StyledText(NumberText.metric(result.score)),
                StyledText("\(result.epochs)"), StyledText(words(result.trial)),
            ])
        }
        let terminal = Terminal(.output)
        let lines = table.lines(width: terminal.width, color: terminal.hasColor)
        try StandardStream.output.write(
            lines.joined(separator: "\n")
                + "\n\nbest    \(runsFolder)/\(bestRun)\ncompare lamina runs compare --sweep \(name)\n"
        )
    }
}
