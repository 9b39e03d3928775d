import LaminaCPU
import LaminaData
import LaminaFormats
import LaminaONNX

/// What ONNX Runtime takes for a file that Lamina was timed on, in a process of its own.
struct OnnxRuntimeTime {
    /// Such as `1.31.1`.
    let version: String
    /// Of the timed calls, in milliseconds.
    let median: Double

    /// Has a Python that holds the packages `onnxruntime` and `numpy` run the file on these inputs.
    ///
    /// - Throws: where an input is no tensor of numbers, and what Python says where it fails.
    init(python: String, model path: String, values: [String: OnnxValue], runs: Int) throws {
        let folder = try FileTree.makeFolder(startingWith: "/tmp/lamina-onnx-")
        defer { FileTree.remove(folder) }
        var words = [python, "-c", Self.script, path, "\(Machine.current.threadCount)", "\(runs)"]
        for (index, (name, value)) in values.sorted(by: { $0.key < $1.key }).enumerated() {
            guard case .tensor(let tensor) = value else {
                throw WrongUsage("--beside: input \(name) is no tensor of numbers")
            }
            try Npy.write(StoredArray(tensor), to: "\(folder)/\(index).npy")
            words += [name, "\(folder)/\(index).npy"]
        }
        let answer: String
        do throws(Command.Failure) {
            answer = try Command(words).run(in: ".")
        } catch {
            throw WrongUsage("--beside \(python): \(error.reason)")
        }
        let fields = answer.split(whereSeparator: \.isWhitespace)
        guard fields.count >= 2, let median = Double(fields[fields.count - 1]) else {
            throw WrongUsage("--beside \(python): no time in '\(answer)'")
        }
        (version, self.median) = (String(fields[fields.count - 2]), median)
    }

    private static let script = """
        import sys, time, numpy, onnxruntime
        onnxruntime.set_default_logger_severity(3)
        path, threads, runs, *pairs = sys.argv[1:]
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = int(threads)
        session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
        feeds = {name: numpy.load(file) for name, file in zip(pairs[::2], pairs[1::2])}
        times = []
        for _ in range(10 + int(runs)):
            start = time.perf_counter()
            session.run(None, feeds)
            times.append(time.perf_counter() - start)
        print(onnxruntime.__version__, sorted(times[10:])[int(runs) // 2] * 1e3)
        """
}
