import ArgumentParser
import Lamina
import LaminaGraph
import LaminaONNX

/// `lamina onnx optimize`: the same network in fewer nodes.
struct OnnxOptimize: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "optimize",
        abstract: "Writes a network anew after Lamina's passes.",
        discussion: """
            Constants are folded and equal nodes merged. Named axes get a size with --size, 1 unless \
            given; --batch NAME leaves the first axis of all inputs free.
            """)

    @Argument(help: ArgumentHelp("The ONNX file.", valueName: "file"), completion: .file())
    var path: String

    @Argument(help: ArgumentHelp("The file to write.", valueName: "output"))
    var output: String

    @OptionGroup var shapes: OnnxShapes

    @Option(help: ArgumentHelp("A name for the first axis of the inputs.", valueName: "name"))
    var batch: String?

    @Option(help: "The operator set to write.")
    var opset = 17

    func run() throws {
        let model = try OnnxModel(contentsOf: path)
        var options = OnnxExportOptions()
        (options.batchName, options.opset) = (batch, opset)
        let result = try model.optimized(for: shapes.specs(of: model), options)
        try result.write(to: output)
        try StandardStream.output.write(
            "\(output): \(result.graph.nodes.count) nodes of \(OnnxSummary(model).nodeCount)\n")
    }
}

/// The shapes that a network is traced for.
struct OnnxShapes: ParsableArguments {
    @Option(help: ArgumentHelp("The size of a named axis.", valueName: "name=size"))
    var size: [String] = []

    @Option(help: ArgumentHelp("An input's whole shape.", valueName: "name=1,3,224,224"))
    var shape: [String] = []

    func specs(of model: OnnxModel) throws -> [TensorSpec] {
        let sizes = try pairs(size, "--size").mapValues { text in
            guard let size = Int(text), size > 0 else {
                throw WrongUsage("--size takes name=number, got '\(text)'")
            }
            return size
        }
        let shapes = try pairs(shape, "--shape").mapValues { text in
            let parts = text.split(separator: ",").map { Int($0) }
            guard let all = parts as? [Int], all.allSatisfy({ $0 > 0 }) else {
                throw WrongUsage("--shape takes name=sizes with commas, got '\(text)'")
            }
            return Shape(all)
        }
        return try model.graph.requiredInputs.map { info in
            guard case .tensor(let type, let dimensions) = info.type, let dtype = type.dtype else {
                throw WrongUsage("input \(info.name) is no tensor of numbers")
            }
            if let shape = shapes[info.name] { return TensorSpec(shape, dtype) }
            let found = (dimensions ?? []).map { size -> Int in
                switch size {
                case .size(let size): max(size, 1)
                case .named(let name): sizes[name] ?? 1
                case .unknown: 1
                }
            }
            return TensorSpec(Shape(found), dtype)
        }
    }

    private func pairs(_ texts: [String], _ option: String) throws -> [String: String] {
        var result: [String: String] = [:]
        for text in texts {
            guard let equals = text.lastIndex(of: "="), equals != text.startIndex else {
                throw WrongUsage("\(option) is '\(text)'; write name=value")
            }
            result[String(text[..<equals])] = String(text[text.index(after: equals)...])
        }
        return result
    }
}
