/// Why training ended early. What was saved before stays as it was.
public enum TrainingError: Error, CustomStringConvertible {
    /// The loss or a gradient stopped being a number; `place` is where that was seen first.
    case notFinite(what: String, step: Int, epoch: Int, place: String, remedy: String)
    /// SIGINT or SIGTERM came; the step was finished.
    case interrupted(step: Int, epoch: Int)
    /// A setting that cannot work.
    case impossible(setting: String, value: String, allowed: String)
    /// A checkpoint of another network.
    case checkpointDiffers(
        path: String, missing: [String], unexpected: [String], misshaped: [String])
    /// A checkpoint from the middle of an epoch that was longer than the data set is now.
    case dataDiffers(position: Int, dataset: String, count: Int)
    /// A model whose output is not one number for each class of the data set.
    case outputDiffers(output: [Int], dataset: String, classCount: Int)

    public var description: String {
        switch self {
        case .notFinite(let what, let step, let epoch, let place, let remedy):
            """
            training stopped at step \(step) (epoch \(epoch)): \(what)
              where  \(place)
              fix    \(remedy)
            """
        case .interrupted(let step, let epoch):
            "interrupted after step \(step) (epoch \(epoch))"
        case .impossible(let setting, let value, let allowed):
            "\(setting) \(value) is impossible\n  fix  use \(allowed)"
        case .checkpointDiffers(let path, let missing, let unexpected, let misshaped):
            "\(path): the checkpoint belongs to another network"
                + Self.list("missing", missing) + Self.list("unexpected", unexpected)
                + Self.list("misshaped", misshaped)
                + "\n  fix         use the network and the settings that wrote it"
        case .dataDiffers(let position, let dataset, let count):
            """
            the checkpoint stands behind example \(position) of an epoch, but \(dataset) has \(count)
              fix  resume with the data that the run began with
            """
        case .outputDiffers(let output, let dataset, let classCount):
            """
            the model's output \(output) is not one number for each of the \(classCount) classes of \(dataset)
              fix  give the model \(classCount) outputs, or evaluate it on the data it was made for
            """
        }
    }

    /// One name a line, at most six: those of the optimiser, which come last, repeat the others.
    private static func list(_ title: String, _ names: [String]) -> String {
        guard !names.isEmpty else { return "" }
        let indent = String(repeating: " ", count: 14)
        let rest = names.count > 6 ? ["and \(names.count - 6) more"] : []
        let lines = (names.prefix(6) + rest).joined(separator: "\n" + indent)
        return "\n  " + title + indent.dropFirst(title.count + 2) + lines
    }
}
