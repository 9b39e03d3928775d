import ArgumentParser
import Lamina
import LaminaCPU
import LaminaGraph
import LaminaTensor

/// `lamina profile`: where a network's time goes.
struct ProfileCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "profile",
        abstract: "Times the kernels of a network, beside what the machine can do.",
        discussion: """
            Each line is a kernel of the plan, the slowest first: its share of the time, what it \
            computes a second, and what it moves to and from memory. Below them stands what the \
            plan's memory holds when it holds most, and how often functions were traced and plans made.

              lamina profile lenet5 --train
              lamina profile runs/lenet5-fashion-mnist-001 --trace trace.json
            """)

    @OptionGroup var options: InspectionOptions

    @Option(help: "Runs of which the median is taken.")
    var runs = 20

    @Option(help: "A file for times and memory in Chrome's format, for chrome://tracing.")
    var trace: String?

    @Flag(help: "Print one JSON object per kernel.")
    var json = false

    func validate() throws {
        guard runs > 0 else { throw ValidationError("--runs must be at least 1, got \(runs)") }
    }

    func run() throws {
        let program = try options.program()
        let plan = Plan(
            CPUExecutor.optimized(program.graph, steady: program.steadyInputs),
            steady: program.steadyInputs)
        let steps = try plan.profile(inputs: program.inputs, runs: runs)
        if let trace { try ChromeTrace(steps).write(to: trace) }
        if json { return try writeObjects(steps) }
        let limits = MachineLimits.measured()
        let terminal = Terminal(.output)
        let total = steps.reduce(0) { $0 + $1.seconds }
        var table = Table([
            .init("µs", isNumeric: true), .init("%", isNumeric: true), .init("kernel"),
            .init("result"), .init("GFLOP/s", isNumeric: true), .init("GB/s", isNumeric: true),
            .init("module"),
        ])
        for step in steps.sorted(by: { $0.seconds > $1.seconds }) {
            table.append([
                StyledText(NumberText.fixed(step.seconds * 1e6, digits: 1)),
                StyledText(NumberText.fixed(100 * step.seconds / total, digits: 1)),
                StyledText(step.kernel), StyledText("\(step.result)"),
                StyledText(step.multiplyAdds > 0 ? Self.rate(2 * step.multiplyAdds, step) : ""),
                StyledText(Self.rate(step.byteCount, step)), StyledText(step.scope),
            ])
        }
        let lines = table.lines(width: terminal.width, color: terminal.hasColor)
        let (all, kernels) = (NumberText.fixed(total * 1e6, digits: 0), steps.count)
        try StandardStream.output.write(
            lines.joined(separator: "\n")
                + """

                \(all) µs in \(kernels) kernels
                \(Self.memory(plan).joined(separator: "\n"))
                this machine: \(limits)
                counters: \(EngineCounters.summary)

                """)
    }

    /// What the plan's memory holds when it holds most.
    private static func memory(_ plan: Plan) -> [String] {
        guard let peak = plan.timeline.peakStep else { return ["memory: none between steps"] }
        let kept = plan.keptByteCount
        return [
            "memory: arena \(MemoryLimit.text(plan.arenaByteCount))"
                + (kept > 0 ? ", kept from run to run \(MemoryLimit.text(kept))" : "")
                + ", at most \(MemoryLimit.text(plan.timeline.peakByteCount)) in use, at step \(peak):"
        ]
            + plan.timeline.largest(5, of: plan.graph).map {
                "  \(MemoryLimit.text($0.byteCount))  \($0.text)"
            }
    }

    /// So many thousand millions a second.
    private static func rate(_ count: Int, _ step: ProfiledStep) -> String {
        NumberText.fixed(Double(count) / max(step.seconds, 1e-9) / 1e9, digits: 1)
    }

    private func writeObjects(_ steps: [ProfiledStep]) throws {
        for (number, step) in steps.enumerated() {
            try JSONLines.write([
                "step": JSONValue(number), "kernel": JSONValue(step.kernel),
                "result": JSONValue("\(step.result)"), "module": JSONValue(step.scope),
                "seconds": JSONValue(step.seconds), "multiply_adds": JSONValue(step.multiplyAdds),
                "bytes": JSONValue(step.byteCount),
                "arena_bytes": JSONValue(step.arenaByteCount),
            ])
        }
    }
}
