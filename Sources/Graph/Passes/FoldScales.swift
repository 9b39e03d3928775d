extension Graph {
    /// Moves factors of a product's or a convolution's output channels into its filter:
    /// `(conv(x, w) - m) · s + b` becomes `conv(x, w · s) + (b - m · s)`, where `w`, `m`, `s` and `b`
    /// follow from steady inputs alone and so are computed once. That is a network's normalisation at
    /// inference, of which one addition remains.
    ///
    /// - Precision: each element of the filter is rounded once more, so that each term of a sum
    ///   differs by at most one unit in its last place.
    /// - Parameter steady: the inputs that seldom change between runs.
    /// - Source: Jacob et al. (2018), arXiv:1712.05877, eq. 14. PyTorch: `fuse_conv_bn_eval`.
    package func foldingScales(steady: Set<Int>) -> Graph {
        guard !steady.isEmpty else { return self }
        let chains = scaleChains(steady)
        guard !chains.isEmpty else { return self }
        var result = Graph(inputSpecs: inputSpecs)
        var places: [Int] = []
        places.reserveCapacity(nodes.count)
        for (number, node) in nodes.enumerated() {
            places.append(
                chains[number].map { result.append($0, places) }
                    ?? result.append(node.reading(places)))
        }
        result.outputs = outputs.map { places[$0] }
        return result.removingDeadCode()
    }
}

/// A product and the per-channel operations behind it, each the only reader of the one before.
private struct ScaleChain {
    /// What is multiplied, added and so on: a node that gives `[channels]` or a scalar.
    enum Link {
        case add(Int), subtract(Int), subtractFrom(Int), multiply(Int), divide(Int)
    }

    var product: Graph.Node
    var links: [Link] = []

    var scales: Bool {
        links.contains {
            switch $0 {
            case .multiply, .divide, .subtractFrom: true
            case .add, .subtract: false
            }
        }
    }
}

extension Graph {
    /// The chains that are worth moving, by their last node.
    private func scaleChains(_ steady: Set<Int>) -> [Int: ScaleChain] {
        let isSteady = steadyNodes(steady)
        let uses = useCounts
        var reader = [Int](repeating: -1, count: nodes.count)
        for (number, node) in nodes.enumerated() {
            for input in node.inputs { reader[input] = number }
        }
        var chains: [Int: ScaleChain] = [:]
        for (number, node) in nodes.enumerated() {
            guard node.filterAxis != nil, isSteady[node.inputs[1]], !isSteady[node.inputs[0]]
            else { continue }
            var chain = ScaleChain(product: node)
            var last = number
            while uses[last] == 1, reader[last] >= 0,
                let link = link(nodes[reader[last]], after: last, isSteady)
            {
                chain.links.append(link)
                last = reader[last]
            }
            if chain.scales { chains[last] = chain }
        }
        return chains
    }

    private func steadyNodes(_ steady: Set<Int>) -> [Bool] {
        var isSteady: [Bool] = []
        isSteady.reserveCapacity(nodes.count)
        for node in nodes {
            if case .parameter(let input) = node.primitive {
                isSteady.append(steady.contains(input))
            } else {
                isSteady.append(node.inputs.allSatisfy { isSteady[$0] })
            }
        }
        return isSteady
    }

    /// What a node does to each channel of `value`, if it is one of the operations that can be moved.
    private func link(_ node: Node, after value: Int, _ isSteady: [Bool]) -> ScaleChain.Link? {
        guard case .binary(let op) = node.primitive else { return nil }
        let isLeft = node.inputs[0] == value
        let other = node.inputs[isLeft ? 1 : 0]
        guard other != value, isSteady[other],
            case .broadcast(_, let axes) = nodes[other].primitive
        else { return nil }
        let vector = nodes[other].inputs[0]
        let shape = nodes[vector].spec.shape
        let last = node.spec.shape.rank - 1
        guard
            shape.rank == 0
                || shape.rank == 1 && axes[0] == last && shape[0] == node.spec.shape[last]
        else { return nil }
        switch op {
        case .add: return .add(vector)
        case .subtract: return isLeft ? .subtract(vector) : .subtractFrom(vector)
        case .multiply: return .multiply(vector)
        case .divide: return isLeft ? .divide(vector) : nil
        default: return nil
        }
    }

