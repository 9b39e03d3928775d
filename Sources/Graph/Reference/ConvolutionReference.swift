/// Reference of the convolution, cross-correlation in NHWC, and of its two gradients. All three
/// visit the same products `y[b, i, j, o] += x[b, i', j', c] * w[p, q, c, o]`.
extension Primitive {
    static func convolutionReference(
        _ x: [Double], _ w: [Double], _ specs: [TensorSpec], _ window: ConvolutionWindow,
        _ output: TensorSpec
    ) -> [Double] {
        var y = [Double](repeating: 0, count: output.shape.elementCount)
        forEachTap(window, specs[0].shape, specs[1].shape, output.shape) { xi, wi, yi in
            y[yi] += x[xi] * w[wi]
        }
        return y.map(output.dtype.rounded)
    }

    static func convolutionInputGradientReference(
        _ dy: [Double], _ w: [Double], _ specs: [TensorSpec], _ window: ConvolutionWindow,
        _ output: TensorSpec
    ) -> [Double] {
        var dx = [Double](repeating: 0, count: output.shape.elementCount)
        forEachTap(window, output.shape, specs[1].shape, specs[0].shape) { xi, wi, yi in
            dx[xi] += dy[yi] * w[wi]
        }
        return dx.map(output.dtype.rounded)
    }

    static func convolutionFilterGradientReference(
        _ x: [Double], _ dy: [Double], _ specs: [TensorSpec], _ window: ConvolutionWindow,
        _ output: TensorSpec
    ) -> [Double] {
        var dw = [Double](repeating: 0, count: output.shape.elementCount)
        forEachTap(window, specs[0].shape, output.shape, specs[1].shape) { xi, wi, yi in
            dw[wi] += x[xi] * dy[yi]
        }
        return dw.map(output.dtype.rounded)
    }

    /// Visits each product of the convolution by the offsets of its three elements.
    private static func forEachTap(
        _ window: ConvolutionWindow, _ x: Shape, _ w: Shape, _ y: Shape,
        _ visit: (_ x: Int, _ w: Int, _ y: Int) -> Void
    ) {
        let outputsPerGroup = y[3] / window.groups
        for batch in 0..<y[0] {
            for (i, j) in cells(y[1], y[2]) {
                for (p, q) in cells(w[0], w[1]) {
                    let row = i * window.strides[0] - window.padding.top + p * window.dilations[0]
                    let column =
                        j * window.strides[1] - window.padding.left + q * window.dilations[1]
                    guard (0..<x[1]).contains(row), (0..<x[2]).contains(column) else { continue }
                    for (channel, out) in cells(w[2], w[3]) {
                        let group = out / outputsPerGroup
                        visit(
                            ((batch * x[1] + row) * x[2] + column) * x[3] + group * w[2] + channel,
                            ((p * w[1] + q) * w[2] + channel) * w[3] + out,
                            ((batch * y[1] + i) * y[2] + j) * y[3] + out)
                    }
                }
            }
        }
    }

    /// The cells of a grid, row by row.
    static func cells(_ rows: Int, _ columns: Int) -> some Sequence<(Int, Int)> {
        (0..<rows * columns).lazy.map { ($0 / columns, $0 % columns) }
    }
}
