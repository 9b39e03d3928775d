import LaminaGraph
import LaminaTensor

/// The multiply-adds below some traced results, by the path of the module that recorded them.
func multiplyAddsByPath(_ results: [Tensor]) -> [String: Int] {
    var counts: [String: Int] = [:]
    var seen: Set<ObjectIdentifier> = []
    var pending = results.map(\.node)
    while let node = pending.popLast() {
        guard seen.insert(ObjectIdentifier(node)).inserted else { continue }
        let inputs = node.inputs
        let count = node.primitive.multiplyAdds(of: inputs.map(\.spec), output: node.spec)
        if count > 0 { counts[node.scope, default: 0] += count }
        pending.append(contentsOf: inputs)
    }
    return counts
}
