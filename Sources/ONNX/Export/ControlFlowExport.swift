import LaminaGraph
import LaminaTensor

// Branches and loops. Their bodies read what they capture from the graph around them, by name.

extension BlockExporter {
    /// Writes the node and gives the names of its results.
    func writeControlFlow(
        _ index: Int, _ node: Graph.Node, _ twin: Graph.Node
    ) throws(OnnxExportError) -> [String] {
        let operands = try node.inputs.map { input throws(OnnxExportError) in try name(input) }
        let inputs = node.inputs.map { specs($0) }
        switch (node.primitive, twin.primitive) {
        case (.conditional(let a), .conditional(let b)):
            let captured = Array(operands.dropFirst())
            let then = try body(a.then, b.then, inputs: [], parameters: captured, name: "then")
            let otherwise = try body(
                a.otherwise, b.otherwise, inputs: [], parameters: captured, name: "else")
            return add(
                "If", [operands[0]],
                ["then_branch": .graph(then), "else_branch": .graph(otherwise)],
                results: a.then.outputs.map { _ in exporter.unique("if") })
        case (.scan(let a), .scan(let b)):
            return try writeScan(index, a, b, operands, inputs)
        case (.whileLoop(let a), .whileLoop(let b)):
            return try writeLoop(a, b, operands, inputs)
        default:
            throw fault(index, "it depends on the size of the batch", "export without a batch name")
        }
    }

    private func writeScan(
        _ index: Int, _ a: Scan, _ b: Scan, _ operands: [String],
        _ inputs: [(TensorSpec, TensorSpec)]
    ) throws(OnnxExportError) -> [String] {
        guard !a.keepsCarries else {
            throw fault(index, "it keeps its steps for a derivative", "export without gradients")
        }
        let count = a.carryCount + a.sequenceCount
        let own = (0..<count).map { place -> (String, (TensorSpec, TensorSpec)) in
            let (spec, twin) = inputs[place]
            let isCarry = place < a.carryCount
            func element(_ spec: TensorSpec) -> TensorSpec {
                isCarry ? spec : TensorSpec(Shape(spec.shape.dropFirst()), spec.dtype)
            }
            return (exporter.unique("scan_input"), (element(spec), element(twin)))
        }
        let body = try body(
            a.body, b.body, inputs: own, parameters: own.map(\.0) + operands.dropFirst(count),
            name: "scan")
        var attributes: [String: OnnxAttribute] = [
            "body": .graph(body), "num_scan_inputs": .int(a.sequenceCount),
        ]
        let results = a.body.outputs.count - a.carryCount
        if a.isReversed {
            attributes["scan_input_directions"] = .ints(
                Array(repeating: 1, count: a.sequenceCount))
            attributes["scan_output_directions"] = .ints(Array(repeating: 1, count: results))
        }
        return add(
            "Scan", Array(operands.prefix(count)), attributes,
            results: a.body.outputs.map { _ in exporter.unique("scan") })
    }

    /// ONNX tests the condition behind each step, Lamina before it: the first test stands outside.
    private func writeLoop(
        _ a: WhileLoop, _ b: WhileLoop, _ operands: [String],
        _ inputs: [(TensorSpec, TensorSpec)]
    ) throws(OnnxExportError) -> [String] {
        let captured = Array(operands.dropFirst(a.carryCount))
        let carries = (0..<a.carryCount).map { (exporter.unique("loop_input"), inputs[$0]) }
        let step = (exporter.unique("step"), (TensorSpec([], .int64), TensorSpec([], .int64)))
        let goesOn = (exporter.unique("goes_on"), (TensorSpec([], .bool), TensorSpec([], .bool)))
        var body = try body(
            a.body, b.body, inputs: [step, goesOn] + carries,
            parameters: carries.map(\.0) + captured, name: "loop")
        let next = body.outputs.map(\.name)
        let test = BlockExporter(
            exporter, a.condition.optimized { _, _ in false },
            b.condition.optimized { _, _ in false }, parameters: next + captured, isInner: true)
        let condition = try test.run()[0]
        body.nodes += test.nodes
        let last = exporter.unique("goes_on_output")
        var identity = OnnxNode()
        (identity.operatorType, identity.inputs, identity.outputs) = (
            "Identity", [condition], [last]
        )
        body.nodes.append(identity)
        body.outputs.insert(
            OnnxValueInfo(name: last, type: .tensor(.bool, [])), at: 0)
        let outside = BlockExporter(
            exporter, a.condition.optimized { _, _ in false },
            b.condition.optimized { _, _ in false }, parameters: operands, isInner: isInner)
        let begins = try outside.run()[0]
        append(outside.nodes)
        let limit = a.maxSteps.map { exporter.scalar(Double($0), .int64) } ?? ""
        return add(
            "Loop", [limit, begins] + operands.prefix(a.carryCount), ["body": .graph(body)],
            results: (0..<a.carryCount).map { _ in exporter.unique("loop") })
    }
}
