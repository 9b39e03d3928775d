public import struct FoundationEssentials.Date

/// What the run store knows about a run besides its metrics.
public struct RunRecord: Sendable, Hashable {
    /// How a run stands.
    public enum Status: String, Sendable, CaseIterable {
        /// A process trains it now.
        case running
        /// It went through all its epochs.
        case finished
        /// It stopped by itself, for the reason in ``RunRecord/problem``.
        case failed
        /// It was stopped by a signal or died, and can be resumed.
        case interrupted
    }

    /// The name of the run's folder; unique in a run store.
    public var name: String
    /// As in ``RunConfig/model``.
    public var model: String
    /// As in ``RunConfig/dataset``.
    public var dataset: String
    /// As read from a store, `running` only while a process holds the folder's lock.
    public var status: Status
    /// As in ``RunConfig/seed``.
    public var seed: UInt64
    /// How many it was asked for.
    public var epochs: Int
    /// ``RunConfig/json()``, kept as text so that a run made by another version can be listed.
    public var config: String
    /// When training began; resuming does not change it.
    public var started: Date
    /// When the status stopped being `running`.
    public var ended: Date?
    /// Why a run failed.
    public var problem: String?

    /// A run that starts now.
    public init(name: String, config: RunConfig, started: Date = Date()) {
        self.name = name
        self.config = config.json()
        self.started = started
        (model, dataset, seed, epochs) = (config.model, config.dataset, config.seed, config.epochs)
        status = .running
    }

    /// A run as the store holds it.
    init(
        name: String, model: String, dataset: String, status: Status, seed: UInt64, epochs: Int,
        config: String, started: Date, ended: Date?, problem: String?
    ) {
        self.name = name
        self.model = model
        self.dataset = dataset
        self.status = status
        self.seed = seed
        self.epochs = epochs
        self.config = config
        self.started = started
        self.ended = ended
        self.problem = problem
    }
}
