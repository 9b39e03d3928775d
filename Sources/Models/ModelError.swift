/// A model or a setting that cannot be had as it was asked for.
public enum ModelError: Error, Hashable, Sendable {
    /// There is no such setting; the model has these.
    case unknownSetting(model: String, setting: String, known: [String])
    /// A setting's value is not one of those it takes.
    case badValue(model: String, setting: String, value: String, expected: String)
    /// The model does not take examples of this shape and type.
    case unsuitableInput(model: String, shape: [Int], expected: String)
}

extension ModelError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unknownSetting(let model, let setting, let known):
            "model \(model): no setting '\(setting)'; it has \(known.joined(separator: ", "))"
        case .badValue(let model, let setting, let value, let expected):
            "model \(model): \(setting)=\(value) is not possible; give \(expected)"
        case .unsuitableInput(let model, let shape, let expected):
            "model \(model): examples of shape \(shape) do not fit; it takes \(expected)"
        }
    }
}
