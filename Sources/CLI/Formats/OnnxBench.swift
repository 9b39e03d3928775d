import ArgumentParser
import Lamina
import LaminaONNX
import LaminaTensor

/// `lamina onnx bench`: how long a network takes.
struct OnnxBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Times a network, compiled, on random or given inputs.",
        discussion: """
            Named axes have size 1 unless --size says otherwise. --beside python3 times ONNX Runtime \
            too, on the same inputs with as many threads, if that Python has the package onnxruntime.
            """)

    @Argument(help: ArgumentHelp("The ONNX file.", valueName: "file"), completion: .file())
    var path: String

    @OptionGroup var inputs: OnnxInputs

    @Option(help: "Timed calls; the median counts.")
    var runs = 30

    @Option(help: ArgumentHelp("A Python whose ONNX Runtime is timed too.", valueName: "python"))
    var beside: String?

    @Flag(help: "Print one JSON object.")
    var json = false

    /// Calls before time counts: threads wake up, memory is touched.
    private static let warmUp = 10

    func validate() throws {
        guard runs > 0 else { throw ValidationError("--runs must be at least 1, got \(runs)") }
    }

    func run() throws {
        let model = try OnnxModel(contentsOf: path)
        let values = try inputs.values(for: model, drawsMissing: true)
        // Whole numbers decide shapes and branches: they are fixed, so that the rest compiles.
        let fixed = values.compactMapValues { value -> Tensor? in
            guard let tensor = value.tensor, !tensor.dtype.isFloatingPoint, tensor.rank == 0 else {
                return nil
            }
            return tensor
        }
        let module = try OnnxModule(model, isTrainable: false, fixing: fixed)
        let tensors = module.inputs.compactMap { values[$0.name]?.tensor }
        let network = compile { (x: [Tensor]) in module(x) }
        let clock = ContinuousClock()
        let start = clock.now
        _ = network(tensors)
        let first = clock.now - start
        for _ in 0..<Self.warmUp { _ = network(tensors) }
        var times: [Duration] = []
        for _ in 0..<runs { times.append(clock.measure { _ = network(tensors) }) }
        times.sort()
        let (median, best) = (
            times[times.count / 2] / .milliseconds(1), times[0] / .milliseconds(1)
        )
        let peer = try beside.map {
            try OnnxRuntimeTime(python: $0, model: path, values: values, runs: runs)
        }
        if json {
            return try JSONLines.write([
                "file": JSONValue(path), "median_ms": JSONValue(median), "best_ms": JSONValue(best),
                "first_ms": JSONValue(first / .milliseconds(1)), "runs": JSONValue(runs),
                "onnxruntime_ms": peer.map { JSONValue($0.median) } ?? .null,
            ])
        }
        try StandardStream.output.write(
            "\(path): median \(text(median)), best \(text(best)), first call "
                + "\(text(first / .milliseconds(1)))\n")
        if let peer {
            let ratio = (median / peer.median * 100).rounded() / 100
            try StandardStream.output.write(
                "ONNX Runtime \(peer.version): median \(text(peer.median)); Lamina takes \(ratio) of it\n"
            )
        }
    }

    private func text(_ milliseconds: Double) -> String {
        "\((milliseconds * 1000).rounded() / 1000) ms"
    }
}
