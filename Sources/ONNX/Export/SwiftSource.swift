public import LaminaGraph
import LaminaNN
public import LaminaTensor

/// A model as the source of a Swift module: a `Module` whose `forward` calls Lamina's operations, its
/// weights read from a safetensors file under their names.
///
/// The trace for inputs of given shapes is written, so that the source is for those shapes.
public struct SwiftSource: Sendable {
    /// The source of one file.
    public let text: String
    /// The tensors that the source reads, by name.
    public let weights: [String: Tensor]

    /// Writes the source of a type called `typeName`.
    ///
    /// - Throws: `FileError` where the model cannot be run, ``OnnxExportError`` for an operation
    ///   without a public spelling.
    public init(_ model: OnnxModel, typeName: String, inputs: [TensorSpec]) throws {
        let module = try OnnxModule(model, isTrainable: false)
        let program = try checked {
            TracedProgram(inputs.map { Tensor.zeros($0.shape, dtype: $0.dtype) }) { module($0) }
        }
        let graph = program.graph.optimized(claiming: GraphExporter.claims)
        var weights: [String: Tensor] = [:]
        var names: [String] = []
        for index in graph.inputSpecs.indices {
            guard index >= inputs.count else {
                names.append("inputs[\(index)]")
                continue
            }
            let name = "w\(index - inputs.count)"
            weights[name] = Tensor(
                buffer: program.inputs[index], spec: graph.inputSpecs[index])
            names.append("weights[\"\(name)\"]!")
        }
        var writer = SwiftWriter(graph, parameters: names)
        let (lines, results) = try writer.statements()
        self.weights = weights
        text = Self.file(
            typeName, model, inputs, lines, results, hasWeights: !weights.isEmpty)
    }

    private static func file(
        _ typeName: String, _ model: OnnxModel, _ inputs: [TensorSpec], _ lines: [String],
        _ results: [String], hasWeights: Bool
    ) -> String {
        let shapes = inputs.map { "\($0)" }.joined(separator: ", ")
        return """
            import Lamina

            /// \(model.graph.name.isEmpty ? "A network" : model.graph.name), from \(model.path), for inputs \(shapes).
            struct \(typeName): Module {
                /// The tensors of the safetensors file written beside this source.
                let weights: [String: Tensor]

                func forward(_ inputs: [Tensor]) -> [Tensor] {
            \(lines.map { "        " + $0 }.joined(separator: "\n"))
                    return [\(results.joined(separator: ", "))]
                }
            }

            """
    }
}

/// Writes the nodes of a graph as statements.
private struct SwiftWriter {
    private let graph: Graph
    private var names: [String]
    private let uses: [Int]

    init(_ graph: Graph, parameters: [String]) {
        self.graph = graph
        uses = graph.useCounts
        names = graph.nodes.map { node in
            if case .parameter(let number) = node.primitive { return parameters[number] }
            return ""
        }
    }

    /// One `let` for each node that is read more than once or is long, and the outputs' names.
    mutating func statements() throws(OnnxExportError) -> ([String], [String]) {
        var (lines, scope): ([String], String) = ([], "")
        for (index, node) in graph.nodes.enumerated() where names[index].isEmpty {
            let text = try expression(node)
            if node.scope != scope {
                scope = node.scope
                if !scope.isEmpty { lines.append("// \(scope)") }
            }
            if case .constant = node.primitive {
                names[index] = text
            } else {
                names[index] = "x\(index)"
                lines.append("let x\(index) = \(text)")
            }
        }
        return (lines, graph.outputs.map { names[$0] })
    }

