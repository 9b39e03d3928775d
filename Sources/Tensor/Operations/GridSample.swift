import LaminaGraph

/// What ``gridSample(_:grid:method:border:alignCorners:)`` sees outside the image.
public enum GridBorder: Sendable {
    /// Zeros.
    case zeros
    /// The nearest element of the image.
    case edge
}

/// The image's values at points between its elements. PyTorch: `grid_sample`, with channels last.
///
/// - Shape: `x` `[batch, height, width, channels]`, `grid` `[batch, outHeight, outWidth, 2]` of
///   points `(x, y)`, -1 at the left or upper border of the image and 1 at the right or lower one,
///   to `[batch, outHeight, outWidth, channels]`.
/// - Parameters:
///   - method: `.linear` or `.nearest` (ties to even).
///   - alignCorners: whether -1 and 1 are the middles of the outermost elements instead of their
///     outer borders.
/// - Gradient: to `x`, and for `.linear` to the grid too: the slope to the right of a point that
///   lies on an element.
public func gridSample(
    _ x: Tensor, grid: Tensor, method: ResizeMethod = .linear, border: GridBorder = .zeros,
    alignCorners: Bool = false
) -> Tensor {
    operation { () throws(OpError) in
        let call = WindowCall(
            op: "gridSample", operands: ["x": "\(x.spec)", "grid": "\(grid.spec)"])
        guard x.rank == 4, grid.rank == 4, grid.shape[3] == 2, grid.shape[0] == x.shape[0] else {
            throw call.error(
                "needs x [batch, height, width, channels] and a grid [batch, rows, columns, 2]",
                "give the grid \(x.shape.first ?? 1) images of pairs (x, y)")
        }
        guard x.dtype.isFloatingPoint, grid.dtype.isFloatingPoint else {
            throw call.error("needs floating-point types", "convert with asType(_:)")
        }
        guard method == .linear || method == .nearest else {
            throw call.error("samples by .linear or .nearest, not .\(method)", "choose one of them")
        }
        guard x.shape[1] > 0, x.shape[2] > 0 else {
            throw call.error(
                "the image has \(x.shape[1]) x \(x.shape[2]) elements", "give at least 1 x 1")
        }
        let sampler = GridSampler(x: x, border: border)
        let column = place(grid.slice(0..<1, axis: 3), x.shape[2], alignCorners)
        let row = place(grid.slice(1..<2, axis: 3), x.shape[1], alignCorners)
        if method == .nearest { return sampler.elements(round(row), round(column)) }
        let (top, left) = (floor(row), floor(column))
        let (down, right) = ((row - top).asType(x.dtype), (column - left).asType(x.dtype))
        let upper =
            sampler.elements(top, left) * (1 - right) + sampler.elements(top, left + 1) * right
        let lower =
            sampler.elements(top + 1, left) * (1 - right)
            + sampler.elements(top + 1, left + 1) * right
        return upper * (1 - down) + lower * down

        /// From -1...1 to positions of elements.
        func place(_ points: Tensor, _ size: Int, _ alignCorners: Bool) -> Tensor {
            let place =
                alignCorners
                ? (points + 1) * (Double(size - 1) / 2) : ((points + 1) * Double(size) - 1) / 2
            guard border == .edge else { return place }
            let last = Tensor.full(Double(size - 1), [], dtype: place.dtype)
            return minimum(maximum(place, .zeros([], dtype: place.dtype)), last)
        }
    }
}

private struct GridSampler {
    let x: Tensor
    let border: GridBorder

    /// The elements at whole positions `[batch, rows, columns, 1]`, zeros outside.
    func elements(_ row: Tensor, _ column: Tensor) -> Tensor {
        let (batch, height, width, channels) = (x.shape[0], x.shape[1], x.shape[2], x.shape[3])
        let isInside = inside(row, height).and(inside(column, width))
        // Before the conversion, which has no meaning for a place far outside.
        let rows = select(isInside, row, 0).asType(.int32)
        let columns = select(isInside, column, 0).asType(.int32)
        let image = Tensor.iota(row.shape, axis: 0) * height
        let index = select(isInside, (image + rows) * width + columns, -1).asType(.int32)
        let table = x.reshaped([batch * height * width, channels])
        let shape = Shape(row.shape.dropLast() + [channels])
        return table.gatheredRows(index.reshaped(Shape(row.shape.dropLast()))).reshaped(shape)
    }

    private func inside(_ place: Tensor, _ size: Int) -> Tensor {
        (place .>= 0).and(place .<= Double(size - 1))
    }
}

extension Tensor {
    fileprivate func and(_ other: Tensor) -> Tensor { .binary(.and, self, other) }
}
