import Glibc
import LaminaGraph

// Factors that fall from 1, each of the step's number n from 0.

extension Schedule {
    /// `f^⌊n / every⌋`: a fall at regular steps. PyTorch: `StepLR`.
    public static func step(every steps: Int, factor: Double = 0.1) -> Schedule {
        requireSteps(steps, "step")
        return Schedule { pow(factor, Double($0 / steps)) }
    }

    /// `f^k` after `k` of the milestones. PyTorch: `MultiStepLR`.
    public static func milestones(_ steps: [Int], factor: Double = 0.1) -> Schedule {
        Schedule { step in pow(factor, Double(steps.count { $0 <= step })) }
    }

    /// `f^n`. PyTorch: `ExponentialLR`.
    public static func exponential(factor: Double) -> Schedule {
        require(factor > 0, "Schedule.exponential: the factor must be above 0, got \(factor)")
        return Schedule { pow(factor, Double($0)) }
    }

    /// `end + (1 - end) (1 - n / steps)^power`, then `end`; linear with power 1. PyTorch: `PolynomialLR`,
    /// whose end is 0.
    public static func polynomial(
        steps: Int, power: Double = 1, end: Double = 0
    ) -> Schedule {
        requireSteps(steps, "polynomial")
        return Schedule { step in
            end + (1 - end) * pow(1 - progress(step, of: steps), power)
        }
    }

    /// `end + (1 - end) (1 + cos(π n / steps)) / 2`, then `end`. PyTorch: `CosineAnnealingLR`, which rises
    /// again instead.
    ///
    /// - Source: Loshchilov & Hutter (2017), arXiv:1608.03983, eq. 5, without restarts.
    public static func cosine(steps: Int, end: Double = 0) -> Schedule {
        requireSteps(steps, "cosine")
        return Schedule { falling(progress($0, of: steps), from: 1, to: end) }
    }

    /// Cosines from 1 towards `end`, each `growth` times as long as the one before, for ever. PyTorch:
    /// `CosineAnnealingWarmRestarts`.
    ///
    /// - Parameters:
    ///   - steps: the length of the first.
    ///   - growth: a whole number from 1.
    /// - Source: Loshchilov & Hutter (2017), arXiv:1608.03983, eq. 5.
    public static func cosineRestarts(
        steps: Int, growth: Int = 1, end: Double = 0
    ) -> Schedule {
        requireSteps(steps, "cosineRestarts")
        require(growth > 0, "Schedule.cosineRestarts: growth must be at least 1, got \(growth)")
        return Schedule { step in
            var (place, length) = (step, steps)
            if growth == 1 {
                place %= length
            } else {
                // Logarithmically many; a length that overflows is longer than any step.
                while place >= length {
                    place -= length
                    let (next, isTooLong) = length.multipliedReportingOverflow(by: growth)
                    length = isTooLong ? .max : next
                }
            }
            return falling(Double(place) / Double(length), from: 1, to: end)
        }
    }
}

extension Schedule {
    /// How much of a schedule is over, from 0 to 1.
    static func progress(_ step: Int, of steps: Int) -> Double {
        min(Double(step) / Double(steps), 1)
    }

    /// From one number to another along half a cosine.
    static func falling(_ progress: Double, from start: Double, to end: Double) -> Double {
        end + (start - end) * 0.5 * (1 + cos(Double.pi * progress))
    }

    static func requireSteps(_ steps: Int, _ name: String) {
        require(steps > 0, "Schedule.\(name): steps must be at least 1, got \(steps)")
    }
}
