import Glibc
public import LaminaFormats
import LaminaGraph
import LaminaTensor

/// The cases of ONNX's own suite: a model each, with inputs and the outputs that are to come out.
///
/// ```swift
/// for test in try OnnxConformance.cases(below: "onnx-node-tests") {
///     print(test.name, test.run())
/// }
/// ```
/// - Source: onnx/backend/test, with its tolerances.
public enum OnnxConformance {
    /// What became of a case.
    public enum Outcome: Sendable {
        /// Every output agrees within the tolerance.
        case passed
        /// Another result came out, or none.
        case failed(String)
        /// The case is not to be had, for this reason.
        case unsupported(String)
    }

    /// The largest relative and absolute difference.
    public static let tolerance = (relative: 1e-3, absolute: 1e-7)

    /// One model with its sets of data.
    public struct Case: Sendable {
        /// As in ONNX's suite, such as `test_add_bcast`.
        public let name: String
        /// The model's file.
        public let path: String
        /// The folders with inputs and outputs, or the beginning of their files' paths.
        let dataSets: [String]
    }

    /// The cases below a folder, in order of their paths.
    public static func cases(below folder: String) throws(FileError) -> [Case] {
        var found: [Case] = []
        try collect(folder, &found)
        return found
    }

    private static func collect(_ folder: String, _ found: inout [Case]) throws(FileError) {
        let names = try entries(of: folder)
        if names.contains("model.onnx") {
            let sets = names.filter { $0.hasPrefix("test_data_set_") }.map { "\(folder)/\($0)/" }
            guard !sets.isEmpty else { return }
            let name = folder.split(separator: "/").last.map(String.init) ?? folder
            found.append(Case(name: name, path: "\(folder)/model.onnx", dataSets: sets))
            return
        }
        for name in names {
            let path = "\(folder)/\(name)"
            if name.hasSuffix(".onnx") {
                let stem = String(name.dropLast(5))
                guard names.contains("\(stem)_output_0.pb") else { continue }
                found.append(Case(name: stem, path: path, dataSets: ["\(folder)/\(stem)_"]))
            } else if isFolder(path) {
                try collect(path, &found)
            }
        }
    }

    private static func entries(of folder: String) throws(FileError) -> [String] {
        guard let stream = opendir(folder) else {
            throw FileError(path: folder, couldNot: "open", code: errno)
        }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted()
    }

    private static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }
}

extension OnnxConformance.Case {
    /// Runs the model on every set of data and compares.
    public func run() -> OnnxConformance.Outcome {
        let model: OnnxModel
        let module: OnnxModule
        do throws(FileError) {
            model = try OnnxModel(contentsOf: path)
            module = try OnnxModule(model, isTrainable: false)
        } catch {
            return .unsupported(error.problem)
        }
        do throws(FileError) {
            for data in dataSets {
                if let difference = try difference(module, model, data) {
                    return model.drawsRandomNumbers
                        ? .unsupported("the model draws random numbers: \(difference)")
                        : .failed(difference)
                }
            }
            return .passed
        } catch {
            return .failed(error.problem)
        }
    }

    /// Whether all inputs and outputs are tensors of numbers that Lamina computes with.
    public var isPlain: Bool {
        guard let model = try? OnnxModel(contentsOf: path) else { return false }
        return (model.graph.inputs + model.graph.outputs).allSatisfy { info in
            guard case .tensor(let type, _) = info.type else { return false }
            return type.dtype != nil
        }
    }

    /// What the suite gives networks whose inputs are not stored: numbers rising from 0 to 1.
    private static func ramp(_ info: OnnxValueInfo) -> OnnxValue? {
        guard case .tensor(.float32, let sizes) = info.type else { return nil }
        let shape = Shape(
            (sizes ?? []).map { size in
                if case .size(let size) = size { return size }
                return 1
            })
        let count = shape.elementCount
        return .tensor(
            Tensor((0..<count).map { Float(Double($0) / Double(count)) }, shape: shape))
    }

    private func difference(
        _ module: OnnxModule, _ model: OnnxModel, _ data: String
    ) throws(FileError) -> String? {
        var inputs: [String: OnnxValue] = [:]
        for (index, info) in model.graph.requiredInputs.enumerated() {
            let path = "\(data)input_\(index).pb"
            guard access(path, R_OK) == 0 else {
                if !data.hasSuffix("/") { inputs[info.name] = Self.ramp(info) }
                continue
            }
            inputs[info.name] = try OnnxValue(contentsOf: path, as: info.type)
        }
        let outputs = try module.run(inputs)
        for (index, info) in model.graph.outputs.enumerated() {
            let path = "\(data)output_\(index).pb"
            guard access(path, R_OK) == 0 else { continue }
            let wanted = try OnnxValue(contentsOf: path, as: info.type)
            guard let found = outputs[info.name] else { return "output '\(info.name)' is missing" }
            if let difference = ValueDifference.between(found, wanted) {
                return "output '\(info.name)': \(difference)"
            }
        }
        return nil
    }
}

extension OnnxModel {
    /// Whether a node's results are random.
    fileprivate var drawsRandomNumbers: Bool {
        var found = false
        let random: Set = [
            "Bernoulli", "RandomUniform", "RandomUniformLike", "RandomNormal", "RandomNormalLike",
            "Multinomial", "Dropout",
        ]
        try? OnnxProgram(self).forEachNode { node, _ in
            found = found || node.domain.isEmpty && random.contains(node.operatorType)
        }
        return found
    }
}
