import LaminaGraph

// Functional update: a tensor like this one but for the indexed elements. One family, by how a new
// element joins the old one.

extension Tensor {
    /// The tensor with the indexed elements replaced. NumPy: `x[i] = y`; JAX: `x.at[i].set(y)`.
    ///
    /// ```swift
    /// let x = Tensor.zeros([2, 3])
    /// x.updating(at: 1, with: Tensor([1, 2, 3])).array()  // [0, 0, 0, 1, 2, 3]
    /// x.updating(at: .all, -1, with: 7).array()           // [0, 0, 7, 0, 0, 7]
    /// ```
    ///
    /// - Parameters:
    ///   - indices: as in a subscript, ``TensorIndex``.
    ///   - value: broadcasts to the shape of `x[indices]` and is converted to the tensor's dtype;
    ///     fractions do not fit integers.
    /// - Index tensors: of several updates of one element the last one stays, in row-major order of the
    ///   indices; an index outside its axis is skipped.
    /// - Masks: a value that is the same for every place of the mask needs no mask values, so that it
    ///   works inside `compile` and `vmap` too.
    /// - Gradient: to the elements that stay and to the values that replace the others.
    public func updating(at indices: any TensorIndex..., with value: Tensor) -> Tensor {
        updated(.set, at: indices, value)
    }

    /// The tensor with every indexed element replaced by one number.
    public func updating(at indices: any TensorIndex..., with value: Double) -> Tensor {
        updated(.set, at: indices, scalar(like: value, isWhole: value == value.rounded()))
    }

    /// The tensor with values added to the indexed elements.
    ///
    /// An element that an index tensor names several times gets the sum. NumPy: `add.at`; JAX:
    /// `x.at[i].add(y)`; PyTorch: `index_add`.
    public func updating(at indices: any TensorIndex..., adding value: Tensor) -> Tensor {
        updated(.add, at: indices, value)
    }

    /// The tensor with a number added to every indexed element.
    public func updating(at indices: any TensorIndex..., adding value: Double) -> Tensor {
        updated(.add, at: indices, scalar(like: value, isWhole: value == value.rounded()))
    }

    /// The tensor with the indexed elements multiplied by values.
    ///
    /// An element that an index tensor names several times is multiplied by each. JAX:
    /// `x.at[i].multiply(y)`.
    public func updating(at indices: any TensorIndex..., multiplyingBy value: Tensor) -> Tensor {
        updated(.multiply, at: indices, value)
    }

    /// The tensor with every indexed element multiplied by a number.
    public func updating(at indices: any TensorIndex..., multiplyingBy value: Double) -> Tensor {
        updated(.multiply, at: indices, scalar(like: value, isWhole: value == value.rounded()))
    }

    /// The tensor with each indexed element replaced by a value where that is larger; NaN if either is.
    ///
    /// A tie shares the gradient. JAX: `x.at[i].max(y)`.
    public func updating(at indices: any TensorIndex..., takingMaximumWith value: Tensor) -> Tensor
    {
        updated(.maximum, at: indices, value)
    }

    /// The tensor with each indexed element replaced by a number where that is larger.
    public func updating(at indices: any TensorIndex..., takingMaximumWith value: Double) -> Tensor
    {
        updated(.maximum, at: indices, scalar(like: value, isWhole: value == value.rounded()))
    }

    /// The tensor with each indexed element replaced by a value where that is smaller; NaN if either
    /// is.
    ///
    /// A tie shares the gradient. JAX: `x.at[i].min(y)`.
    public func updating(at indices: any TensorIndex..., takingMinimumWith value: Tensor) -> Tensor
    {
        updated(.minimum, at: indices, value)
    }

    /// The tensor with each indexed element replaced by a number where that is smaller.
    public func updating(at indices: any TensorIndex..., takingMinimumWith value: Double) -> Tensor
    {
        updated(.minimum, at: indices, scalar(like: value, isWhole: value == value.rounded()))
    }

