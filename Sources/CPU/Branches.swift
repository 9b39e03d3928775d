import CLaminaKernels
import LaminaGraph

/// Steps that run at the same time, each on one thread.
///
/// A product of small matrices gains nothing from a second thread; two of them that do not need each
/// other do. Inside a piece of a parallel loop a kernel's own loops run on that thread, and since all
/// work is cut by shape, the bits are those of one step after the other.
package struct Branches: BitwiseCopyable {
    struct Branch: BitwiseCopyable {
        var step: Step
        /// Where its row of pointers starts in the row of all.
        var row: Int
    }

    let branches: UnsafePointer<Branch>
    let count: Int

    func run(_ memory: UnsafeMutablePointer<UnsafeMutableRawPointer?>) {
        var call = Call(branches: branches, memory: memory)
        withUnsafeMutablePointer(to: &call) { call in
            lk_parallel_for(
                Int64(count),
                { context, index in
                    guard let call = context?.assumingMemoryBound(to: Call.self).pointee else {
                        return
                    }
                    let branch = call.branches[Int(index)]
                    branch.step.run(call.memory + branch.row)
                }, call)
        }
    }

    private struct Call {
        let branches: UnsafePointer<Branch>
        let memory: UnsafeMutablePointer<UnsafeMutableRawPointer?>
    }
}

extension Branches {
    /// The least time of a step, in nanoseconds on one thread, that is worth a thread of its own. To hand
    /// a step over and wait for it takes about 0.6 µs. Tests set it to 0.
    @TaskLocal package static var leastTime = 2_000.0
    /// The longest; kernels that take more use all threads well by themselves.
    private static let mostTime = 20_000.0
    /// The most steps that run at a time.
    private static let limit = 8
    /// How far a step may be brought forward; what it reads and writes lives longer for it.
    private static let reach = 64

    /// The steps in an order in which those that run together stand together, marked so.
    ///
    /// - Parameter aliases: outputs that may share an input's memory.
    static func arranged(
        _ steps: [DraftStep], _ values: [Value], _ graph: Graph,
        aliases: [(output: Int, input: Int)]
    ) -> [DraftStep] {
        let times = steps.map { $0.time(values, graph) }
        let isSmall = times.map { $0 >= leastTime && $0 <= mostTime }
        guard isSmall.count(where: { $0 }) > 1 else { return steps }
        var order = StepOrder(steps, values, aliases)
        var arranged: [DraftStep] = []
        arranged.reserveCapacity(steps.count)
        while let first = order.popFirst(where: { _ in true }) {
            var group = [first]
            if isSmall[first] {
                let alike = (times[first] / 1.4)...(times[first] * 1.4)
                while group.count < limit,
                    let other = order.popFirst(where: {
                        isSmall[$0] && alike.contains(times[$0]) && $0 - first <= reach
                    })
                {
                    group.append(other)
                }
                // A last round of fewer steps than threads would leave threads idle, where each of those steps
                // by itself can use all.
                let threads = Int(lk_thread_count())
                while group.count > threads, group.count % threads != 0 {
                    order.giveBack(group.removeLast())
                }
            }
            for (index, step) in group.enumerated() {
                arranged.append(steps[step])
                arranged[arranged.count - 1].runsWithNext = index < group.count - 1
            }
            for step in group { order.finish(step) }
        }
        return arranged
    }
}

/// Which steps wait for which: a step reads what earlier ones write, and writes what earlier ones have
/// read.
private struct StepOrder {
    private var missing: [Int]
    private var followers: [[Int]]
    /// Steps that wait for none.
    private var ready = Heap()

    init(_ steps: [DraftStep], _ values: [Value], _ aliases: [(output: Int, input: Int)]) {
        missing = Array(repeating: 0, count: steps.count)
        followers = Array(repeating: [], count: steps.count)
        var memory = values.indices.map { $0 }
        // An output and the input whose memory it may take are one.
        var inputValue: [Int: Int] = [:]
        for (number, value) in values.enumerated() {
            if case .input(let input) = value.place { inputValue[input] = number }
        }
        let inputOf = Dictionary(aliases.map { ($0.output, $0.input) }) { $1 }
        for (number, value) in values.enumerated() {
            if case .output(let output) = value.place, let input = inputOf[output],
                let shared = inputValue[input]
            {
                memory[number] = shared
            }
        }
        var writer = [Int](repeating: -1, count: values.count)
        var readers = [[Int]](repeating: [], count: values.count)
        for (number, step) in steps.enumerated() {
            for operand in step.reads {
                let place = memory[operand.value]
                wait(number, for: writer[place])
                readers[place].append(number)
            }
            for operand in step.writes {
                let place = memory[operand.value]
                wait(number, for: writer[place])
                for reader in readers[place] { wait(number, for: reader) }
                (writer[place], readers[place]) = (number, [])
            }
        }
        for step in steps.indices where missing[step] == 0 { ready.insert((step, step)) }
    }

    private mutating func wait(_ step: Int, for other: Int) {
        guard other >= 0, other != step else { return }
        followers[other].append(step)
        missing[step] += 1
    }

    /// Takes the first of the next few ready steps that fits.
    mutating func popFirst(where fits: (Int) -> Bool) -> Int? {
        var others: [Int] = []
        defer { for other in others { ready.insert((other, other)) } }
        while others.count < 16, let step = ready.popFirst() {
            if fits(step) { return step }
            others.append(step)
        }
        return nil
    }

    /// Takes back a step that does not run yet.
    mutating func giveBack(_ step: Int) { ready.insert((step, step)) }

    mutating func finish(_ step: Int) {
        for follower in followers[step] {
            missing[follower] -= 1
            if missing[follower] == 0 { ready.insert((follower, follower)) }
        }
    }
}

extension DraftStep {
    /// About how long the step takes on one thread, in nanoseconds; infinity where that is not
    /// known.
    fileprivate func time(_ values: [Value], _ graph: Graph) -> Double {
        let bytes = Double((reads + writes).reduce(0) { $0 + values[$1.value].byteCount })
        switch kernel {
        case .loop(let loop):
            let count = writes.map { values[$0.value].byteCount }.max() ?? 0
            return Double(count / 4) * Double(loop.pointee.instruction_count) * 0.15
        case .reducedLoop(let reduced):
            let count = reads.map { values[$0.value].byteCount }.max() ?? 0
            let instructions = reduced.pointee.loop.pointee.instruction_count
            return bytes * 0.1 + Double(count / 4) * Double(instructions) * 0.15
        case .matmul, .convolution, .tailed, .attention:
            let node = graph.nodes[self.node]
            let work = node.primitive.multiplyAdds(
                of: node.inputs.map { graph.nodes[$0].spec }, output: node.spec)
            return Double(work) / 25
        case .reduce, .argReduce, .softmax, .normalize, .copy, .gatherRows, .scatterRows, .pool,
            .cumulative, .linearRecurrence:
            return bytes * 0.1
        case .fill, .packMatrix, .packFilter, .dynamicSlice, .dynamicUpdate, .argSort, .fourier,
            .randomBits, .matrix, .control, .branches:
            return .infinity
        }
    }
}

extension [DraftStep] {
    /// The steps in the parts that run one after another, each of one step or of several that run
    /// together.
    var groups: [Range<Int>] {
        var groups: [Range<Int>] = []
        var start = 0
        for index in indices where !self[index].runsWithNext {
            groups.append(start..<index + 1)
            start = index + 1
        }
        return groups
    }
}
