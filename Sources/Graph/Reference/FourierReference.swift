import Glibc

/// Reference of the Fourier transforms: the definition's n² products for each line.
extension Primitive {
    static func fourierReference(
        _ kind: FourierKind, _ x: [Double], _ input: Shape, _ output: TensorSpec
    ) -> [Double] {
        let (rank, lineRank) = (input.rank, kind.takesPairs ? 2 : 1)
        let n = kind.length(of: input)
        let from = input.suffix(lineRank).reduce(1, *)
        let lines = input.prefix(rank - lineRank).reduce(1, *)
        return (0..<lines).flatMap { line in
            let part = Array(x[line * from..<(line + 1) * from])
            return transform(kind, part, n).map(output.dtype.rounded)
        }
    }

    private static func transform(_ kind: FourierKind, _ x: [Double], _ n: Int) -> [Double] {
        let half = n / 2
        switch kind {
        case .forward: return sums(n, outputs: n, sign: -1) { (x[2 * $0], x[2 * $0 + 1]) }
        case .inverse: return sums(n, outputs: n, sign: 1) { (x[2 * $0], x[2 * $0 + 1]) }
        case .realForward:
            var y = sums(n, outputs: half + 1, sign: -1) { (x[$0], 0) }
            y[1] = 0
            if n % 2 == 0 { y[2 * half + 1] = 0 }
            return y
        case .realInverse:
            let y = sums(n, outputs: n, sign: 1) { k in
                if k == 0 || 2 * k == n { return (x[2 * k], 0) }
                return k <= half ? (x[2 * k], x[2 * k + 1]) : (x[2 * (n - k)], -x[2 * (n - k) + 1])
            }
            return (0..<n).map { y[2 * $0] }
        }
    }

    /// `y[k] = Σ x[j] exp(± 2πi j k / n)`, as pairs.
    private static func sums(
        _ n: Int, outputs: Int, sign: Double, _ x: (Int) -> (Double, Double)
    ) -> [Double] {
        (0..<outputs).flatMap { k -> [Double] in
            var (re, im) = (0.0, 0.0)
            for j in 0..<n {
                let angle = sign * 2 * Double.pi * Double(j * k % n) / Double(n)
                let (a, b) = x(j)
                re += a * cos(angle) - b * sin(angle)
                im += a * sin(angle) + b * cos(angle)
            }
            return [re, im]
        }
    }
}