    private func updated(
        _ mode: ScatterMode, at indices: [any TensorIndex], _ value: Tensor
    ) -> Tensor {
        operation { () throws(OpError) in
            let value = try converted(value)
            if let masked = try updatedByMask(mode, indices, value) { return masked }
            let plan = try IndexPlan(indices, of: self, op: "updating")
            if !plan.lookups.isEmpty {
                return replacing(plan, with: try looked(mode, plan, value))
            }
            let old = sliced(plan)
            let shape = plan.resultShape(lookups: [])
            let new = try value.spread(to: shape).reshaped(old.shape)
            return replacing(plan, with: mode.joined(old, new))
        }
    }

    /// The value in the tensor's type, if that can hold it.
    private func converted(_ value: Tensor) throws(OpError) -> Tensor {
        let fits =
            dtype.isFloatingPoint || value.dtype == .bool
            || (!value.dtype.isFloatingPoint && dtype != .bool)
        guard fits || value.dtype == dtype else {
            throw OpError(
                op: "updating", problem: "\(value.dtype) values do not fit a \(dtype) tensor",
                operands: ["x": "\(spec)", "value": "\(value.spec)"],
                fix: "convert one of them with asType(_:)")
        }
        return value.asType(dtype)
    }

    /// The value as an update of these elements.
    func spread(to shape: Shape) throws(OpError) -> Tensor {
        let axes = Swift.max(0, rank - shape.rank)
        // Leading axes of size 1 may be left over, as in NumPy.
        let own = Shape(self.shape.dropFirst(axes))
        let offset = shape.rank - own.rank
        guard self.shape.prefix(axes).allSatisfy({ $0 == 1 }),
            own.indices.allSatisfy({ own[$0] == 1 || own[$0] == shape[$0 + offset] })
        else {
            throw OpError(
                op: "updating",
                problem: "\(self.shape) does not broadcast to the indexed part \(shape)",
                operands: ["value": "\(spec)"],
                fix: "give values of shape \(shape), or sizes of 1 that are repeated")
        }
        return reshaped(own).broadcast(to: shape)
    }

    // MARK: Slices

    /// The tensor with the sliced part replaced by one of the same shape.
    private func replacing(_ plan: IndexPlan, with part: Tensor) -> Tensor {
        let reversed = plan.reversedAxes
        let upright = reversed.isEmpty ? part : .record(.reverse(axes: reversed), part)
        return replacing(plan.ranges[...], with: upright)
    }

    /// The tensor with the positions of the ranges of the last axes replaced: on the first of these
    /// axes the positions between stay, and within the others the same is done again.
    ///
    /// Joined from parts, so that nothing is read twice and every element that stays keeps its bits.
    private func replacing(_ ranges: ArraySlice<AxisRange>, with part: Tensor) -> Tensor {
        if part.shape.contains(0) { return self }
        guard
            let axis = ranges.indices.first(where: { ranges[$0] != AxisRange(whole: shape[$0]) })
        else { return part }
        let range = ranges[axis]
        let own = slice(range.start..<range.limit, by: range.step, along: axis)
        let new = own.replacing(ranges[(axis + 1)...], with: part)
        return replacing(range, axis: axis, with: new)
    }

    private func replacing(_ range: AxisRange, axis: Int, with new: Tensor) -> Tensor {
        var pieces = [slice(0..<range.start, axis: axis)]
        if range.step == 1 || range.count == 1 {
            pieces.append(new)
        } else {
            // All but the last replaced element stand at the head of a group of `step` elements.
            let groups = range.count - 1
            let body = slice(range.start..<range.start + groups * range.step, axis: axis)
                .unflattened(axis: axis, into: [groups, range.step])
            let heads = new.slice(0..<groups, axis: axis).expandedDims(axis: axis + 1)
            let rest = body.slice(1..<range.step, axis: axis + 1)
            pieces.append(
                concatenated([heads, rest], axis: axis + 1).flattened(from: axis, to: axis + 1))
            pieces.append(new.slice(groups..<range.count, axis: axis))
        }
        pieces.append(slice(range.limit..<shape[axis], axis: axis))
        return concatenated(pieces.filter { $0.shape[axis] > 0 }, axis: axis)
    }

