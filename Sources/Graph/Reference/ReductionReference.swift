/// Reference of the reductions.
extension Primitive {
    static func reduceReference(
        _ op: Reduction, _ x: [Double], _ spec: TensorSpec, _ axes: InlineInts, _ output: TensorSpec
    ) -> [Double] {
        var slices = [[Double]](repeating: [], count: output.shape.elementCount)
        let kept = spec.shape.indices.filter { !axes.contains($0) }
        _ = collect(spec.shape) { position in
            let value = x[offset(spec.shape) { position[$0] }]
            slices[offset(output.shape) { position[kept[$0]] }].append(value)
            return value
        }
        return slices.map { reduced(op, $0, output.dtype) }
    }

    private static func reduced(_ op: Reduction, _ x: [Double], _ dtype: DType) -> Double {
        switch op {
        case .sum where dtype.isInteger: dtype.rounded(whole: x.reduce(0) { $0 &+ Int128($1) })
        case .product where dtype.isInteger:
            dtype.rounded(whole: x.reduce(1) { $0 &* Int128($1) })
        case .sum: dtype.rounded(x.reduce(0, +))
        case .product: dtype.rounded(x.reduce(1, *))
        case .max: x.dropFirst().reduce(x[0]) { $0.isNaN || $0 >= $1 ? $0 : $1 }
        case .min: x.dropFirst().reduce(x[0]) { $0.isNaN || $0 <= $1 ? $0 : $1 }
        case .any: x.contains { $0 != 0 } ? 1 : 0
        case .all: x.allSatisfy { $0 != 0 } ? 1 : 0
        }
    }

    static func argReduceReference(
        _ largest: Bool, _ x: [Double], _ shape: Shape, _ axis: Int
    ) -> [Double] {
        collect(shape.removing(axis: axis)) { position in
            func element(_ j: Int) -> Double {
                x[offset(shape) { $0 == axis ? j : position[$0 < axis ? $0 : $0 - 1] }]
            }
            var best = 0
            for j in 0..<shape[axis] {
                let (value, champion) = (element(j), element(best))
                // The first NaN wins and is never beaten.
                if champion.isNaN { break }
                if value.isNaN || (largest ? value > champion : value < champion) { best = j }
            }
            return Double(best)
        }
    }
}
