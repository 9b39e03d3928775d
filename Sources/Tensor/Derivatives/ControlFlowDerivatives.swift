import LaminaGraph

extension Conditional {
    /// The chosen branch's derivative, in a branch of its own.
    func pullback(
        _ x: [Tensor], gradients g: [Tensor?], results: [Tensor], needed: [Bool]
    ) -> [Tensor?] {
        let operands = Array(x.dropFirst())
        let reached = g.indices.filter { g[$0] != nil }
        let wanted = operands.indices.filter { needed[$0 + 1] }
        func gradients(_ branch: Graph) -> [Tensor] {
            let points = operands.map { $0.marked() }
            let outputs = Tensor.replay(branch, points)
            let found = LaminaTensor.pullback(
                of: reached.compactMap { index in g[index].map { (outputs[index], $0) } },
                to: wanted.map { points[$0] })
            return zip(wanted, found).map {
                $1 ?? .zeros(operands[$0].shape, dtype: operands[$0].dtype)
            }
        }
        let found = cond(x[0]) {
            gradients(then)
        } else: {
            gradients(otherwise)
        }
        var parts = [Tensor?](repeating: nil, count: x.count)
        for (place, part) in zip(wanted, found) { parts[place + 1] = part }
        return parts
    }

    func pushforward(_ x: [Tensor], tangents t: [Tensor?]) -> [Tensor?] {
        let operands = Array(x.dropFirst())
        func tangents(_ branch: Graph) -> [Tensor] {
            let points = operands.map { $0.marked() }
            let outputs = Tensor.replay(branch, points)
            let found = LaminaTensor.pushforward(
                of: outputs, from: points, along: Array(t.dropFirst()))
            return filled(found, like: outputs)
        }
        return cond(x[0]) {
            tangents(then)
        } else: {
            tangents(otherwise)
        }
    }
}

extension Scan {
    /// A scan the other way, which carries the gradient of the carry and adds up those of what every
    /// step reads; see ``StepProducts`` for those that are products. Each step is computed again from the
    /// carry it began with.
    func pullback(
        _ x: [Tensor], results: [Tensor], gradients g: [Tensor?], needed: [Bool]
    ) -> [Tensor?] {
        let resultCount = body.outputs.count - carryCount
        let begun = keepsCarries ? results.suffix(carryCount) : keptCarries(x)[...]
        let sequences = x.dropFirst(carryCount).prefix(sequenceCount)
        let constants = Array(x.dropFirst(carryCount + sequenceCount))
        let smoothCarries = (0..<carryCount).filter { x[$0].dtype.isDifferentiable }
        let wantedSequences = sequences.indices.filter { needed[$0] }
        let wantedConstants = constants.indices.filter {
            needed[$0 + carryCount + sequenceCount]
        }
        let smoothResults = (0..<resultCount).filter {
            results[carryCount + $0].dtype.isDifferentiable
        }
        let read = Array(begun) + Array(sequences)
        func step(
            _ read: [Tensor], _ ofCarries: [Tensor], _ ofResults: [Tensor]
        ) -> (points: [Tensor], gradients: [[Tensor]]) {
            let points = (read + constants).map { $0.marked() }
            let outputs = Tensor.replay(body, points)
            let reached =
                zip(smoothCarries, ofCarries).map { (outputs[$0], $1) }
                + zip(smoothResults, ofResults).map { (outputs[carryCount + $0], $1) }
            let wanted = [
                smoothCarries, wantedSequences.map { $0 },
                wantedConstants.map { $0 + carryCount + sequenceCount },
            ].map { $0.map { points[$0] } }
            var found = LaminaTensor.pullback(of: reached, to: Array(wanted.joined()))[...]
            return (
                points,
                wanted.map { targets in
                    defer { found = found.dropFirst(targets.count) }
                    return filled(Array(found.prefix(targets.count)), like: targets)
                }
            )
        }
        var products = StepProducts(reading: read)
        let like = { (x: Tensor) in
            Tensor.placeholder(TensorSpec(Shape(x.shape.dropFirst()), x.dtype))
        }
        let tried = step(
            read.map(like), smoothCarries.map { Tensor.placeholder(results[$0].spec) },
            smoothResults.map { like(results[carryCount + $0]) })
        products.choose(among: tried.gradients[2], elementGradients: tried.gradients[1], length)
        let initial = [
            smoothCarries.map { gradient(g[$0], like: results[$0]) },
            products.others(wantedConstants).map { zeros(like: constants[$0]) },
        ]
        let over = [
            read,
            smoothResults.map {
                gradient(g[carryCount + $0], like: results[carryCount + $0])
            },
            // A second derivative comes back through the carries that the first one read.
            smoothCarries.map { place in
                gradient(
                    keepsCarries ? g[body.outputs.count + place] : nil,
                    like: begun[begun.startIndex + place])
            },
        ]
        let (carry, stacked) = scan(initial, over: over, isReversed: !isReversed) {
            carry, elements in
            let (points, found) = step(elements[0], carry[0], elements[1])
            let carries = zip(found[0], elements[2]).map { $0 + $1 }
            let sums = zip(carry[1], products.others(found[2])).map { $0 + $1 }
            return (
                [carries, sums], [found[1], products.operands(found[2], found[1], points)]
            )
        }
        var parts = [Tensor?](repeating: nil, count: x.count)
        for (place, part) in zip(smoothCarries, carry[0]) { parts[place] = part }
        for (place, part) in zip(wantedSequences, stacked[0]) { parts[place] = part }
        let ofConstants = products.merged(carry[1], elementGradients: stacked[0], stacked[1])
        for (place, part) in zip(wantedConstants, ofConstants) {
            parts[place + carryCount + sequenceCount] = part
        }
        return parts
    }

