import LaminaGraph

/// A rate that falls when a measure stops improving. Unlike a ``Schedule`` it depends on what was seen,
/// so it is a value with a state, plain numbers that a checkpoint can hold.
///
/// ```swift
/// var plateau = Plateau(rate: 1e-3, patience: 5)
/// adam.setLearningRate(plateau.next(after: validationLoss))  // once an epoch
/// ```
///
/// The smaller the measure the better; give the negative of an accuracy. A measure that is no number
/// counts as no improvement. PyTorch: `ReduceLROnPlateau`, whose relative threshold is that of positive
/// measures.
public struct Plateau: Sendable, Hashable, Codable {
    /// The rate now.
    public private(set) var rate: Double
    /// The best measure so far.
    public private(set) var best = Double.infinity
    /// How many measures in a row were no improvement.
    public private(set) var badCount = 0
    /// For how many more measures nothing is counted after a fall.
    public private(set) var cooldownLeft = 0

    /// What the rate is multiplied by.
    public let factor: Double
    /// How many measures without improvement are borne.
    public let patience: Int
    /// The part of the best measure's size that counts as an improvement.
    public let threshold: Double
    /// For how many measures nothing is counted after a fall.
    public let cooldown: Int
    /// Where the rate stops falling.
    public let minRate: Double

    /// A rate before any measure.
    public init(
        rate: Double, factor: Double = 0.1, patience: Int = 10, threshold: Double = 1e-4,
        cooldown: Int = 0, minRate: Double = 0
    ) {
        require(
            factor > 0 && factor < 1,
            "Plateau: the factor must lie between 0 and 1, got \(factor)")
        require(patience >= 0, "Plateau: patience must not be negative, got \(patience)")
        (self.rate, self.factor, self.patience) = (rate, factor, patience)
        (self.threshold, self.cooldown, self.minRate) = (threshold, cooldown, minRate)
    }

    /// Takes note of a measure and gives the rate from now on.
    public mutating func next(after measure: Double) -> Double {
        if best == .infinity ? measure < best : measure < best - threshold * abs(best) {
            (best, badCount) = (measure, 0)
        } else {
            badCount += 1
        }
        if cooldownLeft > 0 {
            cooldownLeft -= 1
            badCount = 0
        }
        if badCount > patience {
            rate = max(rate * factor, minRate)
            (cooldownLeft, badCount) = (cooldown, 0)
        }
        return rate
    }
}
