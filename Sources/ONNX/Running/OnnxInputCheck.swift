import LaminaFormats
import LaminaGraph
import LaminaTensor

extension OnnxValueInfo {
    /// What keeps a value from being this input: another type of elements, other axes or another size
    /// where the file gives a number; nil if nothing does. A size with a name may be any.
    func fault(of value: OnnxValue) -> String? {
        guard case .tensor(let type, let sizes) = type?.present, let shape = value.shape else {
            return nil
        }
        let fitsType = value.elementType == type || value.tensor?.dtype == type.carrier
        guard fitsType, fits(shape, sizes) else {
            return
                "input '\(name)' is \(value.summary), and the file takes \(OnnxType.tensor(type, sizes))"
        }
        return nil
    }

    private func fits(_ shape: Shape, _ sizes: [OnnxDimension]?) -> Bool {
        guard let sizes else { return true }
        guard sizes.count == shape.rank else { return false }
        return zip(sizes, shape).allSatisfy { size, given in
            // Some exporters write 0 or -1 for a size that they do not know.
            if case .size(let size) = size, size > 0 { return size == given }
            return true
        }
    }
}

extension OnnxType {
    /// The type of an optional value that is there.
    fileprivate var present: OnnxType {
        if case .optional(let type) = self { return type }
        return self
    }
}

extension OnnxProgram {
    /// Throws for the first node that gives a name anew: what is read by that name later would depend
    /// on the order of nodes, which a file may choose.
    func requireDistinctNames() throws(FileError) {
        try requireDistinct(graph, opsets)
        for function in definitions {
            try requireDistinct(
                function.nodes, known: function.inputs, opsets.merging(function.opsets) { $1 })
        }
    }

    private func requireDistinct(
        _ graph: OnnxGraph, _ opsets: [String: Int]
    ) throws(FileError) {
        let known = graph.inputs.map(\.name) + graph.initializers.map(\.name)
        try requireDistinct(graph.nodes, known: known, opsets)
    }

    private func requireDistinct(
        _ nodes: [OnnxNode], known: [String], _ opsets: [String: Int]
    ) throws(FileError) {
        var names = Set(known)
        for node in nodes {
            for output in node.outputs where !output.isEmpty {
                guard names.insert(output).inserted else {
                    throw error(
                        node, opsets, "gives '\(output)', which is given already",
                        "each name may be given once; check what wrote the file")
                }
            }
            for name in node.attributes.keys.sorted() {
                if case .graph(let inner) = node.attributes[name] {
                    try requireDistinct(inner, opsets)
                }
            }
        }
    }
}
