extension Graph {
    /// Computes element-wise nodes slice by slice where slices share them out and element-wise nodes alone read
    /// these, as the gates of a recurrent network read the sum of two products: what computes a slice joins the
    /// loops of its readers. A whole that is an output is the concatenation of its slices.
    ///
    /// Complexity: linear in the number of nodes and operands.
    ///
    /// - Parameters:
    ///   - elements: the fewest elements of a slice for which it is worth the while.
    ///   - run: the fewest of them that follow each other in the whole.
    package func splittingIntoParts(atLeast elements: Int, inRuns run: Int) -> Graph {
        let parts = partsOfWholes(atLeast: elements, inRuns: run)
        if parts.isEmpty { return self }
        var isOutput = [Bool](repeating: false, count: nodes.count)
        for output in outputs { isOutput[output] = true }
        /// What takes the place of each slice, by the slice's number.
        var places: [Int: Int] = [:]
        var number = -1
        let split = rewritten { result, node in
            number += 1
            if let place = places[number] { return place }
            guard let slices = parts[number] else { return result.append(node) }
            let numbers = slices.map { slice in
                let part = result.appendPart(of: node, like: nodes[slice])
                places[slice] = part
                return part
            }
            guard isOutput[number] else { return numbers[0] }
            let axis = node.spec.shape.indices.first {
                nodes[slices[0]].spec.shape[$0] != node.spec.shape[$0]
            }
            return result.append(
                Node(.concatenate(axis: axis ?? 0), numbers, node.spec, scope: node.scope))
        }
        return split.removingDeadCode()
    }

    /// Adds a node that computes of another one what `slice` shows.
    private mutating func appendPart(of whole: Node, like slice: Node) -> Int {
        let operands = whole.inputs.map { operand in
            let spec = TensorSpec(slice.spec.shape, nodes[operand].spec.dtype)
            return append(Node(slice.primitive, [operand], spec, scope: slice.scope))
        }
        let spec = TensorSpec(slice.spec.shape, whole.spec.dtype)
        return append(Node(whole.primitive, operands, spec, scope: whole.scope))
    }

    /// The slices of each node that they share out, in order, by its number.
    private func partsOfWholes(atLeast elements: Int, inRuns run: Int) -> [Int: [Int]] {
        var slices: [Int: [Int]] = [:]
        /// Nodes with a reader that is no slice, and those with one that is not element-wise.
        var isReadWhole = [Bool](repeating: false, count: nodes.count)
        var isReadOtherwise = isReadWhole
        for (number, node) in nodes.enumerated() {
            for operand in node.inputs {
                if !node.primitive.isArithmetic { isReadOtherwise[operand] = true }
                guard case .slice = node.primitive, nodes[operand].primitive.isArithmetic else {
                    isReadWhole[operand] = true
                    continue
                }
                slices[operand, default: []].append(number)
            }
        }
        for output in outputs { isReadOtherwise[output] = true }
        return slices.compactMapValues { slices in
            let whole = nodes[slices[0]].inputs[0]
            // What computes an operand shares a loop with the whole as it is.
            guard !isReadWhole[whole],
                !nodes[whole].inputs.contains(where: { nodes[$0].primitive.isArithmetic }),
                !slices.contains(where: { isReadOtherwise[$0] }),
                let order = shares(slices, of: nodes[whole].spec.shape, inRuns: run),
                slices.allSatisfy({ nodes[$0].spec.shape.elementCount >= elements })
            else { return nil }
            return order
        }
    }

    /// The slices in the order in which they follow each other along one axis, if together they are the whole.
    private func shares(_ slices: [Int], of shape: Shape, inRuns run: Int) -> [Int]? {
        guard slices.count > 1,
            let axis = shape.indices.first(where: { nodes[slices[0]].spec.shape[$0] != shape[$0] })
        else { return nil }
        var starts: [(start: Int, slice: Int)] = []
        for slice in slices {
            let own = nodes[slice].spec.shape
            guard case .slice(let first, _, let strides) = nodes[slice].primitive,
                strides.allSatisfy({ $0 == 1 }),
                own.dropFirst(axis).reduce(1, *) >= run,
                shape.indices.allSatisfy({ $0 == axis || own[$0] == shape[$0] })
            else { return nil }
            starts.append((first[axis], slice))
        }
        starts.sort { $0.start < $1.start }
        var end = 0
        for (start, slice) in starts {
            guard start == end else { return nil }
            end += nodes[slice].spec.shape[axis]
        }
        return end == shape[axis] ? starts.map(\.slice) : nil
    }
}
