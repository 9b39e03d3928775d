import Lamina

/// The lists in `lamina train --help`: networks, data sets and settings.
enum TrainingHelp {
    /// The columns that ArgumentParser leaves a help text.
    private static let width = 79

    static var text: String {
        let models = NamedModel.all.map { ($0.name, $0.meaning) }
        let data = DataSetName.allCases.map { ($0.rawValue, $0.summary) }
        let own = TrainingSettings.keys.map { ($0.name, "\($0.help); \($0.allowed)") }
        return [
            section("Networks:", models), section("Data sets:", data),
            section("Settings for --set:", own + modelSettings),
        ].joined(separator: "\n\n")
    }

    /// One line for each name and meaning, with the models that have it.
    private static var modelSettings: [(String, String)] {
        let all = NamedModel.all.flatMap { model in
            model.settings.map { (model: model.name, setting: $0) }
        }
        var lines: [(name: String, meaning: String, models: [String])] = []
        for (model, setting) in all {
            let same = lines.firstIndex { $0.name == setting.name && $0.meaning == setting.meaning }
            if let same {
                lines[same].models.append(model)
            } else {
                lines.append((setting.name, setting.meaning, [model]))
            }
        }
        return lines.map { line in
            (line.name, "of \(line.models.joined(separator: ", ")): \(line.meaning)")
        }
    }

    /// A title above two columns. ArgumentParser would break a long line at the left margin.
    private static func section(_ title: String, _ rows: [(String, String)]) -> String {
        let column = 4 + (rows.map(\.0.count).max() ?? 0)
        let lines = rows.map { name, text in
            let indent = String(repeating: " ", count: column)
            let first = "  " + name + indent.dropFirst(name.count + 2)
            return first + wrapped(text, to: width - column).joined(separator: "\n" + indent)
        }
        return ([title] + lines).joined(separator: "\n")
    }

    private static func wrapped(_ text: String, to width: Int) -> [String] {
        var lines = [""]
        for word in text.split(separator: " ") {
            let line = lines[lines.count - 1]
            if line.isEmpty {
                lines[lines.count - 1] = String(word)
            } else if line.count + 1 + word.count <= width {
                lines[lines.count - 1] += " " + word
            } else {
                lines.append(String(word))
            }
        }
        return lines
    }
}
