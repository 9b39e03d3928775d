import Glibc
import LaminaGraph
public import LaminaTensor

/// The energy of a sound by time and pitch, pitch spaced as people hear it.
///
/// Frames of `size` samples every `hop`, a periodic Hann window, the Fourier transform's amplitude to
/// a `power`, and triangular filters between points equally far apart in mel.
///
/// ```swift
/// let mel = MelSpectrogram(sampleRate: 16_000, size: 400, hop: 160, bands: 80)
/// let energies = mel(sound.tensor)               // [channels, frames, 80]
/// let levels = decibels(energies, range: 80)
/// ```
/// - Shape: `[…, samples]` to `[…, frames, bands]`. (librosa and torchaudio: `[…, bands, frames]`.)
/// - Source: librosa 0.11, `feature.melspectrogram`, with ``librosa(sampleRate:size:hop:bands:)``;
///   torchaudio 2, `transforms.MelSpectrogram`, with the initialiser's own defaults.
public struct MelSpectrogram: Sendable {
    /// From frequency to mel.
    public enum Scale: Sendable {
        /// `2595 log₁₀(1 + f / 700)`, HTK's.
        case htk
        /// Linear below 1000 Hz and logarithmic above, as in Slaney's Auditory Toolbox.
        case slaney
    }

    /// What stands before the first sample and behind the last.
    public enum Border: Sendable {
        /// Nothing: the first frame begins with the first sample.
        case none
        /// Half a frame of silence, so that frame `t` has its middle at `t · hop`.
        case silence
        /// Half a frame mirrored.
        case reflection
    }

    /// Samples a second.
    public let sampleRate: Int
    /// Samples of a frame.
    public let size: Int
    /// Samples from frame to frame.
    public let hop: Int
    /// How many filters there are.
    public let bands: Int
    /// What the filters cover, in hertz.
    public let frequencies: ClosedRange<Double>
    /// From frequency to mel.
    public let scale: Scale
    /// Whether filters have an area of 1 (Slaney's) or a height of 1.
    public let hasUnitArea: Bool
    /// 2 for energy, 1 for amplitude.
    public let power: Double
    /// What stands at the ends.
    public let border: Border
    /// The weight of each frequency in each band, `[size / 2 + 1, bands]`.
    public let filters: Tensor

    /// A spectrogram with torchaudio's defaults; frequencies are up to half the sample rate unless
    /// given. Traps for sizes below 1 and empty ranges.
    public init(
        sampleRate: Int, size: Int = 400, hop: Int? = nil, bands: Int = 128,
        frequencies: ClosedRange<Double>? = nil, scale: Scale = .htk, hasUnitArea: Bool = false,
        power: Double = 2, border: Border = .reflection
    ) {
        let (hop, range) = (hop ?? size / 2, frequencies ?? 0...Double(sampleRate) / 2)
        require(
            sampleRate > 0 && size > 1 && hop > 0 && bands > 0 && range.lowerBound >= 0
                && range.lowerBound < range.upperBound,
            "MelSpectrogram: frames of \(size) every \(hop), \(bands) bands over \(range) Hz")
        (self.sampleRate, self.size, self.hop, self.bands) = (sampleRate, size, hop, bands)
        (self.frequencies, self.scale, self.hasUnitArea) = (range, scale, hasUnitArea)
        (self.power, self.border) = (power, border)
        filters = Self.filters(
            scale.points(range, count: bands + 2), sampleRate: sampleRate, size: size,
            hasUnitArea: hasUnitArea)
    }

    /// A spectrogram with librosa's defaults: Slaney's scale and areas, silence at the ends.
    public static func librosa(
        sampleRate: Int = 22_050, size: Int = 2048, hop: Int = 512, bands: Int = 128
    ) -> MelSpectrogram {
        MelSpectrogram(
            sampleRate: sampleRate, size: size, hop: hop, bands: bands, scale: .slaney,
            hasUnitArea: true, border: .silence)
    }

    /// The energies of a signal, or of several.
    public func callAsFunction(_ signal: Tensor) -> Tensor {
        var signal = signal
        if border == .silence {
            let none = [Int](repeating: 0, count: signal.rank - 1)
            signal = signal.padded(low: none + [size / 2], high: none + [size / 2])
        }
        let spectrum = stft(
            signal, size: size, hop: hop, window: hannWindow(size),
            isCentered: border == .reflection)
        let (real, imaginary) = (spectrum.realPart, spectrum.imaginaryPart)
        let energy = real * real + imaginary * imaginary
        let amplitudes = power == 2 ? energy : pow(energy, power / 2)
        let axes = Array(0..<energy.rank - 2) + [energy.rank - 1, energy.rank - 2]
        return matmul(amplitudes.transposed(axes), filters)
    }

