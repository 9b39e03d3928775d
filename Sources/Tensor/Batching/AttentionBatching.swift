import LaminaGraph

extension Composite {
    /// The composite's results for all lanes, lanes in front: its body's, except that lanes of
    /// attention are more examples of one batch, which the kernel takes.
    func batched(_ x: [BatchedOperand], lanes: Int) -> [Tensor] {
        guard known == .attention || known == .attentionGradient else {
            return body.batched(x, lanes: lanes)
        }
        let settings = AttentionSettings(attributes)
        // The bits of dropout go by the place in the batch: each lane has its own from the start.
        guard settings.dropout == 0 else { return body.batched(x, lanes: lanes) }
        let batch = x[0].laneShape[0]
        let operands = x.indices.map { number in
            number == 3 && settings.mask != .none
                ? x[3].mergedMask(lanes, batch: batch) : x[number].merged(lanes)
        }
        let results =
            known == .attention
            ? attention(operands, settings) : attentionGradient(operands, settings)
        return results.map { $0.reshaped(Shape([lanes, batch] + $0.shape.dropFirst())) }
    }
}

extension BatchedOperand {
    /// A mask `[batch or 1, …]` for the examples of all lanes; one for all of them stays as it is.
    fileprivate func mergedMask(_ count: Int, batch: Int) -> Tensor {
        if !isBatched, laneShape[0] == 1 { return tensor }
        let rest = laneShape.dropFirst()
        let full = lanes(count).broadcast(to: Shape([count, batch] + rest))
        return full.reshaped(Shape([count * batch] + rest))
    }
}
