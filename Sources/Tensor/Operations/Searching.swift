import LaminaGraph

/// On which side of equal elements a place is found.
public enum SearchSide: Hashable, Sendable {
    /// Before the first of them.
    case left
    /// Behind the last of them.
    case right
}

extension Tensor {
    /// Where each value would have to be put into this sorted line to keep it sorted: the number of
    /// elements that come before it. NumPy and PyTorch: `searchsorted`.
    ///
    /// - Shape: a vector `[n]` and `values` of any shape to that shape; or `[a, n]` and `[a, k]` to
    ///   `[a, k]`, each line searched for its own values. int32.
    /// - dtypes: any but complex64, brought to one type.
    /// - Gradient: none.
    /// - Special values: NaN comes behind all numbers, as in NumPy. A line that is not in rising
    ///   order gives places without meaning.
    /// - Complexity: `O(log n)` for each value.
    ///
    /// ```swift
    /// let edges = Tensor([1, 2, 2, 3])
    /// edges.searchSorted(Tensor([2, 9])).array()                // [1, 4]
    /// edges.searchSorted(Tensor([2, 9]), side: .right).array()  // [3, 4]
    /// ```
    public func searchSorted(_ values: Tensor, side: SearchSide = .left) -> Tensor {
        operation { () throws(OpError) in try searched(for: values, side, op: "searchSorted") }
    }

    /// The number of the bin in which each element lies: `i` for `bins[i - 1] <= x < bins[i]`, 0
    /// below all, `n` above. NumPy: `digitize`; PyTorch: `bucketize(right=True)`.
    ///
    /// - Parameter right: whether a bin holds its upper edge and not its lower one:
    ///   `bins[i - 1] < x <= bins[i]`.
    /// - Shape: that of `x`; int32. `bins` is a vector in rising order.
    /// - Special values: NaN lies above all.
    public func digitize(_ bins: Tensor, right: Bool = false) -> Tensor {
        operation { () throws(OpError) in
            guard bins.rank == 1 else {
                throw OpError(
                    op: "digitize", problem: "bins have \(bins.rank) axes, not one",
                    operands: ["x": "\(spec)", "bins": "\(bins.spec)"],
                    fix: "pass the edges as a vector")
            }
            return try bins.searched(for: self, right ? .left : .right, op: "digitize")
        }
    }

    /// `true` where the element equals one of `elements`. NumPy and PyTorch: `isin`.
    ///
    /// - Shape: that of `x`, bool; `elements` of any shape.
    /// - dtypes: any but complex64, brought to one type.
    /// - Special values: NaN equals nothing.
    /// - Complexity: `O((n + m) log m)` for `m` elements.
    public func isIn(_ elements: Tensor) -> Tensor {
        operation { () throws(OpError) in
            let dtype = DType.promoted(self.dtype, elements.dtype)
            let x = asType(dtype)
            let count = elements.shape.elementCount
            guard count > 0 else { return .full(0, shape, dtype: .bool) }
            let line = elements.asType(dtype).reshaped([count])
            try line.requireOrder(beside: x, op: "isIn")
            let sorted = line.sorted()
            let place = try sorted.searched(for: x, .left, op: "isIn")
            // What lies above all others is compared with the last one, which it does not equal.
            return x.isEqual(to: sorted.gatheredRows(minimum(place, place.whole(count - 1))))
        }
    }

    private func requireOrder(beside values: Tensor, op: String) throws(OpError) {
        guard
            !DType.promoted(dtype, values.dtype).isComplex, shape.elementCount <= Int(Int32.max)
        else {
            throw OpError(
                op: op, problem: "\(spec) cannot be searched",
                operands: ["x": "\(spec)", "values": "\(values.spec)"],
                fix: "use real numbers, at most \(Int32.max) of them")
        }
    }

    /// Binary search by halving steps, the same number for every value.
    private func searched(
        for values: Tensor, _ side: SearchSide, op: String
    ) throws(OpError) -> Tensor {
        guard let n = shape.last,
            rank == 1
                || values.rank == rank && values.shape.dropLast().elementsEqual(shape.dropLast())
        else {
            throw OpError(
                op: op, problem: "\(values.shape) values do not go with lines \(shape)",
                operands: ["x": "\(spec)", "values": "\(values.spec)"],
                fix: "search a vector, or make all axes but the last equal")
        }
        let dtype = DType.promoted(self.dtype, values.dtype)
        try requireOrder(beside: values, op: op)
        let value = values.asType(dtype)
        let line = asType(dtype).reshaped([shape.elementCount])
        // Where each value's line begins; one line begins at 0.
        var first = Tensor.zeros(value.shape, dtype: .int32)
        if rank > 1 {
            let lead = Shape(value.shape.dropLast())
            let numbers = Tensor.iota([lead.elementCount]).reshaped(lead) * n
            first = numbers.expandedDims(axis: -1).broadcast(to: value.shape)
        }
        var found = Tensor.zeros(value.shape, dtype: .int32)
        var step = n == 0 ? 0 : 1 << (Int.bitWidth - 1 - n.leadingZeroBitCount)
        while step > 0 {
            let next = found + step
            let element = line.gatheredRows(first + next - 1)
            let isBefore = Self.comesBefore(element, value, side)
            let isInside = next .<= next.whole(n)
            found = select(.binary(.and, isInside, isBefore), next, found)
            step /= 2
        }
        return found
    }

    /// Whether an element belongs before a value that is put in on this side; NaN behind numbers.
    private static func comesBefore(
        _ element: Tensor, _ value: Tensor, _ side: SearchSide
    ) -> Tensor {
        guard element.dtype.isFloatingPoint else {
            return side == .left ? element .< value : element .<= value
        }
        switch side {
        case .left:
            let isNumber = element.isEqual(to: element)
            return .binary(.or, element .< value, .binary(.and, value.isNaN, isNumber))
        case .right: return .binary(.or, element .<= value, value.isNaN)
        }
    }
}
