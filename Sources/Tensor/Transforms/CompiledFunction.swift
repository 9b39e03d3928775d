import LaminaGraph
import Synchronization

/// A function of tensors that is traced once per signature and then runs as one program.
final class CompiledFunction<Output: Sendable>: Sendable {
    /// What makes another trace necessary.
    private struct Signature: Hashable {
        let specs: [TensorSpec]
        /// How the tensors lie in the arguments (``TensorGroup/appendStructure(to:)``).
        let structure: [Int]
        let isTraining: Bool
        let autocast: DType?
        let device: String
    }

    private struct Known {
        let trace: Trace
        /// The results' structure, around tensors without meaning.
        let template: Output
        /// Whether the trace was compared with a second one.
        var isChecked = false
    }

    private struct State {
        var known = LeastRecentlyUsed<Signature, Known>(byteLimit: 1 << 30, countLimit: 1024)
        var isTraced = false
    }

    private let flatten: @Sendable (Output) -> [Tensor]
    private let rebuild: @Sendable (Output, [Tensor]) -> Output
    private let state = Mutex(State())

    /// - Parameters:
    ///   - flatten: the results' tensors.
    ///   - rebuild: the same structure around other tensors.
    init(
        flatten: @escaping @Sendable (Output) -> [Tensor],
        rebuild: @escaping @Sendable (Output, [Tensor]) -> Output
    ) {
        (self.flatten, self.rebuild) = (flatten, rebuild)
    }

    /// The function's results for tensors in a structure.
    ///
    /// - Parameter body: the function of tensors in that structure.
    func callAsFunction(
        _ inputs: [Tensor], structure: [Int], body: ([Tensor]) -> Output
    ) -> Output {
        // Inside another trace, a derivative or lanes the function is a part of that graph.
        if VariableScope.current != nil || LaneKeys.current != nil
            || inputs.contains(where: \.node.isTraced)
        {
            return body(inputs)
        }
        let signature = Signature(
            specs: inputs.map(\.spec), structure: structure, isTraining: TrainingMode.isOn,
            autocast: Autocast.dtype, device: Device.current.name)
        if let known = state.withLock({ $0.known.find(signature) }) {
            if !known.isChecked { check(known, signature, body) }
            return results(of: known, inputs)
        }
        let found = traced(signature.specs, body)
        let outputs = results(of: found, inputs)
        // Behind a fault inside `checked` the trace has no meaning.
        if FaultScope.hasFault { return outputs }
        let isFirst = state.withLock { state in
            // Only now does the program hold what it keeps between runs.
            state.known.keep(found, for: signature, byteCount: found.trace.byteCount)
            defer { state.isTraced = true }
            return !state.isTraced
        }
        if isFirst {
            EngineCounters.traces.add(1, ordering: .relaxed)
        } else {
            EngineCounters.retraces.add(1, ordering: .relaxed)
        }
        return outputs
    }

    private func traced(_ specs: [TensorSpec], _ body: ([Tensor]) -> Output) -> Known {
        var output: Output?
        let trace = Trace(specs: specs) { tensors in
            let found = body(tensors)
            output = found
            return flatten(found)
        }
        guard let output else { preconditionFailure("tracing runs the function") }
        // The output's own tensors would keep all that was recorded.
        let count = flatten(output).count
        let template = rebuild(output, Array(repeating: .constant(0, .float32), count: count))
        return Known(trace: trace, template: template)
    }

    private func results(of known: Known, _ inputs: [Tensor]) -> Output {
        rebuild(known.template, known.trace.run(inputs))
    }

    /// The second call traces again: a captured number or tensor that has changed since would go
    /// unnoticed, for the program keeps the first one.
    private func check(_ known: Known, _ signature: Signature, _ body: ([Tensor]) -> Output) {
        let second = Trace(recording: signature.specs) { flatten(body($0)) }
        if FaultScope.hasFault { return }
        if let change = known.trace.difference(from: second) {
            writeWarning(
                "compile: \(change) differs from the first call, whose value the program keeps; "
                    + "pass it as an argument or keep it in a Variable")
        }
        var checked = known
        checked.isChecked = true
        state.withLock {
            $0.known.keep(checked, for: signature, byteCount: known.trace.byteCount)
        }
    }
}

/// What one tracing of a function found.
final class Trace: Sendable {
    let recorded: Graph
    private let captured: [Node]
    private let reads: [Variable]
    private let writes: [Variable]
    private let resultCount: Int
    private let specs: [TensorSpec]
    /// Variables read or written, in id order, so that two plans never wait for each other.
    private let locked: [Variable]
    /// For each write, the place of its variable among the reads.
    private let readOfWrite: [Int?]
    private let program: (any Program)?
    /// The variables that the program only reads.
    private let steady: [Variable]
    /// The inputs that hold them, or tensors that the function captured.
    let steadyInputs: Set<Int>

    /// Traces and prepares the program.
    convenience init(specs: [TensorSpec], _ body: ([Tensor]) -> [Tensor]) {
        self.init(specs: specs, isPrepared: true, body)
    }

    /// Traces only, to compare.
    convenience init(recording specs: [TensorSpec], _ body: ([Tensor]) -> [Tensor]) {
        self.init(specs: specs, isPrepared: false, body)
    }

