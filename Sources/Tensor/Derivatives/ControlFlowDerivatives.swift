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

/// Zeros of the shape and type of `x`.
func zeros(like x: Tensor) -> Tensor { .zeros(x.shape, dtype: x.dtype) }

/// The gradient or tangent of `x`, zero where there is none.
func gradient(_ g: Tensor?, like x: Tensor) -> Tensor { g ?? zeros(like: x) }

/// The gradients or tangents of `x`, zeros where there are none.
func filled(_ parts: [Tensor?], like x: [Tensor]) -> [Tensor] {
    zip(parts, x).map { gradient($0, like: $1) }
}
