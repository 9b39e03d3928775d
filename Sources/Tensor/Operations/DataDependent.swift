import LaminaGraph

// Operations whose result has a shape that depends on the data. They compute at once, and cannot be
// part of a function that is traced for other data: `compile` and `vmap`.

extension Tensor {
    /// The different elements in rising order, for each element of `x` the number of its value, and
    /// how often each value occurs. NumPy and PyTorch: `unique`.
    ///
    /// - Shape: `values` and `counts` are vectors of as many elements as there are values; `inverse`
    ///   has the shape of `x`, and `values.taking(inverse)` is `x`. `inverse` and `counts` are int32.
    /// - dtypes: any but complex64.
    /// - Gradient: a value's goes to the first element that has it.
    /// - Special values: all NaN are one value, the last; 0 and -0 are one.
    /// - Traps: inside `compile` and `vmap`, where the data is not known.
    ///
    /// ```swift
    /// let (values, inverse, counts) = Tensor([3, 1, 3, 3]).unique()
    /// values.array()   // [1, 3]
    /// inverse.array()  // [1, 0, 1, 1]
    /// counts.array()   // [1, 3]
    /// ```
    public func unique() -> (values: Tensor, inverse: Tensor, counts: Tensor) {
        let found = operation { () throws(OpError) -> (Tensor, Tensor, Tensor) in
            try requireData(op: "unique")
            guard !dtype.isComplex else {
                throw OpError(
                    op: "unique", problem: "\(dtype) numbers have no order",
                    operands: ["x": "\(spec)"], fix: "use real numbers")
            }
            let n = shape.elementCount
            guard n > 0 else {
                let none = Tensor.zeros([0], dtype: .int32)
                return (reshaped([0]), .zeros(shape, dtype: .int32), none)
            }
            let flat = reshaped([n])
            let order = flat.argSort(axis: 0)
            let line = flat.gatheredRows(order)
            let (ahead, behind) = (line.slice(1..<n), line.slice(0..<n - 1))
            let differs = Tensor.binary(
                .and, ahead.isNotEqual(to: behind),
                .binary(.or, ahead.isEqual(to: ahead), behind.isEqual(to: behind)))
            let isFirst = concatenated([.full(1, [1], dtype: .bool), differs])
            let number = isFirst.asType(.int32).cumSum(axis: 0) - 1
            let starts = isFirst.truePositions()
            let ends = concatenated([
                starts.slice(1..<starts.shape[0]), .full(Double(n), [1], dtype: .int32),
            ])
            let inverse = Tensor.record(
                .scatterRows(.set), .zeros([n], dtype: .int32), order, number)
            return (line.gatheredRows(starts), inverse.reshaped(shape), ends - starts)
        }
        return (values: found.0, inverse: found.1, counts: found.2)
    }

    /// The positions of the elements that are not 0 (of bool, that are true), an int32 vector for
    /// each axis, in row-major order. NumPy: `nonzero`; PyTorch: `nonzero(as_tuple=True)`.
    ///
    /// - Shape: as many vectors as `x` has axes, each with one element for each position.
    /// - Special values: NaN is not 0.
    /// - Traps: inside `compile` and `vmap`, where the data is not known.
    public func nonzero() -> [Tensor] {
        operation(count: rank) { () throws(OpError) in
            try requireData(op: "nonzero")
            return try nonzeroPositions(op: "nonzero")
        }
    }

    /// The positions of the elements that are not 0, one in a row. NumPy: `argwhere`; PyTorch:
    /// `nonzero`; TensorFlow: `where`.
    ///
    /// - Shape: `[count, rank]`, int32; what ``gatheredND(_:)`` takes.
    /// - Traps: inside `compile` and `vmap`, where the data is not known.
    ///
    /// ```swift
    /// let x = Tensor([0, 5, 7, 0], shape: [2, 2])
    /// x.argWhere().array()  // [0, 1, 1, 0]
    /// ```
    public func argWhere() -> Tensor {
        operation { () throws(OpError) in
            try requireData(op: "argWhere")
            let positions = try nonzeroPositions(op: "argWhere")
            guard rank > 0 else {
                let isTrue = reshaped([1]).isTrue.truePositions()
                return .zeros([isTrue.shape[0], 0], dtype: .int32)
            }
            return concatenated(positions.map { $0.expandedDims(axis: 1) }, axis: 1)
        }
    }

    private var isTrue: Tensor {
        dtype == .bool ? self : isNotEqual(to: .zeros(shape, dtype: dtype))
    }

    private func nonzeroPositions(op: String) throws(OpError) -> [Tensor] {
        let n = shape.elementCount
        guard n <= Int(Int32.max) else {
            throw OpError(
                op: op, problem: "\(n) elements are more than int32 positions can tell apart",
                operands: ["x": "\(spec)"], fix: "search parts of at most \(Int32.max) elements")
        }
        let found = isTrue.reshaped([n]).truePositions()
        return zip(shape.strides, shape).map { stride, size in (found / stride) % found.whole(size)
        }
    }

    /// The indices of the true elements of a bool vector; computes how many there are.
    private func truePositions() -> Tensor {
        let isTrue = asType(.int32)
        let count = Int(isTrue.sum().scalar(as: Int32.self))
        let numbers = isTrue.cumSum(axis: 0) - 1
        let places = select(self, numbers, numbers.whole(-1))
        return .record(
            .scatterRows(.set), .zeros([count], dtype: .int32), places, .iota(shape))
    }

    /// Refuses a tensor whose elements are not known while a function is traced.
    private func requireData(op: String) throws(OpError) {
        guard node.isTraced else { return }
        var seen: Set<ObjectIdentifier> = []
        var pending = [node]
        while let next = pending.popLast() {
            guard next.value == nil, seen.insert(ObjectIdentifier(next)).inserted else { continue }
            if case .parameter = next.primitive {
                throw OpError(
                    op: op,
                    problem: "the result's shape depends on elements that are not known while a "
                        + "function is traced",
                    operands: ["x": "\(spec)"],
                    fix: "call it outside compile and vmap, or use select with a mask")
            }
            pending.append(contentsOf: next.inputs)
        }
    }
}
