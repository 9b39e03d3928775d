import Lamina

extension RunFolder {
    /// Reads a checkpoint of this run.
    ///
    /// - Throws: for a file that is damaged, which checkpoint takes its place once it is deleted.
    ///   That is left to the user: going on from an older state without a word would lose work.
    func read(_ stored: RunCheckpoint) throws(FileError) -> Checkpoint {
        do {
            return try Checkpoint(path: stored.path)
        } catch {
            let older = try checkpoints().last { $0.epoch < stored.epoch }
            throw FileError(
                path: error.path, at: error.position, problem: error.problem,
                fix: older.map { "delete the file; \($0.path) then takes its place" }
                    ?? "delete the file; no other checkpoint is left, so training starts anew")
        }
    }
}
