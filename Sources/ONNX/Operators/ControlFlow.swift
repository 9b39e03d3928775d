import LaminaGraph
import LaminaTensor

extension OnnxOperator {
    /// Branches and loops over graphs.
    ///
    /// Where the condition is known, the branch alone or the loop's steps are recorded; where a traced
    /// input decides it, Lamina's own `cond` and `whileLoop` are.
    static let controlFlow: [OnnxOperator] = [
        OnnxOperator(results: "If", [1, 11, 13, 16, 19, 21, 23, 24, 25], branch),
        OnnxOperator(results: "Loop", [1, 11, 13, 16, 19, 21, 23, 24, 25]) {
            try OnnxLoop($0).run()
        },
        OnnxOperator(results: "Scan", [8, 9, 11, 16, 19, 21, 23, 24, 25]) { call in
            try call.opset < 9 ? OnnxScan.overBatch(call) : OnnxScan(call).run()
        },
    ]

    private static func branch(_ call: OnnxCall) throws -> [OnnxValue] {
        let condition = try call.tensor(0)
        let graphs = (then: try call.graph("then_branch"), otherwise: try call.graph("else_branch"))
        guard condition.node.isTraced else {
            let isTrue = condition.reshaped([-1]).array(as: Bool.self).first ?? false
            return try call.scope.run(isTrue ? graphs.then : graphs.otherwise, [], of: call.node)
        }
        let body = TracedGraph(call)
        let results = cond(condition.reshaped([])) {
            body.run(graphs.then, [])
        } else: {
            body.run(graphs.otherwise, [])
        }
        try body.rethrow()
        return results.map { .tensor($0) }
    }
}

/// A graph that runs inside a closure that cannot throw: the first error is kept.
final class TracedGraph {
    private let call: OnnxCall
    private var error: (any Error)?

    init(_ call: OnnxCall) { self.call = call }

    /// The outputs, which must be tensors; none after an error.
    func run(_ graph: OnnxGraph, _ inputs: [Tensor]) -> [Tensor] {
        do {
            return try call.scope.run(graph, inputs.map { .tensor($0) }, of: call.node).map {
                value in
                guard let tensor = value.tensor else {
                    throw OnnxFault(
                        "its graph gives \(value.summary), which a traced branch cannot",
                        fix: "call the module outside compile, or fix the condition")
                }
                return tensor
            }
        } catch {
            self.error = self.error ?? error
            return []
        }
    }

    func rethrow() throws {
        if let error { throw error }
    }
}

/// `Loop`: a graph run while a condition holds and not more often than a number says.
private struct OnnxLoop {
    private let call: OnnxCall
    private let body: OnnxGraph
    private let carried: [OnnxValue]

    init(_ call: OnnxCall) throws {
        self.call = call
        body = try call.graph("body")
        carried = try (2..<max(2, call.inputCount)).map { try call.value($0) }
        let scanCount = body.outputs.count - 1 - carried.count
        try call.require(
            body.inputs.count == carried.count + 2 && scanCount >= 0,
            "its body takes \(body.inputs.count) inputs for \(carried.count) carried values")
    }

    func run() throws -> [OnnxValue] {
        let isTraced = [0, 1].contains { index in
            (try? call.optional(index))?.node.isTraced == true
        }
        if isTraced { return try whileTraced() }
        let limit = call.has(0) ? try call.integer(0) : .max
        var goesOn = call.has(1) ? try flag(call.known(1)) : true
        var values = carried
        var collected = [[OnnxValue]](
            repeating: [], count: body.outputs.count - 1 - carried.count)
        var step = 0
        while step < limit, goesOn {
            let inputs: [OnnxValue] = [.tensor(Tensor(Int64(step))), .tensor(Tensor(true))]
            let results = try call.scope.run(body, inputs + values, of: call.node)
            guard let condition = results[0].tensor else {
                throw OnnxFault("its body gives no condition", fix: "check what wrote the file")
            }
            if condition.node.isTraced {
                // Only the values decide how often: from here on it cannot be unrolled.
                return try whileTraced()
            }
            goesOn = flag(condition)
            values = Array(results[1...carried.count].prefix(carried.count))
            for index in collected.indices {
                collected[index].append(results[1 + carried.count + index])
            }
            step += 1
        }
        return try values
            + collected.enumerated().map { try stack($1, body.outputs[1 + carried.count + $0]) }
    }

    private func flag(_ condition: Tensor) -> Bool {
        condition.reshaped([-1]).array(as: Bool.self).first ?? false
    }

    /// The results of all steps along a new first axis.
    private func stack(_ values: [OnnxValue], _ info: OnnxValueInfo) throws -> OnnxValue {
        if let first = values.first {
            let tensors = try values.map { value in
                guard let tensor = value.tensor else {
                    throw OnnxFault(
                        "its body collects \(value.summary)", fix: "collect tensors of numbers")
                }
                return tensor
            }
            return first.with(stacked(tensors, axis: 0))
        }
        guard case .tensor(let type, let sizes) = info.type, let dtype = type.carrier else {
            return .tensor(Tensor.zeros([0]))
        }
        let shape = (sizes ?? []).map { size in
            if case .size(let size) = size { return size }
            return 0
        }
        return .tensor(Tensor.zeros(try call.size([0] + shape), dtype: dtype))
    }

