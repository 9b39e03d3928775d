import ArgumentParser
import Lamina
import LaminaFormats
import LaminaGraph
import LaminaONNX
import LaminaTensor

/// The values a network is run on: files by name, and random numbers for the others.
struct OnnxInputs: ParsableArguments {
    @Option(
        name: .customLong("input"),
        help: ArgumentHelp(
            "A value from a file: .npy, or a tensor in ONNX's format (.pb).",
            valueName: "name=file"))
    var files: [String] = []

    @Option(help: ArgumentHelp("The size of a named axis.", valueName: "name=size"))
    var size: [String] = []

    /// The values by name; those without a file are drawn if `drawsMissing`.
    func values(for model: OnnxModel, drawsMissing: Bool) throws -> [String: OnnxValue] {
        var values: [String: OnnxValue] = [:]
        let infos = model.graph.inputs
        for (name, path) in try pairs(files, "--input") {
            let info = infos.first { $0.name == name }
            values[name] =
                path.hasSuffix(".npy")
                ? .tensor(try Npy.read(contentsOf: path).tensor)
                : try OnnxValue(contentsOf: path, as: info?.type)
        }
        guard drawsMissing else { return values }
        let sizes = Dictionary(
            try pairs(size, "--size").map { ($0.0, Int($0.1) ?? 1) }, uniquingKeysWith: { $1 })
        for (index, info) in model.graph.requiredInputs.enumerated()
        where values[info.name] == nil {
            values[info.name] = try drawn(info, sizes, seed: UInt64(index))
        }
        return values
    }

    private func drawn(
        _ info: OnnxValueInfo, _ sizes: [String: Int], seed: UInt64
    ) throws -> OnnxValue {
        guard case .tensor(let type, let dimensions) = info.type, let dtype = type.dtype else {
            throw WrongUsage("give --input \(info.name)=FILE: it is no tensor of numbers")
        }
        let shape = Shape(
            (dimensions ?? []).map { size in
                switch size {
                case .size(let size): max(size, 0)
                case .named(let name): sizes[name] ?? 1
                case .unknown: 1
                }
            })
        let numbers = Tensor.uniform(shape: shape, key: RandomKey(seed: seed))
        return .tensor(
            dtype.isFloatingPoint ? numbers.asType(dtype) : Tensor.zeros(shape, dtype: dtype))
    }

    private func pairs(_ texts: [String], _ option: String) throws -> [(String, String)] {
        try texts.map { text in
            guard let equals = text.lastIndex(of: "="), equals != text.startIndex else {
                throw WrongUsage("\(option) is '\(text)'; write name=value")
            }
            return (String(text[..<equals]), String(text[text.index(after: equals)...]))
        }
    }
}
