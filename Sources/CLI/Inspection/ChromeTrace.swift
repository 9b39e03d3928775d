import LaminaCPU
import LaminaFormats

/// The times of a plan's steps in the Trace Event Format, one after another, and as a counter the memory
/// in use while each runs.
struct ChromeTrace {
    private let text: String

    init(_ steps: [ProfiledStep]) {
        var start = 0.0
        var events: [JSONValue] = []
        for step in steps {
            events.append([
                "name": JSONValue(step.kernel), "cat": JSONValue(step.scope), "ph": "X", "pid": 1,
                "tid": 1, "ts": JSONValue(start * 1e6), "dur": JSONValue(step.seconds * 1e6),
                "args": [
                    "result": JSONValue("\(step.result)"), "bytes": JSONValue(step.byteCount),
                ],
            ])
            events.append(Self.memory(step.arenaByteCount, at: start))
            start += step.seconds
        }
        events.append(Self.memory(0, at: start))
        text = JSONValue([(key: "traceEvents", value: JSONValue(events))]).text + "\n"
    }

    private static func memory(_ byteCount: Int, at seconds: Double) -> JSONValue {
        [
            "name": "arena", "ph": "C", "pid": 1, "ts": JSONValue(seconds * 1e6),
            "args": ["bytes": JSONValue(byteCount)],
        ]
    }

    /// Writes the file whole or not at all.
    func write(to path: String) throws {
        try AtomicFile.write(Array(text.utf8), to: path)
    }
}
