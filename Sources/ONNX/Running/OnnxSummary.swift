import LaminaFormats
import LaminaGraph

/// What a model holds and needs, for people to look at before it runs.
public struct OnnxSummary: Sendable {
    /// An operator and how the model uses it.
    public struct Operator: Sendable {
        /// Whose operator it is: `""` is ONNX.
        public let domain: String
        /// Such as `Conv`.
        public let name: String
        /// How many nodes apply it.
        public let count: Int
        /// Whether Lamina runs it, or the file defines it as a function.
        public let isSupported: Bool
    }

    /// The operators by name, those of functions and of graphs in nodes too.
    public let operators: [Operator]
    /// The number of nodes.
    public let nodeCount: Int
    /// How many numbers the initial values of floating-point types hold.
    public let parameterCount: Int
    /// The size of all initial values, in bytes.
    public let byteCount: Int

    /// Counts what a model holds.
    public init(_ model: OnnxModel) {
        let program = OnnxProgram(model)
        var counts: [String: (node: OnnxNode, count: Int)] = [:]
        var total = 0
        try? program.forEachNode { node, _ throws(FileError) in
            counts["\(node.domain).\(node.operatorType)", default: (node, 0)].count += 1
            total += 1
        }
        nodeCount = total
        operators = counts.sorted { $0.key < $1.key }.map { _, entry in
            let (node, count) = entry
            let isSupported =
                program.function(for: node) != nil
                || OnnxOperator.named(node.operatorType, domain: node.domain) != nil
            return Operator(
                domain: node.domain, name: node.operatorType, count: count,
                isSupported: isSupported)
        }
        let tensors = model.graph.initializers
        byteCount = tensors.reduce(0) { $0 + $1.byteCount }
        parameterCount = tensors.filter { $0.type.carrier?.isFloatingPoint == true }
            .reduce(0) { $0 + $1.elementCount }
    }
}
