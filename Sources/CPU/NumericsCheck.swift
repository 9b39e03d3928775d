import LaminaGraph

/// Finds the first operation that gives NaN although its operands hold none.
///
/// Plans then run every node as a step of its own, so that no loop hides the one at fault. Infinity is
/// no fault: masks and empty maxima are made of it.
struct NumericsCheck {
    private struct Result {
        let place: Int
        let spec: TensorSpec
        let node: Int
    }

    private let graph: Graph
    /// What each step writes, by step; nil for steps whose memory is not the node's own.
    private let results: [Result?]

    init(_ graph: Graph, _ steps: [DraftStep], _ values: [Value]) {
        self.graph = graph
        var row = 0
        results = steps.map { step in
            let place = row + step.reads.count
            row = place + step.writes.count
            let spec = graph.nodes[step.node].spec
            guard let write = step.writes.first, write.byteOffset == 0,
                values[write.value].byteCount == spec.byteCount
            else { return nil }
            return Result(place: place, spec: spec, node: step.node)
        }
    }

    /// Stops the program if an input holds NaN: what follows from it is no operation's fault.
    func check(inputs: [Buffer]) {
        for (number, node) in graph.nodes.enumerated() {
            guard case .parameter(let input) = node.primitive,
                let element = Self.firstNaN(inputs[input].pointer, node.spec)
            else { continue }
            let reader = graph.nodes.first { $0.inputs.contains(number) }
            fail(
                reader?.primitive.name ?? "eval",
                "an operand holds NaN before anything is computed, at element \(element)",
                reader ?? node, fix: "look for NaN in the data or in a parameter")
        }
    }

    /// Stops the program if a step's result holds NaN.
    func check(step: Int, _ memory: UnsafeMutablePointer<UnsafeMutableRawPointer?>) {
        guard let result = results[step], let pointer = memory[result.place],
            let element = Self.firstNaN(pointer, result.spec)
        else { return }
        let node = graph.nodes[result.node]
        fail(
            node.primitive.name, "the first NaN, at element \(element) of \(node.spec)", node,
            fix: "its operands hold none: keep them inside the operation's range, or add a small "
                + "number to a divisor")
    }

    private func fail(
        _ op: String, _ problem: String, _ node: Graph.Node, fix: String
    ) -> Never {
        let place = node.scope.isEmpty ? "" : ", in \(node.scope)"
        let operands = node.inputs.map { "\(graph.nodes[$0].spec)" }.joined(separator: ", ")
        var error = OpError(
            op: op, problem: problem + place, operands: ["operands": operands], fix: fix)
        error.callSite = node.site
        trap(error)
    }

    private static func firstNaN(_ pointer: UnsafeMutableRawPointer, _ spec: TensorSpec) -> Int? {
        func first<T>(_ type: T.Type, parts: Int = 1, where isNaN: (T) -> Bool) -> Int? {
            let elements = UnsafeBufferPointer(
                start: pointer.assumingMemoryBound(to: type),
                count: spec.shape.elementCount * parts)
            return elements.firstIndex(where: isNaN).map { $0 / parts }
        }
        // What lies above the exponent's bits alone, which are infinity.
        func firstHalf(infinity: UInt16) -> Int? {
            first(UInt16.self) { $0 & 0x7fff > infinity }
        }
        switch spec.dtype {
        case .float32: return first(Float.self) { $0.isNaN }
        case .float64: return first(Double.self) { $0.isNaN }
        case .complex64: return first(Float.self, parts: 2) { $0.isNaN }
        case .complex128: return first(Double.self, parts: 2) { $0.isNaN }
        case .float16: return firstHalf(infinity: 0x7c00)
        case .bfloat16: return firstHalf(infinity: 0x7f80)
        case .bool, .int8, .int16, .int32, .int64, .uint8, .uint16, .uint32, .uint64: return nil
        }
    }
}
