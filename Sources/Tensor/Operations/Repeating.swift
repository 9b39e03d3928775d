import LaminaGraph

extension Tensor {
    /// Copies of the whole tensor side by side, `counts[i]` of them along axis `i`.
    ///
    /// - Shape: size `i` is multiplied by `counts[i]`; with fewer counts than axes they belong to the
    ///   last axes, with more the tensor gets axes in front.
    ///
    /// ```swift
    /// Tensor([1, 2]).tiled([3]).array()  // [1, 2, 1, 2, 1, 2]
    /// ```
    ///
    /// NumPy, PyTorch: `tile`; PyTorch also `repeat`.
    /// - Gradient: the sum over the copies.
    public func tiled(_ counts: [Int]) -> Tensor {
        operation { () throws(OpError) in
            guard counts.allSatisfy({ $0 >= 0 }) else {
                throw OpError(
                    op: "tiled", problem: "\(counts) has a negative number of copies",
                    operands: ["x": "\(spec)"], fix: "give counts from 0 on")
            }
            let source = atLeast(rank: counts.count)
            let first = source.rank - counts.count
            return counts.enumerated().reduce(source) { x, next in
                x.copied(next.element, before: first + next.offset)
            }
        }
    }

    /// Each element `count` times in a row along one axis.
    ///
    /// ```swift
    /// Tensor([1, 2]).repeated(3, axis: 0).array()  // [1, 1, 1, 2, 2, 2]
    /// ```
    ///
    /// NumPy: `repeat`; PyTorch: `repeat_interleave`.
    /// - Gradient: the sum over the copies.
    public func repeated(_ count: Int, axis: Int) -> Tensor {
        operation { () throws(OpError) in
            let axis = try shape.resolve(axis: axis, op: "repeated")
            guard count >= 0 else {
                throw OpError(
                    op: "repeated", problem: "\(count) copies are fewer than none",
                    operands: ["x": "\(spec)"], fix: "give a count from 0 on")
            }
            return copied(count, before: axis + 1, isEach: true)
        }
    }

    /// Element `i` along one axis `counts[i]` times in a row.
    public func repeated(counts: [Int], axis: Int) -> Tensor {
        operation { () throws(OpError) in
            let axis = try shape.resolve(axis: axis, op: "repeated")
            guard counts.count == shape[axis], counts.allSatisfy({ $0 >= 0 }) else {
                throw OpError(
                    op: "repeated",
                    problem: "\(counts.count) counts for axis \(axis) of size \(shape[axis])",
                    operands: ["x": "\(spec)"],
                    fix: "give one count from 0 on for each of the \(shape[axis]) elements")
            }
            let source = counts.indices.flatMap { Array(repeating: $0, count: counts[$0]) }
            return try gathered(
                at: .positions(source), fromAxis: axis, count: 1, op: "repeated")
        }
    }

    /// The block of the axes from `axis` on `count` times in a row: copies of the whole axis, or,
    /// where the block lies inside an element of the axis before, of each element.
    private func copied(_ count: Int, before axis: Int, isEach: Bool = false) -> Tensor {
        if count == 1 { return self }
        var sizes = shape.sizes
        sizes[isEach ? axis - 1 : axis] *= count
        let outer = shape[..<axis].reduce(1, *), inner = shape[axis...].reduce(1, *)
        return reshaped([outer, 1, inner]).broadcast(to: [outer, count, inner])
            .reshaped(Shape(sizes))
    }
}
