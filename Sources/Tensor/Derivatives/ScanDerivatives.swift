import LaminaGraph

extension Scan {
    /// A scan the other way, which carries the gradient of the carry and adds up those of what every
    /// step reads; see ``StepProducts`` for those that are products. Each step is computed again from the
    /// carry it began with, but for its results, its dear values among them, which are read.
    func pullback(
        _ x: [Tensor], results: [Tensor], gradients g: [Tensor?], needed: [Bool]
    ) -> [Tensor?] {
        guard keepsCarries else {
            // Another scan, which keeps what this one did not.
            let kept = Tensor.recordAll(.scan(keeping), x)
            let none = [Tensor?](repeating: nil, count: kept.count - g.count)
            return keeping.pullback(x, results: kept, gradients: g + none, needed: needed)
        }
        let stepInputs = carryCount + sequenceCount
        let constants = Array(x.dropFirst(stepInputs))
        let smoothCarries = (0..<carryCount).filter { x[$0].dtype.isDifferentiable }
        let wantedSequences = (carryCount..<stepInputs).filter { needed[$0] }
        let wantedConstants = (stepInputs..<x.count).filter { needed[$0] }
        let reachedResults = (carryCount..<body.outputs.count).filter {
            g[$0] != nil && results[$0].dtype.isDifferentiable
        }
        // A second derivative comes back through the carries that the first one read.
        let reachedCarries = smoothCarries.filter { g[body.outputs.count + $0] != nil }
        let known = knownResults
        let read = Array(
            results.suffix(carryCount) + x[carryCount..<stepInputs] + known.map { results[$0] })

        func step(
            _ read: [Tensor], _ ofCarries: [Tensor], _ ofResults: [Tensor]
        ) -> (points: [Tensor], gradients: [[Tensor]]) {
            let inputs = (read.prefix(stepInputs) + constants).map { $0.marked() }
            let (outputs, standIns) = Tensor.replay(
                body, inputs, knowing: zip(known.map { body.outputs[$0] }, read[stepInputs...]))
            let reached =
                zip(smoothCarries, ofCarries).map { (outputs[$0], $1) }
                + zip(reachedResults, ofResults).map { (outputs[$0], $1) }
            let wanted = [smoothCarries, wantedSequences, wantedConstants].map {
                $0.map { inputs[$0] }
            }
            var found = LaminaTensor.pullback(
                of: reached, to: Array(wanted.joined()), reading: standIns)[...]
            return (
                inputs.prefix(stepInputs) + known.map { outputs[$0] },
                wanted.map { targets in
                    defer { found = found.dropFirst(targets.count) }
                    return filled(Array(found.prefix(targets.count)), like: targets)
                }
            )
        }
        // One step without values shows what the derivative reads and which of its parts are products.
        let element = { (x: Tensor) in
            Tensor.placeholder(TensorSpec(Shape(x.shape.dropFirst()), x.dtype))
        }
        let unread = read.map(element)
        let tried = step(
            unread, smoothCarries.map { Tensor.placeholder(x[$0].spec) },
            reachedResults.map { element(results[$0]) })
        let needs = Set(
            nodes(below: tried.gradients.joined().map(\.node), from: unread.first?.node.id ?? 0)
                .map(ObjectIdentifier.init))
        let places = read.indices.filter { needs.contains(ObjectIdentifier(unread[$0].node)) }
        var products = StepProducts(reading: read)
        products.choose(
            among: tried.gradients[2], elementGradients: tried.gradients[1], length,
            room: places.reduce(0) { $0 + read[$1].spec.byteCount })

        let initial = [
            smoothCarries.map { gradient(g[$0], like: results[$0]) },
            products.others(wantedConstants).map { zeros(like: x[$0]) },
        ]
        var over = [
            places.map { read[$0] }, reachedResults.compactMap { g[$0] },
            reachedCarries.compactMap { g[body.outputs.count + $0] },
        ]
        // Where the steps read nothing, the positions say how many there are.
        if over.allSatisfy(\.isEmpty) { over.append([.iota([length])]) }
        let (carry, stacked) = scan(initial, over: over, isReversed: !isReversed) {
            carry, elements in
            var own = unread
            for (place, element) in zip(places, elements[0]) { own[place] = element }
            let (points, found) = step(own, carry[0], elements[1])
            var carries = found[0]
            for (place, later) in zip(reachedCarries, elements[2]) {
                let index = smoothCarries.firstIndex(of: place) ?? 0
                carries[index] = carries[index] + later
            }
            let sums = zip(carry[1], products.others(found[2])).map { $0 + $1 }
            return (
                [carries, sums], [found[1], products.operands(found[2], found[1], points)]
            )
        }
        var parts = [Tensor?](repeating: nil, count: x.count)
        for (place, part) in zip(smoothCarries, carry[0]) { parts[place] = part }
        for (place, part) in zip(wantedSequences, stacked[0]) { parts[place] = part }
        let ofConstants = products.merged(carry[1], elementGradients: stacked[0], stacked[1])
        for (place, part) in zip(wantedConstants, ofConstants) { parts[place] = part }
        return parts
    }

