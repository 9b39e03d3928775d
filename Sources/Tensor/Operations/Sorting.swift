import LaminaGraph

// Order along one axis. Equal elements keep the order in which they stand, and NaN comes last in
// either direction.

extension Tensor {
    /// Where the elements of the sorted line stand: `x.takingAlong(axis: a, x.argSort(axis: a))` is
    /// sorted. NumPy: `argsort(kind="stable")`; PyTorch: `argsort(stable=True)`.
    ///
    /// - Shape: that of `x`; int32.
    /// - dtypes: any but complex64.
    /// - Gradient: none.
    /// - Special values: NaN comes last, also where `descending`; 0 and -0 are equal.
    /// - Complexity: `O(n)` for long lines (sorted by digits), `O(n log n)` for short ones.
    public func argSort(axis: Int = -1, descending: Bool = false) -> Tensor {
        operation { () throws(OpError) in
            let axis = try shape.resolve(axis: axis, op: "argSort")
            try requireOrdered(op: "argSort")
            return .record(
                .argSort(axis: axis, descending: descending, count: shape[axis]), self)
        }
    }

    /// The elements in rising order along one axis, or in falling order. NumPy and PyTorch: `sort`.
    ///
    /// - Shape: that of `x`.
    /// - dtypes: any but complex64.
    /// - Gradient: each element's goes to the place it came from.
    /// - Special values: NaN comes last, also where `descending`.
    ///
    /// ```swift
    /// Tensor([3, 1, 2]).sorted(descending: true).array()  // [3, 2, 1]
    /// ```
    public func sorted(axis: Int = -1, descending: Bool = false) -> Tensor {
        operation { () throws(OpError) in
            let axis = try shape.resolve(axis: axis, op: "sorted")
            try requireOrdered(op: "sorted")
            return inOrder(axis, descending: descending, count: shape[axis]).values
        }
    }

    /// The `k` largest elements along one axis, the largest first, and where they stand. PyTorch:
    /// `topk`; JAX: `lax.top_k`.
    ///
    /// - Parameter largest: false gives the smallest elements, the smallest first.
    /// - Shape: that of `x` with `k` along `axis`; `indices` are int32.
    /// - dtypes: any but complex64.
    /// - Gradient: each value's goes to the place it came from.
    /// - Special values: of equal elements the first ones; NaN is taken last, where PyTorch takes it
    ///   first.
    /// - Complexity: `O(n)` for small `k`: the rest is not sorted.
    ///
    /// ```swift
    /// let (values, indices) = Tensor([3, 9, 5, 9]).topK(2)
    /// values.array()   // [9, 9]
    /// indices.array()  // [1, 3]
    /// ```
    public func topK(
        _ k: Int, axis: Int = -1, largest: Bool = true
    ) -> (values: Tensor, indices: Tensor) {
        let found = operation { () throws(OpError) -> (Tensor, Tensor) in
            let axis = try shape.resolve(axis: axis, op: "topK")
            try requireOrdered(op: "topK")
            guard (0...shape[axis]).contains(k) else {
                throw OpError(
                    op: "topK", problem: "k is \(k), and axis \(axis) has \(shape[axis]) elements",
                    operands: ["x": "\(spec)"], fix: "ask for 0 to \(shape[axis]) elements")
            }
            let (values, indices) = inOrder(axis, descending: largest, count: k)
            return (values, indices)
        }
        return (values: found.0, indices: found.1)
    }

    /// The `k`-th smallest element along one axis, counted from 1, and where it stands. PyTorch:
    /// `kthvalue`; NumPy: `partition(x, k - 1)[k - 1]`.
    ///
    /// - Shape: that of `x` without `axis`, or with one element there (`keepDims`).
    /// - dtypes: any but complex64.
    /// - Gradient: goes to the place the element came from.
    /// - Special values: NaN counts as the largest.
    public func kthSmallest(
        _ k: Int, axis: Int = -1, keepDims: Bool = false
    ) -> (value: Tensor, index: Tensor) {
        let found = operation { () throws(OpError) -> (Tensor, Tensor) in
            let axis = try shape.resolve(axis: axis, op: "kthSmallest")
            try requireOrdered(op: "kthSmallest")
            guard k >= 1, k <= shape[axis] else {
                throw OpError(
                    op: "kthSmallest",
                    problem: "k is \(k), and axis \(axis) has \(shape[axis]) elements",
                    operands: ["x": "\(spec)"], fix: "count from 1 to \(shape[axis])")
            }
            let first = Tensor.record(.argSort(axis: axis, descending: false, count: k), self)
            let index = first.slice(k - 1..<k, axis: axis)
            let value = elements(at: index, along: axis)
            let reduced = keepDims ? value.shape : shape.removing(axis: axis)
            return (value.reshaped(reduced), index.reshaped(reduced))
        }
        return (value: found.0, index: found.1)
    }

    /// The first `count` elements in order, and where they stand.
    private func inOrder(
        _ axis: Int, descending: Bool, count: Int
    ) -> (values: Tensor, indices: Tensor) {
        let indices = Tensor.record(
            .argSort(axis: axis, descending: descending, count: count), self)
        return (elements(at: indices, along: axis), indices)
    }

    func requireOrdered(op: String) throws(OpError) {
        guard !dtype.isComplex else {
            throw OpError(
                op: op, problem: "\(dtype) numbers have no order", operands: ["x": "\(spec)"],
                fix: "sort their magnitudes or real parts")
        }
    }
}