    private func whileTraced() throws -> [OnnxValue] {
        try call.require(
            body.outputs.count == 1 + carried.count,
            "the number of steps depends on a traced input, and results are collected; "
                + "call the module outside compile")
        let tensors = try carried.map { value in
            guard let tensor = value.tensor else {
                throw OnnxFault(
                    "it carries \(value.summary)", fix: "call the module outside compile")
            }
            return tensor
        }
        let limit = try call.optional(0)?.reshaped([]).asType(.int64)
        let first = try call.optional(1)?.reshaped([]) ?? Tensor(true)
        let traced = TracedGraph(call)
        let results = whileLoop([Tensor(Int64(0)), first] + tensors) { state in
            limit.map { state[1] .& (state[0] .< $0) } ?? state[1]
        } do: { state in
            let next = traced.run(body, [state[0], Tensor(true)] + state.dropFirst(2))
            guard let condition = next.first else { return state }
            return [state[0] + 1, condition.reshaped([])] + next.dropFirst()
        }
        try traced.rethrow()
        return results.dropFirst(2).map { .tensor($0) }
    }
}

/// `Scan`: a graph run for each position of some tensors.
private struct OnnxScan {
    private let call: OnnxCall
    private let body: OnnxGraph
    private let states: [OnnxValue]
    private let sequences: [Tensor]

    init(_ call: OnnxCall) throws {
        self.call = call
        body = try call.graph("body")
        let count = try call.required(call.int("num_scan_inputs"), "num_scan_inputs")
        try call.require(
            (1...max(1, call.inputCount)).contains(count) && body.inputs.count == call.inputCount,
            "num_scan_inputs is \(count) of \(call.inputCount)")
        let stateCount = call.inputCount - count
        states = try (0..<stateCount).map { try call.value($0) }
        let axes = try call.ints("scan_input_axes") ?? []
        let directions = try call.ints("scan_input_directions") ?? []
        sequences = try (0..<count).map { index in
            let x = try call.tensor(stateCount + index)
            let axis = try call.axis(index < axes.count ? axes[index] : 0, rank: x.rank)
            let first = x.movedAxis(from: axis, to: 0)
            return index < directions.count && directions[index] == 1
                ? first.flipped(axis: 0) : first
        }
        try call.require(
            Set(sequences.map { $0.shape[0] }).count == 1, "the sequences differ in length")
    }

    private init(
        _ call: OnnxCall, _ body: OnnxGraph, _ states: [OnnxValue], _ sequences: [Tensor]
    ) {
        (self.call, self.body, self.states, self.sequences) = (call, body, states, sequences)
    }

    func run() throws -> [OnnxValue] {
        let (last, collected) = try steps()
        let axes = try call.ints("scan_output_axes") ?? []
        let directions = try call.ints("scan_output_directions") ?? []
        let outputs = try collected.enumerated().map { index, values in
            var result = stacked(values, axis: 0)
            if index < directions.count, directions[index] == 1 { result = result.flipped(axis: 0) }
            let axis = try call.axis(index < axes.count ? axes[index] : 0, rank: result.rank)
            return OnnxValue.tensor(result.movedAxis(from: 0, to: axis))
        }
        return last + outputs
    }

    private func steps() throws -> (last: [OnnxValue], collected: [[Tensor]]) {
        let length = sequences[0].shape[0]
        try call.require(length > 0, "the sequences are empty")
        var values = states
        var collected = [[Tensor]](repeating: [], count: body.outputs.count - states.count)
        for step in 0..<length {
            let elements = sequences.map { OnnxValue.tensor($0[step]) }
            let results = try call.scope.run(body, values + elements, of: call.node)
            values = Array(results.prefix(states.count))
            for (index, result) in results.dropFirst(states.count).enumerated() {
                guard let tensor = result.tensor else {
                    throw OnnxFault(
                        "its body collects \(result.summary)", fix: "collect tensors of numbers")
                }
                collected[index].append(tensor)
            }
        }
        return (values, collected)
    }

    /// Up to opset 8 the first axis of everything is a batch, and the second the sequence.
    static func overBatch(_ call: OnnxCall) throws -> [OnnxValue] {
        let body = try call.graph("body")
        let count = try call.required(call.int("num_scan_inputs"), "num_scan_inputs")
        try call.require(
            !call.has(0) && count >= 1 && count < call.inputCount
                && body.inputs.count == call.inputCount - 1,
            "sequence lengths, or num_scan_inputs \(count) of \(call.inputCount), are not read")
        let tensors = try (1..<call.inputCount).map { try call.tensor($0) }
        let batch = tensors[0].shape.first ?? 0
        try call.require(batch > 0, "the batch is empty")
        let stateCount = tensors.count - count
        let lanes = try (0..<batch).map { lane in
            let states = tensors.prefix(stateCount).map { OnnxValue.tensor($0[lane]) }
            let sequences = tensors.dropFirst(stateCount).map { $0[lane] }
            let (last, collected) = try OnnxScan(call, body, states, sequences).steps()
            return last.compactMap(\.tensor) + collected.map { stacked($0, axis: 0) }
        }
        return lanes[0].indices.map { index in .tensor(stacked(lanes.map { $0[index] }, axis: 0)) }
    }
}
