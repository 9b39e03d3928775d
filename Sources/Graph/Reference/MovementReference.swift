/// Reference of the primitives that move elements without changing them.
extension Primitive {
    static func broadcastReference(
        _ x: [Double], _ source: Shape, to shape: Shape, axes: InlineInts
    ) -> [Double] {
        collect(shape) { position in
            x[offset(source) { source[$0] == 1 ? 0 : position[axes[$0]] }]
        }
    }

    static func transposeReference(
        _ x: [Double], _ source: Shape, _ axes: InlineInts, _ shape: Shape
    ) -> [Double] {
        collect(shape) { position in
            var from = source.sizes
            for (axis, sourceAxis) in axes.enumerated() { from[sourceAxis] = position[axis] }
            return x[offset(source) { from[$0] }]
        }
    }

    static func sliceReference(
        _ x: [Double], _ source: Shape, _ starts: InlineInts, _ strides: InlineInts, _ shape: Shape
    ) -> [Double] {
        collect(shape) { position in
            x[offset(source) { starts[$0] + position[$0] * strides[$0] }]
        }
    }

    static func reverseReference(
        _ x: [Double], _ shape: Shape, _ axes: InlineInts
    ) -> [Double] {
        collect(shape) { position in
            x[offset(shape) { axes.contains($0) ? shape[$0] - 1 - position[$0] : position[$0] }]
        }
    }

    static func padReference(
        _ x: [Double], _ source: Shape, _ low: InlineInts, _ value: Double, _ shape: Shape
    ) -> [Double] {
        collect(shape) { position in
            let isInside = source.indices.allSatisfy {
                (0..<source[$0]).contains(position[$0] - low[$0])
            }
            return isInside ? x[offset(source) { position[$0] - low[$0] }] : value
        }
    }

    static func concatenateReference(
        _ parts: [[Double]], _ sources: [Shape], _ axis: Int, _ shape: Shape
    ) -> [Double] {
        collect(shape) { position in
            var (part, start) = (0, 0)
            while position[axis] - start >= sources[part][axis] {
                start += sources[part][axis]
                part += 1
            }
            return parts[part][
                offset(sources[part]) { $0 == axis ? position[axis] - start : position[$0] }]
        }
    }

    static func iotaReference(_ axis: Int, _ output: TensorSpec) -> [Double] {
        collect(output.shape) { output.dtype.rounded(Double($0[axis])) }
    }

    /// One element for each position of the shape, row by row.
    static func collect(_ shape: Shape, _ element: (InlineInts) -> Double) -> [Double] {
        (0..<shape.elementCount).map { number in
            var (position, rest) = (shape.sizes, number)
            for axis in shape.indices.reversed() {
                position[axis] = rest % shape[axis]
                rest /= shape[axis]
            }
            return element(position)
        }
    }

    /// The number, row by row, of the element at the given index along each axis.
    static func offset(_ shape: Shape, _ index: (Int) -> Int) -> Int {
        shape.indices.reduce(0) { $0 * shape[$1] + index($1) }
    }
}
