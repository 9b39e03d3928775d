/// The sizes of a tensor's axes, outermost first; `[]` is a scalar.
///
/// ```swift
/// let images: Shape = [32, 28, 28, 1]
/// images.rank          // 4
/// images.elementCount  // 25088
/// ```
public struct Shape: Hashable, Sendable {
    package var sizes: InlineInts

    /// A shape with the given axis sizes.
    public init(_ sizes: some Sequence<Int>) { self.sizes = InlineInts(sizes) }

    /// The number of axes.
    public var rank: Int { sizes.count }

    /// The product of the sizes; 1 for a scalar.
    public var elementCount: Int { sizes.reduce(1, *) }

    /// A quick hash of the sizes, added to `start` and multiplied by `factor` one after the other.
    package func mixed(into start: UInt64, factor: UInt64) -> UInt64 {
        sizes.mixed(into: start, factor: factor)
    }

    /// The row-major strides of a contiguous tensor, in elements.
    package var strides: InlineInts {
        var strides = sizes
        var step = 1
        for axis in sizes.indices.reversed() {
            strides[axis] = step
            step *= sizes[axis]
        }
        return strides
    }

    /// The shape without one axis.
    package func removing(axis: Int) -> Shape {
        Shape(indices.lazy.filter { $0 != axis }.map { sizes[$0] })
    }

    /// The shape with each listed axis of size one (`keepDims`) or gone.
    package func reduced(axes: InlineInts, keepDims: Bool = false) -> Shape {
        var result = InlineInts()
        for axis in indices {
            if !axes.contains(axis) {
                result.append(sizes[axis])
            } else if keepDims {
                result.append(1)
            }
        }
        return Shape(result)
    }

    /// The axis counted from the front; negative axes count from the end.
    package func resolve(axis: Int, op: String) throws(OpError) -> Int {
        let resolved = axis < 0 ? axis + rank : axis
        guard resolved >= 0, resolved < rank else {
            throw OpError(
                op: op, problem: "axis \(axis) is out of range for rank \(rank)",
                operands: ["x": "\(self)"],
                fix: rank == 0
                    ? "a scalar has no axes" : "use an axis from \(-rank) to \(rank - 1)")
        }
        return resolved
    }

    /// The axes counted from the front, each once, in rising order; `nil` means all.
    package func resolve(axes: [Int]?, op: String) throws(OpError) -> InlineInts {
        guard let axes else { return InlineInts(indices) }
        var resolved: [Int] = []
        for axis in axes {
            let axis = try resolve(axis: axis, op: op)
            guard !resolved.contains(axis) else {
                throw OpError(
                    op: op, problem: "axis \(axis) is listed twice", operands: ["x": "\(self)"],
                    fix: "name each axis once")
            }
            resolved.append(axis)
        }
        return InlineInts(resolved.sorted())
    }

    /// The shape both operands broadcast to by NumPy's rule: aligned at the last axis, sizes agree
    /// or one of them is 1.
    package static func broadcast(
        _ a: Shape, _ b: Shape, op: @autoclosure () -> String, dtypes: (DType, DType)? = nil
    ) throws(OpError) -> Shape {
        if a == b { return a }
        let rank = Swift.max(a.rank, b.rank)
        var result = InlineInts()
        for axis in 0..<rank {
            let (i, j) = (axis - rank + a.rank, axis - rank + b.rank)
            let (m, n) = (i < 0 ? 1 : a[i], j < 0 ? 1 : b[j])
            guard m == n || m == 1 || n == 1 else {
                let fits = a.rank == 2 && b.rank == 2 && a[0] == b[1] && a[1] == b[0]
                throw OpError(
                    op: op(),
                    problem: "\(a) and \(b) do not broadcast; axis \(axis - rank): \(m) and \(n)",
                    operands: [
                        "lhs": dtypes.map { "\(TensorSpec(a, $0.0))" } ?? "\(a)",
                        "rhs": dtypes.map { "\(TensorSpec(b, $0.1))" } ?? "\(b)",
                    ],
                    fix: fits
                        ? "rhs.transposed(), if rhs is stored the other way round"
                        : "make the sizes of axis \(axis - rank) equal, or one of them 1")
            }
            result.append(m == 1 ? n : m)
        }
        return Shape(result)
    }
}

extension Shape: RandomAccessCollection, ExpressibleByArrayLiteral, CustomStringConvertible {
    /// A shape from its sizes, as in `[32, 784]`.
    public init(arrayLiteral elements: Int...) { self.init(elements) }
    /// The first axis, 0.
    public var startIndex: Int { 0 }
    /// One behind the last axis: the rank.
    public var endIndex: Int { sizes.count }
    /// The size of one axis, counted from the front; an axis that is not there traps.
    public subscript(axis: Int) -> Int {
        require(
            axis >= 0 && axis < sizes.count,
            "shape: axis \(axis) is out of range for rank \(rank)\n  x    \(self)\n  fix  "
                + (rank == 0
                    ? "a scalar has no axes"
                    : "use an axis from 0 to \(rank - 1); the last one's size is shape.last"))
        return sizes[axis]
    }
    /// The sizes between brackets, as in `[32, 784]`.
    public var description: String { sizes.description }
}
