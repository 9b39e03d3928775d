import LaminaGraph

/// A step that runs other plans: a branch, or a loop's body again and again.
///
/// Its row of pointers holds the operands, the results, and for a loop room for two sets of carries,
/// which steps read and write in turn.
final class ControlStep: Sendable {
    private enum Kind {
        case conditional(then: Plan, otherwise: Plan)
        case scan(Plan, Scan)
        case whileLoop(condition: Plan, body: Plan, WhileLoop)
    }

    private let kind: Kind
    private let operandCount: Int
    private let resultCount: Int
    /// Of each carry, or of each element of a sequence in the order of operands, then of results.
    private let byteCounts: [Int]

    init(_ conditional: Conditional) {
        kind = .conditional(then: Plan(conditional.then), otherwise: Plan(conditional.otherwise))
        operandCount = conditional.then.inputSpecs.count + 1
        resultCount = conditional.then.outputs.count
        byteCounts = []
    }

    init(_ scan: Scan) {
        let invariant = scan.carryCount + scan.sequenceCount
        kind = .scan(Plan(scan.body, invariantFrom: invariant), scan)
        operandCount = scan.body.inputSpecs.count
        resultCount = scan.body.outputs.count
        byteCounts = (scan.body.inputSpecs + scan.body.outputSpecs).map(\.byteCount)
    }

    init(_ loop: WhileLoop) {
        kind = .whileLoop(
            condition: Plan(loop.condition, invariantFrom: loop.carryCount),
            body: Plan(loop.body, invariantFrom: loop.carryCount), loop)
        operandCount = loop.body.inputSpecs.count
        resultCount = loop.carryCount
        byteCounts = loop.body.inputSpecs.map(\.byteCount)
    }

    var name: String {
        switch kind {
        case .conditional: "cond"
        case .scan(_, let scan): "scan of \(scan.length)"
        case .whileLoop: "whileLoop"
        }
    }

    /// Memory the plans keep between runs, in bytes.
    var byteCount: Int {
        switch kind {
        case .conditional(let then, let otherwise): then.byteCount + otherwise.byteCount
        case .scan(let body, _): body.byteCount
        case .whileLoop(let condition, let body, _): condition.byteCount + body.byteCount
        }
    }

    /// Memory the plans take during a run, in bytes.
    var runByteCount: Int {
        switch kind {
        case .conditional(let then, let otherwise): max(then.runByteCount, otherwise.runByteCount)
        case .scan(let body, _): body.runByteCount
        case .whileLoop(let condition, let body, _): condition.runByteCount + body.runByteCount
        }
    }

    typealias Row = UnsafeMutablePointer<UnsafeMutableRawPointer?>

    func run(_ row: Row) {
        switch kind {
        case .conditional(let then, let otherwise): runConditional(row, then, otherwise)
        case .scan(let body, let scan): runScan(row, body, scan)
        case .whileLoop(let condition, let body, let loop):
            runWhileLoop(row, condition, body, loop)
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

    private func runScan(_ row: Row, _ body: Plan, _ scan: Scan) {
        let carryCount = scan.carryCount
        let rooms = operandCount + resultCount + (scan.keepsCarries ? carryCount : 0)
        var current = (0..<carryCount).map { pointer(row, $0) }
        body.withRunner(nil) { run in
            for step in 0..<scan.length {
                let position = scan.isReversed ? scan.length - 1 - step : step
                if scan.keepsCarries {
                    for carry in 0..<carryCount {
                        let size = byteCounts[carry]
                        let kept = pointer(row, operandCount + resultCount + carry)
                        (kept + position * size).copyMemory(from: current[carry], byteCount: size)
                    }
                }
                let isLast = step == scan.length - 1
                let next = (0..<carryCount).map { carry in
                    isLast
                        ? pointer(row, operandCount + carry)
                        : pointer(row, rooms + 2 * carry + step % 2)
                }
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

    private func runWhileLoop(_ row: Row, _ condition: Plan, _ body: Plan, _ loop: WhileLoop) {
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
                        pointer(row, operandCount + resultCount + 2 * $0 + steps % 2)
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
            pointer(row, operandCount + carry)
                .copyMemory(from: source, byteCount: byteCounts[carry])
        }
    }
}

extension Plan {
    /// The plan of a graph that control flow runs inside another plan.
    ///
    /// - Parameter invariantFrom: the first of those inputs that are the same for all steps of a loop.
    fileprivate convenience init(_ graph: Graph, invariantFrom first: Int? = nil) {
        let steady = first.map { Set($0..<graph.inputSpecs.count) } ?? []
        self.init(graph.optimized(claiming: CPUExecutor.claims), steady: steady)
    }
}
