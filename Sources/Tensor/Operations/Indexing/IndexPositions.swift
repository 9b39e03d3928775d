import LaminaGraph

/// Positions on some neighbouring axes taken as one, such as an index tensor or a mask gives.
enum IndexPositions {
    /// Known in Swift, inside the axes, counted from the front.
    case positions([Int])
    /// Known when the tensor is computed; negative ones count from the end.
    case tensor(Tensor)

    /// Where a mask is true: on its axes taken as one.
    init(mask: Tensor, axis: Int, of x: TensorSpec, op: String) throws(OpError) {
        let covered = Shape(x.shape[axis..<axis + mask.rank])
        guard mask.shape == covered, mask.rank > 0 else {
            throw OpError(
                op: op,
                problem: mask.rank == 0
                    ? "a mask of rank 0 covers no axis"
                    : "a mask of shape \(mask.shape) does not cover axes of \(covered)",
                operands: ["x": "\(x)", "mask": "\(mask.spec)"],
                fix: "make the mask's shape equal to that of the axes it covers")
        }
        guard mask.hasKnownValue else {
            throw OpError(
                op: op,
                problem: "the result's shape depends on the mask's values, which a traced "
                    + "function does not know",
                operands: ["x": "\(x)", "mask": "\(mask.spec)"],
                fix: "keep the shape with select(mask, x, 0), or compute the mask outside")
        }
        let flags = mask.array(as: Bool.self)
        self = .positions(flags.indices.filter { flags[$0] })
    }

    var shape: Shape {
        switch self {
        case .positions(let list): [list.count]
        case .tensor(let index): index.shape
        }
    }

    /// As int32 counted from the front; -1 where a tensor points outside an axis of this size.
    func resolved(size: Int) -> Tensor {
        switch self {
        case .positions(let list): return Tensor(list.map(Int32.init(truncatingIfNeeded:)))
        case .tensor(let index):
            let raw = index.asType(.int32)
            let place = select(Tensor.compare(.less, raw, .whole(0)), raw + size, raw)
            // A place below 0 stays below 0.
            return select(
                Tensor.compare(.less, place, .whole(size)), maximum(place, .whole(-1)), .whole(-1))
        }
    }
}

extension Tensor {
    /// A whole number beside positions. As a float32, which numbers beside integers become where
    /// they may have fractions, it would lose the last bits of large positions.
    static func whole(_ number: Int) -> Tensor { .constant(Double(number), .int32) }

    /// Whether the value can be computed now: no traced input without a value is below it.
    var hasKnownValue: Bool {
        var seen: Set<ObjectIdentifier> = []
        var pending = [node]
        while let node = pending.popLast() {
            guard node.value == nil, seen.insert(ObjectIdentifier(node)).inserted else { continue }
            if case .parameter = node.primitive { return false }
            pending.append(contentsOf: node.inputs)
        }
        return true
    }
}