    /// Adds what a chain comes to and gives its last node.
    private mutating func append(_ chain: ScaleChain, _ places: [Int]) -> Int {
        var product = chain.product.reading(places)
        let channels = TensorSpec(
            [product.spec.shape[product.spec.shape.rank - 1]], product.spec.dtype)
        let like = Node(.identity, [], channels, scope: product.scope, site: product.site)
        var (scale, shift): (Int?, Int?) = (nil, nil)
        func compute(_ primitive: Primitive, _ inputs: Int...) -> Int {
            append(like.computing(primitive, inputs))
        }
        for link in chain.links {
            switch link {
            case .add(let c):
                let c = vector(places[c], like)
                shift = shift.map { compute(.binary(.add), $0, c) } ?? c
            case .subtract(let c):
                let c = vector(places[c], like)
                shift =
                    shift.map { compute(.binary(.subtract), $0, c) } ?? compute(.unary(.negate), c)
            case .subtractFrom(let c):
                let c = vector(places[c], like)
                scale = compute(.unary(.negate), scale ?? one(like))
                shift = shift.map { compute(.binary(.subtract), c, $0) } ?? c
            case .multiply(let c):
                let c = vector(places[c], like)
                scale = scale.map { compute(.binary(.multiply), $0, c) } ?? c
                shift = shift.map { compute(.binary(.multiply), $0, c) }
            case .divide(let c):
                let c = vector(places[c], like)
                scale = compute(.binary(.divide), scale ?? one(like), c)
                shift = shift.map { compute(.binary(.divide), $0, c) }
            }
        }
        if let scale, let axis = product.filterAxis {
            let filter = nodes[product.inputs[1]]
            let wide = append(
                Node(
                    .broadcast(filter.spec.shape, axes: [axis]), [scale], filter.spec,
                    scope: product.scope))
            product.inputs[1] = append(
                Node(
                    .binary(.multiply), [product.inputs[1], wide], filter.spec, scope: product.scope
                ))
        }
        let result = append(product)
        guard let shift else { return result }
        let axis = product.spec.shape.rank - 1
        let wide = append(
            Node(
                .broadcast(product.spec.shape, axes: [axis]), [shift], product.spec,
                scope: product.scope))
        return append(
            Node(
                .binary(.add), [result, wide], product.spec, scope: product.scope,
                site: product.site))
    }

    /// A vector as it is, or a scalar given to each channel.
    private mutating func vector(_ number: Int, _ like: Node) -> Int {
        guard nodes[number].spec.shape.rank == 0 else { return number }
        return append(like.computing(.broadcast(like.spec.shape, axes: []), [number]))
    }

    private mutating func one(_ like: Node) -> Int {
        vector(append(Node(.constant(1), [], TensorSpec([], like.spec.dtype))), like)
    }
}

extension Graph.Node {
    /// A node with this one's spec and origin.
    fileprivate func computing(_ primitive: Primitive, _ inputs: [Int]) -> Graph.Node {
        Graph.Node(primitive, inputs, spec, scope: scope, site: site)
    }

    /// The axis of the right operand along which output channels lie; nil if the node has none.
    fileprivate var filterAxis: Int? {
        guard spec.dtype == .float32 || spec.dtype == .float64 else { return nil }
        switch primitive {
        case .convolution: return spec.shape.rank - 1
        case .matmul(_, let transposeRHS) where spec.shape.rank == 2: return transposeRHS ? 0 : 1
        default: return nil
        }
    }
}
