import Glibc
import LaminaGraph

extension Sound {
    /// The recording at another number of samples a second, without what the lower of both rates
    /// cannot carry: a sinc of six zero crossings on each side under a squared cosine.
    ///
    /// - Complexity: linear in the samples; `12 · rate / common divisor` numbers for the filters.
    /// - Source: torchaudio 2, `functional.resample` with its defaults (`sinc_interp_hann`, width 6,
    ///   rolloff 0.99), whose results these are up to rounding.
    public func resampled(to rate: Int) -> Sound {
        require(rate > 0, "Sound: cannot be resampled to \(rate) samples a second")
        guard rate != sampleRate, !samples.isEmpty else {
            return Sound(sampleRate: rate, channels: channels, samples: samples)
        }
        let divisor = Sound.commonDivisor(rate, sampleRate)
        let (old, new) = (sampleRate / divisor, rate / divisor)
        let filters = SincFilters(from: old, to: new)
        let total = (count * new + old - 1) / old
        var result = [Float](repeating: 0, count: total * channels)
        for channel in 0..<channels {
            for place in 0..<total {
                let (step, phase) = (place / new, place % new)
                let filter = filters.taps[phase]
                let first = step * old - filters.width
                var sum: Float = 0
                for tap in max(0, -first)..<max(0, -first, min(filter.count, count - first)) {
                    sum += filter[tap] * samples[(first + tap) * channels + channel]
                }
                result[place * channels + channel] = sum
            }
        }
        return Sound(sampleRate: rate, channels: channels, samples: result)
    }

    private static func commonDivisor(_ a: Int, _ b: Int) -> Int {
        b == 0 ? a : commonDivisor(b, a % b)
    }
}

/// The weights of the old samples around a new one, for each place it can have between two.
private struct SincFilters {
    /// Old samples before the one that a step begins at.
    let width: Int
    /// `new` filters of `2 width + old` weights.
    let taps: [[Float]]

    init(from old: Int, to new: Int) {
        let crossings = 6.0
        let rate = Double(min(old, new)) * 0.99
        let width = Int((crossings * Double(old) / rate).rounded(.up))
        self.width = width
        taps = (0..<new).map { phase in
            (-width..<width + old).map { index in
                let distance = Double(index) / Double(old) - Double(phase) / Double(new)
                let time = min(max(distance * rate, -crossings), crossings)
                let window = cos(time * .pi / crossings / 2)
                let sinc = time == 0 ? 1 : sin(time * .pi) / (time * .pi)
                return Float(sinc * window * window * rate / Double(old))
            }
        }
    }
}
