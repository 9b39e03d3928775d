import GRDB
import LaminaFormats

/// How every method of the store reaches its file, and what it says when it cannot.
extension RunStore {
    /// Opens the file in WAL mode.
    static func open(_ path: String) throws -> DatabasePool {
        var configuration = Configuration()
        configuration.busyMode = .timeout(30)
        configuration.maximumReaderCount = 2
        return try DatabasePool(path: path, configuration: configuration)
    }

    /// Runs `body` in a transaction that sees one state of the store.
    func read<Result>(
        _ action: String, _ body: (Database) throws -> Result
    ) throws(FileError) -> Result {
        try Self.explained(path, action) { try pool.read(body) }
    }

    /// Runs `body` in a transaction that happens as a whole or not at all.
    func write<Result>(
        _ action: String, _ body: (Database) throws -> Result
    ) throws(FileError) -> Result {
        try Self.explained(path, action) { try pool.write(body) }
    }

    /// Turns SQLite's errors into ones that say what to do.
    static func explained<Result>(
        _ path: String, _ action: String, _ body: () throws -> Result
    ) throws(FileError) -> Result {
        do {
            return try body()
        } catch let error as FileError {
            throw error
        } catch let error as DatabaseError {
            let reason = error.message ?? "\(error.resultCode)"
            throw FileError(
                path: path, problem: "could not \(action): \(reason)",
                fix: advice(error.resultCode))
        } catch {
            throw FileError(
                path: path, problem: "could not \(action): \(error)",
                fix: "check that the file can be read and written")
        }
    }

    private static func advice(_ code: ResultCode) -> String {
        switch code {
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            "another process has held the store for 30 seconds; end it or try again"
        case .SQLITE_FULL, .SQLITE_IOERR:
            "free some space; check that the disk works and is not a network file system"
        case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH:
            "check that the folder exists and that you may write it, or choose another one"
        case .SQLITE_NOTADB, .SQLITE_CORRUPT:
            "move the file away and a new one is made; checkpoints are not in it and stay usable"
        default:
            "check that the file can be read and written"
        }
    }
}
