import LaminaGraph

// The elements in another order: axes exchanged, turned round, rolled. Nothing is computed from them.

extension Tensor {
    /// The axes in another order; by default all of them reversed.
    ///
    /// - Shape: size `i` of the result is size `axes[i]` of the tensor.
    ///
    /// ```swift
    /// let picture = Tensor.zeros([3, 32, 48])  // channels first
    /// picture.transposed([1, 2, 0]).shape      // [32, 48, 3]
    /// ```
    ///
    /// NumPy: `transpose`; PyTorch: `permute`. To exchange two axes, ``swappedAxes(_:_:)``.
    public func transposed(_ axes: [Int]? = nil) -> Tensor {
        let order = axes.map { $0.map { $0 < 0 ? $0 + rank : $0 } } ?? shape.indices.reversed()
        return order == Array(shape.indices) ? self : .record(.transpose(InlineInts(order)), self)
    }

    /// Two axes exchanged. NumPy: `swapaxes`; PyTorch: `transpose(i, j)`.
    public func swappedAxes(_ first: Int, _ second: Int) -> Tensor {
        operation { () throws(OpError) in
            var order = Array(shape.indices)
            order.swapAt(
                try shape.resolve(axis: first, op: "swappedAxes"),
                try shape.resolve(axis: second, op: "swappedAxes"))
            return transposed(order)
        }
    }

    /// Each matrix of a stack transposed: the last two axes exchanged.
    ///
    /// - Shape: `[…, m, n]` to `[…, n, m]`.
    ///
    /// NumPy: `matrix_transpose`; PyTorch: `mT`.
    public func matrixTransposed() -> Tensor {
        operation { () throws(OpError) in
            guard rank >= 2 else {
                throw OpError(
                    op: "matrixTransposed", problem: "a tensor of rank \(rank) has no matrices",
                    operands: ["x": "\(spec)"],
                    fix: "make it a row or a column with expandedDims(axis:)")
            }
            return swappedAxes(-2, -1)
        }
    }

    /// One axis moved to another place; the others keep their order. NumPy: `moveaxis`.
    public func movedAxis(from source: Int, to target: Int) -> Tensor {
        operation { () throws(OpError) in
            let source = try shape.resolve(axis: source, op: "movedAxis")
            let target = try shape.resolve(axis: target, op: "movedAxis")
            var order = Array(shape.indices)
            order.insert(order.remove(at: source), at: target)
            return transposed(order)
        }
    }

    /// The elements along one axis in reverse order. NumPy, PyTorch: `flip`.
    public func flipped(axis: Int) -> Tensor { flipped(axes: [axis]) }

    /// The elements along some axes, or all, in reverse order.
    public func flipped(axes: [Int]? = nil) -> Tensor {
        operation { () throws(OpError) in
            let axes = try shape.resolve(axes: axes, op: "flipped")
            return axes.isEmpty ? self : .record(.reverse(axes: axes), self)
        }
    }

    /// The elements moved on by `shift` places along one axis; what leaves at one end comes back at
    /// the other. Negative shifts move towards the front.
    ///
    /// ```swift
    /// Tensor([1, 2, 3, 4]).rolled(by: 1, axis: 0).array()  // [4, 1, 2, 3]
    /// ```
    ///
    /// NumPy, PyTorch: `roll`.
    public func rolled(by shift: Int, axis: Int) -> Tensor {
        operation { () throws(OpError) in
            let axis = try shape.resolve(axis: axis, op: "rolled")
            let size = shape[axis]
            guard size > 1, shift % size != 0 else { return self }
            let cut = shift % size > 0 ? size - shift % size : -(shift % size)
            return concatenated(
                [slice(cut..<size, axis: axis), slice(0..<cut, axis: axis)], axis: axis)
        }
    }

    /// The elements rolled along several axes, one shift for each.
    public func rolled(by shifts: [Int], axes: [Int]) -> Tensor {
        operation { () throws(OpError) in
            guard shifts.count == axes.count else {
                throw OpError(
                    op: "rolled", problem: "\(shifts.count) shifts for \(axes.count) axes",
                    operands: ["x": "\(spec)"], fix: "give one shift for each axis")
            }
            return zip(shifts, axes).reduce(self) { $0.rolled(by: $1.0, axis: $1.1) }
        }
    }

    /// Turned by right angles in the plane of two axes, from the first towards the second.
    ///
    /// With the axes of rows and columns a positive number of turns is anticlockwise. NumPy, PyTorch:
    /// `rot90`.
    public func rotated90(times: Int = 1, axes: (Int, Int) = (0, 1)) -> Tensor {
        operation { () throws(OpError) in
            let first = try shape.resolve(axis: axes.0, op: "rotated90")
            let second = try shape.resolve(axis: axes.1, op: "rotated90")
            guard first != second else {
                throw OpError(
                    op: "rotated90", problem: "axis \(first) is listed twice",
                    operands: ["x": "\(spec)"], fix: "name the two axes of the plane")
            }
            switch ((times % 4) + 4) % 4 {
            case 1: return flipped(axis: second).swappedAxes(first, second)
            case 2: return flipped(axes: [first, second])
            case 3: return swappedAxes(first, second).flipped(axis: second)
            default: return self
            }
        }
    }
}
