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
    public let state: TrainingState

    private static let stateKey = "lamina.training"

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
        state = try TrainingState(json: json, path: path)
        tensors = file.entries.mapValues { entry in
            let buffer = Buffer(byteCount: entry.bytes.count)
            entry.bytes.withUnsafeBytes { buffer.copy(from: $0) }
            return Tensor(buffer: buffer, spec: TensorSpec(Shape(entry.shape), entry.dtype))
        }
    }

    /// Writes the file as a whole: a kill or a full disk leaves what was there before.
    public func write(to path: String) throws(FileError) {
        let entries = tensors.mapValues { tensor in
            let buffer = tensor.evaluated
            let bytes = [UInt8](unsafeUninitializedCapacity: buffer.byteCount) { target, count in
                buffer.copy(to: UnsafeMutableRawBufferPointer(target))
                count = buffer.byteCount
            }
            return SafeTensors.Entry(
                dtype: tensor.dtype, shape: Array(tensor.shape), values: bytes)
        }
        try SafeTensors(metadata: [Self.stateKey: state.json], entries: entries).write(to: path)
    }

    /// Gives the variables the saved values, all or none.
    ///
    /// - Parameter isComplete: whether the file may hold nothing else; a model alone takes its own.
    /// - Throws: ``TrainingError/checkpointDiffers(path:missing:unexpected:misshaped:)``.
    public func restore(
        _ variables: [(path: String, variable: Variable)], path: String, isComplete: Bool
    ) throws(TrainingError) {
        let wanted = Dictionary(variables.map { ($0.path, $0.variable) }) { first, _ in first }
        let missing = wanted.keys.filter { tensors[$0] == nil }.sorted()
        let unexpected = isComplete ? tensors.keys.filter { wanted[$0] == nil }.sorted() : []
        let misshaped = wanted.keys.sorted().compactMap { name -> String? in
            guard let tensor = tensors[name], let spec = wanted[name]?.spec, tensor.spec != spec
            else { return nil }
            return "\(name) (file \(tensor.spec), model \(spec))"
        }
        guard missing.isEmpty, unexpected.isEmpty, misshaped.isEmpty else {
            throw .checkpointDiffers(
                path: path, missing: missing, unexpected: unexpected, misshaped: misshaped)
        }
        for (name, variable) in wanted {
            if let tensor = tensors[name] { variable.stored = tensor }
        }
    }
}
