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
        integer("batch-size", "examples in a step", 1...65536),
        text("optimizer", "the update rule", NamedOptimizer.all.map(\.name)),
        text("loss", "what training makes small", Loss.named.map(\.name)),
        number(
            "label-smoothing", "part of the wanted probability spread over all classes",
            "from 0 to 0.9"
        ) {
            (0...0.9).contains($0)
        },
        number("learning-rate", "the step size", "a number above 0 and at most 100") {
            $0 > 0 && $0 <= 100
        },
        text("schedule", "how the learning rate goes", ScheduleChoice.allCases.map(\.rawValue)),
        integer("warm-up", "steps in which the learning rate rises from 0", 0...1_000_000_000),
        number("schedule-end", "the schedule's last value, as a part of the rate", "from 0 to 1") {
            (0...1).contains($0)
        },
        number(
            "momentum", "how much of the last step is kept, in lars, rmsprop and sgd",
            "from 0 to below 1"
        ) {
            (0..<1).contains($0)
        },
        number("weight-decay", "pull of every parameter towards 0", "from 0 to 10") {
            (0...10).contains($0)
        },
        number("l1", "penalty on the size of weights", "from 0 to 10") { (0...10).contains($0) },
        number("l2", "penalty on the square of weights", "from 0 to 10") { (0...10).contains($0) },
        integer("accumulate", "batches whose gradients make one step", 1...65536),
        number("clip-norm", "bound on the gradients' norm", "a number above 0") { $0 > 0 },
        number("clip-value", "bound on every element of the gradients", "a number above 0") {
            $0 > 0
        },
        number("average", "decay of the running average that is evaluated", "from 0 to below 1") {
            (0..<1).contains($0)
        },
        number("sharpness", "how far SAM looks for the highest loss; 0: not at all", "from 0 to 10")
        {
            (0...10).contains($0)
        },
        integer(
            "max-skipped", "steps in a row that may be left out as no number; 0: none",
            0...1_000_000),
        text(
            "precision", "the type in which layers compute in training",
            TrainingOptions.Precision.allCases.map(\.rawValue)),
        number(
            "loss-scale",
            "factor of the loss while gradients are taken; 0: found in training, for float16",
            "from 0 to 1e9"
        ) {
            (0...1e9).contains($0)
        },
        text(
            "kernels",
            "how convolutions are computed: as their shape says, or as is fastest here; the run keeps it",
            ["by-shape", "measured"]),
        text("sampling", "the order of the examples", SamplingChoice.allCases.map(\.rawValue)),
        list("augment", "how pictures are changed at random", AugmentationChoice.names),
        list("mix", "how the examples of a batch are mixed", MixingChoice.names),
        number("mix-alpha", "how evenly they are mixed", "a number above 0 and at most 100") {
            $0 > 0 && $0 <= 100
        },
        number("time-limit", "seconds after which training stops in order", "a number above 0") {
            $0 > 0
        },
        integer("folds", "parts of the training data for cross-validation", 2...1000),
        integer("fold", "which of the parts is for validation, from 1", 1...1000),
        integer("probe", "examples on which layers are looked at each epoch; 0: none", 0...4096),
        integer("window", "characters in an example of text", 2...65536),
        number("validation", "part of the training data kept for validation", "from 0 to 0.9") {
            (0...0.9).contains($0)
        },
        integer(
            "patience", "stop after so many epochs without a better loss; 0: never", 0...1_000_000),
        integer("keep", "checkpoints kept besides the best", 1...1_000_000),
    ]

    let values: [String: SettingValue]

    /// Settings as stored with a run; one that was edited is checked like one that was typed.
    init(stored config: RunConfig, network: NetworkChoice) throws {
        values = config.settings
        var all = values
        all["batch-size"] = .number(Double(config.batchSize))
        all["learning-rate"] = .number(config.learningRate)
        all["optimizer"] = .text(config.optimizer)
        try Self.check(all, network)
        try Self.check(epochs: config.epochs)
    }

    /// Settings as typed, each `key=value`, over those of the network's own file; those of the model are
    /// checked when it is made.
    init(typed: [String], network: NetworkChoice) throws {
        var values = try Self.solver(of: network)
        for pair in typed {
            guard let equals = pair.firstIndex(of: "=") else {
                throw WrongUsage("--set \(pair): expected key=value, as in learning-rate=0.01")
            }
            let value = String(pair[pair.index(after: equals)...])
            values[String(pair[..<equals])] = SettingValue(parsing: value)
        }
        self.values = values
        try Self.check(values, network)
    }

    /// What a network's file sets, checked there so that an error names its line. Epochs and seed are
    /// arguments of the command and left out here.
    private static func solver(of network: NetworkChoice) throws -> [String: SettingValue] {
        guard case .file(let file) = network else { return [:] }
        var values: [String: SettingValue] = [:]
        for (name, text, line) in file.solver where !["epochs", "seed"].contains(name) {
            let value = SettingValue(parsing: text)
            do {
                try check([name: value], network)
            } catch let error where WrongUsage.caused(error) {
                let lines = "\(error)".split(separator: "\n").map(String.init)
                throw FileError(
                    path: file.path, at: .line(line), problem: "solver: \(lines[0])",
                    fix: lines.dropFirst().first.map { String($0.drop { $0 == " " }.dropFirst(5)) }
                        ?? "correct the line")
            }
            values[name] = value
        }
        return values
    }

    /// The bound keeps every count of steps and examples far from overflow.
    static func check(epochs: Int) throws(TrainingError) {
        guard (1...1_000_000).contains(epochs) else {
            throw .impossible(
                setting: "--epochs", value: "\(epochs)", allowed: "a whole number from 1 to 1000000"
            )
        }
    }

    private static func check(
        _ values: [String: SettingValue], _ network: NetworkChoice
    ) throws {
        let known = keys.map(\.name) + network.settingNames
        for (name, value) in values.sorted(by: { $0.key < $1.key }) {
            guard known.contains(name) else {
                throw UnknownName(kind: "setting", name: name, known: known)
            }
            if let key = keys.first(where: { $0.name == name }), !key.accepts(value) {
                throw TrainingError.impossible(
                    setting: name, value: "\(value)", allowed: key.allowed)
            }
        }
    }

    /// The values that the model was given, as text.
    func values(for network: NetworkChoice) -> [String: String] {
        let known = Set(network.settingNames)
        return values.filter { known.contains($0.key) }.mapValues { "\($0)" }
    }

    /// What training makes small for this kind of answer.
    func loss(for task: Dataset.Task) throws -> Loss {
        let allowed = Self.losses(for: task)
        let name = text("loss", default: allowed[0].name)
        let smoothing = number("label-smoothing", default: 0)
        guard let found = Loss.named.first(where: { $0.name == name }) else {
            throw UnknownName(kind: "loss", name: name, known: Loss.named.map(\.name))
        }
        guard allowed.contains(where: { $0.name == name }) else {
            throw WrongUsage(
                "the loss \(name) is not for these data; use "
                    + allowed.map(\.name).joined(separator: ", "))
        }
        guard smoothing > 0 else { return task == .classes ? found.ofClasses : found }
        guard name == Loss.crossEntropy.name else {
            throw WrongUsage(
                "label-smoothing is a setting of the loss cross-entropy, not of \(name)")
        }
        return .crossEntropy(labelSmoothing: smoothing)
    }

    /// The losses that fit a kind of answer, the usual one first.
    private static func losses(for task: Dataset.Task) -> [Loss] {
        switch task {
        case .classes: Loss.named
        case .numbers: [.meanSquaredError, .meanAbsoluteError, .huber(), .logCosh]
        case .nextCharacters: [.crossEntropy]
        }
    }

    func number(_ name: String, default fallback: Double) -> Double {
        if case .number(let number)? = values[name] { return number }
        return fallback
    }

    func integer(_ name: String, default fallback: Int) -> Int {
        Int(exactly: number(name, default: Double(fallback))) ?? fallback
    }

    func text(_ name: String, default fallback: String) -> String {
        values[name].map { "\($0)" } ?? fallback
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

    private static func integer(_ name: String, _ help: String, _ range: ClosedRange<Int>) -> Key {
        let allowed = "a whole number from \(range.lowerBound) to \(range.upperBound)"
        return number(name, help, allowed) { Int(exactly: $0).map(range.contains) ?? false }
    }

    /// Names with commas between, each of those that are allowed.
    private static func list(_ name: String, _ help: String, _ choices: [String]) -> Key {
        let allowed = choices.joined(separator: ", ") + ", with commas between"
        return Key(name: name, help: help, allowed: allowed) { value in
            let parts = "\(value)".split(separator: ",", omittingEmptySubsequences: false)
            return parts.allSatisfy { choices.contains(String($0)) }
        }
    }

    private static func text(_ name: String, _ help: String, _ choices: [String]) -> Key {
        Key(name: name, help: help, allowed: choices.joined(separator: ", ")) {
            choices.contains("\($0)")
        }
    }
}