    // MARK: Index tensors

    /// The sliced part with the looked-up elements updated.
    private func looked(
        _ mode: ScatterMode, _ plan: IndexPlan, _ value: Tensor
    ) throws(OpError) -> Tensor {
        let lookup = try LookupPlan(plan, op: "updating")
        return lookup.scatter(mode, try value.spread(to: lookup.resultShape), into: sliced(plan))
    }

    // MARK: Masks

    /// The update by a mask alone, of values that are the same for each of its places: a choice
    /// between old and new that leaves the mask's values unread. Nil for any other update.
    private func updatedByMask(
        _ mode: ScatterMode, _ indices: [any TensorIndex], _ value: Tensor
    ) throws(OpError) -> Tensor? {
        let mask = indices.compactMap(\.mask)
        guard mask.count == 1, indices.allSatisfy({ $0.mask != nil || $0.isWholeAxes }) else {
            return nil
        }
        let before = try axes(before: indices, mask: mask[0])
        let after = rank - before - mask[0].rank
        // The axis of the mask's places, counted from the end.
        let places = value.rank - after - 1
        guard before >= 0, after >= 0, places < 0 || value.shape[places] == 1 else { return nil }
        var sizes = Array(value.shape)
        if places >= 0 {
            sizes.replaceSubrange(
                places...places, with: Array(repeating: 1, count: mask[0].rank))
        }
        let covered = Shape(shape[before..<before + mask[0].rank])
        guard mask[0].shape == covered else {
            throw OpError(
                op: "updating",
                problem: "a mask of shape \(mask[0].shape) does not cover axes of \(covered)",
                operands: ["x": "\(spec)", "mask": "\(mask[0].spec)"],
                fix: "make the mask's shape equal to that of the axes it covers")
        }
        let new = try value.reshaped(Shape(sizes)).spread(to: shape)
        let flags = mask[0].reshaped(Shape(covered + Array(repeating: 1, count: after)))
        return select(flags, mode.joined(self, new), self)
    }

    /// How many axes the whole-axis indices before the mask stand for.
    private func axes(before indices: [any TensorIndex], mask: Tensor) throws(OpError) -> Int {
        var (axes, isBefore) = ([0, 0], true)
        var hasEllipsis = false
        for index in indices {
            if index.mask != nil {
                isBefore = false
            } else if index.isEllipsis {
                hasEllipsis = hasEllipsis || isBefore
            } else {
                axes[isBefore ? 0 : 1] += 1
            }
        }
        let used = axes[0] + axes[1] + mask.rank
        guard used <= rank, mask.rank > 0 else {
            // The general way names the fault.
            return -1
        }
        return hasEllipsis ? rank - mask.rank - axes[1] : axes[0]
    }
}

extension TensorIndex {
    /// The bool tensor, if the index is one.
    fileprivate var mask: Tensor? {
        if case .tensor(let index) = term.kind, index.dtype == .bool { return index }
        return nil
    }

    fileprivate var isEllipsis: Bool {
        if case .ellipsis = term.kind { return true }
        return false
    }

    /// Whether the index takes whole axes.
    fileprivate var isWholeAxes: Bool {
        switch term.kind {
        case .ellipsis, .range(nil, nil, 1, _): true
        case .range, .position, .newAxis, .positions, .tensor: false
        }
    }
}

extension ScatterMode {
    /// The new element where each is named once.
    fileprivate func joined(_ old: Tensor, _ new: Tensor) -> Tensor {
        switch self {
        case .set: new
        case .add: old + new
        case .multiply: old * new
        case .maximum: LaminaTensor.maximum(old, new)
        case .minimum: LaminaTensor.minimum(old, new)
        }
    }
}
