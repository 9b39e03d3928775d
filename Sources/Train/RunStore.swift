import FoundationEssentials
import GRDB
import Glibc
public import LaminaFormats
import LaminaGraph

/// The runs of a folder and their metrics, in the SQLite file `runs.sqlite` of that folder.
///
/// Any number of threads and processes may read and write at the same time: readers see the state
/// before or after a write and never wait (SQLite's WAL mode), writers take turns and wait up to 30
/// seconds. What a call has written outlasts a kill of the process and a power cut.
public final class RunStore: Sendable {
    /// The file's name in the runs' folder.
    public static let fileName = "runs.sqlite"
    /// The SQLite file.
    public let path: String
    let runsFolder: String
    let pool: DatabasePool

    /// Opens the store of a folder that exists, and makes it if there is none.
    ///
    /// - Throws: if the folder cannot be written, or if the file is something else or damaged.
    public init(runsFolder: String) throws(FileError) {
        let path = runsFolder + "/" + Self.fileName
        (self.path, self.runsFolder) = (path, runsFolder)
        pool = try Self.explained(path, "open the run store") {
            let pool = try Self.open(path)
            // GRDB lowers this to NORMAL, by which a power cut loses the last transactions. There
            // are few of them and each comes before a checkpoint, whose curves must not have holes.
            try pool.writeWithoutTransaction { database in
                try database.execute(sql: "PRAGMA synchronous = FULL")
            }
            // Looked at first, so that listing runs does not wait for one that writes.
            if try pool.read(RunStoreSchema.found(in:)) != RunStoreSchema.version {
                try pool.write { database in try RunStoreSchema.prepare(database, path: path) }
            }
            return pool
        }
    }

    /// Opens the store of a folder; nil if the folder holds none.
    public static func existing(in runsFolder: String) throws(FileError) -> RunStore? {
        guard access(runsFolder + "/" + fileName, F_OK) == 0 else { return nil }
        return try RunStore(runsFolder: runsFolder)
    }

    /// Records a run that starts. An older one of the same name, whose folder must have been
    /// deleted, is forgotten.
    public func begin(_ record: RunRecord) throws(FileError) {
        try write("record the run") { database in
            try database.execute(sql: "DELETE FROM runs WHERE name = ?", arguments: [record.name])
            try Self.insert(record, into: database)
        }
    }

    /// Records that a run continues from a checkpoint: it is running again, with the configuration
    /// of `record`, and metrics of later steps are deleted, since they are going to be measured
    /// again.
    ///
    /// A run that is not in the store, because its folder was moved here, is added. A run that is
    /// keeps the time at which it started.
    ///
    /// - Parameter step: the number of steps that were done when the checkpoint was saved.
    public func resume(_ record: RunRecord, afterStep step: Int) throws(FileError) {
        try write("record that the run continues") { database in
            guard let run = try Self.id(of: record.name, in: database) else {
                return try Self.insert(record, into: database)
            }
            try database.execute(
                sql: """
                    UPDATE runs SET status = ?, epochs = ?, config = ?, ended = NULL, problem = NULL
                    WHERE id = ?
                    """,
                arguments: [RunRecord.Status.running.rawValue, record.epochs, record.config, run])
            try database.execute(
                sql: """
                    DELETE FROM points
                    WHERE step > ? AND series IN (SELECT id FROM series WHERE run = ?)
                    """,
                arguments: [step, run])
            try database.execute(
                sql: """
                    DELETE FROM series
                    WHERE run = ? AND id NOT IN (SELECT series FROM points)
                    """,
                arguments: [run])
        }
    }

    /// Records how a run ended.
    ///
    /// - Parameter problem: why it failed.
    public func end(
        _ name: String, as status: RunRecord.Status, problem: String? = nil
    ) throws(FileError) {
        require(status != .running, "end: a run that has ended is not running")
        try write("record the end of the run") { database in
            try database.execute(
                sql: "UPDATE runs SET status = ?, ended = ?, problem = ? WHERE name = ?",
                arguments: [status.rawValue, Date().timeIntervalSince1970, problem, name])
            if database.changesCount == 0 { throw self.unknown(name, in: database) }
        }
    }

    /// Every run, the one that started first in front.
    ///
    /// A run that is recorded as running but whose process has died, so that nobody holds its
    /// folder's ``RunLock``, is reported as interrupted.
    public func runs() throws(FileError) -> [RunRecord] {
        try read("list the runs") { database in
            try Row.fetchAll(database, sql: "SELECT * FROM runs ORDER BY started, id")
                .map(self.record)
        }
    }

    /// The run of that name, its status as ``runs()`` reports it.
    ///
    /// - Throws: if there is none, with the names that there are.
    public func run(named name: String) throws(FileError) -> RunRecord {
        try read("read the run") { database in
            let row = try Row.fetchOne(
                database, sql: "SELECT * FROM runs WHERE name = ?", arguments: [name])
            guard let row else { throw self.unknown(name, in: database) }
            return self.record(row)
        }
    }

    func unknown(_ name: String, in database: Database) -> FileError {
        let names = (try? String.fetchAll(database, sql: "SELECT name FROM runs ORDER BY id")) ?? []
        let suggestion = NearestName.suggestion(for: name, among: names)
        let newest = names.suffix(10).joined(separator: ", ")
        return FileError(
            path: path, problem: "no run '\(name)'\(suggestion)",
            fix: names.isEmpty
                ? "the store is empty; `lamina train` makes a run"
                : "runs here: \(names.count > 10 ? "… " : "")\(newest)")
    }

    static func id(of name: String, in database: Database) throws -> Int64? {
        try Int64.fetchOne(database, sql: "SELECT id FROM runs WHERE name = ?", arguments: [name])
    }

    private static func insert(_ record: RunRecord, into database: Database) throws {
        try database.execute(
            sql: """
                INSERT INTO runs
                    (name, model, dataset, status, seed, epochs, config, started, ended, problem)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                record.name, record.model, record.dataset, record.status.rawValue,
                Int64(bitPattern: record.seed), record.epochs, record.config,
                record.started.timeIntervalSince1970, record.ended?.timeIntervalSince1970,
                record.problem,
            ])
    }

    private func record(_ row: Row) -> RunRecord {
        let name: String = row["name"]
        let seed: Int64 = row["seed"]
        let ended: Double? = row["ended"]
        var status = RunRecord.Status(rawValue: row["status"]) ?? .interrupted
        if status == .running, !RunLock.isHeld(folder: runsFolder + "/" + name) {
            status = .interrupted
        }
        return RunRecord(
            name: name, model: row["model"], dataset: row["dataset"], status: status,
            seed: UInt64(bitPattern: seed), epochs: row["epochs"], config: row["config"],
            started: Date(timeIntervalSince1970: row["started"]),
            ended: ended.map(Date.init(timeIntervalSince1970:)), problem: row["problem"])
    }
}