    /// The scan that keeps what its derivative reads.
    private var keeping: Scan {
        Scan(
            body: body.keepingDearValues(
                carryCount: carryCount, varying: carryCount + sequenceCount),
            length: length, carryCount: carryCount, sequenceCount: sequenceCount,
            isReversed: isReversed, keepsCarries: true)
    }

    /// The results, each once, that the steps compute: on the way back they are known.
    private var knownResults: [Int] {
        var seen: Set<Int> = []
        return (carryCount..<body.outputs.count).filter {
            let node = body.outputs[$0]
            switch body.nodes[node].primitive {
            case .parameter, .constant: return false
            default: return seen.insert(node).inserted
            }
        }
    }

    /// One scan that carries values and tangents side by side.
    func pushforward(_ x: [Tensor], tangents t: [Tensor?]) -> [Tensor?] {
        let sequences = Array(x.dropFirst(carryCount).prefix(sequenceCount))
        let constants = Array(x.dropFirst(carryCount + sequenceCount))
        let smoothCarries = (0..<carryCount).filter { x[$0].dtype.isDifferentiable }
        let moving = sequences.indices.filter { t[$0 + carryCount] != nil }
        let constantTangents = Array(t.dropFirst(carryCount + sequenceCount))
        let initial = [
            Array(x.prefix(carryCount)), smoothCarries.map { gradient(t[$0], like: x[$0]) },
        ]
        let over = [sequences, moving.compactMap { t[$0 + carryCount] }]
        let smoothResults = body.outputSpecs.indices.dropFirst(carryCount).filter {
            body.outputSpecs[$0].dtype.isDifferentiable
        }
        // The tangents of kept carries are the carried ones.
        let (carry, results) = scan(initial, over: over, isReversed: isReversed) {
            carry, elements in
            let points = (carry[0] + elements[0] + constants).map { $0.marked() }
            let outputs = Tensor.replay(body, points)
            var along = [Tensor?](repeating: nil, count: carryCount + sequenceCount)
            for (place, tangent) in zip(smoothCarries, carry[1]) { along[place] = tangent }
            for (place, tangent) in zip(moving, elements[1]) { along[carryCount + place] = tangent }
            let found = filled(
                LaminaTensor.pushforward(
                    of: outputs, from: points, along: along + constantTangents), like: outputs)
            return (
                [Array(outputs.prefix(carryCount)), smoothCarries.map { found[$0] }],
                [smoothResults.map { found[$0] }, carry[1]]
            )
        }
        var tangents = [Tensor?](
            repeating: nil, count: body.outputs.count + (keepsCarries ? carryCount : 0))
        for (place, tangent) in zip(smoothCarries, carry[1]) { tangents[place] = tangent }
        for (place, tangent) in zip(smoothResults, results[0]) { tangents[place] = tangent }
        if keepsCarries {
            for (place, tangent) in zip(smoothCarries, results[1]) {
                tangents[body.outputs.count + place] = tangent
            }
        }
        return tangents
    }
}
