import LaminaGraph

/// A step that runs other plans: a branch, or a loop's body again and again.
///
/// Its row of pointers holds the operands, the results, and for a loop room for two sets of carries,
/// which steps read and write in turn. Carries that are kept are written where they are kept, and those that
/// a step only changes in part stay where the last ones will be.
final class ControlStep: Sendable {
    private enum Kind {
        case conditional
        case scan(Scan, inPlace: Set<Int>)
        case whileLoop(WhileLoop, inPlace: Set<Int>)
    }

    private let kind: Kind
    /// Of a conditional the branches, `then` first; of a scan its body; of a loop condition and body.
    private let plans: [Plan]
    private let operandCount: Int
    private let resultCount: Int
    /// Of each carry, or of each element of a sequence in the order of operands, then of results.
    private let byteCounts: [Int]

    init(_ conditional: Conditional) {
        kind = .conditional
        plans = [conditional.then, conditional.otherwise].map { Plan($0, inPlace: []) }
        operandCount = conditional.then.inputSpecs.count + 1
        resultCount = conditional.then.outputs.count
        byteCounts = []
    }

    init(_ scan: Scan) {
        let invariant = scan.carryCount + scan.sequenceCount
        let inPlace = scan.keepsCarries ? [] : scan.body.inputsChangedInPart(of: scan.carryCount)
        kind = .scan(scan, inPlace: inPlace)
        plans = [Plan(scan.body, invariantFrom: invariant, inPlace: inPlace)]
        operandCount = scan.body.inputSpecs.count
        resultCount = scan.body.outputs.count
        byteCounts = (scan.body.inputSpecs + scan.body.outputSpecs).map(\.byteCount)
    }

    init(_ loop: WhileLoop) {
        let inPlace = loop.body.inputsChangedInPart(of: loop.carryCount)
        kind = .whileLoop(loop, inPlace: inPlace)
        plans = [
            Plan(loop.condition, invariantFrom: loop.carryCount, inPlace: []),
            Plan(loop.body, invariantFrom: loop.carryCount, inPlace: inPlace),
        ]
        operandCount = loop.body.inputSpecs.count
        resultCount = loop.carryCount
        byteCounts = loop.body.inputSpecs.map(\.byteCount)
    }

    var name: String {
        switch kind {
        case .conditional: "cond"
        case .scan(let scan, _): "scan of \(scan.length)"
        case .whileLoop: "whileLoop"
        }
    }

    /// Memory the plans keep between runs, in bytes.
    var byteCount: Int { plans.reduce(0) { $0 + $1.byteCount } }

    /// Memory the plans take during a run, in bytes.
    var runByteCount: Int {
        let own = plans.map(\.runByteCount)
        // Of two branches one runs.
        if case .conditional = kind { return own.max() ?? 0 }
        return own.reduce(0, +)
    }

    typealias Row = UnsafeMutablePointer<UnsafeMutableRawPointer?>

    func run(_ row: Row) {
        switch kind {
        case .conditional: runConditional(row, plans[0], plans[1])
        case .scan(let scan, let inPlace): runScan(row, plans[0], scan, inPlace)
        case .whileLoop(let loop, let inPlace):
            runWhileLoop(row, plans[0], plans[1], loop, inPlace)
        }
    }

    /// A pointer of the row; one without elements has no memory and is never read.
    private func pointer(_ row: Row, _ place: Int) -> UnsafeMutableRawPointer {
        row[place] ?? UnsafeMutableRawPointer(row)
    }

    private func runConditional(_ row: Row, _ then: Plan, _ otherwise: Plan) {
        let holds = pointer(row, 0).load(as: UInt8.self) != 0
        (holds ? then : otherwise).withRunner(nil) { run in
            run { place in
                switch place {
                case .input(let number): pointer(row, number + 1)
                case .output(let number): pointer(row, operandCount + number)
                }
            }
        }
    }

