import LaminaGraph

/// What the elements that padding adds are copies of.
public enum PaddingMode: Hashable, Sendable {
    /// The nearest element: `a a | a b c | c c`.
    case edge
    /// The elements mirrored at the last one, which is not repeated: `c b | a b c | b a`.
    case reflect
    /// The elements mirrored behind the last one: `b a | a b c | c b`.
    case symmetric
    /// The elements from the other end: `b c | a b c | a b`.
    case wrap
}

extension Tensor {
    /// The tensor grown by `low[i]` elements before and `high[i]` after, on axis `i`.
    ///
    /// NumPy, PyTorch: `pad`.
    public func padded(low: [Int], high: [Int], value: Double = 0) -> Tensor {
        operation { () throws(OpError) in
            try requireSides(low, high)
            if low.allSatisfy({ $0 == 0 }), high.allSatisfy({ $0 == 0 }) { return self }
            return .record(
                .pad(low: InlineInts(low), high: InlineInts(high), value: value), self)
        }
    }

    /// The tensor grown by copies of its own elements, `low[i]` before and `high[i]` after on axis
    /// `i`.
    ///
    /// Reflections go to and fro where more elements are asked for than there are, as in NumPy.
    ///
    /// ```swift
    /// Tensor([1, 2, 3]).padded(low: [2], high: [1], mode: .reflect).array()  // [3, 2, 1, 2, 3, 2]
    /// ```
    ///
    /// NumPy: `pad`; PyTorch's `replicate` is `.edge`, and its `circular` `.wrap`.
    /// - Gradient: the sum over the copies.
    public func padded(low: [Int], high: [Int], mode: PaddingMode) -> Tensor {
        operation { () throws(OpError) in
            try requireSides(low, high)
            for axis in shape.indices where shape[axis] == 0 && low[axis] + high[axis] > 0 {
                throw OpError(
                    op: "padded", problem: "axis \(axis) is empty, so nothing can be copied",
                    operands: ["x": "\(spec)"], fix: "pad with a value instead of a mode")
            }
            return shape.indices.reduce(self) { x, axis in
                let sources = (-low[axis]..<shape[axis] + high[axis]).map {
                    mode.source(of: $0, size: shape[axis])
                }
                return x.assembled(from: sources, axis: axis)
            }
        }
    }

    private func requireSides(_ low: [Int], _ high: [Int]) throws(OpError) {
        guard low.count == rank, high.count == rank else {
            throw OpError(
                op: "padded",
                problem: "\(low.count) sizes before and \(high.count) after for rank \(rank)",
                operands: ["x": "\(spec)"], fix: "give \(rank) sizes in low: and in high:")
        }
        guard low.allSatisfy({ $0 >= 0 }), high.allSatisfy({ $0 >= 0 }) else {
            throw OpError(
                op: "padded", problem: "\(low) and \(high) have a negative size",
                operands: ["x": "\(spec)"], fix: "cut with a subscript or slice(_:axis:) instead")
        }
    }

    /// The listed positions along an axis one after the other, joined from as few slices as there are
    /// runs of rising, falling or equal positions.
    private func assembled(from positions: [Int], axis: Int) -> Tensor {
        var (pieces, start) = ([Tensor](), 0)
        while start < positions.count {
            let step = start + 1 < positions.count ? positions[start + 1] - positions[start] : 1
            var end = start + 1
            if (-1...1).contains(step) {
                while end < positions.count, positions[end] - positions[end - 1] == step {
                    end += 1
                }
            }
            let (first, last) = (positions[start], positions[end - 1])
            let run = slice(Swift.min(first, last)..<Swift.max(first, last) + 1, axis: axis)
            switch step {
            case -1 where end - start > 1: pieces.append(run.flipped(axis: axis))
            case 0: pieces.append(run.repeated(end - start, axis: axis))
            default: pieces.append(run)
            }
            start = end
        }
        return pieces.count == 1 ? pieces[0] : concatenated(pieces, axis: axis)
    }
}

extension PaddingMode {
    /// The position in `0..<size` whose element stands at a position before, in or behind it.
    fileprivate func source(of position: Int, size: Int) -> Int {
        func wrapped(_ period: Int) -> Int { ((position % period) + period) % period }
        switch self {
        case .edge: return Swift.min(Swift.max(position, 0), size - 1)
        case .wrap: return wrapped(size)
        case .symmetric:
            let place = wrapped(2 * size)
            return place < size ? place : 2 * size - 1 - place
        case .reflect:
            guard size > 1 else { return 0 }
            let place = wrapped(2 * size - 2)
            return place < size ? place : 2 * size - 2 - place
        }
    }
}
