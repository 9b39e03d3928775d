extension Graph {
    /// Drops the results of scans that nobody reads: the carries kept for a derivative that was not
    /// asked for, sequences of which only the last element counts.
    package func removingUnusedResults() -> Graph {
        var read: [Int: Set<Int>] = [:]
        for node in nodes {
            guard case .result(let number, _) = node.primitive else { continue }
            read[node.inputs[0], default: []].insert(number)
        }
        /// By the scan's place in the result: the new numbers of its results.
        var renumbered: [Int: [Int: Int]] = [:]
        var number = -1
        return rewritten { result, node in
            number += 1
            switch node.primitive {
            case .scan(let scan):
                guard let used = read[number],
                    let (leaner, places) = scan.keeping(results: used)
                else { return result.append(node) }
                // Without carries the first result may be another one than before.
                let operands = node.inputs.map { result.nodes[$0].spec }
                let spec = orTrap { () throws(OpError) in
                    try Primitive.scan(leaner).spec(of: operands)
                }
                let place = result.append(
                    Node(.scan(leaner), node.inputs, spec, scope: node.scope, site: node.site))
                renumbered[place] = places
                return place
            case .result(let own, let spec):
                guard let places = renumbered[node.inputs[0]], let new = places[own] else {
                    return result.append(node)
                }
                // A scan left with one result is read directly.
                return places.count == 1
                    ? node.inputs[0]
                    : result.append(
                        Node(
                            .result(new, spec), node.inputs, spec, scope: node.scope,
                            site: node.site))
            default: return result.append(node)
            }
        }
    }
}

extension Scan {
    /// The scan without the results that are not in the set, and the places of those left; nil if all
    /// are used. The carries stay, as the steps need them.
    fileprivate func keeping(results used: Set<Int>) -> (Scan, [Int: Int])? {
        let count = body.outputs.count
        let keeps = keepsCarries && (0..<carryCount).contains { used.contains(count + $0) }
        let sequences = (carryCount..<count).filter(used.contains)
        guard keeps != keepsCarries || sequences.count < count - carryCount else { return nil }
        var leaner = body
        leaner.outputs = body.outputs.prefix(carryCount) + sequences.map { body.outputs[$0] }
        var places = Dictionary(uniqueKeysWithValues: (0..<carryCount).map { ($0, $0) })
        for (index, sequence) in sequences.enumerated() { places[sequence] = carryCount + index }
        if keeps {
            for carry in 0..<carryCount {
                places[count + carry] = leaner.outputs.count + carry
            }
        }
        // Without carries and with no sequence left there would be no result at all.
        guard !places.isEmpty else { return nil }
        return (
            Scan(
                body: leaner.removingDeadCode(), length: length, carryCount: carryCount,
                sequenceCount: sequenceCount, isReversed: isReversed, keepsCarries: keeps), places
        )
    }
}
