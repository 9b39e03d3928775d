import GRDB
import LaminaFormats

/// The tables of a run store.
///
/// A series is one named metric of one run. Points hold the series' number instead of run and name,
/// which makes a point about 20 bytes and reading a curve one walk along the key. The view
/// `metrics` puts the names back, for those who look with `sqlite3`.
enum RunStoreSchema {
    /// Counted up when the tables change.
    static let version = 1

    /// The version of the tables that a store has; 0 if it has none.
    static func found(in database: Database) throws -> Int {
        try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
    }

    /// Creates what is missing, in one transaction so that two processes cannot both do it.
    static func prepare(_ database: Database, path: String) throws {
        let found = try found(in: database)
        guard found <= version else {
            throw FileError(
                path: path,
                problem: "made by a newer Lamina (tables of version \(found), here \(version))",
                fix: "use the newer Lamina, or keep these runs in another folder")
        }
        if found == version { return }
        try database.execute(sql: sql)
        try database.execute(sql: "PRAGMA user_version = \(version)")
    }

    /// Times are seconds since 1970, UTC. A seed above 2^63 is stored as the negative number of the
    /// same bits. A value that is not a number is NULL, because SQLite makes it that.
    private static let sql = """
        CREATE TABLE runs (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            model TEXT NOT NULL,
            dataset TEXT NOT NULL,
            status TEXT NOT NULL,
            seed INTEGER NOT NULL,
            epochs INTEGER NOT NULL,
            config TEXT NOT NULL,
            started REAL NOT NULL,
            ended REAL,
            problem TEXT
        );
        CREATE TABLE series (
            id INTEGER PRIMARY KEY,
            run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
            name TEXT NOT NULL,
            UNIQUE (run, name)
        );
        CREATE TABLE points (
            series INTEGER NOT NULL REFERENCES series (id) ON DELETE CASCADE,
            step INTEGER NOT NULL,
            epoch INTEGER NOT NULL,
            value REAL,
            PRIMARY KEY (series, step)
        ) WITHOUT ROWID;
        CREATE VIEW metrics AS
            SELECT runs.name AS run, step, epoch, series.name AS name, value
            FROM points JOIN series ON series.id = points.series JOIN runs ON runs.id = series.run;
        """
}
