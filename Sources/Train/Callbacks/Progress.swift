import Glibc
import Synchronization

extension TrainerCallback {
    /// Says after every epoch what it reached, in a line; on a terminal another line tells meanwhile how
    /// far the epoch is. Keras: the progress bar of `fit`.
    ///
    /// ```swift
    /// try trainer.fit(data.train, validation: data.validation, epochs: 10, callbacks: [.progress()])
    /// ```
    /// writes lines to standard error, such as
    ///
    ///     epoch 3   loss 0.3121   accuracy 0.8871   validation loss 0.3311   accuracy 0.8795   41200 examples/s
    public static func progress() -> TrainerCallback {
        let isTerminal = isatty(STDERR_FILENO) == 1
        return progress(interval: isTerminal ? .milliseconds(200) : nil) { text in
            var bytes = Array(text.utf8)[...]
            while !bytes.isEmpty {
                let count = bytes.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
                // Training goes on where nobody listens.
                guard count > 0 else { return }
                bytes = bytes.dropFirst(count)
            }
        }
    }

    /// The same with a line over the running epoch at most every `interval`, none without one, to a
    /// function of one's own. A running line ends in a carriage return, so that the next one replaces it.
    ///
    /// - Parameter print: gets text with the ends of its lines.
    public static func progress(
        interval: Duration?, to print: @escaping @Sendable (String) -> Void
    ) -> TrainerCallback {
        let last = Mutex((time: ContinuousClock.now, width: 0))
        return TrainerCallback(
            afterStep: { report in
                guard let interval else { return .proceed }
                let line = progressLine(report)
                let isDue = last.withLock { last in
                    guard ContinuousClock.now - last.time >= interval else { return false }
                    last = (.now, line.count)
                    return true
                }
                if isDue { print(line + "\r") }
                return .proceed
            },
            afterEpoch: { report in
                let line = progressLine(report)
                // What a longer running line left over is wiped out.
                let width = last.withLock { last in
                    defer { last.width = 0 }
                    return last.width
                }
                print(line + String(repeating: " ", count: max(0, width - line.count)) + "\n")
                return .proceed
            })
    }
}

private func progressLine(_ report: TrainerCallback.StepReport) -> String {
    let share = 100 * report.state.position / max(1, report.exampleCount)
    var parts = [
        "epoch \(report.state.epoch + 1)", "\(share) %", "loss \(short(report.meanLoss))",
    ]
    if report.meanAccuracy > 0 { parts.append("accuracy \(short(report.meanAccuracy))") }
    parts.append("\(Int(report.examplesPerSecond)) examples/s")
    return parts.joined(separator: "   ")
}

private func progressLine(_ report: TrainerCallback.EpochReport) -> String {
    let result = report.result
    var parts = ["epoch \(result.number)", "loss \(short(result.trainLoss))"]
    // Regression has none.
    if result.trainAccuracy > 0 { parts.append("accuracy \(short(result.trainAccuracy))") }
    if let loss = result.validationLoss { parts.append("validation loss \(short(loss))") }
    if let accuracy = result.validationAccuracy { parts.append("accuracy \(short(accuracy))") }
    parts.append("\(Int(result.examplesPerSecond)) examples/s")
    return parts.joined(separator: "   ")
}

/// Four digits behind the point, and powers of ten where those say nothing.
private func short(_ number: Double) -> String {
    guard number.isFinite, abs(number) >= 1e-3 || number == 0, abs(number) < 1e6 else {
        return number.isFinite ? String(exponential: number) : "\(number)"
    }
    let whole = Int((abs(number) * 10_000).rounded())
    let digits = String(whole % 10_000)
    let zeros = String(repeating: "0", count: 4 - digits.count)
    return (number < 0 ? "-" : "") + "\(whole / 10_000)." + zeros + digits
}

extension String {
    /// Two digits and a power of ten, such as `1.2e-5`.
    fileprivate init(exponential number: Double) {
        var power = Int(log10(abs(number)).rounded(.down))
        var tenths = Int((abs(number) / pow(10, Double(power)) * 10).rounded())
        if tenths == 100 { (power, tenths) = (power + 1, 10) }
        self = (number < 0 ? "-" : "") + "\(tenths / 10).\(tenths % 10)e\(power)"
    }
}
