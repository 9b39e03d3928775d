import ArgumentParser
import Glibc
import Lamina
import LaminaFormats
import LaminaGraph
import LaminaONNX
import LaminaTensor

/// `lamina onnx run`: a network's outputs for inputs from files.
struct OnnxRun: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Runs a network on arrays from files.",
        discussion: """
              lamina onnx run model.onnx --input data=x.npy --output-dir out

            Outputs are written as NAME.npy, with / in a name as _; without --output-dir they are \
            described.
            """)

    @Argument(help: ArgumentHelp("The ONNX file.", valueName: "file"), completion: .file())
    var path: String

    @OptionGroup var inputs: OnnxInputs

    @Option(help: "Where to write the outputs.", completion: .directory)
    var outputDir: String?

    @Flag(help: "Print one JSON object for each output.")
    var json = false

    func run() throws {
        let model = try OnnxModel(contentsOf: path)
        let module = try OnnxModule(model, isTrainable: false)
        let values = try inputs.values(for: model, drawsMissing: false)
        let results = try module.run(values)
        if let outputDir, mkdir(outputDir, 0o777) != 0, errno != EEXIST {
            throw FileError(path: outputDir, couldNot: "make", code: errno)
        }
        for info in module.outputs {
            guard let value = results[info.name] else { continue }
            try report(info.name, value)
        }
    }

    private func report(_ name: String, _ value: OnnxValue) throws {
        var file: String?
        if let outputDir, let tensor = value.tensor {
            let path = "\(outputDir)/\(name.replacing("/", with: "_")).npy"
            try Npy.write(StoredArray(tensor), to: path)
            file = path
        }
        if json {
            return try JSONLines.write([
                "output": JSONValue(name),
                "type": value.elementType.map { JSONValue("\($0)") } ?? .null,
                "shape": value.shape.map { JSONValue($0.map { JSONValue($0) }) } ?? .null,
                "file": file.map { JSONValue($0) } ?? .null,
            ])
        }
        try StandardStream.output.write("\(name)  \(file ?? text(value))\n")
    }

    private func text(_ value: OnnxValue) -> String {
        if let tensor = value.tensor { return "\(tensor)" }
        if case .strings(let texts, _) = value { return "\(texts)" }
        return "\(value)"
    }
}
