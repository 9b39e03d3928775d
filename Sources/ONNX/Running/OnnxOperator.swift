import LaminaTensor

/// What Lamina knows of an operator: its versions, and what it does in Lamina's operations.
struct OnnxOperator: Sendable {
    let domain: String
    let name: String
    /// The operator sets in which it came or changed.
    let versions: [Int]
    /// Inputs of floating-point numbers that decide shapes or constants: they are not trained.
    var settings: Set<Int> = []
    let evaluate: @Sendable (OnnxCall) throws -> [OnnxValue]

    /// An operator with one result.
    init(
        _ name: String, _ versions: [Int], domain: String = "", settings: Set<Int> = [],
        _ evaluate: @escaping @Sendable (OnnxCall) throws -> Tensor
    ) {
        self.init(results: name, versions, domain: domain, settings: settings) {
            [.tensor(try evaluate($0))]
        }
    }

    /// An operator with one result that need not be a tensor of numbers.
    init(
        value name: String, _ versions: [Int], domain: String = "",
        _ evaluate: @escaping @Sendable (OnnxCall) throws -> OnnxValue
    ) {
        self.init(results: name, versions, domain: domain) { [try evaluate($0)] }
    }

    /// An operator with any number of results.
    init(
        results name: String, _ versions: [Int], domain: String = "", settings: Set<Int> = [],
        _ evaluate: @escaping @Sendable (OnnxCall) throws -> [OnnxValue]
    ) {
        (self.domain, self.name, self.versions) = (domain, name, versions)
        (self.settings, self.evaluate) = (settings, evaluate)
    }

    /// The operator of this name; nil if there is none.
    static func named(_ name: String, domain: String) -> OnnxOperator? { table[domain]?[name] }

    /// The newest operator set of each domain that the table was written after.
    static let newestOpset = [
        "": 28, "ai.onnx.ml": 5, "ai.onnx.preview": 1, "ai.onnx.preview.training": 1,
    ]

    private static let table: [String: [String: OnnxOperator]] = {
        var table: [String: [String: OnnxOperator]] = [:]
        for family in families {
            for entry in family { table[entry.domain, default: [:]][entry.name] = entry }
        }
        return table
    }()

    /// All operators, by domain and name.
    static let all: [OnnxOperator] = table.sorted { $0.key < $1.key }.flatMap { _, operators in
        operators.values.sorted { $0.name < $1.name }
    }

    /// One list a file of Sources/ONNX/Operators.
    private static let families: [[OnnxOperator]] = [
        elementwise, activations, comparisons, types, constants, reductions, shapes, selections,
        products, convolutions, pools, normalizations, attentions, recurrent, controlFlow,
        quantization, sequences, texts, signals, pictures, detection, random, losses, training,
        machineLearning,
    ]
}
