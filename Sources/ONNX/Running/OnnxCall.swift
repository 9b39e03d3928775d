import LaminaFormats
import LaminaGraph
import LaminaTensor

/// What is wrong with a node, before its name and place are put to it.
struct OnnxFault: Error {
    let problem: String
    let fix: String

    init(_ problem: String, fix: String) { (self.problem, self.fix) = (problem, fix) }
}

/// A node that is to be run: its inputs and attributes, checked as they are asked for.
struct OnnxCall {
    let node: OnnxNode
    let inputs: [OnnxValue?]
    /// The version of the operator set that the node is meant for.
    let opset: Int
    /// The values that graphs in the node's attributes may read, and what runs them.
    let scope: OnnxScope

    var inputCount: Int { inputs.count }
    var outputCount: Int { node.outputs.count }

    // MARK: Inputs

    func has(_ index: Int) -> Bool { index < inputs.count && inputs[index] != nil }

    func value(_ index: Int) throws(OnnxFault) -> OnnxValue {
        guard index < inputs.count, let value = inputs[index] else {
            throw OnnxFault("input \(index) is missing", fix: "check what wrote the file")
        }
        return value
    }

    func tensor(_ index: Int) throws(OnnxFault) -> Tensor {
        let value = try value(index)
        guard let tensor = value.tensor else {
            throw OnnxFault(
                "input \(index) is \(value.summary), not a tensor of numbers",
                fix: "check what wrote the file")
        }
        return tensor
    }

    /// A tensor that may be left out.
    func optional(_ index: Int) throws(OnnxFault) -> Tensor? {
        has(index) ? try tensor(index) : nil
    }

    /// All inputs as tensors.
    func tensors() throws(OnnxFault) -> [Tensor] {
        try inputs.indices.map { index throws(OnnxFault) in try tensor(index) }
    }

    func strings(_ index: Int) throws(OnnxFault) -> (values: [String], shape: Shape) {
        let value = try value(index)
        guard case .strings(let values, let shape) = value else {
            throw OnnxFault(
                "input \(index) is \(value.summary), not text", fix: "check what wrote the file")
        }
        return (values, shape)
    }

    func sequence(_ index: Int) throws(OnnxFault) -> [OnnxValue] {
        let value = try value(index)
        guard case .sequence(let values) = value else {
            throw OnnxFault(
                "input \(index) is \(value.summary), not a sequence",
                fix: "check what wrote the file")
        }
        return values
    }

    /// A tensor whose numbers are needed now: they decide shapes or how far the graph goes on.
    func known(_ index: Int) throws(OnnxFault) -> Tensor {
        let tensor = try tensor(index)
        guard !tensor.node.isTraced else {
            throw OnnxFault(
                "input \(index), '\(node.inputs[index])', decides the shape of the result and depends"
                    + " on a value that is not known while the graph is traced",
                fix: "call the module outside compile, or fix the input with OnnxModule(_:fixing:)")
        }
        return tensor
    }

    /// Whole numbers that are needed now.
    func ints(_ index: Int) throws(OnnxFault) -> [Int] { try known(index).array(as: Int.self) }

    func optionalInts(_ index: Int) throws(OnnxFault) -> [Int]? {
        has(index) ? try ints(index) : nil
    }

    /// One number that is needed now.
    func number(_ index: Int) throws(OnnxFault) -> Double {
        guard let first = try known(index).array(as: Double.self).first else {
            throw OnnxFault("input \(index) is empty", fix: "give it one number")
        }
        return first
    }

    /// One whole number that is needed now.
    func integer(_ index: Int) throws(OnnxFault) -> Int {
        guard let first = try ints(index).first else {
            throw OnnxFault("input \(index) is empty", fix: "give it one number")
        }
        return first
    }

    // MARK: Attributes

    func int(_ name: String) throws(OnnxFault) -> Int? {
        switch node.attributes[name] {
        case nil: return nil
        case .int(let value): return value
        default: throw kind(name, "a whole number")
        }
    }

    func int(_ name: String, _ usual: Int) throws(OnnxFault) -> Int { try int(name) ?? usual }

    func flag(_ name: String, _ usual: Bool = false) throws(OnnxFault) -> Bool {
        try int(name).map { $0 != 0 } ?? usual
    }

