public import LaminaFormats
import LaminaGraph
public import LaminaTensor

/// Everything training needs to go on, at one moment: the variables of model, optimiser and random
/// generator under their names, and where the loop stands.
///
/// The file holds no time, path or host name: equal states give equal bytes.
public struct Checkpoint: Sendable {
    /// The values by name: parameters under their paths, `optimizer.…`, `generator.state`.
    public let tensors: [String: Tensor]
    /// Steps and epochs done, the place in the running epoch, and the best loss.
    public let state: TrainingState

    private static let stateKey = "lamina.training"
    private static let formatKey = "lamina.format"
    /// Counted up when a file can no longer be read by those that came before. A file without a number
    /// is of the first format.
    private static let format = 1

    init(variables: [(path: String, variable: Variable)], state: TrainingState) {
        let values = Variable.snapshot(variables.map(\.variable))
        tensors = Dictionary(zip(variables.map(\.path), values)) { first, _ in first }
        self.state = state
    }

    /// Reads a checkpoint file.
    public init(path: String) throws(FileError) {
        let file = try SafeTensors(contentsOf: path)
        guard let json = file.metadata[Self.stateKey] else {
            throw FileError(
                path: path, problem: "holds tensors but no training state",
                fix: "name a checkpoint of a run, as in runs/NAME/checkpoints/003.safetensors")
        }
        let format = file.metadata[Self.formatKey].map { Int($0) ?? .max } ?? 1
        guard format <= Self.format else {
            throw FileError(
                path: path,
                problem: "a checkpoint of format \(format); this Lamina reads up to \(Self.format)",
                fix: "use the newer Lamina that wrote it")
        }
        state = try TrainingState(json: json, path: path)
        tensors = file.entries.mapValues(\.tensor)
    }

    /// Writes the file as a whole: a kill or a full disk leaves what was there before.
    public func write(to path: String) throws(FileError) {
        try SafeTensors(
            metadata: [Self.stateKey: state.json],
            entries: tensors.mapValues { SafeTensors.Entry($0) }
        ).write(to: path)
    }

    /// Gives the variables the saved values, all or none.
    ///
    /// - Parameter isComplete: whether the file may hold nothing else; a model alone takes its own.
    /// - Throws: ``TrainingError/checkpointDiffers(path:missing:unexpected:misshaped:)``.
    public func restore(
        _ variables: [(path: String, variable: Variable)], path: String, isComplete: Bool
    ) throws(TrainingError) {
        let wanted = Dictionary(variables.map { ($0.path, $0.variable) }) { first, _ in first }
        let missing = Self.ordered(wanted.keys.filter { tensors[$0] == nil })
        let unexpected = isComplete ? Self.ordered(tensors.keys.filter { wanted[$0] == nil }) : []
        let misshaped = Self.ordered(wanted.keys).compactMap { name -> String? in
            guard let tensor = tensors[name], let spec = wanted[name]?.spec, tensor.spec != spec
            else { return nil }
            return "\(name): file \(tensor.spec), model \(spec)"
        }
        guard missing.isEmpty, unexpected.isEmpty, misshaped.isEmpty else {
            throw .checkpointDiffers(
                path: path, missing: missing, unexpected: unexpected, misshaped: misshaped)
        }
        for (name, variable) in wanted {
            if let tensor = tensors[name] { variable.stored = tensor }
        }
    }

    /// Gives a model's variables the saved values: those of the running average, where one was saved,
    /// for they are what was evaluated.
    public func restoreModel(
        _ variables: [(path: String, variable: Variable)], path: String
    ) throws(TrainingError) {
        let averages = variables.map { ("average." + $0.path, $0.variable) }
        let isAveraged = averages.contains { tensors[$0.0] != nil }
        try restore(isAveraged ? averages : variables, path: path, isComplete: false)
    }

    /// By name, the model's own in front: the optimiser's only repeat what is wrong with those.
    private static func ordered(_ names: some Sequence<String>) -> [String] {
        func isOwn(_ name: String) -> Bool {
            !["optimizer.", "generator.", "average."].contains { name.hasPrefix($0) }
        }
        let sorted = names.sorted()
        return sorted.filter(isOwn) + sorted.filter { !isOwn($0) }
    }
}
