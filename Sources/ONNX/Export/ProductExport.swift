import LaminaGraph
import LaminaTensor

// Reductions, products, convolutions and pooling.

extension BlockExporter {
    func writeProduct(
        _ index: Int, _ node: Graph.Node, _ twin: Graph.Node
    ) throws(OnnxExportError) {
        let x = try name(node.inputs[0])
        switch node.primitive {
        case .reduce(let op, let axes): set(index, try reduced(op, x, Array(axes), node))
        case .argReduce(let isLargest, let axis):
            let places = add(
                isLargest ? "ArgMax" : "ArgMin", [x], ["axis": .int(axis), "keepdims": .int(0)])
            set(index, cast(places, .int32))
        case .cumulative(let op, let axis, let isReversed):
            guard op == .sum else {
                throw fault(index, "ONNX runs sums alone along an axis", "use cumSum")
            }
            set(
                index,
                add(
                    "CumSum", [x, exporter.scalar(Double(axis), .int64)],
                    ["reverse": .int(isReversed ? 1 : 0)]))
        case .matmul(let transposeLHS, let transposeRHS):
            let y = try name(node.inputs[1])
            let rank = node.spec.shape.rank
            if rank == 2, transposeLHS || transposeRHS {
                let flags: [String: OnnxAttribute] = [
                    "transA": .int(transposeLHS ? 1 : 0), "transB": .int(transposeRHS ? 1 : 0),
                ]
                set(index, add("Gemm", [x, y], flags))
            } else {
                var swapped = Array(0..<rank)
                swapped.swapAt(rank - 1, rank - 2)
                set(
                    index,
                    add(
                        "MatMul",
                        [
                            transposeLHS ? transposed(x, swapped) : x,
                            transposeRHS ? transposed(y, swapped) : y,
                        ]))
            }
        case .convolution(let window):
            let (filter, _) = specs(node.inputs[1])
            var attributes = window.attributes
            attributes["kernel_shape"] = .ints(Array(filter.shape.prefix(2)))
            let y = add(
                "Conv", [first(x), try filterFirst(node.inputs[1], [3, 2, 0, 1])], attributes)
            set(index, last(y))
        case .convolutionInputGradient(let window, let shape):
            let (filter, _) = specs(node.inputs[1])
            let (slope, _) = specs(node.inputs[0])
            var attributes = window.attributes
            attributes["kernel_shape"] = .ints(Array(filter.shape.prefix(2)))
            let pads = window.padding
            let rests = (0..<2).map { axis in
                let span = (filter.shape[axis] - 1) * window.dilations[axis] + 1
                let full = (slope.shape[axis + 1] - 1) * window.strides[axis] + span
                let cut = axis == 0 ? pads.top + pads.bottom : pads.left + pads.right
                return shape[axis + 1] - (full - cut)
            }
            attributes["output_padding"] = .ints(rests)
            let y = add(
                "ConvTranspose", [first(x), try filterFirst(node.inputs[1], [3, 2, 0, 1])],
                attributes)
            set(index, last(y))
        case .pool(let kind, let window):
            var attributes: [String: OnnxAttribute] = [
                "kernel_shape": .ints(Array(window.size)), "strides": .ints(Array(window.strides)),
                "pads": .ints(window.padding.list),
            ]
            if kind == .average {
                attributes["count_include_pad"] = .int(window.countsPadding ? 1 : 0)
            }
            set(index, last(add(kind == .max ? "MaxPool" : "AveragePool", [first(x)], attributes)))
        default: throw fault(index, "it is no product", "report this")
        }
    }

    /// `[batch, height, width, channels]` with the channels first; two turns that meet are none.
    private func first(_ name: String) -> String {
        if let node = nodes.last(where: { $0.outputs == [name] }), node.operatorType == "Transpose",
            case .ints([0, 2, 3, 1]) = node.attributes["perm"]
        {
            return node.inputs[0]
        }
        return transposed(name, [0, 3, 1, 2])
    }

    private func last(_ name: String) -> String { transposed(name, [0, 2, 3, 1]) }

    /// A filter in ONNX's order: stored so where it is an initial value.
    private func filterFirst(_ index: Int, _ axes: [Int]) throws(OnnxExportError) -> String {
        let source = try name(index)
        guard let stored = exporter.initializer(source), let tensor = stored.value.tensor else {
            return transposed(source, axes)
        }
        return exporter.constant(tensor.transposed(axes), "\(source) \(axes)")
    }

    private func reduced(
        _ op: Reduction, _ x: String, _ axes: [Int], _ node: Graph.Node
    ) throws(OnnxExportError) -> String {
        switch op {
        case .any, .all:
            let extreme = op == .any ? "ReduceMax" : "ReduceMin"
            return cast(reduce(extreme, cast(x, .int32), axes), .bool)
        case .sum: return reduce("ReduceSum", x, axes)
        case .product: return reduce("ReduceProd", x, axes)
        case .max: return reduce("ReduceMax", x, axes)
        case .min: return reduce("ReduceMin", x, axes)
        }
    }

    /// Axes are an input of sums from opset 13 on, of the others from 18 on. No axis means none here,
    /// and all in ONNX.
    private func reduce(_ type: String, _ x: String, _ axes: [Int]) -> String {
        if axes.isEmpty { return x }
        return exporter.opset >= 18 || type == "ReduceSum"
            ? add(type, [x, exporter.ints(axes)], ["keepdims": .int(0)])
            : add(type, [x], ["axes": .ints(axes), "keepdims": .int(0)])
    }
}

extension ConvolutionWindow {
    fileprivate var attributes: [String: OnnxAttribute] {
        [
            "strides": .ints(Array(strides)), "dilations": .ints(Array(dilations)),
            "pads": .ints(padding.list), "group": .int(groups),
        ]
    }
}

extension Padding {
    /// In ONNX's order: all beginnings, then all ends.
    fileprivate var list: [Int] { [top, left, bottom, right] }
}
