public import LaminaData
public import LaminaFormats
import LaminaGraph
public import LaminaNN
public import LaminaTensor

/// One step of a voice detector: a window of sound, and what the network carries from the last one.
public struct VoiceStep: TensorGroup {
    /// Of the network's input the samples `[batch, 576]`; of its output the probability `[batch, 1]`.
    public let signal: Tensor
    /// `[batch, 128]`.
    public let hidden: Tensor
    /// `[batch, 128]`.
    public let cell: Tensor

    /// A recording begins with `hidden` and `cell` of zeros.
    public init(_ signal: Tensor, hidden: Tensor, cell: Tensor) {
        (self.signal, self.hidden, self.cell) = (signal, hidden, cell)
    }

    public var tensors: [Tensor] { [signal, hidden, cell] }

    public func replacingTensors(_ tensors: inout ArraySlice<Tensor>) -> VoiceStep {
        VoiceStep(
            tensors.removeFirst(), hidden: tensors.removeFirst(), cell: tensors.removeFirst())
    }
}

/// Where somebody speaks: Silero's voice activity detector for 16,000 samples a second, 32 ms at a
/// time.
///
/// ```swift
/// let detector = try SileroVAD.pretrained()         // `lamina data get silero-vad`
/// let sound = try Sound(contentsOf: "talk.wav").resampled(to: 16_000).mono
/// var stream = SileroVAD.Stream(detector)
/// for start in stride(from: 0, to: sound.count - 511, by: 512) {
///     let probability = stream.probability(of: sound[start..<start + 512])
///     print(Double(start) / 16_000, probability)
/// }
/// ```
///
/// - Source: Silero Team (2024), github.com/snakers4/silero-vad, version 5: short-time Fourier
///   amplitudes by a convolution, four convolutions, an LSTM cell, a logistic unit. The weights are
///   those of the package's safetensors file, which are others than in its ONNX files; both judge
///   alike.
public struct SileroVAD: Module {
    /// Sines and cosines times a window, `[256, 1, 258]`.
    public let fourier = Conv1D(outChannels: 258, kernelSize: 256, stride: 128, hasBias: false)
    /// Over the amplitudes, each with a ReLU behind it.
    public let convolutions = [
        Conv1D(outChannels: 128, kernelSize: 3, padding: .symmetric(1)),
        Conv1D(outChannels: 64, kernelSize: 3, stride: 2, padding: .symmetric(1)),
        Conv1D(outChannels: 64, kernelSize: 3, stride: 2, padding: .symmetric(1)),
        Conv1D(outChannels: 128, kernelSize: 3, padding: .symmetric(1)),
    ]
    /// What the network carries on.
    public let memory = LSTM(128)
    /// The probability before its sigmoid.
    public let output = Dense(1)

    /// Samples a second.
    public static let sampleRate = 16_000
    /// New samples of a window.
    public static let windowCount = 512
    /// Samples of the window before that the network sees again.
    public static let contextCount = 64

    /// A detector to train.
    public init() {}

    /// Silero's detector.
    ///
    /// - Throws: ``FileError`` for missing or damaged weights, with the command that gets them.
    public static func pretrained(
        from folder: DataFolder = .standard
    ) throws(FileError) -> SileroVAD {
        let detector = SileroVAD()
        let path = try folder.find("silero_vad_16k.safetensors", of: WeightsName.sileroVAD)
        try PretrainedWeights(contentsOf: path).fill(
            detector, like: VoiceStep.first(batch: 1), origin)
        return detector
    }

    public func forward(_ step: VoiceStep) -> VoiceStep {
        // A quarter of a Fourier window is mirrored behind the last sample.
        let mirrored = step.signal.padded(low: [0, 0], high: [0, 64], mode: .reflect)
        let waves = fourier(mirrored.expandedDims(axis: 2))
        let (real, imaginary) = (waves[.ellipsis, 0..<129], waves[.ellipsis, 129..<258])
        let amplitudes = sqrt(real * real + imaginary * imaginary)
        let features = convolutions.reduce(amplitudes) { relu($1($0)) }
        let run = memory.run(features, initial: [step.hidden, step.cell])
        return VoiceStep(
            sigmoid(output(relu(run.hidden))), hidden: run.states[0], cell: run.states[1])
    }

    /// The probability of speech in each window of a recording; zeros fill up the last one.
    ///
    /// - Parameter samples: from -1 to 1, 16,000 a second.
    public func probabilities(of samples: [Float]) -> [Float] {
        var stream = Stream(self)
        return stride(from: 0, to: samples.count, by: Self.windowCount).map { start in
            let window = samples[start..<min(start + Self.windowCount, samples.count)]
            let silence = [Float](repeating: 0, count: Self.windowCount - window.count)
            return stream.probability(of: window + silence)
        }
    }

    /// Sound that comes piece by piece.
    public struct Stream: Sendable {
        private let run: Fn<VoiceStep, VoiceStep>
        private var state = VoiceStep.first(batch: 1)
        private var context = [Float](repeating: 0, count: SileroVAD.contextCount)

        /// The start of a recording, before which there was silence.
        public init(_ detector: SileroVAD) { run = compile { detector($0) } }

        /// The probability, from 0 to 1, that somebody speaks in the next 512 samples; traps for
        /// another number of them.
        public mutating func probability(of window: some Collection<Float>) -> Float {
            require(
                window.count == SileroVAD.windowCount,
                "SileroVAD: a window has 512 samples, got \(window.count)")
            let samples = context + window
            let input = Tensor(samples, shape: [1, samples.count])
            state = run(VoiceStep(input, hidden: state.hidden, cell: state.cell))
            context = Array(samples.suffix(SileroVAD.contextCount))
            return state.signal.array()[0]
        }
    }

    /// Where Silero keeps what fills a cell.
    private static func origin(_ path: String) -> PretrainedWeights.Origin {
        let parts = path.split(separator: ".").map(String.init)
        let cells = [
            "inputWeight": "weight_ih", "hiddenWeight": "weight_hh", "inputBias": "bias_ih",
            "hiddenBias": "bias_hh",
        ]
        let isWeight = parts.last == "weight"
        switch parts[0] {
        case "fourier": return .init("stft_conv.weight", .outputFirst)
        case "convolutions":
            let number = (Int(parts[1]) ?? 0) + 1
            return .init("conv\(number).\(parts[2])", isWeight ? .outputFirst : .same)
        case "memory": return .init("lstm_cell.\(cells[parts[1]] ?? "")")
        default:
            return .init("final_conv.\(parts[1])", isWeight ? .outputFirstSqueezed : .same)
        }
    }
}

extension VoiceStep {
    /// Silence and an empty memory.
    static func first(batch: Int) -> VoiceStep {
        let count = SileroVAD.contextCount + SileroVAD.windowCount
        return VoiceStep(
            .zeros([batch, count]), hidden: .zeros([batch, 128]), cell: .zeros([batch, 128]))
    }
}
