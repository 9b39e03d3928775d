/// Reference of pooling in NHWC and its gradients.
extension Primitive {
    static func maxPoolReference(
        _ x: [Double], _ shape: Shape, _ window: PoolWindow, _ output: TensorSpec
    ) -> [Double] {
        var y = [Double](repeating: 0, count: output.shape.elementCount)
        forEachWindow(window, shape, output.shape) { out, members in
            y[out] = x[winner(x, members)]
        }
        return y
    }

    /// Each gradient goes to the first maximum of its window, row by row.
    static func maxPoolGradientReference(
        _ x: [Double], _ dy: [Double], _ specs: [TensorSpec], _ window: PoolWindow,
        _ output: TensorSpec
    ) -> [Double] {
        var dx = [Double](repeating: 0, count: output.shape.elementCount)
        forEachWindow(window, specs[0].shape, specs[1].shape) { out, members in
            dx[winner(x, members)] += dy[out]
        }
        return dx.map(output.dtype.rounded)
    }

    static func averagePoolReference(
        _ x: [Double], _ shape: Shape, _ window: PoolWindow, _ output: TensorSpec
    ) -> [Double] {
        var y = [Double](repeating: 0, count: output.shape.elementCount)
        forEachWindow(window, shape, output.shape) { out, members in
            let sum = members.reduce(0) { $0 + x[$1] }
            y[out] = output.dtype.rounded(sum / divisor(window, members.count))
        }
        return y
    }

    static func averagePoolGradientReference(
        _ dy: [Double], _ shape: Shape, _ window: PoolWindow, _ output: TensorSpec
    ) -> [Double] {
        var dx = [Double](repeating: 0, count: output.shape.elementCount)
        forEachWindow(window, output.shape, shape) { out, members in
            for member in members { dx[member] += dy[out] / divisor(window, members.count) }
        }
        return dx.map(output.dtype.rounded)
    }

    private static func divisor(_ window: PoolWindow, _ inside: Int) -> Double {
        Double(window.countsPadding ? window.size[0] * window.size[1] : inside)
    }

    /// The first of the largest elements, or the first NaN.
    private static func winner(_ x: [Double], _ members: [Int]) -> Int {
        members.dropFirst().reduce(members[0]) { best, member in
            !x[best].isNaN && (x[member].isNaN || x[member] > x[best]) ? member : best
        }
    }

    /// Visits each output by its offset, with the offsets of its window's elements inside the input.
    private static func forEachWindow(
        _ window: PoolWindow, _ x: Shape, _ y: Shape, _ visit: (Int, [Int]) -> Void
    ) {
        for batch in 0..<y[0] {
            for (i, j) in cells(y[1], y[2]) {
                let top = i * window.strides[0] - window.padding.top
                let left = j * window.strides[1] - window.padding.left
                for channel in 0..<y[3] {
                    let members = cells(window.size[0], window.size[1]).compactMap { p, q in
                        let (row, column) = (top + p, left + q)
                        return (0..<x[1]).contains(row) && (0..<x[2]).contains(column)
                            ? ((batch * x[1] + row) * x[2] + column) * x[3] + channel : nil
                    }
                    visit(((batch * y[1] + i) * y[2] + j) * y[3] + channel, members)
                }
            }
        }
    }
}
