/// From when to when each value of a graph takes memory, if its nodes run at given times, and what all of
/// them take at each time.
///
/// An estimate: an executor knows what its kernels need besides. Values behind views (reshapes,
/// transposes, broadcasts, slices) are their operands' memory, outputs and inputs take none of the memory
/// between steps, and a result of element-wise operations takes over what these read for the last time.
struct ValueLifetimes {
    /// The time of each node; nodes of one time run in one loop.
    let times: [Int]
    /// The node whose memory each node shows: itself, but for views.
    let source: [Int]
    /// The nodes that read each source's memory, in their order.
    private(set) var readers: [[Int]]
    /// Whether a source takes memory between steps.
    private(set) var isStored: [Bool]
    /// Whether it lies in the memory of an output, until the end.
    private(set) var isOutput: [Bool]
    /// The last time at which each source is read.
    private(set) var last: [Int]
    private let byteCounts: [Int]
    /// Where loops take over the memory of what they read: whether the node is one of a loop.
    private let isLoop: [Bool]
    /// Values that were added, by time and size.
    private var added: [(first: Int, last: Int, byteCount: Int)] = []

    init(_ graph: Graph, times: [Int]) {
        self.times = times
        var source = Array(graph.nodes.indices)
        var readers = [[Int]](repeating: [], count: graph.nodes.count)
        var hasResults = [Bool](repeating: false, count: graph.nodes.count)
        for (number, node) in graph.nodes.enumerated() {
            if node.primitive.isView {
                source[number] = source[node.inputs[0]]
            } else if case .result = node.primitive {
                hasResults[node.inputs[0]] = true
            } else {
                for input in node.inputs where readers[source[input]].last != number {
                    readers[source[input]].append(number)
                }
            }
        }
        var isOutput = [Bool](repeating: false, count: graph.nodes.count)
        for output in graph.outputs { isOutput[source[output]] = true }
        let isLoop = graph.nodes.map { $0.primitive.isArithmetic }
        var isStored = [Bool](repeating: false, count: graph.nodes.count)
        var last = times
        for number in graph.nodes.indices where source[number] == number {
            let outside = readers[number].filter { times[$0] != times[number] || !isLoop[$0] }
            last[number] = outside.reduce(times[number]) { max($0, times[$1]) }
            guard !isOutput[number], !hasResults[number] else { continue }
            switch graph.nodes[number].primitive {
            case .parameter, .constant: break
            default: isStored[number] = !isLoop[number] || !graph.isReducedAlone(outside)
            }
        }
        byteCounts = graph.nodes.map(\.spec.byteCount)
        (self.source, self.readers, self.last) = (source, readers, last)
        (self.isStored, self.isOutput, self.isLoop) = (isStored, isOutput, isLoop)
    }

    /// Whether the memory of a source holds its value when a node of this time runs.
    func isAlive(_ number: Int, at time: Int) -> Bool {
        isOutput[number]
            ? times[number] < time
            : isStored[number] && times[number] < time && last[number] >= time
    }

    /// Ends the memory of a value at an earlier time; from `first` to where it ended before another takes
    /// as much.
    mutating func replace(_ number: Int, after end: Int, by first: Int) {
        added.append((first, last[number], byteCounts[number]))
        last[number] = end
    }

    /// What lives at each time, in bytes.
    var used: [Int] {
        let count = (times.max() ?? -1) + 1
        var change = [Int](repeating: 0, count: count + 1)
        var written = [Int](repeating: 0, count: count), dying = written
        for number in times.indices where isStored[number] {
            change[times[number]] += byteCounts[number]
            change[last[number] + 1] -= byteCounts[number]
            if isLoop[number] { written[times[number]] += byteCounts[number] }
            if readers[number].contains(where: { isLoop[$0] && times[$0] == last[number] }) {
                dying[last[number]] += byteCounts[number]
            }
        }
        for value in added {
            change[value.first] += value.byteCount
            change[value.last + 1] -= value.byteCount
        }
        var sum = 0
        return (0..<count).map { time in
            sum += change[time]
            return sum - min(written[time], dying[time])
        }
    }
}

extension Graph {
    /// Whether one reduction alone reads a value: it may run in the value's own loop.
    fileprivate func isReducedAlone(_ readers: [Int]) -> Bool {
        guard readers.count == 1 else { return readers.isEmpty }
        if case .reduce = nodes[readers[0]].primitive { return true }
        return false
    }
}
