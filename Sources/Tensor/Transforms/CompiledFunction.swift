import LaminaGraph
import Synchronization

/// A function of tensors that is traced once per signature and then runs as one program.
final class CompiledFunction: Sendable {
    /// What makes another trace necessary.
    private struct Signature: Hashable {
        let specs: [TensorSpec]
        let isTraining: Bool
        let autocast: DType?
        let device: String
    }

    private struct State {
        var traces: [Signature: Trace] = [:]
        /// Signatures whose trace was compared with a second one.
        var checked: Set<Signature> = []
        var traceCount = 0
    }

    private let body: @Sendable ([Tensor]) -> [Tensor]
    private let state = Mutex(State())

    init(_ body: @escaping @Sendable ([Tensor]) -> [Tensor]) { self.body = body }

    /// How many traces were made, the comparing ones not counted.
    var traceCount: Int { state.withLock { $0.traceCount } }

    func callAsFunction(_ inputs: [Tensor]) -> [Tensor] {
        // Inside another trace or a derivative the function is a part of that graph.
        if VariableScope.current != nil || inputs.contains(where: \.node.isTraced) {
            return body(inputs)
        }
        let signature = Signature(
            specs: inputs.map(\.spec), isTraining: TrainingMode.isOn,
            autocast: Autocast.dtype, device: Device.current.name)
        let (known, isChecked) = state.withLock {
            ($0.traces[signature], $0.checked.contains(signature))
        }
        if let known {
            if !isChecked {
                warnIfStale(known, signature)
                state.withLock { _ = $0.checked.insert(signature) }
            }
            return known.run(inputs)
        }
        let trace = Trace(specs: signature.specs, body)
        let count = state.withLock { state in
            state.traces[signature] = trace
            state.traceCount += 1
            return state.traceCount
        }
        if count == 1 {
            EngineCounters.traces.add(1, ordering: .relaxed)
        } else {
            EngineCounters.retraces.add(1, ordering: .relaxed)
        }
        return trace.run(inputs)
    }

    /// The second call traces again: a captured number or tensor that has changed since would go
    /// unnoticed, for the program keeps the first one.
    private func warnIfStale(_ first: Trace, _ signature: Signature) {
        guard let change = first.difference(from: Trace(recording: signature.specs, body)) else {
            return
        }
        writeWarning(
            "compile: \(change) differs from the first call, whose value the program keeps; "
                + "pass it as an argument or keep it in a Variable")
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
            isPrepared
            ? Device.current.executor.prepare(
                found.graph, aliases: aliases, steady: steadyInputs) : nil
    }

    /// Runs the program. Where there is no memory for it, no variable is written.
    func run(_ arguments: [Tensor]) -> [Tensor] {
        operation(count: resultCount) { () throws(OpError) in try running(arguments) }
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
