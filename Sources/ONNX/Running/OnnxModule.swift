public import LaminaFormats
import LaminaGraph
public import LaminaNN
public import LaminaTensor

/// A network read from an ONNX file, as an ordinary module: it is called, compiled, differentiated,
/// trained and printed like one written in Swift.
///
/// Shapes are those of the inputs of each call: a graph whose sizes have names runs for any of them,
/// and a compiled one is traced once for each.
///
/// ```swift
/// let network = try OnnxModule(OnnxModel(contentsOf: "model.onnx"))
/// let outputs = network([Tensor.ones([1, 3, 224, 224])])
/// ```
/// - Precision: as the operators say; half types are summed in float32.
public struct OnnxModule: Module {
    /// The trained tensors by the names they have in the file.
    public let weights: [String: Parameter]
    /// What a call must give, in order.
    public let inputs: [OnnxValueInfo]
    /// What a call yields, in order.
    public let outputs: [OnnxValueInfo]
    /// Named texts of the file, such as the alphabet of a reader of letters.
    public let metadata: [String: String]
    private let program: OnnxProgram

    /// Makes a module of a model.
    ///
    /// - Parameters:
    ///   - isTrainable: whether initial values of floating-point numbers become parameters. If not,
    ///     they are constants, and a compiled call computes what follows from them alone only once.
    ///   - fixing: inputs that get a value once for all, by name: then what they decide, such as the
    ///     branch of an `If`, is known while the module is compiled.
    /// - Throws: for an operator that is unknown and a name that is given twice, with the node's name and
    ///   operator set.
    public init(
        _ model: OnnxModel, isTrainable: Bool = true, fixing: [String: Tensor] = [:]
    ) throws(FileError) {
        var program = OnnxProgram(model)
        try program.requireKnownOperators()
        try program.requireDistinctNames()
        let names = model.graph.inputs.map(\.name)
        if let odd = fixing.keys.sorted().first(where: { !names.contains($0) }) {
            throw FileError(
                path: model.path,
                problem:
                    "no input is called '\(odd)'\(NearestName.suggestion(for: odd, among: names))",
                fix: "fix one of \(names.joined(separator: ", "))")
        }
        let settings = program.settings
        var weights: [String: Parameter] = [:]
        for tensor in model.graph.initializers where fixing[tensor.name] == nil {
            let value = tensor.value
            if isTrainable, case .tensor(let numbers) = value, numbers.dtype.isFloatingPoint,
                !settings.constants.contains(tensor.name)
            {
                // A single number is a part of a formula, such as the 2 of a square.
                let isTrained = numbers.rank > 0 && !settings.statistics.contains(tensor.name)
                weights[tensor.name] = Parameter(numbers, isTrainable: isTrained)
            } else {
                program.constants[tensor.name] = value
            }
        }
        for (name, tensor) in fixing { program.constants[name] = .tensor(tensor) }
        (self.program, self.weights, outputs) = (program, weights, model.graph.outputs)
        metadata = model.metadata
        inputs = model.graph.requiredInputs.filter { fixing[$0.name] == nil }
    }

    /// The outputs for these inputs, both in the file's order.
    ///
    /// - Traps: where the inputs do not fit, or an output is no tensor; with `checked` that is thrown.
    public func forward(_ input: [Tensor]) -> [Tensor] {
        operation(count: outputs.count) { () throws(OpError) in
            do throws(FileError) {
                guard input.count == inputs.count else {
                    throw FileError(
                        path: program.path,
                        problem: "the module takes \(inputs.count) inputs, not \(input.count)",
                        fix: "give \(inputs.map(\.name).joined(separator: ", "))")
                }
                let named = zip(inputs, input).map { ($0.name, OnnxValue.tensor($1)) }
                return try results(Dictionary(uniqueKeysWithValues: named)).map {
                    value throws(FileError) in
                    guard let tensor = value.tensor else {
                        throw FileError(
                            path: program.path, problem: "an output is \(value.summary), no tensor",
                            fix: "use run(_:)")
                    }
                    return tensor
                }
            } catch {
                throw OpError(
                    op: "OnnxModule", problem: error.problem,
                    operands: ["file": error.path, "inputs": "\(input.map(\.spec))"],
                    fix: error.fix)
            }
        }
    }

    /// The outputs by name, for inputs by name: also text, sequences and small numbers.
    ///
    /// - Throws: what does not fit, with the node's name and place in the file.
    public func run(_ values: [String: OnnxValue]) throws(FileError) -> [String: OnnxValue] {
        let results = try results(values)
        return Dictionary(
            zip(outputs.map(\.name), results).map { ($0, $1) }, uniquingKeysWith: { $1 })
    }

    private func results(_ values: [String: OnnxValue]) throws(FileError) -> [OnnxValue] {
        let known = Set(inputs.map(\.name)).union(program.graph.inputs.map(\.name))
        if let odd = values.keys.sorted().first(where: { !known.contains($0) }) {
            throw FileError(
                path: program.path,
                problem:
                    "no input is called '\(odd)'\(NearestName.suggestion(for: odd, among: known))",
                fix: "give \(inputs.map(\.name).joined(separator: ", "))")
        }
        if let lacking = inputs.first(where: { values[$0.name] == nil && !$0.isOptional }) {
            throw FileError(
                path: program.path,
                problem:
                    "input '\(lacking.name)' (\(lacking.type.map { "\($0)" } ?? "any")) is missing",
                fix: "give \(inputs.map(\.name).joined(separator: ", "))")
        }
        for info in inputs {
            if let fault = values[info.name].flatMap({ info.fault(of: $0) }) {
                throw FileError(
                    path: program.path, problem: fault,
                    fix: "give it the type and the sizes that `lamina onnx info` lists")
            }
        }
        var all = program.constants
        for info in inputs where info.isOptional { all[info.name] = OnnxValue.none }
        for (name, parameter) in weights { all[name] = .tensor(parameter.value) }
        all.merge(values) { $1 }
        return try program.run(all)
    }
}

extension OnnxValueInfo {
    /// Whether the value may be left out.
    var isOptional: Bool {
        if case .optional = type { return true }
        return false
    }
}

extension OnnxModule {
    /// The output of a network with one input and one output.
    public func callAsFunction(_ x: Tensor) -> Tensor {
        let outputs: [Tensor] = self([x])
        return operation { () throws(OpError) in
            guard let first = outputs.first else {
                throw OpError(
                    op: "OnnxModule", problem: "the network has no outputs",
                    operands: ["x": "\(x.spec)"], fix: "check what wrote the file")
            }
            return first
        }
    }
}
