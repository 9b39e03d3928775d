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
        let sizes = try sizes(of: model)
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

    /// The sizes of `--size`, each the size of an axis that the model names.
    private func sizes(of model: OnnxModel) throws -> [String: Int] {
        let names = Set(
            model.graph.requiredInputs.flatMap { info -> [String] in
                guard case .tensor(_, let dimensions?) = info.type else { return [] }
                return dimensions.compactMap {
                    if case .named(let name) = $0 { name } else { nil }
                }
            })
        var sizes: [String: Int] = [:]
        for (name, text) in try pairs(size, "--size") {
            guard let number = Int(text), number > 0 else {
                throw WrongUsage("--size \(name)=\(text): a size is a whole number of at least 1")
            }
            guard names.contains(name) else {
                throw UnknownName(kind: "axis", name: name, known: names.sorted())
            }
            sizes[name] = number
        }
        return sizes
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
