import Glibc

/// Reference of sorting, cumulative operations and recurrences along an axis.
extension Primitive {
    /// Each line along `axis` goes through `transform`, and what it gives becomes a line of the
    /// result.
    private static func mapLines(
        _ x: [Double], _ shape: Shape, _ axis: Int, to output: Shape,
        _ transform: ([Double]) -> [Double]
    ) -> [Double] {
        let inner = shape[(axis + 1)...].reduce(1, *)
        var result = [Double](repeating: 0, count: output.elementCount)
        for outer in 0..<shape[..<axis].reduce(1, *) {
            for column in 0..<inner {
                let line = (0..<shape[axis]).map { x[(outer * shape[axis] + $0) * inner + column] }
                for (j, value) in transform(line).enumerated() {
                    result[(outer * output[axis] + j) * inner + column] = value
                }
            }
        }
        return result
    }

    static func argSortReference(
        _ x: [Double], _ shape: Shape, _ axis: Int, descending: Bool, _ output: Shape
    ) -> [Double] {
        mapLines(x, shape, axis, to: output) { line in
            let order = line.indices.sorted { i, j in
                let (a, b) = (line[i], line[j])
                if a.isNaN || b.isNaN { return a.isNaN == b.isNaN ? i < j : b.isNaN }
                if a == b { return i < j }
                return descending ? a > b : a < b
            }
            return order.prefix(output[axis]).map(Double.init)
        }
    }

    static func cumulativeReference(
        _ op: Cumulation, _ x: [Double], _ axis: Int, reversed: Bool, _ output: TensorSpec
    ) -> [Double] {
        mapLines(x, output.shape, axis, to: output.shape) { line in
            let line = reversed ? line.reversed() : line
            let result = line.indices.map { j in
                output.dtype.rounded(accumulated(op, Array(line[...j]), output.dtype))
            }
            return reversed ? result.reversed() : result
        }
    }

    private static func accumulated(
        _ op: Cumulation, _ x: [Double], _ dtype: DType
    ) -> Double {
        switch op {
        case .sum where dtype.isInteger: dtype.rounded(whole: x.reduce(0) { $0 &+ Int128($1) })
        case .product where dtype.isInteger:
            x.reduce(1) { binaryReference(.multiply, [$0], [$1], dtype)[0] }
        case .sum: x.reduce(0, +)
        case .product: x.reduce(1, *)
        case .max: x.dropFirst().reduce(x[0]) { $0.isNaN || $0 >= $1 ? $0 : $1 }
        case .min: x.dropFirst().reduce(x[0]) { $0.isNaN || $0 <= $1 ? $0 : $1 }
        case .logSumExp: logSumExp(x)
        }
    }

    private static func logSumExp(_ x: [Double]) -> Double {
        if x.contains(where: \.isNaN) { return .nan }
        let peak = x.reduce(-.infinity, Swift.max)
        if peak.isInfinite { return peak }
        return peak + log(x.reduce(0) { $0 + exp($1 - peak) })
    }

    static func linearRecurrenceReference(
        _ a: [Double], _ b: [Double], _ axis: Int, reversed: Bool, _ output: TensorSpec
    ) -> [Double] {
        let step = output.shape[(axis + 1)...].reduce(1, *)
        let n = output.shape[axis]
        var z = [Double](repeating: 0, count: a.count)
        for index in reversed ? Array(z.indices.reversed()) : Array(z.indices) {
            let j = index / step % n
            let isFirst = j == (reversed ? n - 1 : 0)
            z[index] = b[index] + (isFirst ? 0 : a[index] * z[index + (reversed ? step : -step)])
        }
        return z.map(output.dtype.rounded)
    }
}
