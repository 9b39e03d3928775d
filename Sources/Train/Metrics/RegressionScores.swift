import LaminaGraph

/// Errors of predicted numbers: MAE, MSE, RMSE and R².
///
/// Keeps six sums, not the examples. For several outputs keep one for each.
///
/// Source: scikit-learn's `mean_absolute_error`, `mean_squared_error`, `r2_score`. The spread of the
/// truths is updated by Welford's (1962) rule and merged by that of Chan, Golub and LeVeque (1979),
/// which do not lose digits to a large mean as `Σt² - (Σt)²/n` does.
public struct RegressionScores: StreamingMetric, Equatable {
    /// All examples.
    public private(set) var count = 0
    private var error = 0.0
    private var absolute = 0.0
    private var squared = 0.0
    /// Mean of the truths, and the sum of their squared distances to it.
    private var mean = 0.0
    private var spread = 0.0

    /// No examples yet.
    public init() {}

    /// Adds one example.
    public mutating func add(truth: Double, prediction: Double) {
        let difference = prediction - truth
        count += 1
        error += difference
        absolute += abs(difference)
        squared += difference * difference
        let shift = truth - mean
        mean += shift / Double(count)
        spread += shift * (truth - mean)
    }

    /// Adds a batch; lists of unequal length trap.
    public mutating func add(truths: [Double], predictions: [Double]) {
        require(
            truths.count == predictions.count,
            "RegressionScores: \(truths.count) truths and \(predictions.count) predictions; "
                + "give one prediction an example")
        for (truth, prediction) in zip(truths, predictions) {
            add(truth: truth, prediction: prediction)
        }
    }

    /// Adds another's examples.
    public mutating func merge(_ other: RegressionScores) {
        let all = count + other.count
        guard all > 0 else { return }
        let shift = other.mean - mean
        let share = Double(other.count) / Double(all)
        spread += other.spread + shift * shift * Double(count) * share
        mean += shift * share
        count = all
        error += other.error
        absolute += other.absolute
        squared += other.squared
    }

    /// MAE, `(1/n) Σ |p - t|`; nil for no examples.
    public var meanAbsoluteError: Double? { count == 0 ? nil : absolute / Double(count) }

    /// MSE, `(1/n) Σ (p - t)²`; nil for no examples.
    public var meanSquaredError: Double? { count == 0 ? nil : squared / Double(count) }

    /// RMSE, the root of the mean squared error, in the unit of the truths; nil for no examples.
    public var rootMeanSquaredError: Double? { meanSquaredError?.squareRoot() }

    /// `(1/n) Σ (p - t)`: positive if predictions are too high; nil for no examples.
    public var meanError: Double? { count == 0 ? nil : error / Double(count) }

    /// `R² = 1 - Σ (p - t)² / Σ (t - mean t)²`: 1 for perfect predictions, 0 for always the mean, and
    /// below for worse. If all truths are equal it is 1 for perfect predictions and 0 for others, as
    /// in scikit-learn. Nil for less than two examples.
    public var rSquared: Double? {
        guard count >= 2 else { return nil }
        guard spread != 0 else { return squared == 0 ? 1 : 0 }
        return 1 - squared / spread
    }
}
