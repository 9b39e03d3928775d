import LaminaGraph
import LaminaTensor

// ONNX keeps pictures as [batch, channels, height, width], Lamina as [batch, height, width,
// channels]. An operator that works on positions turns its operand round and its result back; of
// two such turns that meet, neither is recorded, and element-wise operators let a turn pass. So a
// network of convolutions is turned once where it begins and once where it ends.

extension Tensor {
    /// `[batch, channels, …]` as `[batch, …, channels]`.
    var channelsLast: Tensor {
        if let source = channelsLastSource { return source }
        guard rank > 2 else { return self }
        return transposed([0] + Array(2..<rank) + [1])
    }

    /// `[batch, …, channels]` as `[batch, channels, …]`.
    var channelsFirst: Tensor {
        guard rank > 2 else { return self }
        return transposed([0, rank - 1] + Array(1..<rank - 1))
    }

    /// What this tensor is recorded as the channels-first view of.
    private var channelsLastSource: Tensor? {
        guard rank > 2, case .transpose(let axes) = node.primitive,
            Array(axes) == [0, rank - 1] + Array(1..<rank - 1), let source = node.inputs.first
        else { return nil }
        return Tensor(node: source)
    }

    /// An element-wise function of the tensor, behind the turn it may be recorded with.
    func elementwise(_ function: (Tensor) -> Tensor) -> Tensor {
        channelsLastSource.map { function($0).channelsFirst } ?? function(self)
    }

    /// An element-wise function of two tensors that broadcast, behind the turns they may be recorded
    /// with.
    static func elementwise(
        _ a: Tensor, _ b: Tensor, _ function: (Tensor, Tensor) -> Tensor
    ) -> Tensor {
        let rank = Swift.max(a.rank, b.rank)
        guard [a, b].contains(where: { $0.rank == rank && $0.channelsLastSource != nil }) else {
            return function(a, b)
        }
        return function(a.turned(rank), b.turned(rank)).channelsFirst
    }

    /// The tensor as an operand of a channels-last result of this rank.
    private func turned(_ rank: Int) -> Tensor {
        shape.elementCount == 1 && self.rank == 0
            ? self
            : (self.rank == rank ? self : reshaped(Shape(ones(rank - self.rank) + shape)))
                .channelsLast
    }

    private func ones(_ count: Int) -> [Int] { Array(repeating: 1, count: count) }
}
