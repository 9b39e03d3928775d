import Glibc
public import LaminaData
import LaminaGraph
import LaminaNN
import LaminaOptim
import LaminaTensor

/// How the loss went while the learning rate rose from step to step: what shows which rate to train with.
///
/// - Source: Smith (2017), arXiv:1506.01186, section 3.3; the smoothing, the end at four times the best
///   loss and the suggestion are those of fastai's `lr_find`.
public struct LearningRateSearch: Sendable, Equatable {
    /// One step.
    public struct Point: Sendable, Equatable {
        /// The learning rate of the step; each is the one before times the same factor.
        public let rate: Double
        /// The batch's loss before the step.
        public let loss: Double
        /// A mean of the losses so far that forgets.
        public let smoothed: Double
    }

    /// The steps in order, until the loss exploded.
    public let points: [Point]

    /// The rate at which the smoothed loss falls fastest; nil where it does not fall.
    ///
    /// Slopes are taken over an eighth of the steps, so that the batches' noise does not decide, and not
    /// at the start, where a mean of a few losses is as noisy as they are.
    public var steepest: Double? {
        let reach = max(1, points.count / 16)
        let places =
            (points.count / 8 + reach)..<max(points.count / 8 + reach, points.count - reach)
        let slopes = places.map { place in
            (
                fall: points[place + reach].smoothed - points[place - reach].smoothed,
                rate: points[place].rate
            )
        }
        guard let best = slopes.min(by: { $0.fall < $1.fall }), best.fall < 0 else { return nil }
        return best.rate
    }

    /// A tenth of the rate where the smoothed loss was lowest: as high as is safe.
    public var tenthOfLowest: Double? {
        points.filter(\.smoothed.isFinite).min { $0.smoothed < $1.smoothed }.map { $0.rate / 10 }
    }
}

extension Trainer {
    /// Raises the learning rate from step to step until the loss explodes, and puts everything back:
    /// parameters, optimiser and random numbers are afterwards as they were.
    ///
    /// ```swift
    /// let search = try trainer.findLearningRate(data.train)
    /// trainer.optimizer.setLearningRate(search.steepest ?? 1e-3)
    /// ```
    /// - Parameters:
    ///   - range: the first and the last rate, which are parted by equal factors.
    ///   - steps: at most so many, at least 2. The data are gone through again where they are short.
    /// - Throws: what `fit` throws for data that cannot be trained on. A loss that is no number ends the
    ///   search and is no error.
    public func findLearningRate(
        _ training: any DataSource, range: ClosedRange<Double> = 1e-6...10, steps: Int = 100,
        batchSize: Int = 128
    ) throws -> LearningRateSearch {
        guard range.lowerBound > 0, range.upperBound > range.lowerBound,
            range.upperBound.isFinite, steps >= 2
        else {
            throw TrainingError.impossible(
                setting: "learning-rate search", value: "\(range) in \(steps) steps",
                allowed: "rates above 0, the lower first, and at least 2 steps")
        }
        let loader = try loader(training, batchSize: batchSize)
        try build(for: training)
        let kept = checkpoint()
        defer { restoreVariables(kept) }
        let step = TrainingStep(
            model: model, loss: loss, optimizer: optimizer, options: options, scaling: scaling,
            average: nil, mixesClasses: mixesClasses(of: training))
        let growth = log(range.upperBound / range.lowerBound) / Double(steps - 1)
        var points: [LearningRateSearch.Point] = []
        var (mean, weight, lowest) = (0.0, 0.0, Double.infinity)
        return try Generator.$current.withValue(Generator(seed: seed)) {
            while points.count < steps {
                let nextBatch = loader.rest()
                while points.count < steps, let batch = try nextBatch() {
                    let rate = range.lowerBound * exp(growth * Double(points.count))
                    optimizer.setLearningRate(rate)
                    let loss = step.run(batch).loss
                    guard loss.isFinite else { return LearningRateSearch(points: points) }
                    // The first weigh as much as if they had been there for ever.
                    (mean, weight) = (0.98 * mean + 0.02 * loss, 0.98 * weight + 0.02)
                    let smoothed = mean / weight
                    points.append(.init(rate: rate, loss: loss, smoothed: smoothed))
                    if smoothed > 4 * lowest, lowest > 0 {
                        return LearningRateSearch(points: points)
                    }
                    lowest = min(lowest, smoothed)
                }
            }
            return LearningRateSearch(points: points)
        }
    }
}
