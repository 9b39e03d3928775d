import LaminaGraph

/// What the indices of one subscript come to for one tensor: a slice of every axis, and for some of
/// the axes positions given by tensors.
///
/// The order of the result's axes is NumPy's: where the indices that take single positions stand
/// together, their common shape stands in their place, else in front.
struct IndexPlan {
    /// What one place of the result comes from.
    enum Place {
        /// An axis of the sliced tensor.
        case axis(Int)
        case new
    }

    /// Positions on some axes of the source.
    struct Lookup {
        let positions: IndexPositions
        let axes: Range<Int>
    }

    let source: TensorSpec
    /// For each axis of the source.
    private(set) var ranges: [AxisRange] = []
    /// The axes that single positions took away.
    private var removed: Set<Int> = []
    /// The places of the result but those of the index tensors.
    private var places: [Place] = []
    /// The positions that tensors, lists and masks give.
    private(set) var lookups: [Lookup] = []
    /// Where in `places` the lookups' shape is put in.
    private var lookupPlace: Int?
    private var lookupsAreTogether = true

    init(_ indices: [any TensorIndex], of x: Tensor, op: String) throws(OpError) {
        source = x.spec
        let terms = try Self.expanded(indices, of: x, op: op)
        let hasLookups = terms.contains(where: \.isLookup)
        var previousPoints = false
        for term in terms {
            let points = hasLookups && term.isPoint
            if points {
                if lookupPlace == nil {
                    lookupPlace = places.count
                } else if !previousPoints {
                    lookupsAreTogether = false
                }
            }
            previousPoints = points
            try add(term, of: x, op: op)
        }
    }

    private mutating func add(_ term: IndexTerm.Kind, of x: Tensor, op: String) throws(OpError) {
        let axis = ranges.count
        let size = axis < source.shape.rank ? source.shape[axis] : 0
        switch term {
        case .position(let position):
            ranges.append(
                try AxisRange(position: position, axis: axis, size: size, op: op, of: source))
            removed.insert(axis)
        case .range(let from, let to, let step, let includesEnd):
            ranges.append(
                try AxisRange(
                    from: from, to: to, step: step, includesEnd: includesEnd, axis: axis,
                    size: size, op: op, of: source))
            places.append(.axis(axis))
        case .newAxis: places.append(.new)
        case .ellipsis: break
        case .positions(let list):
            let resolved = try list.map { (position) throws(OpError) in
                try AxisRange.resolve(position, axis: axis, size: size, op: op, of: source)
            }
            addLookup(.positions(resolved), axisCount: 1)
        case .tensor(let index):
            if index.dtype == .bool {
                let mask = try IndexPositions(mask: index, axis: axis, of: source, op: op)
                addLookup(mask, axisCount: index.rank)
            } else {
                addLookup(.tensor(index), axisCount: 1)
            }
        }
    }

    private mutating func addLookup(_ positions: IndexPositions, axisCount: Int) {
        lookups.append(
            Lookup(positions: positions, axes: ranges.count..<ranges.count + axisCount))
        for _ in 0..<axisCount { ranges.append(AxisRange(whole: source.shape[ranges.count])) }
    }

    /// The indices with the ellipsis written out, so that every axis has one.
    private static func expanded(
        _ indices: [any TensorIndex], of x: Tensor, op: String
    ) throws(OpError) -> [IndexTerm.Kind] {
        var terms = indices.map(\.term.kind)
        let used = terms.reduce(0) { $0 + $1.axisCount }
        guard used <= x.rank else {
            throw OpError(
                op: op, problem: "\(used) indices for rank \(x.rank)",
                operands: ["x": "\(x.spec)"],
                fix: x.rank == 0 ? "a scalar has no axes" : "give at most \(x.rank)")
        }
        let whole = IndexTerm.Kind.range(from: nil, to: nil, step: 1, includesEnd: false)
        let rest = [IndexTerm.Kind](repeating: whole, count: x.rank - used)
        let ellipses = terms.indices.filter { terms[$0].isEllipsis }
        guard ellipses.count <= 1 else {
            throw OpError(
                op: op, problem: "\(ellipses.count) indices are .ellipsis",
                operands: ["x": "\(x.spec)"], fix: "write .all for the axes of all but one")
        }
        for case .tensor(let index) in terms {
            guard index.dtype.isInteger || index.dtype == .bool else {
                throw OpError(
                    op: op, problem: "an index tensor is \(index.dtype)",
                    operands: ["x": "\(x.spec)", "index": "\(index.spec)"],
                    fix: "use integers, as by asType(.int32), or a bool mask")
            }
        }
        // The ellipsis itself stays, as it parts the indices on its two sides.
        terms.insert(contentsOf: rest, at: ellipses.first ?? terms.count)
        return terms
    }

    // MARK: The slice

    /// Whether every axis is taken whole and in order.
    var isWhole: Bool {
        zip(ranges, source.shape).allSatisfy { $0 == AxisRange(whole: $1) }
    }

    /// The axes that are read backwards.
    var reversedAxes: InlineInts { InlineInts(ranges.indices.filter { ranges[$0].isReversed }) }

    /// The sliced tensor without the axes that single positions took.
    var keptAxes: [Int] { ranges.indices.filter { !removed.contains($0) } }

    // MARK: The result

    /// Where the shape of the lookups stands among the places of the result.
    var lookupPosition: Int { lookupsAreTogether ? lookupPlace ?? 0 : 0 }

    /// The result's shape, given the common shape of the lookups.
    func resultShape(lookups: Shape) -> Shape {
        let sizes = places.map { place in
            switch place {
            case .axis(let axis): ranges[axis].count
            case .new: 1
            }
        }
        let position = lookupPosition
        return Shape(sizes[..<position] + lookups + sizes[position...])
    }

    /// How many axes of the sliced tensor stand before the lookups' shape in the result.
    var axesBeforeLookups: Int {
        places[..<lookupPosition].count { place in
            switch place {
            case .axis: true
            case .new: false
            }
        }
    }
}

extension IndexTerm.Kind {
    /// How many axes of the tensor the index stands for.
    fileprivate var axisCount: Int {
        switch self {
        case .position, .range, .positions: 1
        case .ellipsis, .newAxis: 0
        case .tensor(let index): index.dtype == .bool ? index.rank : 1
        }
    }

    fileprivate var isEllipsis: Bool {
        switch self {
        case .ellipsis: true
        case .position, .range, .positions, .newAxis, .tensor: false
        }
    }

    /// Whether the index gives positions by a tensor or a list.
    fileprivate var isLookup: Bool {
        switch self {
        case .positions, .tensor: true
        case .position, .range, .ellipsis, .newAxis: false
        }
    }

    /// Whether the index takes single positions: beside index tensors, a number is one of them.
    fileprivate var isPoint: Bool {
        switch self {
        case .positions, .tensor, .position: true
        case .range, .ellipsis, .newAxis: false
        }
    }
}
