import LaminaGraph
import LaminaTensor

// Primitives that move elements.

extension BlockExporter {
    func writeMovement(
        _ index: Int, _ node: Graph.Node, _ twin: Graph.Node
    ) throws(OnnxExportError) {
        switch (node.primitive, twin.primitive) {
        case (.reshape(let shape), .reshape(let otherShape)):
            let target = try reshapeTarget(Array(shape), Array(otherShape))
            set(index, add("Reshape", [try name(node.inputs[0]), target]))
        case (.broadcast(let shape, let axes), .broadcast(let otherShape, _)):
            try writeBroadcast(index, node.inputs[0], shape, otherShape, Array(axes))
        case (.transpose(let axes), _):
            set(index, transposed(try name(node.inputs[0]), Array(axes)))
        case (
            .slice(let starts, let limits, let strides),
            .slice(let otherStarts, let otherLimits, _)
        ):
            let source = specs(node.inputs[0])
            // An end that is the axis's own needs no number.
            func ends(_ limits: InlineInts, _ shape: Shape) -> [Int] {
                limits.enumerated().map { $1 == shape[$0] ? Int(Int32.max) : $1 }
            }
            set(
                index,
                add(
                    "Slice",
                    [
                        try name(node.inputs[0]),
                        try exporter.sizes(Array(starts), Array(otherStarts), self),
                        try exporter.sizes(
                            ends(limits, source.0.shape), ends(otherLimits, source.1.shape), self),
                        exporter.ints(Array(starts.indices)), exporter.ints(Array(strides)),
                    ]))
        case (.reverse(let axes), _):
            let count = axes.count
            set(
                index,
                add(
                    "Slice",
                    [
                        try name(node.inputs[0]), exporter.ints(Array(repeating: -1, count: count)),
                        exporter.ints(Array(repeating: Int(Int32.min), count: count)),
                        exporter.ints(Array(axes)),
                        exporter.ints(Array(repeating: -1, count: count)),
                    ]))
        case (.pad(let low, let high, let value), _):
            set(
                index,
                add(
                    "Pad",
                    [
                        try name(node.inputs[0]), exporter.ints(Array(low) + Array(high)),
                        exporter.scalar(value, node.spec.dtype),
                    ]))
        case (.concatenate(let axis), _):
            let parts = try node.inputs.map { input throws(OnnxExportError) in try name(input) }
            set(index, add("Concat", parts, ["axis": .int(axis)]))
        case (.iota(let spec, let axis), .iota(let otherSpec, _)):
            try writeIota(index, spec, otherSpec, axis)
        case (.gatherRows, _):
            set(index, add("Gather", [try name(node.inputs[0]), try name(node.inputs[1])]))
        case (.scatterRows(let mode), _): try writeScatter(index, node, mode)
        case (.argSort(let axis, let isDescending, let count), _):
            let results = add(
                "TopK", [try name(node.inputs[0]), exporter.ints([count])],
                ["axis": .int(axis), "largest": .int(isDescending ? 1 : 0)],
                results: [exporter.unique("topk_values"), exporter.unique("topk")])
            set(index, cast(results[1], .int32))
        case (.dynamicSlice(let sizes), .dynamicSlice(let otherSizes)):
            try writeDynamicSlice(index, node, sizes, otherSizes)
        default:
            throw fault(index, "it depends on the size of the batch", "export without a batch name")
        }
    }

    func transposed(_ name: String, _ axes: [Int]) -> String {
        add("Transpose", [name], ["perm": .ints(axes)])
    }

    func cast(_ name: String, _ dtype: DType) -> String {
        add("Cast", [name], ["to": .int(OnnxElementType(dtype).rawValue)])
    }

    /// A single size that depends on the batch is found from the others.
    private func reshapeTarget(_ a: [Int], _ b: [Int]) throws(OnnxExportError) -> String {
        let varying = a.indices.filter { a[$0] != b[$0] }
        guard varying.count == 1, !a.contains(0) else { return try exporter.sizes(a, b, self) }
        return exporter.ints(a.indices.map { $0 == varying[0] ? -1 : a[$0] })
    }

