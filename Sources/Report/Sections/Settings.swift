import FoundationEssentials
import LaminaData
import LaminaPlot
import LaminaTrain

extension Report {
    /// Everything that decides what the run computed, and when it did.
    func settings() -> Section? {
        let lead =
            "With the same configuration, data and version the run gives the same bytes again."
        return Section("configuration", "Configuration", lead: lead) { html in
            html.element("dl", ["class": "settings"]) { html in
                for (key, value) in configuration + circumstances {
                    html.element("dt", text: key)
                    html.element("dd", text: value)
                }
            }
        }
    }

    private var configuration: [(String, String)] {
        [
            ("Model", config.model), ("Data set", config.dataset), ("Seed", "\(config.seed)"),
            ("Epochs", "\(config.epochs)"), ("Batch size", "\(config.batchSize)"),
            ("Optimiser", config.optimizer), ("Learning rate", readable(config.learningRate)),
        ] + config.settings.sorted { $0.key < $1.key }.map { ($0.key, $0.value.description) }
            + [("Trained by", "Lamina \(config.version)")]
    }

    private var circumstances: [(String, String)] {
        var facts = [("Started", Report.text(record.started))]
        if let ended = record.ended { facts.append(("Ended", Report.text(ended))) }
        let speeds = curves.byEpoch("examples_per_second").map(\.value).filter { $0 > 0 }.sorted()
        if !speeds.isEmpty {
            let median = Int(min(speeds[speeds.count / 2], 1e15))
            facts.append(("Speed", "\(NumberText.grouped(median)) examples/s (median of epochs)"))
        }
        if let test { facts.append(("Test examples", NumberText.grouped(test.count))) }
        return facts
    }

    /// A time in UTC, as the reader's place and habits are not known: `2026-08-11 14:02:03 UTC`.
    private static func text(_ date: Date) -> String {
        date.formatted(.iso8601).replacing("T", with: " ").replacing("Z", with: " UTC")
    }
}
