import Lamina
import LaminaReport

/// Runs ranked by a metric, with the settings in which they differ.
struct RunComparison {
    /// A run, or several that differ in one setting.
    struct Row {
        let names: [String]
        let settings: [String: String]
        /// The ranking metric of each run.
        let values: [Double]
        /// Means of other metrics, by name.
        let others: [(name: String, value: Double)]

        var scores: FoldScores { FoldScores(values) }

        func json(metric: String) -> JSONValue {
            let settings = settings.sorted { $0.key < $1.key }
                .map { (key: $0.key, value: JSONValue($0.value)) }
            let others = others.map { (key: $0.name, value: JSONValue($0.value)) }
            return [
                "event": "compared", "runs": JSONValue(names.map { JSONValue($0) }),
                "settings": JSONValue(settings), "metric": JSONValue(metric),
                "mean": scores.mean.map { JSONValue($0) } ?? .null,
                "standard_deviation": scores.standardDeviation.map { JSONValue($0) } ?? .null,
                "metrics": JSONValue(others),
            ]
        }
    }

    /// The best first.
    let rows: [Row]
    /// Settings that all runs share.
    let common: [(key: String, value: String)]
    private let differing: [String]
    private let metric: String
    private let curves: [(name: String, points: [Metric])]

    /// The metrics that a row shows beside the one that ranks.
    private static let shown = ["test_accuracy", "validation_accuracy", "train_loss"]

    init(records: [RunRecord], store: RunStore, metric: String, over: String?) throws {
        self.metric = metric
        let settings = records.map(Self.settings)
        let keys = Set(settings.flatMap(\.keys)).sorted()
        let differing = keys.filter { key in
            key != over && Set(settings.map { $0[key] ?? "" }).count > 1
        }
        self.differing = differing
        common = keys.compactMap { key in
            let values = Set(settings.map { $0[key] ?? "" })
            return values.count == 1 ? values.first.map { (key, $0) } : nil
        }
        let curves = try records.map {
            (name: $0.name, points: try store.series(metric, of: $0.name))
        }
        self.curves = curves
        if curves.allSatisfy(\.points.isEmpty) {
            let known = Set(try records.flatMap { try store.metricNames(of: $0.name) })
            throw UnknownName(
                kind: "metric", name: metric, known: known.filter { !$0.contains("/") }.sorted())
        }
        var groups: [(settings: [String: String], members: [Int])] = []
        for (index, all) in settings.enumerated() {
            let own = all.filter { $0.key != over }
            if over != nil, let group = groups.firstIndex(where: { $0.settings == own }) {
                groups[group].members.append(index)
            } else {
                groups.append((own, [index]))
            }
        }
        let isLoss = Self.isBetterLow(metric)
        var found: [Row] = []
        for (all, members) in groups {
            let newest = try members.map { try store.lastMetrics(of: records[$0].name) }
            let others = Self.shown.filter { $0 != metric }.compactMap { name in
                FoldScores(newest.compactMap { $0.first { $0.name == name }?.value }).mean
                    .map { (name: name, value: $0) }
            }
            let values = members.map { index -> Double in
                let points = curves[index].points.map(\.value)
                return (isLoss ? points.filter(\.isFinite).min() : points.last) ?? .nan
            }
            found.append(
                Row(
                    names: members.map { records[$0].name },
                    settings: all.filter { differing.contains($0.key) }, values: values,
                    others: others))
        }
        rows = found.sorted { a, b in
            // What was not measured, or is no number, comes last.
            let worst = isLoss ? Double.infinity : -Double.infinity
            let (a, b) = (a.scores.mean ?? worst, b.scores.mean ?? worst)
            return isLoss
                ? (a.isNaN ? worst : a) < (b.isNaN ? worst : b)
                : (a.isNaN ? worst : a) > (b.isNaN ? worst : b)
        }
    }

    /// Whether the smaller value of a metric is the better one.
    private static func isBetterLow(_ name: String) -> Bool {
        ["loss", "error", "perplexity", "memory", "norm"].contains { name.contains($0) }
    }

    /// Everything that decides what a run computes, as text.
    private static func settings(_ record: RunRecord) -> [String: String] {
        guard let config = RunsCompare.config(record) else {
            return ["model": record.model, "data": record.dataset]
        }
        var settings = config.settings.mapValues { "\($0)" }
        settings["model"] = config.model
        settings["data"] = config.dataset
        settings["epochs"] = "\(config.epochs)"
        settings["batch-size"] = "\(config.batchSize)"
        settings["optimizer"] = config.optimizer
        settings["learning-rate"] = "\(config.learningRate)"
        settings["seed"] = "\(config.seed)"
        return settings
    }

    var table: Table {
        let others = Self.shown.filter { name in
            rows.contains { $0.others.contains { $0.name == name } }
        }
        let several = rows.contains { $0.values.count > 1 }
        var table = Table(
            [.init("run"), .init(words(metric), isNumeric: true)]
                + (several ? [.init("±", isNumeric: true), .init("runs", isNumeric: true)] : [])
                + others.map { .init(words($0), isNumeric: true) }
                + differing.map { .init($0) })
        for row in rows {
            let deviation = row.scores.standardDeviation.map(NumberText.metric) ?? ""
            table.append(
                [
                    StyledText(row.names[0], .bold),
                    StyledText(NumberText.metric(row.scores.mean ?? .nan)),
                ]
                    + (several ? [StyledText(deviation), StyledText("\(row.values.count)")] : [])
                    + others.map { name in
                        let value = row.others.first { $0.name == name }?.value
                        return StyledText(value.map(NumberText.metric) ?? "")
                    } + differing.map { StyledText(row.settings[$0] ?? "") })
        }
        return table
    }

    private func words(_ metric: String) -> String { metric.replacing("_", with: " ") }

    /// The metric's curves over one another, at most as many as can be told apart.
    func chart() -> String {
        let order = rows.flatMap(\.names)
        let shown = order.prefix(8).compactMap { name in curves.first { $0.name == name } }
        return comparisonChart(metric: words(metric), runs: shown)
    }
}