    private func writeBroadcast(
        _ index: Int, _ input: Int, _ shape: Shape, _ otherShape: Shape, _ axes: [Int]
    ) throws(OnnxExportError) {
        let (source, otherSource) = specs(input)
        var (ones, otherOnes) = (
            Array(repeating: 1, count: shape.rank), Array(repeating: 1, count: shape.rank)
        )
        for (axis, target) in axes.enumerated() {
            (ones[target], otherOnes[target]) = (source.shape[axis], otherSource.shape[axis])
        }
        var value = try name(input)
        if Shape(ones) != source.shape {
            value = add("Reshape", [value, try reshapeTarget(ones, otherOnes)])
        }
        set(index, value, unexpanded: Shape(ones))
    }

    private func writeIota(
        _ index: Int, _ spec: TensorSpec, _ otherSpec: TensorSpec, _ axis: Int
    ) throws(OnnxExportError) {
        let (count, otherCount) = (spec.shape[axis], otherSpec.shape[axis])
        var line = Array(repeating: 1, count: spec.shape.rank)
        line[axis] = count
        guard count != otherCount else {
            let numbers = Tensor.iota([count], dtype: spec.dtype).reshaped(Shape(line))
            set(index, exporter.constant(numbers, "iota"), unexpanded: Shape(line))
            return
        }
        let limit = add(
            "Squeeze", [try exporter.sizes([count], [otherCount], self)])
        let range = add(
            "Range", [exporter.scalar(0, .int64), limit, exporter.scalar(1, .int64)])
        var target = line
        target[axis] = -1
        let shaped = add("Reshape", [cast(range, spec.dtype), exporter.ints(target)])
        set(index, shaped, unexpanded: Shape(line))
    }

    private func writeScatter(
        _ index: Int, _ node: Graph.Node, _ mode: ScatterMode
    ) throws(OnnxExportError) {
        let names = ["none", "add", "mul", "max", "min"]
        let modes: [ScatterMode] = [.set, .add, .multiply, .maximum, .minimum]
        let reduction = modes.firstIndex(of: mode).map { names[$0] } ?? "none"
        let least = mode == .set ? 11 : mode == .add || mode == .multiply ? 16 : 18
        guard exporter.opset >= least else {
            throw fault(
                index, "scattering with '\(reduction)' comes with opset \(least)",
                "choose opset \(least) or higher")
        }
        let indices = add(
            "Unsqueeze", [cast(try name(node.inputs[1]), .int64), exporter.ints([-1])])
        set(
            index,
            add(
                "ScatterND", [try name(node.inputs[0]), indices, try name(node.inputs[2])],
                mode == .set ? [:] : ["reduction": .string(reduction)]))
    }

    /// Starts are moved inside, as Lamina does.
    private func writeDynamicSlice(
        _ index: Int, _ node: Graph.Node, _ sizes: InlineInts, _ otherSizes: InlineInts
    ) throws(OnnxExportError) {
        let (source, otherSource) = specs(node.inputs[0])
        guard specs(node.inputs[1]).0.shape.rank == 1 else {
            throw fault(
                index, "every lane has starts of its own", "take slices one after the other")
        }
        func rooms(_ shape: Shape, _ sizes: InlineInts) -> [Int] {
            shape.indices.map { shape[$0] - sizes[$0] }
        }
        let starts = cast(try name(node.inputs[1]), .int64)
        let last = try exporter.sizes(
            rooms(source.shape, sizes), rooms(otherSource.shape, otherSizes), self)
        let inside = add("Max", [add("Min", [starts, last]), exporter.ints([0])])
        let ends = add(
            "Add", [inside, try exporter.sizes(Array(sizes), Array(otherSizes), self)])
        set(index, add("Slice", [try name(node.inputs[0]), inside, ends]))
    }
}
