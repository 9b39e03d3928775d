import Glibc
import LaminaGraph

// Factors that rise before they fall, each of the step's number n from 0.

extension Schedule {
    /// From `start` to 1 in equal strides, then 1. PyTorch: `LinearLR`.
    public static func warmUp(steps: Int, from start: Double = 0) -> Schedule {
        requireSteps(steps, "warmUp")
        return Schedule { start + (1 - start) * progress($0, of: steps) }
    }

    /// Up along a cosine from `1 / divisor` to 1 in the first part of the steps, then down to
    /// `1 / (divisor · finalDivisor)`, where it stays. PyTorch: `OneCycleLR` with `total_steps = steps + 1`,
    /// which refuses to go on.
    ///
    /// - Parameter rise: which part of the steps the rate rises, between 0 and 1.
    /// - Source: Smith & Topin (2017), arXiv:1708.07120, with cosines for lines.
    public static func oneCycle(
        steps: Int, rise: Double = 0.3, divisor: Double = 25, finalDivisor: Double = 1e4
    ) -> Schedule {
        requireSteps(steps, "oneCycle")
        require(
            rise > 0 && rise < 1, "Schedule.oneCycle: rise must lie between 0 and 1, got \(rise)")
        let start = 1 / divisor
        let last = Double(steps)
        // PyTorch counts the steps from 1 to place the top.
        let top = rise * (last + 1) - 1
        return Schedule { step in
            let place = min(Double(step), last)
            if place < top { return falling(place / top, from: start, to: 1) }
            return falling((place - top) / (last - top), from: 1, to: start / finalDivisor)
        }
    }

    /// `d^(-1/2) min(s^(-1/2), s w^(-3/2))` with `s = n + 1`: up in `w` equal strides, then down with the
    /// root of the step, the Transformer's rate itself and no factor of one.
    ///
    /// - Parameters:
    ///   - features: the width of the model, `d`.
    ///   - warmUp: `w`.
    /// - Source: Vaswani et al. (2017), arXiv:1706.03762, eq. 3.
    public static func noam(features: Int, warmUp: Int = 4000) -> Schedule {
        requireSteps(warmUp, "noam")
        require(features > 0, "Schedule.noam: features must be at least 1, got \(features)")
        return Schedule { step in
            let number = Double(step) + 1
            let slope = number * pow(Double(warmUp), -1.5)
            return pow(Double(features), -0.5) * min(pow(number, -0.5), slope)
        }
    }
}
