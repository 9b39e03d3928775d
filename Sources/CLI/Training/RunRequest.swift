import Lamina

/// What a person asked a run to be: what was typed, over what the network's file says, over defaults.
struct RunRequest {
    let network: NetworkChoice
    let data: String
    let epochs: Int?
    let seed: UInt64?
    /// Each `key=value`.
    let settings: [String]

    func config() throws -> RunConfig {
        let typed = try TrainingSettings(typed: settings, network: network)
        let defaults = TrainingDefaults(try DataSetName(named: data))
        return RunConfig(
            model: network.name, dataset: data,
            epochs: try epochs ?? number("epochs", Int.init, from: 1) ?? defaults.epochs,
            batchSize: typed.integer("batch-size", default: defaults.batchSize),
            optimizer: typed.text("optimizer", default: "adam"),
            learningRate: typed.number("learning-rate", default: defaults.learningRate),
            seed: try seed ?? number("seed", UInt64.init, from: 0) ?? 1, settings: typed.values,
            network: network.text)
    }

    /// A number of the file's solver.
    private func number<Number: FixedWidthInteger>(
        _ name: String, _ read: (String) -> Number?, from least: Number
    ) throws(FileError) -> Number? {
        guard case .file(let file) = network,
            let found = file.solver.first(where: { $0.key == name })
        else { return nil }
        guard let number = read(found.value), number >= least else {
            throw FileError(
                path: file.path, at: .line(found.line),
                problem: "solver: \(name) '\(found.value)' is impossible",
                fix: "give a whole number from \(least)")
        }
        return number
    }
}
