import LaminaGraph

/// Operands of a recorded operation under `vmap`: those that differ from lane to lane have the lanes
/// as an axis in front.
struct BatchedOperand {
    let tensor: Tensor
    let isBatched: Bool

    /// The shape of one lane.
    var laneShape: Shape { isBatched ? Shape(tensor.shape.dropFirst()) : tensor.shape }

    /// With the axis of lanes, repeated if need be.
    func lanes(_ count: Int) -> Tensor {
        isBatched ? tensor : tensor.broadcast(to: Shape([count] + tensor.shape))
    }

    /// With the axis of lanes merged into the first axis: `[lanes n, …]`.
    func merged(_ count: Int) -> Tensor {
        let all = lanes(count)
        return all.reshaped(Shape([count * all.shape[1]] + all.shape.dropFirst(2)))
    }

    /// With the axis of lanes merged into another axis, in front of what is there: lane after lane.
    func merged(_ count: Int, into axis: Int) -> Tensor {
        let all = lanes(count)
        var order = Array(1..<all.rank)
        order.insert(0, at: axis)
        var sizes = laneShape.sizes
        sizes[axis] *= count
        return all.transposed(order).reshaped(Shape(sizes))
    }
}

extension Tensor {
    /// Undoes a merge of lanes into the first axis.
    fileprivate func unmerged(_ lanes: Int) -> Tensor {
        reshaped(Shape([lanes, shape[0] / lanes] + shape.dropFirst()))
    }

    /// Undoes a merge of lanes into another axis.
    fileprivate func unmerged(_ lanes: Int, from axis: Int) -> Tensor {
        var sizes = Array(shape)
        sizes[axis] /= lanes
        sizes.insert(lanes, at: axis)
        var order = Array(0..<sizes.count)
        order.remove(at: axis)
        return reshaped(Shape(sizes)).transposed([axis] + order)
    }
}

extension Primitive {
    /// The rule under `vmap`: the operation on all lanes at once, lanes in front of every result. At
    /// least one operand is batched.
    func batchedResults(_ x: [BatchedOperand], lanes: Int) -> [Tensor] {
        switch self {
        case .composite(let composite): composite.batched(x, lanes: lanes)
        case .matrix: Tensor.recordAll(self, x.map { $0.lanes(lanes) })
        case .conditional(let conditional): conditional.batched(x, lanes: lanes)
        case .scan(let scan): scan.batched(x, lanes: lanes)
        case .whileLoop(let loop): loop.batched(x, lanes: lanes)
        default: [batched(x, lanes: lanes)]
        }
    }

