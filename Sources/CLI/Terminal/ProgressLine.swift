/// Writes a ``TrainingProgress`` as one line that fits the terminal.
///
///     epoch  3/10 ━━━━━━━━━━━━━━╸─────────  62%  loss 0.4123  accuracy 0.8541  41,230 examples/s  0:34 left
///
/// Where that is too wide, words grow shorter first, then the least important parts go.
package struct ProgressLine: Sendable {
    package enum Kind: Sendable {
        /// An epoch that runs, with a bar.
        case bar
        /// An epoch that runs, for a file: without a bar.
        case plain
        /// An epoch that has ended.
        case summary
    }

    /// How much of the whole line is given up, in this order.
    private enum Economy: Int, CaseIterable, Comparable {
        case none, shortWords, noSpeed, twoReadings, oneReading, bareNumbers, noBar

        static func < (a: Economy, b: Economy) -> Bool { a.rawValue < b.rawValue }
    }

    private static let barWidths = 8...40
    private let kind: Kind
    private let progress: TrainingProgress
    private let hasUnicode: Bool

    package init(_ kind: Kind, _ progress: TrainingProgress, hasUnicode: Bool = true) {
        (self.kind, self.progress, self.hasUnicode) = (kind, progress, hasUnicode)
    }

    /// The line, at most `width` columns wide; nil means without limit.
    package func text(width: Int?) -> StyledText {
        for economy in Economy.allCases {
            var parts = parts(economy)
            let room = width.map { $0 - StyledText.joined(parts, separator: "  ").width }
            if kind == .bar && economy < .noBar {
                // The bar stands behind the epoch with one blank less than the other parts.
                let bar = min(Self.barWidths.upperBound, (room ?? .max) - 1)
                guard bar >= Self.barWidths.lowerBound else { continue }
                parts[0] = parts[0] + " " + self.bar(bar)
                return StyledText.joined(parts, separator: "  ")
            }
            if room ?? 0 >= 0 { return StyledText.joined(parts, separator: "  ") }
        }
        return StyledText.joined(parts(.noBar), separator: "  ").cut(to: width ?? .max)
    }

    private func parts(_ economy: Economy) -> [StyledText] {
        var parts = [epochText(economy)]
        if kind != .summary { parts.append(percent) }
        let count = economy >= .oneReading ? 1 : economy == .twoReadings ? 2 : .max
        for reading in progress.readings.prefix(count) {
            let name = economy >= .shortWords ? Self.short(reading.name) : reading.name
            let color: TextStyle? = reading.value.isFinite ? nil : .red
            parts.append(
                StyledText(name + " ", .dim) + StyledText(NumberText.metric(reading.value), color))
        }
        if let speed = progress.examplesPerSecond, economy < .noSpeed {
            parts.append(
                economy == .none
                    ? StyledText(NumberText.grouped(speed)) + StyledText(" examples/s", .dim)
                    : StyledText(NumberText.short(speed)) + StyledText("/s", .dim))
        }
        if let seconds = progress.seconds {
            let word = kind == .summary ? "" : economy >= .bareNumbers ? "" : " left"
            parts.append(StyledText(NumberText.clock(seconds)) + StyledText(word, .dim))
        }
        return parts
    }

    private func epochText(_ economy: Economy) -> StyledText {
        let (epoch, epochs) = ("\(progress.epoch)", "\(progress.epochs)")
        let blanks = String(repeating: " ", count: max(0, epochs.count - epoch.count))
        let word = economy >= .bareNumbers ? "" : "epoch "
        return StyledText(word, .dim) + StyledText("\(blanks)\(epoch)/\(epochs)", .bold)
    }

    private var percent: StyledText {
        let number = "\(Int(progress.fraction * 100))"
        return StyledText(String(repeating: " ", count: 3 - number.count) + number + "%")
    }

    /// The bar counts half columns, so that it moves twice as often as its width suggests.
    private func bar(_ width: Int) -> StyledText {
        let halves = Int(progress.fraction * Double(2 * width))
        let (full, half) = (halves / 2, halves % 2)
        func repeated(_ text: String, _ count: Int) -> String {
            String(repeating: text, count: count)
        }
        let done = repeated(hasUnicode ? "━" : "#", full)
        let edge = half == 0 ? "" : hasUnicode ? "╸" : "-"
        let rest = repeated(hasUnicode ? "─" : ".", width - full - half)
        return StyledText(done + edge, .cyan) + StyledText(rest, .dim)
    }

    private static func short(_ name: String) -> String {
        var name = name
        if name.hasPrefix("validation_") { name = "val_" + name.dropFirst("validation_".count) }
        if name.hasSuffix("accuracy") { name = name.dropLast("accuracy".count) + "acc" }
        return name
    }
}
