import GRDB
public import LaminaFormats

/// The metrics of a run.
extension RunStore {
    /// Adds measurements of a run, all or none. A measurement of the same name and step is
    /// replaced.
    ///
    /// Each call is forced to disk (milliseconds): call it once an epoch or every few seconds, and
    /// before saving a checkpoint, so that the curves reach at least as far as the checkpoint.
    public func append(_ metrics: [Metric], to run: String) throws(FileError) {
        if metrics.isEmpty { return }
        try write("write metrics") { database in
            guard let runID = try Self.id(of: run, in: database) else {
                throw self.unknown(run, in: database)
            }
            let insert = try database.cachedStatement(
                sql:
                    "INSERT OR REPLACE INTO points (series, step, epoch, value) VALUES (?, ?, ?, ?)"
            )
            var series: [String: Int64] = [:]
            for metric in metrics {
                let id =
                    try series[metric.name] ?? Self.series(metric.name, of: runID, in: database)
                series[metric.name] = id
                try insert.execute(arguments: [id, metric.step, metric.epoch, metric.value])
            }
        }
    }

    /// Names of the metrics that a run has, in alphabetical order.
    public func metricNames(of run: String) throws(FileError) -> [String] {
        try lastMetrics(of: run).map(\.name)
    }

    /// One curve of a run, by rising step; empty if the run has no such metric.
    public func series(_ name: String, of run: String) throws(FileError) -> [Metric] {
        try read("read metrics") { database in
            let sql = """
                SELECT points.step, points.epoch, points.value
                FROM points
                JOIN series ON series.id = points.series
                JOIN runs ON runs.id = series.run
                WHERE runs.name = ? AND series.name = ?
                ORDER BY points.step
                """
            let rows = try Row.fetchCursor(database, sql: sql, arguments: [run, name])
            var metrics: [Metric] = []
            while let row = try rows.next() {
                metrics.append(
                    Metric(name, step: row[0], epoch: row[1], value: row[2] ?? Double.nan))
            }
            return metrics
        }
    }

    /// The newest value of every metric of a run, by name: after the end, the final results.
    ///
    /// - Complexity: one look-up per metric, however long its curve is.
    public func lastMetrics(of run: String) throws(FileError) -> [Metric] {
        try read("read metrics") { database in
            let sql = """
                SELECT series.name, points.step, points.epoch, points.value
                FROM runs
                JOIN series ON series.run = runs.id
                JOIN points ON points.series = series.id
                WHERE runs.name = ? AND points.step =
                    (SELECT step FROM points WHERE series = series.id ORDER BY step DESC LIMIT 1)
                ORDER BY series.name
                """
            return try Row.fetchAll(database, sql: sql, arguments: [run]).map { row in
                Metric(row[0], step: row[1], epoch: row[2], value: row[3] ?? Double.nan)
            }
        }
    }

    /// The number of a series, which is made if it is new.
    private static func series(
        _ name: String, of run: Int64, in database: Database
    ) throws -> Int64 {
        let known = try Int64.fetchOne(
            database, sql: "SELECT id FROM series WHERE run = ? AND name = ?",
            arguments: [run, name])
        if let known { return known }
        try database.execute(
            sql: "INSERT INTO series (run, name) VALUES (?, ?)", arguments: [run, name])
        return database.lastInsertedRowID
    }
}
