import Lamina

/// What `--set key=value` can change, with the values that are used where nothing is set.
struct TrainingSettings: Sendable {
    /// A setting's name, what it does and which values make sense.
    struct Key: Sendable {
        let name: String
        let help: String
        let allowed: String
        fileprivate let accepts: @Sendable (SettingValue) -> Bool
    }

    /// Every setting, in the order of the help text.
    static let keys: [Key] = [
        number("batch-size", "examples in a step", "a whole number from 1 to 65536") {
            $0 >= 1 && $0 <= 65536 && $0 == $0.rounded()
        },
        text("optimizer", "the update rule", ["adam", "adamw", "sgd"]),
        number("learning-rate", "the step size", "a number above 0 and at most 100") {
            $0 > 0 && $0 <= 100
        },
        number("momentum", "of sgd: how much of the last step is kept", "from 0 to below 1") {
            (0..<1).contains($0)
        },
        number("weight-decay", "pull of every parameter towards 0", "from 0 to 10") {
            (0...10).contains($0)
        },
        number("validation", "part of the training data kept for validation", "from 0 to 0.9") {
            (0...0.9).contains($0)
        },
        number("patience", "stop after this many epochs without a better loss; 0: never",
            "a whole number from 0") { $0 >= 0 && $0 == $0.rounded() && $0 < 1e6 },
        number("keep", "checkpoints kept besides the best", "a whole number from 1") {
            $0 >= 1 && $0 == $0.rounded() && $0 < 1e6
        },
    ]

    private(set) var values: [String: SettingValue]

    /// Settings as stored with a run.
    init(stored: [String: SettingValue]) { values = stored }

    /// Settings as typed, each `key=value`; those of the model are checked when it is made.
    init(typed: [String], model: NamedModel) throws {
        values = [:]
        let known = Self.keys.map(\.name) + model.settings.map(\.name)
        for pair in typed {
            guard let equals = pair.firstIndex(of: "=") else {
                throw WrongUsage("--set \(pair): expected key=value, as in learning-rate=0.01")
            }
            let name = String(pair[..<equals])
            let value = SettingValue(parsing: String(pair[pair.index(after: equals)...]))
            guard known.contains(name) else {
                throw UnknownName(kind: "setting", name: name, known: known)
            }
            if let key = Self.keys.first(where: { $0.name == name }), !key.accepts(value) {
                throw TrainingError.impossible(
                    setting: name, value: "\(value)", allowed: key.allowed)
            }
            values[name] = value
        }
    }

    /// The values that the model was given, as text.
    func values(for model: NamedModel) -> [String: String] {
        let known = Set(model.settings.map(\.name))
        return values.filter { known.contains($0.key) }.mapValues { "\($0)" }
    }

    func number(_ name: String, default fallback: Double) -> Double {
        if case .number(let number)? = values[name] { return number }
        return fallback
    }

    func text(_ name: String, default fallback: String) -> String {
        values[name].map { "\($0)" } ?? fallback
    }

    /// Lines for `lamina train --help`.
    static var help: String {
        let own = keys.map { ($0.name, "\($0.help) (\($0.allowed))") }
        let models = NamedModel.all.flatMap { model in
            model.settings.map { ($0.name, "of \(model.name): \($0.meaning)") }
        }
        let width = (own + models).map(\.0.count).max() ?? 0
        return (own + models).map { name, text in
            "  " + name + String(repeating: " ", count: width - name.count + 2) + text
        }.joined(separator: "\n")
    }

    private static func number(
        _ name: String, _ help: String, _ allowed: String,
        _ accepts: @escaping @Sendable (Double) -> Bool
    ) -> Key {
        Key(name: name, help: help, allowed: allowed) { value in
            guard case .number(let number) = value else { return false }
            return accepts(number)
        }
    }

    private static func text(_ name: String, _ help: String, _ choices: [String]) -> Key {
        Key(name: name, help: help, allowed: choices.joined(separator: ", ")) {
            choices.contains("\($0)")
        }
    }
}
