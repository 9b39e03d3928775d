import FoundationEssentials
import Glibc
import LaminaTrain

/// A run and its newest metrics, as `runs list` and `runs show` print them.
struct RunSummary {
    let record: RunRecord
    /// The run's folder.
    let path: String
    private let metrics: [Metric]

    init(_ record: RunRecord, in store: RunStore, runsFolder: String) throws {
        self.record = record
        path = runsFolder + "/" + record.name
        metrics = try store.lastMetrics(of: record.name)
    }

    /// The epoch of the newest metric.
    var epoch: Int { metrics.map(\.epoch).max() ?? 0 }

    var status: StyledText {
        switch record.status {
        case .running: StyledText("running", .cyan)
        case .finished: StyledText("finished", .green)
        case .failed: StyledText("failed", .red)
        case .interrupted: StyledText("interrupted", .yellow)
        }
    }

    /// The most telling value of `quantity`: on test data, else validation data, else training
    /// data, else of a metric that is called just so.
    func best(_ quantity: String) -> StyledText {
        for (prefix, origin) in [
            ("test_", "test"), ("validation_", "val"), ("train_", "train"), ("", ""),
        ] {
            guard let metric = metrics.first(where: { $0.name == prefix + quantity }) else {
                continue
            }
            return StyledText(NumberText.metric(metric.value)) + StyledText(" \(origin)", .dim)
        }
        return ""
    }

    /// Year to minute, in the time zone of this machine.
    var started: String {
        var seconds = time_t(record.started.timeIntervalSince1970)
        var parts = tm()
        guard localtime_r(&seconds, &parts) != nil else { return "" }
        func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let day = "\(parts.tm_year + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))"
        return "\(day) \(two(parts.tm_hour)):\(two(parts.tm_min))"
    }

    /// From the start to the end, or until now; empty if nobody knows when the run died.
    var took: String {
        if record.status == .running { return clock(until: Date()) }
        return record.ended.map(clock(until:)) ?? ""
    }

    private func clock(until end: Date) -> String {
        NumberText.clock(end.timeIntervalSince(record.started))
    }

    /// Everything, for scripts.
    var jsonMembers: [(key: String, value: JSONValue)] {
        let ended = record.ended.map { JSONValue($0.ISO8601Format()) }
        let values = metrics.map { (key: $0.name, value: JSONValue($0.value)) }
        return [
            ("event", "run"), ("name", JSONValue(record.name)), ("path", JSONValue(path)),
            ("model", JSONValue(record.model)), ("dataset", JSONValue(record.dataset)),
            ("status", JSONValue(record.status.rawValue)), ("seed", JSONValue(record.seed)),
            ("epoch", JSONValue(epoch)), ("epochs", JSONValue(record.epochs)),
            ("step", JSONValue(metrics.map(\.step).max() ?? 0)),
            ("started", JSONValue(record.started.ISO8601Format())), ("ended", ended ?? .null),
            ("problem", record.problem.map { JSONValue($0) } ?? .null),
            ("metrics", JSONValue(values)),
        ]
    }
}
