import LaminaGraph

extension Conditional {
    /// One branch for all lanes where they share the condition; else both, and the results selected.
    func batched(_ x: [BatchedOperand], lanes: Int) -> [Tensor] {
        let operands = Array(x.dropFirst())
        func branch(_ graph: Graph) -> [Tensor] { graph.batched(operands, lanes: lanes) }
        guard x[0].isBatched else {
            return cond(x[0].tensor) {
                branch(then)
            } else: {
                branch(otherwise)
            }
        }
        return selected(x[0].tensor, branch(then), branch(otherwise))
    }
}

extension Scan {
    func batched(_ x: [BatchedOperand], lanes: Int) -> [Tensor] {
        let sequences = x.dropFirst(carryCount).prefix(sequenceCount)
        let constants = Array(x.dropFirst(carryCount + sequenceCount))
        // The loop runs over positions, so lanes go behind them.
        let over = sequences.map { $0.isBatched ? $0.tensor.swappingFirstAxes() : $0.tensor }
        let isLaned = sequences.map(\.isBatched)
        let initial = x.prefix(carryCount).map { $0.lanes(lanes) }
        let (carry, results) = scan(initial, over: over, isReversed: isReversed) {
            carry, elements in
            let operands =
                carry.map { BatchedOperand(tensor: $0, isBatched: true) }
                + zip(elements, isLaned).map { BatchedOperand(tensor: $0, isBatched: $1) }
                + constants
            let outputs = body.batched(operands, lanes: lanes)
            return (
                Array(outputs.prefix(carryCount)),
                Array(outputs.dropFirst(carryCount)) + (keepsCarries ? carry : [])
            )
        }
        return carry + results.map { $0.swappingFirstAxes() }
    }
}

extension WhileLoop {
    /// Runs until the last lane is done; a lane that is done keeps its state.
    func batched(_ x: [BatchedOperand], lanes: Int) -> [Tensor] {
        let constants = Array(x.dropFirst(carryCount))
        let initial = x.prefix(carryCount).map { $0.lanes(lanes) }
        func operands(_ state: [Tensor]) -> [BatchedOperand] {
            state.map { BatchedOperand(tensor: $0, isBatched: true) } + constants
        }
        return whileLoop(initial, maxSteps: maxSteps) { state in
            condition.batched(operands(state), lanes: lanes)[0].any()
        } do: { state in
            let goesOn = condition.batched(operands(state), lanes: lanes)[0]
            return selected(goesOn, body.batched(operands(state), lanes: lanes), state)
        }
    }
}

/// For each lane the elements of `a` where the lane's condition holds, else those of `b`.
private func selected(_ condition: Tensor, _ a: [Tensor], _ b: [Tensor]) -> [Tensor] {
    zip(a, b).map { a, b in
        let ones = [Int](repeating: 1, count: a.rank - 1)
        return select(condition.reshaped(Shape([condition.shape[0]] + ones)), a, b)
    }
}

extension Tensor {
    fileprivate func swappingFirstAxes() -> Tensor {
        transposed([1, 0] + Array(2..<Swift.max(rank, 2)))
    }
}