    private init(specs: [TensorSpec], isPrepared: Bool, _ body: ([Tensor]) -> [Tensor]) {
        self.specs = specs
        let arguments = specs.map(Tensor.placeholder)
        let (results, scope) = VariableScope.tracing { scope in (body(arguments), scope) }
        (reads, writes) = (scope.reads.map(\.variable), scope.writes)
        resultCount = results.count
        let outputs = results + scope.writes.compactMap(scope.written)
        let found = RecordedGraph(
            results: outputs.map(\.node),
            arguments: arguments.map(\.node) + scope.reads.map(\.placeholder.node),
            scalars: .constants)
        (recorded, captured) = (found.graph, found.captured)
        locked = Set((reads + writes).map(\.id)).sorted().compactMap { id in
            (scope.reads.map(\.variable) + scope.writes).first { $0.id == id }
        }
        let (reads, writes) = (reads, writes)
        let readOfWrite = writes.map { write in reads.firstIndex { $0 === write } }
        self.readOfWrite = readOfWrite
        let (resultCount, argumentCount) = (resultCount, specs.count)
        let written = Set(writes.map(\.id))
        steady = reads.filter { !written.contains($0.id) }
        steadyInputs = Set(
            (argumentCount..<found.graph.inputSpecs.count).filter { input in
                let read = input - argumentCount
                return read >= reads.count || !written.contains(reads[read].id)
            })
        let aliases = readOfWrite.enumerated().compactMap { index, read in
            read.map { (output: resultCount + index, input: argumentCount + $0) }
        }
        program =
            isPrepared && !FaultScope.hasFault
            ? Device.current.executor.prepare(
                found.graph, aliases: aliases, steady: steadyInputs) : nil
    }

    /// What the program keeps between runs, in bytes.
    var byteCount: Int { program?.byteCount ?? 0 }

    /// Runs the program. Where there is no memory for it, or behind a fault inside `checked`, no variable is
    /// written.
    func run(_ arguments: [Tensor]) -> [Tensor] {
        operation(count: resultCount) { () throws(OpError) in
            if let fault = FaultScope.current?.first { throw fault }
            return try running(arguments)
        }
    }

    private func running(_ arguments: [Tensor]) throws(OpError) -> [Tensor] {
        guard let program else { preconditionFailure("the trace was made to compare") }
        try compute(arguments)
        for variable in locked { variable.lock() }
        defer { for variable in locked { variable.unlock() } }
        if MemoryLimit.byteCount != nil {
            try program.requireRoom(
                forOutputs: recorded.outputs.prefix(resultCount).reduce(0) {
                    $0 + recorded.nodes[$1].spec.byteCount
                })
        }
        var outputs: [Buffer] = []
        outputs.reserveCapacity(recorded.outputs.count)
        for index in 0..<resultCount {
            outputs.append(
                try Buffer(trying: recorded.nodes[recorded.outputs[index]].spec.byteCount))
        }
        for (variable, read) in zip(writes, readOfWrite) {
            let isOwn = read != nil && variable.isLockedBufferUnique()
            outputs.append(
                isOwn ? variable.lockedBuffer : try Buffer(trying: variable.spec.byteCount))
        }
        // Versions only rise, so their sum changes with each of them.
        let generation = steady.reduce(0) { $0 &+ $1.lockedVersion }
        try program.run(inputs: inputs(arguments), outputs: outputs, generation: generation)
        for (index, variable) in writes.enumerated() {
            variable.lockedBuffer = outputs[resultCount + index]
        }
        return (0..<resultCount).map {
            Tensor(buffer: outputs[$0], spec: recorded.nodes[recorded.outputs[$0]].spec)
        }
    }

    /// The memory of the program's inputs. Whoever asks holds the locks of the variables, or knows
    /// that nobody writes them.
    func inputs(_ arguments: [Tensor]) -> [Buffer] {
        var inputs: [Buffer] = []
        inputs.reserveCapacity(recorded.inputSpecs.count)
        for argument in arguments { inputs.append(argument.evaluated) }
        for variable in reads { inputs.append(variable.lockedBuffer) }
        for node in captured { inputs.append(node.buffer) }
        return inputs
    }

    /// What another trace of the same function did otherwise, in words.
    func difference(from other: Trace) -> String? {
        for (a, b) in zip(recorded.nodes, other.recorded.nodes) where a != b {
            if case .constant(let old) = a.primitive, case .constant(let new) = b.primitive {
                return "a captured number (\(old), now \(new))"
            }
            return "operation '\(a.primitive.name)' (now '\(b.primitive.name)')"
        }
        if recorded.nodes.count != other.recorded.nodes.count {
            return
                "the number of operations (\(recorded.nodes.count), now \(other.recorded.nodes.count))"
        }
        for (a, b) in zip(captured, other.captured) where a !== b && !Self.isCopy(a, b) {
            return "a captured tensor, \(a.spec),"
        }
        return nil
    }

    /// Whether two tensors are the same memory, or hold the same few numbers, as a list written inside the
    /// function does at every call.
    private static func isCopy(_ a: Node, _ b: Node) -> Bool {
        guard let first = a.value, let second = b.value, a.spec == b.spec else { return false }
        if first.pointer == second.pointer { return true }
        guard a.spec.byteCount <= 4096 else { return false }
        return Tensor(node: a).withUnsafeBytes { first in
            Tensor(node: b).withUnsafeBytes { first.elementsEqual($0) }
        }
    }
}
