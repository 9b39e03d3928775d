package import LaminaGraph

/// What a plan's arena holds while each step runs.
package struct MemoryTimeline: Sendable {
    /// A value and the steps between which it lives.
    private struct Lifetime {
        let byteCount, offset, node: Int
        let first: Int
        var last: Int
    }

    /// What is in use while each step runs, in bytes.
    package let used: [Int]
    private let lifetimes: [Lifetime]

    init(_ graph: Graph, _ steps: [DraftStep], _ values: [Value], used: [Int]) {
        self.used = used
        var lifetimes: [Lifetime] = []
        var place = [Int](repeating: -1, count: values.count)
        for (number, group) in steps.groups.enumerated() {
            for step in steps[group] {
                for operand in step.writes where values[operand.value].byteCount > 0 {
                    let value = values[operand.value]
                    guard place[operand.value] < 0, case .arena(let offset) = value.place else {
                        continue
                    }
                    place[operand.value] = lifetimes.count
                    lifetimes.append(
                        Lifetime(
                            byteCount: value.byteCount, offset: offset, node: step.node,
                            first: number, last: number))
                }
                for operand in [step.reads, step.writes].joined() where place[operand.value] >= 0 {
                    lifetimes[place[operand.value]].last = number
                }
            }
        }
        self.lifetimes = lifetimes
    }

    /// The step during which most is in use, the first of several; nil where there are no steps.
    package var peakStep: Int? { used.indices.max { used[$0] < used[$1] } }

    /// The most that is in use during a step, in bytes.
    package var peakByteCount: Int { used.max() ?? 0 }

    /// The largest tensors that live during the step that needs most, each in words: its bytes, what it
    /// is, the module that recorded it, and the user's line where that was noted.
    package func largest(_ count: Int, of graph: Graph) -> [(byteCount: Int, text: String)] {
        guard let peak = peakStep else { return [] }
        // Of two values in one place the later one took over the earlier one's memory.
        var byPlace: [Int: Lifetime] = [:]
        for lifetime in lifetimes where lifetime.first <= peak && peak <= lifetime.last {
            byPlace[lifetime.offset] = lifetime
        }
        return byPlace.values.sorted { ($1.byteCount, $0.first) < ($0.byteCount, $1.first) }
            .prefix(count).map { ($0.byteCount, graph.nodes[$0.node].origin) }
    }
}

extension Graph.Node {
    /// What it is, the module that recorded it, and the user's line where that was noted.
    var origin: String {
        let scope = scope.isEmpty ? "" : ", \(scope)"
        return "\(primitive.name) \(spec)\(scope)\(site.map { ", at \($0.line)" } ?? "")"
    }
}