    private func expression(_ node: Graph.Node) throws(OnnxExportError) -> String {
        let x = node.inputs.map { names[$0] }
        let specs = node.inputs.map { graph.nodes[$0].spec }
        switch node.primitive {
        case .constant(let value):
            return "Tensor(\(Self.number(value)), dtype: .\(node.spec.dtype))"
        case .identity, .barrier: return x[0]
        case .stopGradient: return "\(x[0]).stopGradient()"
        case .unary(let op): return try unary(op, x[0], node)
        case .binary(let op): return try binary(op, x, node)
        case .compare(let op):
            let calls: [Comparison: String] = [
                .less: ".<", .lessOrEqual: ".<=", .greater: ".>", .greaterOrEqual: ".>=",
            ]
            if let call = calls[op] { return "\(x[0]) \(call) \(x[1])" }
            return "\(x[0]).\(op == .equal ? "isEqual" : "isNotEqual")(to: \(x[1]))"
        case .select: return "select(\(x[0]), \(x[1]), \(x[2]))"
        case .convert(let dtype): return "\(x[0]).asType(.\(dtype))"
        case .reshape(let shape): return "\(x[0]).reshaped(\(shape))"
        case .broadcast(let shape, let axes):
            let rank = shape.rank
            var ones = Array(repeating: 1, count: rank)
            for (axis, target) in axes.enumerated() { ones[target] = specs[0].shape[axis] }
            let shaped = Shape(ones) == specs[0].shape ? x[0] : "\(x[0]).reshaped(\(Shape(ones)))"
            return "\(shaped).broadcast(to: \(shape))"
        case .transpose(let axes): return "\(x[0]).transposed(\(Array(axes)))"
        case .reverse(let axes): return "\(x[0]).flipped(axes: \(Array(axes)))"
        case .slice(let starts, let limits, let strides):
            let terms = starts.indices.map { axis in
                starts[axis] == 0 && limits[axis] == specs[0].shape[axis] && strides[axis] == 1
                    ? ".all"
                    : ".strided(from: \(starts[axis]), to: \(limits[axis]), by: \(strides[axis]))"
            }
            return "\(x[0])[\(terms.joined(separator: ", "))]"
        case .pad(let low, let high, let value):
            return "\(x[0]).padded(low: \(Array(low)), high: \(Array(high)), "
                + "value: \(Self.number(value)))"
        case .concatenate(let axis):
            return "concatenated([\(x.joined(separator: ", "))], axis: \(axis))"
        case .iota(let spec, let axis):
            return "Tensor.iota(\(spec.shape), axis: \(axis), dtype: .\(spec.dtype))"
        case .reduce(let op, let axes): return "\(x[0]).\(op)(axes: \(Array(axes)))"
        case .argReduce(let isLargest, let axis):
            return "\(x[0]).\(isLargest ? "argMax" : "argMin")(axis: \(axis))"
        case .matmul(let transposeLHS, let transposeRHS):
            let a = transposeLHS ? "\(x[0]).matrixTransposed()" : x[0]
            let b = transposeRHS ? "\(x[1]).matrixTransposed()" : x[1]
            return "matmul(\(a), \(b))"
        case .convolution(let window):
            let pads = window.padding
            return "conv2D(\(x[0]), filter: \(x[1]), stride: \(Array(window.strides)), "
                + "padding: .explicit(before: [\(pads.top), \(pads.left)], after: "
                + "[\(pads.bottom), \(pads.right)]), dilation: \(Array(window.dilations)), "
                + "groups: \(window.groups))"
        case .pool(let kind, let window):
            let pads = window.padding
            return "\(kind == .max ? "maxPool2D" : "averagePool2D")(\(x[0]), size: "
                + "\(Array(window.size)), stride: \(Array(window.strides)), "
                + "padding: .explicit(before: [\(pads.top), \(pads.left)], after: "
                + "[\(pads.bottom), \(pads.right)])"
                + (kind == .average ? ", countsPadding: \(window.countsPadding))" : ")")
        case .gatherRows: return "\(x[0]).taking(\(x[1]))"
        case .argSort(let axis, let isDescending, let count):
            let order = "\(x[0]).argSort(axis: \(axis), descending: \(isDescending))"
            return count == specs[0].shape[axis]
                ? order : "\(order).slice(0..<\(count), axis: \(axis))"
        case .cumulative(.sum, let axis, let isReversed):
            return "\(x[0]).cumSum(axis: \(axis), reversed: \(isReversed))"
        case .composite(let composite):
            return "\(composite.name)(\(x[0]), axis: \(composite.attributes[0]))"
        default:
            throw OnnxExportError(
                operation: node.primitive.name, scope: node.scope,
                problem: "it has no spelling in the generated source",
                fix: "load the model with OnnxModule instead")
        }
    }

    private func unary(
        _ op: Unary, _ x: String, _ node: Graph.Node
    ) throws(OnnxExportError) -> String {
        switch op {
        case .negate: return "-\(x)"
        case .not: return ".!\(x)"
        case .isNaN, .isFinite: return "\(x).\(op)"
        case .logGamma: return "lgamma(\(x))"
        default: return "\(op)(\(x))"
        }
    }

    private func binary(
        _ op: Binary, _ x: [String], _ node: Graph.Node
    ) throws(OnnxExportError) -> String {
        let signs: [Binary: String] = [
            .add: "+", .subtract: "-", .multiply: "*", .divide: "/", .remainder: "%",
            .shiftLeft: "<<", .shiftRight: ">>",
        ]
        if let sign = signs[op] { return "\(x[0]) \(sign) \(x[1])" }
        let isLogic = node.spec.dtype == .bool
        switch op {
        case .and: return "\(x[0]) \(isLogic ? ".&" : "&") \(x[1])"
        case .or: return "\(x[0]) \(isLogic ? ".|" : "|") \(x[1])"
        case .xor: return "\(x[0]) \(isLogic ? ".^" : "^") \(x[1])"
        case .power: return "pow(\(x[0]), \(x[1]))"
        default: return "\(op)(\(x[0]), \(x[1]))"
        }
    }

    private static func number(_ value: Double) -> String {
        value.isInfinite
            ? (value < 0 ? "-.infinity" : ".infinity") : value.isNaN ? ".nan" : "\(value)"
    }
}