    private func runScan(_ row: Row, _ body: Plan, _ scan: Scan, _ inPlace: Set<Int>) {
        let carryCount = scan.carryCount
        let place = { scan.isReversed ? scan.length - 1 - $0 : $0 }
        /// Where the carry that a step begins with is kept.
        let kept = { (carry: Int, step: Int) in
            self.pointer(row, self.operandCount + self.resultCount + carry)
                + place(step) * self.byteCounts[carry]
        }
        var current = (0..<carryCount).map { pointer(row, $0) }
        if scan.keepsCarries, scan.length > 0 {
            for (carry, source) in current.enumerated() {
                kept(carry, 0).copyMemory(from: source, byteCount: byteCounts[carry])
            }
        }
        body.withRunner(nil) { run in
            for step in 0..<scan.length {
                let isLast = step == scan.length - 1
                let next = (0..<carryCount).map { carry in
                    if isLast || inPlace.contains(carry) {
                        return pointer(row, operandCount + carry)
                    }
                    if scan.keepsCarries { return kept(carry, step + 1) }
                    return pointer(row, operandCount + resultCount + 2 * carry + step % 2)
                }
                let position = place(step)
                run { place in
                    switch place {
                    case .input(let number) where number < carryCount: current[number]
                    case .input(let number) where number < carryCount + scan.sequenceCount:
                        pointer(row, number) + position * byteCounts[number]
                    case .input(let number): pointer(row, number)
                    case .output(let number) where number < carryCount: next[number]
                    case .output(let number):
                        pointer(row, operandCount + number)
                            + position * byteCounts[operandCount + number]
                    }
                }
                current = next
            }
        }
        if scan.length == 0 { copyCarries(row, from: current) }
    }

    private func runWhileLoop(
        _ row: Row, _ condition: Plan, _ body: Plan, _ loop: WhileLoop, _ inPlace: Set<Int>
    ) {
        let carryCount = loop.carryCount
        var current = (0..<carryCount).map { pointer(row, $0) }
        var (goesOn, steps) = (false, 0)
        condition.withRunner(nil) { test in
            body.withRunner(nil) { run in
                while steps < loop.maxSteps ?? .max {
                    withUnsafeMutableBytes(of: &goesOn) { flag in
                        guard let memory = flag.baseAddress else { return }
                        test { place in
                            switch place {
                            case .input(let number) where number < carryCount: current[number]
                            case .input(let number): pointer(row, number)
                            case .output: memory
                            }
                        }
                    }
                    guard goesOn else { break }
                    let next = (0..<carryCount).map {
                        inPlace.contains($0)
                            ? pointer(row, operandCount + $0)
                            : pointer(row, operandCount + resultCount + 2 * $0 + steps % 2)
                    }
                    run { place in
                        switch place {
                        case .input(let number) where number < carryCount: current[number]
                        case .input(let number): pointer(row, number)
                        case .output(let number): next[number]
                        }
                    }
                    current = next
                    steps += 1
                }
            }
        }
        copyCarries(row, from: current)
    }

    private func copyCarries(_ row: Row, from current: [UnsafeMutableRawPointer]) {
        for (carry, source) in current.enumerated() {
            let target = pointer(row, operandCount + carry)
            if source != UnsafeMutableRawPointer(target) {
                target.copyMemory(from: source, byteCount: byteCounts[carry])
            }
        }
    }
}

extension Plan {
    /// The plan of a graph that control flow runs inside another plan.
    ///
    /// - Parameters:
    ///   - first: the first of those inputs that are the same for all steps of a loop.
    ///   - inPlace: carries whose input and output may be the same memory.
    fileprivate convenience init(
        _ graph: Graph, invariantFrom first: Int? = nil, inPlace: Set<Int>
    ) {
        let steady = first.map { Set($0..<graph.inputSpecs.count) } ?? []
        self.init(
            graph.optimized(claiming: CPUExecutor.claims),
            aliases: inPlace.sorted().map { (output: $0, input: $0) }, steady: steady)
    }
}

extension Graph {
    /// Those of the first inputs of which the output with the same number is a copy that was written to at some
    /// positions: tables of which a step changes little.
    fileprivate func inputsChangedInPart(of count: Int) -> Set<Int> {
        Set((0..<count).filter { changed(outputs[$0]) == $0 })
    }

    /// The input that a node shows with some positions changed, if it is one.
    private func changed(_ output: Int) -> Int? {
        var (node, isChanged) = (nodes[output], false)
        while true {
            switch node.primitive {
            case .parameter(let input): return isChanged ? input : nil
            case .dynamicUpdate, .scatterRows: isChanged = true
            case .identity, .stopGradient, .reshape: break
            default: return nil
            }
            node = nodes[node.inputs[0]]
        }
    }
}
