import Glibc
import LaminaData
import LaminaFormats
import LaminaGraph
import LaminaReference
import LaminaTensor
import LaminaTestSupport
import Testing

@Suite struct SoundTests {
    static let stereo = Sound(
        sampleRate: 8000, channels: 2,
        samples: (0..<2000).map { Float(($0 * 37 % 2001) - 1000) / 32_768 })

    @Test(arguments: ["wav", "flac"]) func samplesOfSixteenBitsComeBack(ending: String) throws {
        let folder = TemporaryFolder()
        let path = folder.path + "/x." + ending
        try Self.stereo.write(to: path)
        #expect(try Sound(contentsOf: path) == Self.stereo)
        #expect(folder.names == ["x." + ending])
    }

    @Test func loudSamplesAreCutOff() throws {
        let folder = TemporaryFolder()
        let path = folder.path + "/x.wav"
        try Sound(sampleRate: 8000, samples: [2, -2, 0.5]).write(to: path)
        #expect(try Sound(contentsOf: path).samples == [32_767 / 32_768, -1, 0.5])
    }

    @Test func channelsAreAveragedOrSideBySide() {
        let sound = Sound(sampleRate: 4, channels: 2, samples: [1, 3, 5, 7, 9, 11])
        #expect(sound.mono == [2, 6, 10])
        #expect(sound.tensor.shape == [2, 3] && sound.tensor.array() == [1, 5, 9, 3, 7, 11])
        #expect(sound.count == 3 && sound.seconds == 0.75)
    }

    @Test func whatIsNoRecordingIsRefused() {
        let folder = TemporaryFolder()
        let path = folder.file("x.wav", holding: [UInt8]("RIFFxxxxWAVE".utf8))
        let error = #expect(throws: FileError.self) { try Sound(contentsOf: path) }
        #expect("\(error as Any)".contains("could not be used as a recording"))
        #expect(throws: FileError.self) { try Sound(contentsOf: folder.path) }
        #expect(throws: FileError.self) { try Self.stereo.write(to: folder.path + "/x.mp3") }
    }

    @Test func moreThanTheLimitIsRefused() throws {
        let folder = TemporaryFolder()
        let path = folder.path + "/x.wav"
        try Self.stereo.write(to: path)
        #expect(throws: FileError.self) { try Sound(contentsOf: path, sampleLimit: 1000) }
    }
}

/// Beside librosa, and torchaudio's formulas written out (scripts/reference-pretrained.py).
@Suite struct SoundFeatureTests {
    private let arrays: [String: StoredArray]
    private let signal: Tensor

    init() throws {
        arrays = try PretrainedReference.arrays("sounds")
        signal = try #require(arrays["signal"]).tensor
    }

    private func error(_ own: Tensor, _ name: String) throws -> Double {
        errorBesideLargest(own, try #require(arrays[name]).tensor)
    }

    @Test func melSpectrogramsAreLibrosas() throws {
        let mel = MelSpectrogram.librosa(sampleRate: 16_000, size: 512, hop: 160, bands: 40)
        #expect(try error(mel(signal), "librosa_mel") < 1e-5)
        let mfcc = MFCC(count: 13, mel: mel)
        #expect(try error(mfcc(signal), "librosa_mfcc") < 1e-4)
    }

    @Test func melSpectrogramsAreTorchaudios() throws {
        let mel = MelSpectrogram(sampleRate: 16_000, bands: 32)
        #expect(try error(mel(signal), "torchaudio_mel") < 1e-5)
        let amplitude = MelSpectrogram(sampleRate: 16_000, bands: 32, power: 1)
        #expect(try error(amplitude(signal), "torchaudio_amplitude") < 1e-5)
        #expect(try error(MFCC(count: 20, mel: mel)(signal), "torchaudio_mfcc") < 1e-4)
    }

    @Test func severalSignalsGoTogether() {
        let mel = MelSpectrogram(sampleRate: 16_000, bands: 32)
        let both = mel(stacked([signal, signal * 0.5]))
        #expect(both.shape == [2, 41, 32])
        #expect(errorBesideLargest(both[0], mel(signal)) < 1e-6)
        #expect(errorBesideLargest(both[1] * 4, mel(signal)) < 1e-5)
    }

    @Test func resamplingIsTorchaudios() throws {
        let samples = Array(signal.array().prefix(1000))
        let up = Sound(sampleRate: 8000, samples: samples).resampled(to: 16_000)
        #expect(up.sampleRate == 16_000)
        #expect(try error(Tensor(up.samples), "up") < 1e-5)
        let down = Sound(sampleRate: 16_000, samples: samples).resampled(to: 11_025)
        #expect(try error(Tensor(down.samples), "down") < 1e-5)
    }

    @Test func resamplingKeepsChannelsApart() {
        let samples = Array(signal.array().prefix(500))
        let zeros = [Float](repeating: 0, count: 500)
        let both = zip(samples, zeros).flatMap { [$0, $1] }
        let stereo = Sound(sampleRate: 8000, channels: 2, samples: both).resampled(to: 6000)
        let mono = Sound(sampleRate: 8000, samples: samples).resampled(to: 6000)
        #expect(
            stereo.samples.enumerated().filter { $0.offset % 2 == 0 }.map(\.element) == mono.samples
        )
        #expect(stereo.samples.enumerated().allSatisfy { $0.offset % 2 == 0 || $0.element == 0 })
    }

    @Test func levelsAreClippedBelowTheLoudest() {
        let levels = decibels(Tensor([1, 0.1, 0]), range: 15).array()
        #expect(zip(levels, [0, -10, -15]).allSatisfy { abs($0 - $1) < 1e-4 })
        #expect(abs(decibels(Tensor([0.0 as Float])).array()[0] + 100) < 1e-3)
    }
}
