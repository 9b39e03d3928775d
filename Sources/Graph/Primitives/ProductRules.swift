/// Shape rules of matrix products, convolutions and pooling.
extension Primitive {
    static func matmulSpec(
        _ a: TensorSpec, _ b: TensorSpec, _ transposeA: Bool, _ transposeB: Bool
    ) throws(OpError) -> TensorSpec {
        let rank = a.shape.rank
        guard rank >= 2, b.shape.rank == rank, a.dtype == b.dtype, a.dtype != .bool,
            a.shape.dropLast(2).elementsEqual(b.shape.dropLast(2))
        else {
            throw OpError(
                op: "matmul", problem: "needs two stacks of matrices of one numeric type",
                operands: ["lhs": "\(a)", "rhs": "\(b)"],
                fix: "make rank, leading axes and types equal")
        }
        let (m, k) = (a.shape[rank - (transposeA ? 1 : 2)], a.shape[rank - (transposeA ? 2 : 1)])
        let (n, k2) = (b.shape[rank - (transposeB ? 2 : 1)], b.shape[rank - (transposeB ? 1 : 2)])
        guard k == k2 else {
            throw OpError(
                op: "matmul", problem: "inner dimensions differ (\(k) and \(k2))",
                operands: ["lhs": "\(a)", "rhs": "\(b)"],
                fix: "give rhs \(k) rows"
                    + (n == k ? "; a weight stored [out, in] needs transposed()" : ""))
        }
        return TensorSpec(Shape(a.shape.dropLast(2) + [m, n]), a.dtype)
    }

    static func convolutionSpec(
        _ x: TensorSpec, _ w: TensorSpec, _ window: ConvolutionWindow
    ) throws(OpError) -> TensorSpec {
        func fail(_ problem: String, _ fix: String) -> OpError {
            OpError(
                op: "conv2D", problem: problem, operands: ["x": "\(x)", "filter": "\(w)"], fix: fix)
        }
        guard x.shape.rank == 4, w.shape.rank == 4 else {
            throw fail(
                "needs x [batch, height, width, channels] and filter [height, width, in, out]",
                "reshape the operands to rank 4")
        }
        guard x.dtype == w.dtype, x.dtype.isFloatingPoint else {
            throw fail("needs one floating-point type", "convert with asType(_:)")
        }
        let (groups, channels) = (window.groups, x.shape[3])
        guard groups > 0, w.shape[2] * groups == channels, w.shape[3] % groups == 0 else {
            throw fail(
                "the filter takes \(w.shape[2]) channels in each of \(groups) groups, and x has \(channels)",
                "give a filter [\(w.shape[0]), \(w.shape[1]), \(channels / max(groups, 1)), out]")
        }
        guard w.shape[0] > 0, w.shape[1] > 0 else {
            throw fail("the filter is empty", "give a filter of at least 1 x 1")
        }
        guard window.strides.allSatisfy({ $0 > 0 }), window.dilations.allSatisfy({ $0 > 0 }) else {
            throw fail("strides and dilations start at 1", "use strides of at least 1")
        }
        let padding = window.padding
        guard
            let height = windowPositions(
                input: x.shape[1], size: w.shape[0], stride: window.strides[0],
                dilation: window.dilations[0], before: padding.top, after: padding.bottom),
            let width = windowPositions(
                input: x.shape[2], size: w.shape[1], stride: window.strides[1],
                dilation: window.dilations[1], before: padding.left, after: padding.right)
        else {
            throw fail(
                "the \(w.shape[0]) x \(w.shape[1]) filter is larger than the padded input",
                "pad with padding: .same, or use a smaller kernel")
        }
        return TensorSpec([x.shape[0], height, width, w.shape[3]], x.dtype)
    }

    static func poolSpec(
        _ kind: PoolKind, _ x: TensorSpec, _ window: PoolWindow
    ) throws(OpError) -> TensorSpec {
        let op = kind == .max ? "maxPool2D" : "averagePool2D"
        func fail(_ problem: String, _ fix: String) -> OpError {
            OpError(op: op, problem: problem, operands: ["x": "\(x)"], fix: fix)
        }
        guard x.shape.rank == 4 else {
            throw fail("needs x [batch, height, width, channels]", "reshape x to rank 4")
        }
        try require(x.dtype.isFloatingPoint, op, "needs a floating-point type", x)
        guard window.size.allSatisfy({ $0 > 0 }), window.strides.allSatisfy({ $0 > 0 }) else {
            throw fail("sizes and strides start at 1", "use a window of at least 1 x 1")
        }
        let padding = window.padding
        let (rows, columns) = (window.size[0], window.size[1])
        guard max(padding.top, padding.bottom) < rows, max(padding.left, padding.right) < columns
        else { throw fail("a window could lie in the padding alone", "pad less than the window") }
        guard
            let height = windowPositions(
                input: x.shape[1], size: rows, stride: window.strides[0], dilation: 1,
                before: padding.top, after: padding.bottom),
            let width = windowPositions(
                input: x.shape[2], size: columns, stride: window.strides[1], dilation: 1,
                before: padding.left, after: padding.right)
        else {
            throw fail(
                "the \(rows) x \(columns) window is larger than the padded input",
                "use a smaller window")
        }
        return TensorSpec([x.shape[0], height, width, x.shape[3]], x.dtype)
    }
}
