public import LaminaGraph

extension Tensor {
    /// The tensor repeated to a larger shape: sizes agree from the last axis, or are 1.
    ///
    /// Nothing is copied. NumPy: `broadcast_to`; PyTorch: `expand`.
    /// - Gradient: the sum over the copies.
    public func broadcast(to shape: Shape) -> Tensor {
        operation { () throws(OpError) in
            if shape == self.shape { return self }
            let offset = shape.rank - rank
            guard offset >= 0 else {
                throw OpError(
                    op: "broadcast", problem: "\(self.shape) has more axes than \(shape)",
                    operands: ["x": "\(spec)"],
                    fix: "reduce the axes that are too many, or give a shape of rank \(rank)")
            }
            let pairs = zip(self.shape, shape.dropFirst(offset)).enumerated()
            if let (axis, sizes) = pairs.first(where: { $1.0 != $1.1 && $1.0 != 1 }) {
                throw OpError(
                    op: "broadcast",
                    problem: "\(self.shape) does not broadcast to \(shape); "
                        + "axis \(axis - rank): \(sizes.0) and \(sizes.1)",
                    operands: ["x": "\(spec)"], fix: "sizes must agree from the last axis, or be 1")
            }
            let axes = InlineInts(self.shape.indices.map { $0 + offset })
            return .record(.broadcast(shape, axes: axes), self)
        }
    }
}

/// Tensors repeated to the one shape that all of them broadcast to.
///
/// NumPy: `broadcast_arrays`; PyTorch: `broadcast_tensors`.
public func broadcastTogether(_ tensors: [Tensor]) -> [Tensor] {
    operation(count: tensors.count) { () throws(OpError) in
        var shape: Shape = []
        for tensor in tensors {
            shape = try Shape.broadcast(shape, tensor.shape, op: "broadcastTogether")
        }
        return tensors.map { $0.broadcast(to: shape) }
    }
}
