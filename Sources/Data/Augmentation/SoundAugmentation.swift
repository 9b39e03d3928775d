import Glibc
import LaminaGraph
public import LaminaTensor

/// A random change of a recording's samples. Types of your own conform by drawing all their numbers
/// from `random`, so that the same generator gives the same sound.
public protocol SoundTransform: Sendable {
    /// The changed samples, as many as there were.
    func apply(_ samples: [Float], _ random: inout SplitMix64) -> [Float]
}

/// A list of changes that every recording goes through, in order; see ``ImageAugmentation`` for where
/// the numbers come from.
///
/// ```swift
/// let augmentation = SoundAugmentation([
///     AddedNoise(signalToNoise: 10...30), TimeShift(0.1), RandomGain(-6...6),
/// ])
/// let changed = augmentation.apply(sound.mono, seed: 1, epoch: 0, example: 17)
/// ```
public struct SoundAugmentation: Sendable {
    /// The changes, the first in front.
    public let transforms: [any SoundTransform]

    /// The same change may come twice, with numbers of its own each time.
    public init(_ transforms: [any SoundTransform]) { self.transforms = transforms }

    /// The samples as they come in this epoch.
    public func apply(_ samples: [Float], seed: UInt64, epoch: Int, example: Int) -> [Float] {
        var random = ImageAugmentation.generator(seed: seed, epoch: epoch, example: example)
        return transforms.reduce(samples) { $1.apply($0, &random) }
    }
}

/// White noise, so much weaker than the sound; silence stays silent.
public struct AddedNoise: SoundTransform, Equatable {
    /// The sound's mean square over the noise's, in decibels.
    public let signalToNoise: ClosedRange<Double>

    /// Noise of a tenth to a thousandth of the sound's energy unless told otherwise.
    public init(signalToNoise: ClosedRange<Double> = 10...30) {
        self.signalToNoise = signalToNoise
    }

    public func apply(_ samples: [Float], _ random: inout SplitMix64) -> [Float] {
        let energy = samples.reduce(0.0) { $0 + Double($1) * Double($1) }
        let ratio = random.uniform(signalToNoise)
        let size = (energy / Double(max(samples.count, 1)) / pow(10, ratio / 10)).squareRoot()
        return samples.map { $0 + Float(size * random.normal()) }
    }
}

/// The sound moved in time by up to a part of its length, to either side; silence takes the place.
public struct TimeShift: SoundTransform, Equatable {
    /// From 0 to 1.
    public let largest: Double

    /// A tenth of the length unless told otherwise; a part outside 0...1 traps.
    public init(_ largest: Double = 0.1) {
        require((0...1).contains(largest), "TimeShift: a part from 0 to 1, got \(largest)")
        self.largest = largest
    }

    public func apply(_ samples: [Float], _ random: inout SplitMix64) -> [Float] {
        let reach = Int(largest * Double(samples.count))
        let shift = Int(random.below(UInt64(2 * reach + 1))) - reach
        return samples.indices.map { place in
            samples.indices.contains(place - shift) ? samples[place - shift] : 0
        }
    }
}

/// The sound louder or softer by so many decibels.
public struct RandomGain: SoundTransform, Equatable {
    /// In decibels.
    public let range: ClosedRange<Double>

    /// From half to double amplitude unless told otherwise.
    public init(_ range: ClosedRange<Double> = -6...6) { self.range = range }

    public func apply(_ samples: [Float], _ random: inout SplitMix64) -> [Float] {
        let factor = Float(pow(10, random.uniform(range) / 20))
        return samples.map { $0 * factor }
    }
}

/// Bands and moments of a spectrogram blotted out.
///
/// ```swift
/// var random = SplitMix64(seed: 1, stream: 17)
/// let changed = SpecAugment().apply(spectrogram, &random)    // [frames, bands]
/// ```
/// - Source: Park et al. (2019), arXiv:1904.08779, section 2: two masks of up to `widest` bands and
///   two of up to `longest` frames, but no more than `share` of all frames each; without time warping,
///   which the paper finds to matter least.
public struct SpecAugment: Sendable, Equatable {
    /// Masks over bands, and the most bands of one.
    public let bandMasks, widest: Int
    /// Masks over frames, and the most frames of one.
    public let timeMasks, longest: Int
    /// The largest part of all frames that one mask may take.
    public let share: Double

    /// The paper's policy for LibriSpeech, double, unless told otherwise.
    public init(
        bandMasks: Int = 2, widest: Int = 27, timeMasks: Int = 2, longest: Int = 100,
        share: Double = 1
    ) {
        require(
            min(bandMasks, widest, timeMasks, longest) >= 0 && (0...1).contains(share),
            "SpecAugment: masks, their sizes and the share cannot be negative")
        (self.bandMasks, self.widest) = (bandMasks, widest)
        (self.timeMasks, self.longest, self.share) = (timeMasks, longest, share)
    }

    /// A spectrogram `[frames, bands]` whose masked numbers are its mean. Traps for other shapes.
    public func apply(_ spectrogram: Tensor, _ random: inout SplitMix64) -> Tensor {
        require(
            spectrogram.rank == 2 && spectrogram.dtype == .float32,
            "SpecAugment: needs float32 [frames, bands], got \(spectrogram.spec)")
        let (frames, bands) = (spectrogram.shape[0], spectrogram.shape[1])
        var values: [Float] = spectrogram.array()
        let mean = Float(values.reduce(0.0) { $0 + Double($1) } / Double(max(values.count, 1)))
        func range(_ most: Int, of count: Int) -> Range<Int> {
            let size = Int(random.below(UInt64(min(most, count) + 1)))
            let start = Int(random.below(UInt64(count - size + 1)))
            return start..<start + size
        }
        for _ in 0..<bandMasks {
            for band in range(widest, of: bands) {
                for frame in 0..<frames { values[frame * bands + band] = mean }
            }
        }
        for _ in 0..<timeMasks {
            for frame in range(min(longest, Int(share * Double(frames))), of: frames) {
                for band in 0..<bands { values[frame * bands + band] = mean }
            }
        }
        return Tensor(values, shape: spectrogram.shape)
    }
}
