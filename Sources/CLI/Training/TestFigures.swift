import Lamina

extension Evaluation {
    /// What was measured on test data, by the names in the run's store.
    var figures: [(name: String, value: Double)] {
        let all: [(name: String, value: Double?)] = [
            ("test_loss", loss), ("test_accuracy", accuracy),
            ("test_r2", regression?.rSquared),
            ("test_bits_per_character", text?.bitsPerCharacter),
        ]
        return all.compactMap { figure in figure.value.map { (figure.name, $0) } }
    }

    /// The same for JSON; the accuracy is always there, null for a regression.
    var members: [(key: String, value: JSONValue)] {
        var members: [(key: String, value: JSONValue)] = [
            ("test_accuracy", accuracy.map { JSONValue($0) } ?? .null),
            ("test_loss", JSONValue(loss)),
        ]
        for figure in figures where !members.contains(where: { $0.key == figure.name }) {
            members.append((figure.name, JSONValue(figure.value)))
        }
        return members
    }

    /// The same for people, on one line.
    var words: String {
        let parts = [
            accuracy.map { "test accuracy \(NumberText.percent($0))" },
            regression?.rSquared.map { "test R² \(NumberText.metric($0))" },
            "test loss \(NumberText.metric(loss))",
            text?.bitsPerCharacter.map { "\(NumberText.metric($0)) bits per character" },
        ]
        return parts.compactMap(\.self).joined(separator: ", ")
    }
}