    func float(_ name: String) throws(OnnxFault) -> Double? {
        switch node.attributes[name] {
        case nil: return nil
        case .float(let value): return Double(value)
        case .int(let value): return Double(value)
        default: throw kind(name, "a number")
        }
    }

    func float(_ name: String, _ usual: Double) throws(OnnxFault) -> Double {
        try float(name) ?? usual
    }

    func text(_ name: String) throws(OnnxFault) -> String? {
        switch node.attributes[name] {
        case nil: return nil
        case .string(let value): return value
        default: throw kind(name, "a text")
        }
    }

    func text(_ name: String, _ usual: String) throws(OnnxFault) -> String {
        try text(name) ?? usual
    }

    func ints(_ name: String) throws(OnnxFault) -> [Int]? {
        switch node.attributes[name] {
        case nil: return nil
        case .ints(let values): return values
        case .int(let value): return [value]
        default: throw kind(name, "a list of whole numbers")
        }
    }

    func floats(_ name: String) throws(OnnxFault) -> [Float]? {
        switch node.attributes[name] {
        case nil: return nil
        case .floats(let values): return values
        case .float(let value): return [value]
        default: throw kind(name, "a list of numbers")
        }
    }

    func texts(_ name: String) throws(OnnxFault) -> [String]? {
        switch node.attributes[name] {
        case nil: return nil
        case .strings(let values): return values
        case .string(let value): return [value]
        default: throw kind(name, "a list of texts")
        }
    }

    func stored(_ name: String) throws(OnnxFault) -> OnnxTensor? {
        switch node.attributes[name] {
        case nil: return nil
        case .tensor(let value): return value
        default: throw kind(name, "a tensor")
        }
    }

    func graph(_ name: String) throws(OnnxFault) -> OnnxGraph {
        guard case .graph(let graph) = node.attributes[name] else { throw kind(name, "a graph") }
        return graph
    }

    /// An element type by its number.
    func elementType(_ name: String) throws(OnnxFault) -> OnnxElementType? {
        guard let number = try int(name), number != 0 else { return nil }
        guard let type = OnnxElementType(rawValue: number) else {
            throw OnnxFault(
                "attribute '\(name)' names element type \(number), which is unknown",
                fix: "export with an element type from 1 to \(OnnxElementType.allCases.count)")
        }
        return type
    }

    /// A Lamina type by its ONNX number.
    func dtype(_ name: String) throws(OnnxFault) -> DType? {
        guard let type = try elementType(name) else { return nil }
        guard let dtype = type.dtype else {
            throw OnnxFault(
                "attribute '\(name)' is \(type), which Lamina does not compute with",
                fix: "export with float32, float16 or bfloat16")
        }
        return dtype
    }

    func required<T>(_ value: T?, _ name: String) throws(OnnxFault) -> T {
        guard let value else {
            throw OnnxFault("attribute '\(name)' is missing", fix: "check what wrote the file")
        }
        return value
    }

    private func kind(_ name: String, _ wanted: String) -> OnnxFault {
        OnnxFault("attribute '\(name)' is not \(wanted)", fix: "check what wrote the file")
    }

    // MARK: Checks

    /// Throws the first fault of the operations so far: what they gave has no shape to go on with.
    func proceed() throws {
        if let fault = FaultScope.current?.first { throw fault }
    }

    func require(_ condition: Bool, _ problem: @autoclosure () -> String) throws(OnnxFault) {
        guard condition else { throw OnnxFault(problem(), fix: "check what wrote the file") }
    }

    /// An axis counted from the front.
    func axis(_ axis: Int, rank: Int) throws(OnnxFault) -> Int {
        let resolved = axis < 0 ? axis + rank : axis
        try require(
            resolved >= 0 && resolved < rank, "axis \(axis) is out of range for rank \(rank)")
        return resolved
    }

    /// Axes counted from the front, each once.
    func axes(_ axes: [Int], rank: Int) throws(OnnxFault) -> [Int] {
        let resolved = try axes.map { one throws(OnnxFault) in try axis(one, rank: rank) }
        try require(Set(resolved).count == resolved.count, "axes \(axes) name one twice")
        return resolved
    }

    /// A size that a tensor can have.
    func size(_ sizes: [Int]) throws(OnnxFault) -> Shape {
        try require(
            OnnxTensor.byteCount(.complex128, sizes) != nil,
            "\(sizes) is no shape of a tensor of at most \(InlineInts.capacity) axes")
        return Shape(sizes)
    }
}
