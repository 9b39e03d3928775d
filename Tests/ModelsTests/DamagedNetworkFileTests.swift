import LaminaFormats
import LaminaModels
import LaminaTestSupport
import Testing

/// Damaged descriptions of networks: each makes a network or is refused with a reason.
/// ``DamageRun`` says how to try a million.
@Suite struct DamagedNetworkFileTests {
    /// Every layer once, with the shape of an example.
    private static let texts: [(text: String, input: [Int])] = [
        ("- dense: 3\n  - relu\n  - dense: {out-features: 2, bias: false}", [4]),
        ("- dense: {name: a, out-features: 3}\n  - add: [a, a]", [3]),
        ("- conv2d: {out-channels: 2, kernel-size: 3, padding: same}\n  - batch-norm", [6, 6, 1]),
        ("- conv1d: {out-channels: 2, kernel-size: 3}\n  - max-pool1d: 2\n  - flatten", [9, 2]),
        ("- conv-transposed2d: {out-channels: 1, kernel-size: 2, stride: 2}", [3, 3, 2]),
        ("- depthwise-conv2d: {kernel-size: 3}\n  - global-average-pool\n  - glu", [5, 5, 2]),
        (
            "- separable-conv2d: {out-channels: 3, kernel-size: 3}\n  - squeeze-excite: 2",
            [5, 5, 2]
        ),
        ("- average-pool2d: 2\n  - adaptive-max-pool: 1\n  - flatten", [4, 4, 2]),
        ("- residual:\n      name: block\n      body:\n        - dense: 4\n        - tanh", [4]),
        ("- sequential:\n      - dense: 2\n      - sequential: [relu, dense: 1]", [4]),
        ("- lstm: {features: 3, sequences: true}\n  - gru: 2", [5, 2]),
        ("- sinusoidal-positions\n  - rnn: 2", [5, 4]),
        ("- multi-head-attention: {features: 4, heads: 2}\n  - layer-norm", [5, 4]),
        ("- transformer-encoder: {features: 4, heads: 2, feed-forward: 8}", [5, 4]),
        ("- dropout: 0.2\n  - gaussian-noise: 0.1\n  - spatial-dropout: 0.1", [4, 4, 2]),
        (
            "- group-norm: 2\n  - rms-norm\n  - prelu: {shared: true}\n  - local-response-norm",
            [4, 4]
        ),
        ("- maxout: {out-features: 2, pieces: 3}\n  - highway\n  - radial-basis: 3", [4]),
        ("- padding: 1\n  - upsample: 2\n  - pixel-unshuffle: 2", [2, 2, 4]),
        ("- mixture-of-experts: {count: 2, chosen: 1, expert: [dense: 3]}", [4]),
        (
            "- dense: {name: left, out-features: 2}\n  - dense: {name: right, input: left, out-features: 2}\n"
                + "  - concatenate: {inputs: [left, right]}\n  - dense: classes", [4]
        ),
        ("- &one dense: 3\n  - 'relu'\n  - \"dense\": {\"out-features\": 2}  # comment", [4]),
        ("- dense: {name: one, out-features: 4}\n  - dense: {share: one}", [4]),
    ]

    /// What becomes of a description, for an example of this shape.
    private static func outcome(_ bytes: [UInt8], input: [Int]) -> DamageRun.Outcome {
        let text = String(decoding: bytes, as: UTF8.self)
        do {
            _ = try NetworkFile(parsing: text, path: "x").network(input: input, classCount: 3)
            return .read
        } catch {
            return error.path != "x" || error.problem.isEmpty || error.fix.isEmpty
                ? .wrong("no file, problem or remedy: \(error)") : .refused
        }
    }

    private static let samples = texts.map { layers, input in
        let text = """
            name: small
            data: mnist-5k
            layers:
              \(layers)
            solver:
              optimizer: adam
              learning-rate: 1e-3
            """
        return DamageRun.Sample([UInt8](text.utf8)) { outcome($0, input: input) }
    }

    @Test func thereAreTwentyFilesWhichAreRead() {
        #expect(Self.samples.count >= 20)
        for (index, sample) in Self.samples.enumerated() {
            #expect(sample.outcome == .read, "file \(index)")
        }
    }

    /// In a process of its own, which may hold 1 GiB.
    @Test(arguments: DamageRun.chosen(["yaml"]))
    func damagedFilesAreReadOrRefusedWithAReason(format: String) async {
        await #expect(processExitsWith: .success) { [format] in
            let samples = DamagedNetworkFileTests.samples
            #expect(DamageRun(format: format, samples: samples, count: 4000).fault() == nil)
        }
    }
}