    /// Triangles between neighbouring points, in hertz.
    private static func filters(
        _ points: [Double], sampleRate: Int, size: Int, hasUnitArea: Bool
    ) -> Tensor {
        let (rows, bands) = (size / 2 + 1, points.count - 2)
        var weights = [Float](repeating: 0, count: rows * bands)
        for row in 0..<rows {
            let frequency = Double(row * sampleRate) / Double(size)
            for band in 0..<bands {
                let (low, middle, high) = (points[band], points[band + 1], points[band + 2])
                let rising = (frequency - low) / (middle - low)
                let falling = (high - frequency) / (high - middle)
                let height = hasUnitArea ? 2 / (high - low) : 1
                weights[row * bands + band] = Float(max(0, min(rising, falling)) * height)
            }
        }
        return Tensor(weights, shape: [rows, bands])
    }
}

extension MelSpectrogram.Scale {
    /// Frequencies equally far apart in mel, both ends included.
    func points(_ range: ClosedRange<Double>, count: Int) -> [Double] {
        let (low, high) = (mel(range.lowerBound), mel(range.upperBound))
        return (0..<count).map { hertz(low + (high - low) * Double($0) / Double(count - 1)) }
    }

    /// Slaney's scale: 200 / 3 Hz a mel up to 1000 Hz, then 27 mel for a factor of 6.4.
    private static let (step, corner, logStep) = (200.0 / 3, 1000.0, log(6.4) / 27)

    func mel(_ hertz: Double) -> Double {
        switch self {
        case .htk: 2595 * log10(1 + hertz / 700)
        case .slaney:
            hertz < Self.corner
                ? hertz / Self.step
                : Self.corner / Self.step + log(hertz / Self.corner) / Self.logStep
        }
    }

    func hertz(_ mel: Double) -> Double {
        switch self {
        case .htk: 700 * (pow(10, mel / 2595) - 1)
        case .slaney:
            mel < Self.corner / Self.step
                ? mel * Self.step
                : Self.corner * exp(Self.logStep * (mel - Self.corner / Self.step))
        }
    }
}

/// Energies as levels, `10 log₁₀(max(x, floor) / reference)`. librosa: `power_to_db`; torchaudio:
/// `AmplitudeToDB`.
///
/// - Parameter range: what lies further below the loudest of all numbers is raised to it; 80 in
///   librosa, all of it unless given.
public func decibels(
    _ energy: Tensor, reference: Double = 1, floor: Double = 1e-10, range: Double? = nil
) -> Tensor {
    let least = Tensor(floor, dtype: energy.dtype)
    let offset = 10 * log10(max(reference, floor))
    let levels = log(maximum(energy, least)) * (10 / log(10.0)) - offset
    return range.map { maximum(levels, levels.max() - $0) } ?? levels
}

/// Mel-frequency cepstral coefficients: the cosine transform of the levels in a
/// ``MelSpectrogram``'s bands, of which the first say most about a voice.
///
/// ```swift
/// let coefficients = MFCC(count: 13, mel: .librosa(sampleRate: 16_000, bands: 40))
/// let features = coefficients(sound.tensor)      // [channels, frames, 13]
/// ```
/// - Shape: `[…, samples]` to `[…, frames, count]`.
/// - Source: Davis & Mermelstein (1980). librosa: `feature.mfcc`; torchaudio: `transforms.MFCC`.
public struct MFCC: Sendable {
    /// How many coefficients there are.
    public let count: Int
    /// The bands they are taken of.
    public let mel: MelSpectrogram
    /// How far below the loudest number levels may lie, in decibels.
    public let range: Double?
    /// The cosines `[bands, count]`, orthonormal, type 2.
    private let cosines: Tensor

    /// Traps for more coefficients than bands.
    public init(count: Int = 20, mel: MelSpectrogram, range: Double? = 80) {
        require(
            (1...mel.bands).contains(count), "MFCC: \(count) coefficients of \(mel.bands) bands")
        (self.count, self.mel, self.range) = (count, mel, range)
        let bands = mel.bands
        var values: [Float] = []
        for band in 0..<bands {
            for order in 0..<count {
                let angle = Double.pi / Double(bands) * (Double(band) + 0.5) * Double(order)
                let scale = (order == 0 ? 1.0 : 2.0) / Double(bands)
                values.append(Float(cos(angle) * scale.squareRoot()))
            }
        }
        cosines = Tensor(values, shape: [bands, count])
    }

    /// The coefficients of a signal, or of several.
    public func callAsFunction(_ signal: Tensor) -> Tensor {
        matmul(decibels(mel(signal), range: range), cosines)
    }
}
