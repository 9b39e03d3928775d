import Synchronization

/// Shows on stderr how training goes on.
///
/// On a terminal one line is redrawn in place, at most ten times a second, and every epoch leaves a
/// line above it. Into a file or a pipe go plain lines: one per epoch, and one every five seconds
/// within a long one. Epochs shorter than a tenth of a second share a line, or the log of a
/// thousand tiny epochs would bury its end.
package final class ProgressBar: Sendable {
    private struct State {
        /// When something was last written, in seconds of the clock.
        var lastDrawn: Double?
        var lastEpochLine: Double?
        /// The live line, if the cursor stands on one.
        var live: String?
    }

    private static let redrawInterval = 0.1
    private static let plainInterval = 5.0
    private static let epochInterval = 0.1

    private let terminal: Terminal
    /// Seconds since any fixed moment.
    private let clock: @Sendable () -> Double
    private let write: @Sendable (String) -> Void
    private let state: Mutex<State>

    /// - Parameters:
    ///   - clock: seconds since any fixed moment.
    ///   - write: where the text goes. A stderr that refuses it is no reason to stop training.
    package init(
        terminal: Terminal = Terminal(.error),
        clock: @escaping @Sendable () -> Double = ProgressBar.monotonicSeconds,
        write: (@Sendable (String) -> Void)? = nil
    ) {
        self.terminal = terminal
        self.clock = clock
        self.write = write ?? { [stream = terminal.stream] text in try? stream.write(text) }
        // The five seconds of plain lines count from here, the first drawing on a terminal does not
        // wait.
        state = Mutex(State(lastDrawn: terminal.isInteractive ? nil : clock()))
    }

    /// Shows the state within an epoch, unless something was shown a moment ago.
    package func update(_ progress: @autoclosure () -> TrainingProgress) {
        let now = clock()
        state.withLock { state in
            let interval = terminal.isInteractive ? Self.redrawInterval : Self.plainInterval
            if let last = state.lastDrawn, now - last < interval { return }
            state.lastDrawn = now
            if terminal.isInteractive {
                draw(line(.bar, progress()), &state)
            } else {
                write(line(.plain, progress()) + "\n")
            }
        }
    }

    /// Leaves a line about an epoch that has ended.
    package func endEpoch(_ progress: TrainingProgress) {
        let now = clock()
        state.withLock { state in
            let isLast = progress.epoch >= progress.epochs
            if !isLast, let last = state.lastEpochLine, now - last < Self.epochInterval { return }
            state.lastEpochLine = now
            if !terminal.isInteractive { state.lastDrawn = now }
            leave(line(.summary, progress), &state)
        }
    }

    /// Leaves a line of text, for example a warning, and keeps the bar below it.
    package func note(_ text: String) {
        state.withLock { state in
            let live = state.live
            leave(text, &state)
            if let live { draw(live, &state) }
        }
    }

    /// Takes the bar away; to be called before anything else writes to the terminal.
    package func finish() {
        state.withLock { state in
            if state.live != nil { write("\r\u{1B}[K") }
            state.live = nil
        }
    }

    private func line(_ kind: ProgressLine.Kind, _ progress: TrainingProgress) -> String {
        // The last column stays free: a terminal that has filled it may already be on the next
        // line.
        let width = terminal.isInteractive ? terminal.width.map { max($0 - 1, 1) } : nil
        return ProgressLine(kind, progress, hasUnicode: terminal.hasUnicode)
            .text(width: width).rendered(color: terminal.hasColor)
    }

    private func draw(_ line: String, _ state: inout State) {
        write("\r\(line)\u{1B}[K")
        state.live = line
    }

    private func leave(_ line: String, _ state: inout State) {
        write(state.live == nil ? line + "\n" : "\r\(line)\u{1B}[K\n")
        state.live = nil
    }

    package static let monotonicSeconds: @Sendable () -> Double = {
        let time = ContinuousClock().now
        return start.duration(to: time) / .seconds(1)
    }

    private static let start = ContinuousClock().now
}
