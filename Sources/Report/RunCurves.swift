public import LaminaFormats
public import LaminaTrain

/// What was measured during a run, by the name of the quantity.
///
/// A report knows `train_loss`, `train_accuracy`, `validation_loss`, `validation_accuracy`,
/// `test_loss`, `test_accuracy`, `examples_per_second`, `memory_bytes` and `learning_rate`, of which the
/// last point of an epoch counts, `gradient_norm/` followed by a parameter's path, of which every point
/// does, `weight_norm/` likewise by epoch, and `silent_units/` followed by a layer's path.
public struct RunCurves: Sendable {
    private let series: [String: [Metric]]

    /// Curves from loose measurements, in any order.
    public init(_ metrics: [Metric]) {
        series = Dictionary(grouping: metrics, by: \.name).mapValues { points in
            points.sorted { $0.step < $1.step }
        }
    }

    /// All curves of a run in a store.
    ///
    /// - Throws: if the store cannot be read.
    public init(of run: String, in store: RunStore) throws(FileError) {
        var metrics: [Metric] = []
        for name in try store.metricNames(of: run) {
            metrics += try store.series(name, of: run)
        }
        self.init(metrics)
    }

    /// The points of one curve by rising step; empty if it was not measured.
    subscript(name: String) -> [Metric] { series[name] ?? [] }

    /// The names below a prefix that ends in a slash, without it, in alphabetical order.
    func names(below prefix: String) -> [String] {
        series.keys.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
            .sorted()
    }

    /// The value of each epoch.
    func byEpoch(_ name: String) -> [(epoch: Int, value: Double)] {
        var epochs: [(epoch: Int, value: Double)] = []
        for metric in self[name] {
            if epochs.last?.epoch == metric.epoch { epochs.removeLast() }
            epochs.append((metric.epoch, metric.value))
        }
        return epochs
    }

    /// The newest value.
    func last(_ name: String) -> Double? { self[name].last?.value }

    /// How many epochs were completed.
    var epochs: Int { self["train_loss"].last?.epoch ?? 0 }

    /// The epoch with the lowest validation loss, or training loss where nothing was validated.
    var best: (epoch: Int, loss: Double, isValidated: Bool)? {
        let validation = byEpoch("validation_loss")
        let losses = (validation.isEmpty ? byEpoch("train_loss") : validation)
            .filter(\.value.isFinite)
        return losses.min { $0.value < $1.value }.map { ($0.epoch, $0.value, !validation.isEmpty) }
    }
}
