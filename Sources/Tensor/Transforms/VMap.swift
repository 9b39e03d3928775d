import LaminaGraph

/// A function of one example turned into one of a batch: every tensor of the input loses its axis
/// `inAxis`, the function sees one example, and the results are stacked along `outAxis`.
///
/// The function runs once, on an example without a value; its operations are then recorded for all
/// examples together. It nests with the other transforms:
///
/// ```swift
/// let perExample = vmap(gradient { (x: Tensor) in (x * x).sum() })
/// perExample(Tensor([1, 2, 3, 4], shape: [2, 2])).array()  // [2, 4, 6, 8]
/// ```
///
/// Of several arguments each has its axis; `nil` stands for an argument that all examples share:
///
/// ```swift
/// let scores = vmap({ (x: Tensor, w: Tensor) in dot(x, w) }, inAxes: (0, nil))
/// scores(Tensor([1, 2, 3, 4], shape: [2, 2]), Tensor([1, 1])).array()  // [3, 7]
/// ```
///
/// Tensors that the function captures are the same for every example, and so are random numbers from a
/// key that it captures; those from the task's generator differ from example to example. PyTorch:
/// `torch.vmap`; JAX: `jax.vmap`.
public func vmap<Input: TensorGroup, Output: TensorGroup>(
    _ function: @escaping @Sendable (Input) -> Output, inAxis: Int = 0, outAxis: Int = 0
) -> Fn<Input, Output> {
    Fn { input in
        overLanes(of: [(input.tensors, inAxis)], outAxis) { function(input.replacingTensors(&$0)) }
    }
}

/// `vmap` of a function of two arguments.
public func vmap<A: TensorGroup, B: TensorGroup, Output: TensorGroup>(
    _ function: @escaping @Sendable (A, B) -> Output, inAxes: (Int?, Int?) = (0, 0),
    outAxis: Int = 0
) -> Fn<A, B, Output> {
    Fn { a, b in
        overLanes(of: [(a.tensors, inAxes.0), (b.tensors, inAxes.1)], outAxis) {
            function(a.replacingTensors(&$0), b.replacingTensors(&$0))
        }
    }
}

/// `vmap` of a function of three arguments.
public func vmap<A: TensorGroup, B: TensorGroup, C: TensorGroup, Output: TensorGroup>(
    _ function: @escaping @Sendable (A, B, C) -> Output,
    inAxes: (Int?, Int?, Int?) = (0, 0, 0), outAxis: Int = 0
) -> Fn<A, B, C, Output> {
    Fn { a, b, c in
        let inputs = [(a.tensors, inAxes.0), (b.tensors, inAxes.1), (c.tensors, inAxes.2)]
        return overLanes(of: inputs, outAxis) {
            function(a.replacingTensors(&$0), b.replacingTensors(&$0), c.replacingTensors(&$0))
        }
    }
}

/// `vmap` of a transformed function.
public func vmap<Input: TensorGroup, Output: TensorGroup>(
    _ function: Fn<Input, Output>, inAxis: Int = 0, outAxis: Int = 0
) -> Fn<Input, Output> {
    vmap({ function($0) }, inAxis: inAxis, outAxis: outAxis)
}

/// `vmap` of a transformed function of two arguments.
public func vmap<A: TensorGroup, B: TensorGroup, Output: TensorGroup>(
    _ function: Fn<A, B, Output>, inAxes: (Int?, Int?) = (0, 0), outAxis: Int = 0
) -> Fn<A, B, Output> {
    vmap({ function($0, $1) }, inAxes: inAxes, outAxis: outAxis)
}

/// The function's results for all lanes, from what it records for one.
private func overLanes<Output: TensorGroup>(
    of inputs: [(tensors: [Tensor], axis: Int?)], _ outAxis: Int,
    _ function: (inout ArraySlice<Tensor>) -> Output
) -> Output {
    var arguments: [Tensor] = []
    var (examples, batches): ([Tensor], [Tensor]) = ([], [])
    for (tensors, axis) in inputs {
        guard let axis else {
            arguments += tensors
            continue
        }
        for tensor in tensors {
            let batch = tensor.movingAxis(axis, to: 0, op: "vmap")
            let spec = TensorSpec(Shape(batch.shape.dropFirst()), batch.dtype)
            batches.append(batch)
            examples.append(.placeholder(spec))
            arguments.append(examples[examples.count - 1])
        }
    }
    let found: Int? = operation(
        { () throws(OpError) in try laneCount(batches) }, standIn: { _ in nil })
    let keys = LaneKeys(lanes: found ?? 0)
    let output = LaneKeys.$current.withValue(keys) {
        var rest = arguments[...]
        return function(&rest)
    }
    let examplesOut = output.tensors
    let results: [Tensor]
    switch found {
    case nil: results = examplesOut.map { _ in .constant(.nan, .float32) }
    case 0: results = examplesOut.map { .zeros(Shape([0] + $0.shape), dtype: $0.dtype) }
    case let lanes?:
        results = examplesOut.batched(
            examples + keys.examples, as: batches + keys.batches, lanes: lanes)
    }
    return output.replacingTensors(results.map { $0.movingAxis(0, to: outAxis, op: "vmap") })
}

