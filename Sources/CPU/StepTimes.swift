import Glibc
import LaminaGraph
import Synchronization

/// What the steps of all plans took, printed when the program ends: `LAMINA_PROFILE=1` in the
/// environment.
///
/// Any program can be looked at so, without a line of its own. Steps of branches and loops count as
/// the step that runs them.
enum StepTimes {
    /// Fixed when the first plan is made.
    static let isOn: Bool = {
        guard getenv("LAMINA_PROFILE").map({ String(cString: $0) == "1" }) ?? false else {
            return false
        }
        atexit { StepTimes.print() }
        return true
    }()

    /// Steps that do the same in the same module.
    private struct Kind: Hashable {
        let kernel: String
        let result: TensorSpec
        let scope: String
    }

    private struct Total {
        var seconds = 0.0
        var calls = 0
        var multiplyAdds = 0
        var byteCount = 0

        mutating func add(_ seconds: Double, _ step: StepNote, in graph: Graph) {
            self.seconds += seconds
            calls += 1
            multiplyAdds += step.multiplyAdds(in: graph)
            byteCount += step.byteCount
        }
    }

    private static let totals = Mutex<[Kind: Total]>([:])

    /// Notes one run of a plan, step by step.
    static func add(_ seconds: [Double], of steps: [StepNote], in graph: Graph) {
        totals.withLock { totals in
            for (step, seconds) in zip(steps, seconds) {
                let node = graph.nodes[step.node]
                let kind = Kind(kernel: step.kernel, result: node.spec, scope: node.scope)
                totals[kind, default: Total()].add(seconds, step, in: graph)
            }
        }
    }

    /// Writes the table to standard error, the steps that took longest first.
    private static func print() {
        let rows = totals.withLock { $0.sorted { $0.value.seconds > $1.value.seconds } }
        let all = rows.reduce(0) { $0 + $1.value.seconds }
        var text = "LAMINA_PROFILE: \(milliseconds(all)) ms in kernels\n"
        text += column("ms") + column("%") + column("calls") + column("GFLOP/s") + column("GB/s")
        text += "  kernel, result, module\n"
        for (kind, total) in rows.prefix(60) {
            let rate = total.multiplyAdds == 0 ? "" : giga(2 * total.multiplyAdds, total.seconds)
            text += column(milliseconds(total.seconds))
            text += column(fixed(100 * total.seconds / all))
            text += column("\(total.calls)") + column(rate)
            text += column(giga(total.byteCount, total.seconds))
            text += "  \(kind.kernel)  \(kind.result)  \(kind.scope)\n"
        }
        text += "\(EngineCounters.summary)\n"
        _ = text.withCString { write(STDERR_FILENO, $0, strlen($0)) }
    }

    private static func milliseconds(_ seconds: Double) -> String { fixed(seconds * 1e3) }

    private static func giga(_ count: Int, _ seconds: Double) -> String {
        fixed(Double(count) / max(seconds, 1e-9) / 1e9)
    }

    private static func fixed(_ number: Double) -> String {
        let tenths = Int((number * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }

    private static func column(_ text: String) -> String {
        String(repeating: " ", count: max(1, 10 - text.count)) + text
    }
}
