/// Why training ended early. What was saved before stays as it was.
public enum TrainingError: Error, CustomStringConvertible {
    /// The loss stopped being a number.
    case notFinite(value: Double, step: Int, epoch: Int, place: String, remedy: String)
    /// SIGINT or SIGTERM came; the step was finished.
    case interrupted(step: Int, epoch: Int)
    /// A setting that cannot work.
    case impossible(setting: String, value: String, allowed: String)
    /// A checkpoint of another network.
    case checkpointDiffers(path: String, missing: [String], unexpected: [String], misshaped: [String])

    public var description: String {
        switch self {
        case .notFinite(let value, let step, let epoch, let place, let remedy):
            return """
                training stopped at step \(step) (epoch \(epoch)): the loss is \(value)
                  where  \(place)
                  fix    \(remedy)
                """
        case .interrupted(let step, let epoch):
            return "interrupted after step \(step) (epoch \(epoch))"
        case .impossible(let setting, let value, let allowed):
            return "\(setting) \(value) is impossible\n  fix  use \(allowed)"
        case .checkpointDiffers(let path, let missing, let unexpected, let misshaped):
            func list(_ title: String, _ names: [String]) -> String {
                guard !names.isEmpty else { return "" }
                let shown = names.prefix(8).joined(separator: ", ")
                let rest = names.count > 8 ? " and \(names.count - 8) more" : ""
                return "\n  \(title)  \(shown)\(rest)"
            }
            return "\(path): the checkpoint belongs to another network"
                + list("missing   ", missing) + list("unexpected", unexpected)
                + list("misshaped ", misshaped)
                + "\n  fix         resume with the model and settings that wrote it"
        }
    }
}