private func laneCount(_ batches: [Tensor]) throws(OpError) -> Int {
    guard let count = batches.first?.shape.first else {
        throw OpError(
            op: "vmap", problem: "there are no examples", operands: ["batched tensors": "0"],
            fix: "give at least one tensor, and an axis of it that is not nil")
    }
    guard batches.allSatisfy({ $0.shape[0] == count }) else {
        throw OpError(
            op: "vmap", problem: "the inputs have different numbers of examples",
            operands: ["sizes": "\(batches.map { $0.shape[0] })"],
            fix: "give every input the same size along inAxis")
    }
    return count
}

extension [Tensor] {
    /// The recorded results for all lanes together, lanes in front, where `examples` stand for one
    /// lane of `batches`.
    func batched(_ examples: [Tensor], as batches: [Tensor], lanes: Int) -> [Tensor] {
        var values: [ObjectIdentifier: BatchedOperand] = [:]
        /// Of nodes that have several results.
        var several: [ObjectIdentifier: [Tensor]] = [:]
        for (example, batch) in zip(examples, batches) {
            values[ObjectIdentifier(example.node)] = BatchedOperand(tensor: batch, isBatched: true)
        }
        let first = examples.map(\.node.id).min() ?? 0
        for node in nodes(below: map(\.node), from: first)
        where values[ObjectIdentifier(node)] == nil {
            let inputs = node.inputs
            if case .result(let number, _) = node.primitive {
                if let results = several[ObjectIdentifier(inputs[0])] {
                    values[ObjectIdentifier(node)] = BatchedOperand(
                        tensor: results[number], isBatched: true)
                }
                continue
            }
            let operands = inputs.map {
                values[ObjectIdentifier($0)]
                    ?? BatchedOperand(tensor: Tensor(node: $0), isBatched: false)
            }
            // What does not depend on an example is the same node for all of them.
            guard operands.contains(where: \.isBatched) else { continue }
            let results = node.primitive.batchedResults(operands, lanes: lanes)
            if results.count > 1 { several[ObjectIdentifier(node)] = results }
            values[ObjectIdentifier(node)] = BatchedOperand(tensor: results[0], isBatched: true)
        }
        return map { result in
            let operand =
                values[ObjectIdentifier(result.node)]
                ?? BatchedOperand(tensor: result, isBatched: false)
            return operand.lanes(lanes)
        }
    }
}

extension Tensor {
    /// The tensor with one axis at another place. NumPy: `moveaxis`.
    fileprivate func movingAxis(_ source: Int, to target: Int, op: String) -> Tensor {
        operation { () throws(OpError) in
            let (source, target) = (
                try shape.resolve(axis: source, op: op), try shape.resolve(axis: target, op: op)
            )
            var order = Array(shape.indices)
            order.insert(order.remove(at: source), at: target)
            return transposed(order)
        }
    }
}

/// The keys that a function under `vmap` takes from the task's generator: one for each lane.
///
/// Sendable because one task uses it, while the function it was made for runs.
final class LaneKeys: @unchecked Sendable {
    @TaskLocal static var current: LaneKeys?

    private let lanes: Int
    private let parent = LaneKeys.current
    /// The keys as the function sees them, and those of all lanes.
    private(set) var examples: [Tensor] = []
    private(set) var batches: [Tensor] = []

    init(lanes: Int) { self.lanes = lanes }

    /// A key of which every lane has its own, from a key of the surrounding code.
    func next(from generator: Generator) -> RandomKey {
        let outer = Self.$current.withValue(parent) { generator.nextKey() }
        let example = Tensor.placeholder(outer.tensor.spec)
        examples.append(example)
        batches.append(.record(.randomBits([lanes, 2]), outer.tensor))
        return RandomKey(tensor: example)
    }
}
