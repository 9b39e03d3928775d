extension Graph {
    /// Makes one movement of two in a row: a reshape, transpose, broadcast, slice or reversal of the
    /// same, and a slice that lies inside one part of a concatenation or inside what was padded.
    package func mergingMovements() -> Graph {
        rewritten { result, node in result.appendMerged(node) }
    }

    /// Adds the node in its merged form, and gives the number of what yields its value.
    private mutating func appendMerged(_ node: Node) -> Int {
        var node = node
        // The operand was merged already, but a slice may go through a concatenation of slices.
        while let merged = merged(node) {
            node = merged
            if nodes[node.inputs[0]].spec == node.spec, node.primitive.keepsOrder {
                return node.inputs[0]
            }
        }
        return append(node)
    }

    /// The movement of the operand's operand that does the work of both; nil if there is none.
    private func merged(_ node: Node) -> Node? {
        guard let first = node.inputs.first else { return nil }
        let operand = nodes[first]
        switch (node.primitive, operand.primitive) {
        case (.reshape, .reshape): return node.moving(operand.inputs[0], node.primitive)
        case (.transpose(let axes), .transpose(let inner)):
            return node.moving(
                operand.inputs[0], .transpose(InlineInts(axes.map { inner[$0] })))
        case (.broadcast(let shape, let axes), .broadcast(_, let inner)):
            return node.moving(
                operand.inputs[0], .broadcast(shape, axes: InlineInts(inner.map { axes[$0] })))
        case (.reverse(let axes), .reverse(let inner)):
            let once = node.spec.shape.indices.filter { axes.contains($0) != inner.contains($0) }
            return node.moving(operand.inputs[0], .reverse(axes: InlineInts(once)))
        case (.slice(let starts, _, let strides), _) where !node.spec.shape.contains(0):
            return sliceOfMovement(node, operand, Slice(node.spec.shape, starts, strides))
        default: return nil
        }
    }

    private func sliceOfMovement(_ node: Node, _ operand: Node, _ slice: Slice) -> Node? {
        switch operand.primitive {
        case .slice(let starts, _, let strides):
            var joined = slice
            for axis in starts.indices {
                joined.starts[axis] = starts[axis] + slice.starts[axis] * strides[axis]
                joined.strides[axis] = slice.strides[axis] * strides[axis]
            }
            return node.moving(operand.inputs[0], joined.primitive)
        case .concatenate(let axis):
            var begin = 0
            for part in operand.inputs {
                let end = begin + nodes[part].spec.shape[axis]
                if slice.starts[axis] >= begin, slice.lasts[axis] < end {
                    var inside = slice
                    inside.starts[axis] -= begin
                    return node.moving(part, inside.primitive)
                }
                begin = end
            }
            return nil
        case .pad(let low, _, _):
            let inner = nodes[operand.inputs[0]].spec.shape
            var inside = slice
            for axis in inner.indices {
                inside.starts[axis] -= low[axis]
                guard inside.starts[axis] >= 0, inside.lasts[axis] < inner[axis] else { return nil }
            }
            return node.moving(operand.inputs[0], inside.primitive)
        default: return nil
        }
    }
}

/// A slice with at least one element along each axis.
private struct Slice {
    let shape: Shape
    var starts, strides: InlineInts

    init(_ shape: Shape, _ starts: InlineInts, _ strides: InlineInts) {
        (self.shape, self.starts, self.strides) = (shape, starts, strides)
    }

    /// The last index that is read along each axis.
    var lasts: InlineInts {
        InlineInts(shape.indices.map { starts[$0] + (shape[$0] - 1) * strides[$0] })
    }

    var primitive: Primitive {
        .slice(starts: starts, limits: InlineInts(lasts.map { $0 + 1 }), strides: strides)
    }
}

extension Graph.Node {
    /// The node's result from another operand by another movement.
    fileprivate func moving(_ operand: Int, _ primitive: Primitive) -> Graph.Node {
        var node = self
        (node.inputs, node.primitive) = ([operand], primitive)
        return node
    }
}

extension Primitive {
    /// Whether a movement to the operand's own spec yields the operand.
    fileprivate var keepsOrder: Bool {
        switch self {
        case .transpose(let axes): axes.elementsEqual(axes.indices)
        case .reverse(let axes): axes.isEmpty
        default: true
        }
    }
}
