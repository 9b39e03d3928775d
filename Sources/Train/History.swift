/// What each epoch of training reached.
public struct History: Sendable, Equatable {
    /// The results of one epoch.
    public struct Epoch: Sendable, Equatable {
        /// Counted from 1.
        public let number: Int
        /// The mean over the epoch's examples, each before the step it took part in.
        public let trainLoss: Double
        /// Of the same answers; 0 for regression.
        public let trainAccuracy: Double
        /// After the epoch's last step; nil without validation data.
        public let validationLoss: Double?
        /// The share of right answers then, from 0 to 1; nil for regression too.
        public let validationAccuracy: Double?
        /// Training examples a second; 0 where no time was taken.
        public let examplesPerSecond: Double
    }

    /// The epochs in order.
    public internal(set) var epochs: [Epoch] = []

    /// Why a callback ended training before its last epoch; nil if none did.
    public internal(set) var stopReason: String?

    /// The epoch with the lowest validation loss, or training loss without validation data.
    public var best: Epoch? {
        epochs.min { ($0.validationLoss ?? $0.trainLoss) < ($1.validationLoss ?? $1.trainLoss) }
    }
}
