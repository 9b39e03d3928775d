import LaminaGraph

/// Trains many trials for a short time and ever fewer for longer: of each rung the best part goes on.
///
/// ```swift
/// let halving = SuccessiveHalving(factor: 3, epochs: 27, trials: 27)
/// print(halving.rungs.map(\.epochs))      // [1, 3, 9, 27]
/// let ranking = halving.run { trial, epochs in Double(trial) / Double(epochs) }
/// ```
/// - Source: Jamieson & Talwalkar (2016), arXiv:1502.07943, figure 1; the ladder of epochs is that of
///   Li et al. (2018), arXiv:1603.06560, algorithm 1 with one bracket.
public struct SuccessiveHalving: Sendable, Equatable {
    /// A stage: how many trials are trained until how many epochs are done.
    public struct Rung: Sendable, Equatable {
        /// How many epochs a trial has behind it at the end of the rung, those of earlier rungs included.
        public let epochs: Int
        /// How many trials take part.
        public let trials: Int
    }

    /// Where one trial got to.
    public struct Result: Sendable, Equatable {
        /// The trial's number.
        public let trial: Int
        /// How many epochs it was trained for.
        public let epochs: Int
        /// Its last score, the smaller the better.
        public let score: Double

        package init(trial: Int, epochs: Int, score: Double) {
            (self.trial, self.epochs, self.score) = (trial, epochs, score)
        }
    }

    /// The part of a rung that goes on is one in `factor`.
    public let factor: Int
    /// From the first, with all trials, to the last, with the most epochs.
    public let rungs: [Rung]

    /// A ladder that ends with at least one trial of `epochs` epochs.
    ///
    /// - Parameter trials: how many begin.
    public init(factor: Int = 3, epochs: Int, trials: Int) {
        require(factor >= 2, "SuccessiveHalving: factor must be at least 2, got \(factor)")
        require(
            epochs >= 1 && trials >= 1,
            "SuccessiveHalving: epochs and trials must be at least 1, got \(epochs) and \(trials)")
        self.factor = factor
        // From the last rung down: as many as it takes to bring the trials to one, or the epochs.
        var ladder = [epochs]
        var left = trials
        while left >= factor, let first = ladder.first, first / factor >= 1 {
            ladder.insert(max(1, first / factor), at: 0)
            left /= factor
        }
        var count = trials
        rungs = ladder.map { epochs in
            defer { count = max(1, count / factor) }
            return Rung(epochs: epochs, trials: count)
        }
    }

    /// Runs the ladder.
    ///
    /// - Parameter score: trains a trial, by its number from 0, until so many epochs are done, and gives
    ///   its score, the smaller the better. One that is no number, or infinite, comes last.
    /// - Returns: all trials, the best first: those that came further, then those of a better score.
    public func run(
        _ score: (_ trial: Int, _ epochs: Int) throws -> Double
    ) rethrows -> [Result] {
        var going = Array(0..<(rungs.first?.trials ?? 0))
        var results: [Int: Result] = [:]
        for rung in rungs {
            going = Array(going.prefix(rung.trials))
            for trial in going {
                let value = try score(trial, rung.epochs)
                results[trial] = Result(
                    trial: trial, epochs: rung.epochs, score: value.isNaN ? .infinity : value)
            }
            going.sort { Self.isBetter(results[$0], results[$1]) }
        }
        return results.values.sorted { Self.isBetter($0, $1) }
    }

    private static func isBetter(_ a: Result?, _ b: Result?) -> Bool {
        guard let a, let b else { return a != nil }
        return (-a.epochs, a.score, a.trial) < (-b.epochs, b.score, b.trial)
    }
}