    /// The rule of a primitive of one result.
    private func batched(_ x: [BatchedOperand], lanes: Int) -> Tensor {
        func all() -> [Tensor] { x.map { $0.lanes(lanes) } }
        switch self {
        case .parameter, .constant, .iota:
            preconditionFailure("a leaf has no batched operand")
        case .identity, .stopGradient, .unary, .binary, .compare, .select, .convert:
            return .record(self, all())
        case .reshape(let shape):
            return .record(.reshape(Shape([lanes] + shape)), all())
        case .broadcast(let shape, let axes):
            let shifted = InlineInts([0] + axes.map { $0 + 1 })
            return .record(.broadcast(Shape([lanes] + shape), axes: shifted), all())
        case .transpose(let axes):
            return .record(.transpose(InlineInts([0] + axes.map { $0 + 1 })), all())
        case .slice(let starts, let limits, let strides):
            return .record(
                .slice(
                    starts: InlineInts([0] + starts), limits: InlineInts([lanes] + limits),
                    strides: InlineInts([1] + strides)), all())
        case .reverse(let axes):
            return .record(.reverse(axes: InlineInts(axes.map { $0 + 1 })), all())
        case .pad(let low, let high, let value):
            return .record(
                .pad(low: InlineInts([0] + low), high: InlineInts([0] + high), value: value), all())
        case .concatenate(let axis): return .record(.concatenate(axis: axis + 1), all())
        case .reduce(let op, let axes):
            return .record(.reduce(op, axes: InlineInts(axes.map { $0 + 1 })), all())
        case .argReduce(let largest, let axis):
            return .record(.argReduce(largest: largest, axis: axis + 1), all())
        case .matmul: return .record(self, all())
        case .convolution(let window):
            if !x[1].isBatched {
                return Tensor.record(self, x[0].merged(lanes), x[1].tensor).unmerged(lanes)
            }
            return Tensor.record(
                .convolution(window.grouped(lanes)), x[0].merged(lanes, into: 3),
                x[1].merged(lanes, into: 3)
            ).unmerged(lanes, from: 3)
        case .convolutionInputGradient(let window, let shape):
            if !x[1].isBatched {
                let all = Shape([shape[0] * lanes] + shape.dropFirst())
                return Tensor.record(
                    .convolutionInputGradient(window, all), x[0].merged(lanes), x[1].tensor
                ).unmerged(lanes)
            }
            var sizes = shape.sizes
            sizes[3] *= lanes
            return Tensor.record(
                .convolutionInputGradient(window.grouped(lanes), Shape(sizes)),
                x[0].merged(lanes, into: 3), x[1].merged(lanes, into: 3)
            ).unmerged(lanes, from: 3)
        case .convolutionFilterGradient(let window, let shape):
            var sizes = shape.sizes
            sizes[3] *= lanes
            return Tensor.record(
                .convolutionFilterGradient(window.grouped(lanes), Shape(sizes)),
                x[0].merged(lanes, into: 3), x[1].merged(lanes, into: 3)
            ).unmerged(lanes, from: 3)
        case .pool, .maxPoolGradient:
            return Tensor.record(self, x.map { $0.merged(lanes) }).unmerged(lanes)
        case .averagePoolGradient(let window, let shape):
            let all = Shape([shape[0] * lanes] + shape.dropFirst())
            return Tensor.record(.averagePoolGradient(window, all), x[0].merged(lanes))
                .unmerged(lanes)
        case .gatherRows:
            guard x[0].isBatched else { return .record(self, x[0].tensor, x[1].tensor) }
            return .record(
                self, x[0].merged(lanes), x[1].offset(byRows: x[0].laneShape[0], lanes))
        case .scatterRows:
            return Tensor.record(
                self, x[0].merged(lanes), x[1].offset(byRows: x[0].laneShape[0], lanes),
                x[2].lanes(lanes)
            ).unmerged(lanes)
        case .argSort(let axis, let descending, let count):
            return .record(
                .argSort(axis: axis + 1, descending: descending, count: count), all())
        case .cumulative(let op, let axis, let reversed):
            return .record(.cumulative(op, axis: axis + 1, reversed: reversed), all())
        case .linearRecurrence(let axis, let reversed):
            return .record(.linearRecurrence(axis: axis + 1, reversed: reversed), all())
        case .dynamicSlice(let sizes):
            let (operands, isMerged) = Self.laneWise([x[0]], starts: x[1], lanes)
            let first = isMerged ? lanes * sizes[0] : lanes
            let all = InlineInts([first] + (isMerged ? Array(sizes.dropFirst()) : Array(sizes)))
            let result = Tensor.record(.dynamicSlice(sizes: all), operands)
            return isMerged ? result.unmerged(lanes) : result
        case .dynamicUpdate:
            let (operands, isMerged) = Self.laneWise([x[0], x[1]], starts: x[2], lanes)
            let result = Tensor.record(self, operands)
            return isMerged ? result.unmerged(lanes) : result
        case .complexParts, .complexFromParts, .fourier: return .record(self, all())
        case .randomBits(let shape):
            // Each lane has a key of its own, and a key gives its bits one lane at a time.
            return concatenated(
                (0..<lanes).map { lane in
                    Tensor.record(
                        .randomBits(shape), x[0].tensor.slice(lane..<lane + 1).reshaped([2])
                    )
                    .expandedDims(axis: 0)
                })
        case .barrier: return .record(self, [x[0].lanes(lanes)] + x.dropFirst().map(\.tensor))
        case .matrix, .composite, .conditional, .scan, .whileLoop, .result:
            preconditionFailure("\(name) has a rule for all its results")
        }
    }
}

extension Primitive {
    /// The operands of a dynamic slice for all lanes, each with its own starts. Where the slice has
    /// a start for each index of its first axis already, the lanes are merged into that axis.
    private static func laneWise(
        _ x: [BatchedOperand], starts: BatchedOperand, _ lanes: Int
    ) -> (operands: [Tensor], isMerged: Bool) {
        let isMerged = starts.laneShape.rank == 2
        let parts = x.map { isMerged ? $0.merged(lanes) : $0.lanes(lanes) }
        return (parts + [isMerged ? starts.merged(lanes) : starts.lanes(lanes)], isMerged)
    }
}

extension Graph {
    /// The outputs for all lanes, lanes in front.
    func batched(_ operands: [BatchedOperand], lanes: Int) -> [Tensor] {
        let inputs = zip(operands, inputSpecs).map {
            $0.isBatched ? Tensor.placeholder($1) : $0.tensor
        }
        let results = Tensor.replay(self, inputs)
        let lanesOf = zip(inputs, operands).filter(\.1.isBatched)
        return results.batched(
            lanesOf.map(\.0), as: lanesOf.map(\.1.tensor), lanes: lanes)
    }
}

extension ConvolutionWindow {
    /// The same convolution side by side for several lanes, each a group of its own.
    fileprivate func grouped(_ lanes: Int) -> ConvolutionWindow {
        var window = self
        window.groups *= lanes
        return window
    }
}

extension BatchedOperand {
    /// Indices into the tables of all lanes, one table of `rows` rows below the other. An index
    /// outside its own lane's table must not reach another's, so it becomes -1.
    fileprivate func offset(byRows rows: Int, _ count: Int) -> Tensor {
        let indices = lanes(count)
        let isInside = Tensor.binary(
            .and, indices .>= indices.whole(0), indices .< indices.whole(rows))
        let numbers = indices + Tensor.iota(indices.shape, axis: 0) * rows
        return select(isInside, numbers, numbers.whole(-1))
    }
}