    /// The carries that the steps begin with, of a scan that did not keep them.
    private func keptCarries(_ x: [Tensor]) -> [Tensor] {
        let keeping = Scan(
            body: body, length: length, carryCount: carryCount, sequenceCount: sequenceCount,
            isReversed: isReversed, keepsCarries: true)
        return Array(Tensor.recordAll(.scan(keeping), x).suffix(carryCount))
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

extension WhileLoop {
    /// The derivative of a scan over `maxSteps` steps, of which those after the end do nothing.
    func pullback(_ x: [Tensor], gradients g: [Tensor?], needed: [Bool]) -> [Tensor?] {
        let steps = operation(
            { () throws(OpError) -> Int in
                guard let maxSteps else {
                    throw OpError(
                        op: "whileLoop",
                        problem: "a loop without a limit has no reverse derivative",
                        operands: ["state": "\(x.prefix(carryCount).map(\.spec))"],
                        fix: "pass maxSteps:, or differentiate with jvp")
                }
                return maxSteps
            }, standIn: { _ in 0 })
        let points = x.map { $0.marked() }
        let constants = Array(points.dropFirst(carryCount))
        let counter = Tensor.iota([steps])
        let (last, _) = scan(Array(points.prefix(carryCount)), over: counter) { state, _ in
            let goesOn = Tensor.replay(condition, state + constants)[0]
            let next = cond(goesOn) {
                Tensor.replay(body, state + constants)
            } else: {
                state
            }
            return (next, [Tensor]())
        }
        let reached = zip(last, g).compactMap { result, gradient in
            gradient.map { (result, $0) }
        }
        return LaminaTensor.pullback(of: reached, to: points)
    }

    /// One loop over values and tangents side by side.
    func pushforward(_ x: [Tensor], tangents t: [Tensor?]) -> [Tensor?] {
        let constants = Array(x.dropFirst(carryCount))
        let smooth = (0..<carryCount).filter { x[$0].dtype.isDifferentiable }
        let initial = [
            Array(x.prefix(carryCount)), smooth.map { gradient(t[$0], like: x[$0]) },
        ]
        let last = whileLoop(initial, maxSteps: maxSteps) { state in
            Tensor.replay(condition, state[0] + constants)[0]
        } do: { state in
            let points = (state[0] + constants).map { $0.marked() }
            let outputs = Tensor.replay(body, points)
            var along = [Tensor?](repeating: nil, count: carryCount)
            for (place, tangent) in zip(smooth, state[1]) { along[place] = tangent }
            let found = filled(
                LaminaTensor.pushforward(
                    of: outputs, from: points, along: along + t.dropFirst(carryCount)),
                like: outputs)
            return [outputs, smooth.map { found[$0] }]
        }
        var tangents = [Tensor?](repeating: nil, count: carryCount)
        for (place, tangent) in zip(smooth, last[1]) { tangents[place] = tangent }
        return tangents
    }
}

private func zeros(like x: Tensor) -> Tensor { .zeros(x.shape, dtype: x.dtype) }

/// The gradient or tangent of `x`, zero where there is none.
private func gradient(_ g: Tensor?, like x: Tensor) -> Tensor { g ?? zeros(like: x) }

private func filled(_ parts: [Tensor?], like x: [Tensor]) -> [Tensor] {
    zip(parts, x).map { gradient($0, like: $1) }
}
