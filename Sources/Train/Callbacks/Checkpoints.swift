import Glibc
import LaminaFormats
import LaminaGraph

extension TrainerCallback {
    /// Saves the whole state at the end of every `interval`-th epoch as `NNN.safetensors` in a folder,
    /// which is made, and keeps the newest `count` and the best. Keras: `ModelCheckpoint`.
    ///
    /// Files are written whole or not at all, and an old one goes only after a new one is on disk.
    ///
    /// ```swift
    /// try trainer.fit(data.train, epochs: 20, callbacks: [.checkpoints(in: "saved", keeping: 2)])
    /// try trainer.restore(Checkpoint(path: "saved/020.safetensors"), path: "saved/020.safetensors")
    /// ```
    public static func checkpoints(
        in folder: String, every interval: Int = 1, keeping count: Int = 3
    ) -> TrainerCallback {
        require(
            interval >= 1 && count >= 1,
            "checkpoints: every and keeping must be at least 1, got \(interval) and \(count)")
        return TrainerCallback(afterEpoch: { report in
            let state = report.state
            let isBest = state.bestEpoch == state.epoch
            guard state.epoch % interval == 0 || isBest else { return .proceed }
            guard mkdir(folder, 0o777) == 0 || errno == EEXIST else {
                throw FileError(path: folder, couldNot: "make the folder", code: errno)
            }
            func path(_ epoch: Int) -> String {
                folder + "/" + RunFolder.padded(epoch) + ".safetensors"
            }
            try report.checkpoint().write(to: path(state.epoch))
            let saved = try RunFolder.entries(of: folder).compactMap { name -> Int? in
                guard name.hasSuffix(".safetensors"), let epoch = Int(name.dropLast(12)),
                    path(epoch) == folder + "/" + name
                else { return nil }
                return epoch
            }
            for epoch in saved.sorted().dropLast(count) where epoch != state.bestEpoch {
                unlink(path(epoch))
            }
            return .proceed
        })
    }
}
