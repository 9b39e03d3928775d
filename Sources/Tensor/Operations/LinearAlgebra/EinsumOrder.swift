import LaminaGraph

/// In which order the operands of a product are multiplied, two at a time.
///
/// Of up to eight operands the order with the fewest multiplications, found by going through all
/// subsets; of more, each time the pair whose product is smallest beside its factors.
struct EinsumOrder {
    /// Places in the list of operands; the two are taken out and their product comes to the end.
    private(set) var pairs: [(Int, Int)] = []

    private static let limitOfSearch = 8

    init(_ operands: [[Int: Int]], output: Set<Int>) {
        if operands.count == 2 {
            pairs = [(0, 1)]
        } else if operands.count <= Self.limitOfSearch {
            search(operands, output)
        } else {
            greedy(operands, output)
        }
    }

    private mutating func search(_ operands: [[Int: Int]], _ output: Set<Int>) {
        let all = 1 << operands.count
        func members(_ set: Int) -> [Int] { operands.indices.filter { set >> $0 & 1 == 1 } }
        /// What the product of the subset still has axes for.
        let results = (0..<all).map { set in
            let outside = members(all - 1 - set).reduce(into: output) {
                $0.formUnion(operands[$1].keys)
            }
            return members(set).reduce(into: [:]) { sizes, operand in
                sizes.merge(operands[operand]) { first, _ in first }
            }.filter { outside.contains($0.key) }
        }
        var cost = [Double](repeating: .infinity, count: all)
        var split = [Int](repeating: 0, count: all)
        for operand in operands.indices { cost[1 << operand] = 0 }
        for set in 1..<all where set.nonzeroBitCount > 1 {
            var part = (set - 1) & set
            while part > 0 {
                let rest = set - part
                if part > rest {
                    let total =
                        cost[part] + cost[rest] + Self.volume(results[part], results[rest])
                    if total < cost[set] { (cost[set], split[set]) = (total, part) }
                }
                part = (part - 1) & set
            }
        }
        // The splits, from the whole downwards, then performed from the smallest upwards.
        var (open, found): ([Int], [(Int, Int)]) = ([all - 1], [])
        while let set = open.popLast() {
            guard set.nonzeroBitCount > 1 else { continue }
            found.append((split[set], set - split[set]))
            open += [split[set], set - split[set]]
        }
        var list = operands.indices.map { 1 << $0 }
        for (a, b) in found.reversed() {
            guard let i = list.firstIndex(of: a), let j = list.firstIndex(of: b) else { continue }
            pairs.append((i, j))
            list.removeAll { $0 == a || $0 == b }
            list.append(a | b)
        }
    }

    private mutating func greedy(_ operands: [[Int: Int]], _ output: Set<Int>) {
        var list = operands
        var readers: [Int: Int] = [:]
        for label in operands.flatMap(\.keys) { readers[label, default: 0] += 1 }
        while list.count > 1 {
            var best: (gain: Double, i: Int, j: Int, result: [Int: Int])?
            for j in list.indices {
                for i in 0..<j {
                    let result = list[i].merging(list[j]) { first, _ in first }.filter { label, _ in
                        let own = (list[i][label] == nil ? 0 : 1) + (list[j][label] == nil ? 0 : 1)
                        return output.contains(label) || (readers[label] ?? 0) > own
                    }
                    let gain =
                        Self.volume(result, [:]) - Self.volume(list[i], [:])
                        - Self.volume(list[j], [:])
                    if best.map({ gain < $0.gain }) ?? true { best = (gain, i, j, result) }
                }
            }
            guard let best else { return }
            pairs.append((best.i, best.j))
            for label in [list[best.i].keys, list[best.j].keys].joined() {
                readers[label, default: 0] -= 1
            }
            for label in best.result.keys { readers[label, default: 0] += 1 }
            list.remove(at: best.j)
            list.remove(at: best.i)
            list.append(best.result)
        }
    }

    /// How many combinations of indices two terms have together.
    private static func volume(_ a: [Int: Int], _ b: [Int: Int]) -> Double {
        a.merging(b) { first, _ in first }.values.reduce(1.0) { $0 * Double($1) }
    }
}
