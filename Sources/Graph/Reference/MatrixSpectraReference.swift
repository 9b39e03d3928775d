/// Reference of the eigenvalue and singular value decompositions, by Jacobi's rotations.
extension ReferenceMatrix {
    private static let sweepLimit = 60

    /// Rotations that zero one pair of off-diagonal elements after the other, until all are below
    /// rounding.
    func symmetricEigen() -> (values: [Double], vectors: ReferenceMatrix) {
        let n = rowCount
        guard isFinite else {
            return (Array(repeating: .nan, count: n), ReferenceMatrix(n, n) { _, _ in .nan })
        }
        var a = ReferenceMatrix(n, n) { $0 >= $1 ? self[$0, $1] : self[$1, $0] }
        var v = Self.identity(n)
        for _ in 0..<Self.sweepLimit {
            var isDone = true
            for p in 0..<n {
                for q in p + 1..<max(n, p + 1) where a[p, q] != 0 {
                    let scale = (a[p, p].magnitude * a[q, q].magnitude).squareRoot()
                    if a[p, q].magnitude > 1e-18 * scale { isDone = false }
                    let (c, s) = Self.rotation(a[p, p], a[p, q], a[q, q])
                    for i in 0..<n {
                        (a[i, p], a[i, q]) = (c * a[i, p] - s * a[i, q], s * a[i, p] + c * a[i, q])
                    }
                    for i in 0..<n {
                        (a[p, i], a[q, i]) = (c * a[p, i] - s * a[q, i], s * a[p, i] + c * a[q, i])
                        (v[i, p], v[i, q]) = (c * v[i, p] - s * v[i, q], s * v[i, p] + c * v[i, q])
                    }
                    (a[p, q], a[q, p]) = (0, 0)
                }
            }
            if isDone { break }
        }
        let order = (0..<n).sorted { a[$0, $0] < a[$1, $1] }
        let flips = order.map { Self.isFlipped(v.column($0)) }
        return (
            order.map { a[$0, $0] },
            ReferenceMatrix(n, n) { i, j in flips[j] ? -v[i, order[j]] : v[i, order[j]] }
        )
    }

    /// Whether the first element that is at least half as large as the largest is negative.
    private static func isFlipped(_ vector: [Double]) -> Bool {
        let largest = vector.reduce(0) { max($0, $1.magnitude) }
        return vector.first { $0.magnitude >= 0.5 * largest }.map { $0 < 0 } ?? false
    }

    /// Cosine and sine of the rotation that makes `[[a, b], [b, d]]` diagonal.
    private static func rotation(_ a: Double, _ b: Double, _ d: Double) -> (Double, Double) {
        let theta = (d - a) / (2 * b)
        let t = (theta < 0 ? -1 : 1) / (theta.magnitude + (theta * theta + 1).squareRoot())
        let c = 1 / (t * t + 1).squareRoot()
        return (c, t * c)
    }

    /// Rotations that make the columns orthogonal: one-sided Jacobi.
    func svd(complete: Bool) -> (u: ReferenceMatrix, s: [Double], vt: ReferenceMatrix) {
        let (m, n) = (rowCount, columnCount)
        let k = min(m, n)
        guard isFinite else {
            return (
                ReferenceMatrix(m, complete ? m : k) { _, _ in .nan },
                Array(repeating: .nan, count: k),
                ReferenceMatrix(complete ? n : k, n) { _, _ in .nan }
            )
        }
        var (left, s, right): (ReferenceMatrix, [Double], ReferenceMatrix)
        if m >= n {
            (left, s, right) = orthogonalized()
        } else {
            (right, s, left) = transposed.orthogonalized()
        }
        left = left.completed(to: complete ? m : k)
        right = right.completed(to: complete ? n : k)
        for j in 0..<k where Self.isFlipped(left.column(j)) {
            for i in 0..<m { left[i, j] = -left[i, j] }
            for i in 0..<n { right[i, j] = -right[i, j] }
        }
        return (left, s, right.transposed)
    }

    /// Of a matrix with at least as many rows as columns: `u [m, n]`, `s` and `v [n, n]`, with
    /// columns of NaN in `u` for singular values of 0.
    private func orthogonalized() -> (ReferenceMatrix, [Double], ReferenceMatrix) {
        let (m, n) = (rowCount, columnCount)
        var (w, v) = (self, Self.identity(n))
        for _ in 0..<Self.sweepLimit {
            var isDone = true
            for p in 0..<n {
                for q in p + 1..<max(n, p + 1) {
                    let (x, y) = (w.column(p), w.column(q))
                    let dot = zip(x, y).reduce(0) { $0 + $1.0 * $1.1 }
                    let (xx, yy) = (x.reduce(0) { $0 + $1 * $1 }, y.reduce(0) { $0 + $1 * $1 })
                    guard dot.magnitude > 1e-17 * (xx * yy).squareRoot() else { continue }
                    isDone = false
                    let (c, s) = Self.rotation(xx, dot, yy)
                    for i in 0..<m {
                        (w[i, p], w[i, q]) = (c * w[i, p] - s * w[i, q], s * w[i, p] + c * w[i, q])
                    }
                    for i in 0..<n {
                        (v[i, p], v[i, q]) = (c * v[i, p] - s * v[i, q], s * v[i, p] + c * v[i, q])
                    }
                }
            }
            if isDone { break }
        }
        let norms = (0..<n).map { j in w.column(j).reduce(0) { $0 + $1 * $1 }.squareRoot() }
        let order = (0..<n).sorted { norms[$0] > norms[$1] }
        let cut = (norms.max() ?? 0) * 1e-16
        return (
            ReferenceMatrix(m, n) { i, j in
                norms[order[j]] > cut ? w[i, order[j]] / norms[order[j]] : .nan
            },
            order.map { norms[$0] }, ReferenceMatrix(n, n) { v[$0, order[$1]] }
        )
    }

    /// With columns added, or put in place of columns of NaN, that are orthogonal to all others.
    private func completed(to count: Int) -> ReferenceMatrix {
        let m = rowCount
        var found = (0..<columnCount).map { column($0) }
        found += Array(repeating: Array(repeating: .nan, count: m), count: count - columnCount)
        for place in 0..<count where found[place].contains(where: { $0.isNaN }) {
            var best: [Double] = []
            var bestNorm = -1.0
            for axis in 0..<m {
                var v = (0..<m).map { $0 == axis ? 1.0 : 0 }
                for other in found + found where !other.contains(where: { $0.isNaN }) {
                    let dot = zip(v, other).reduce(0) { $0 + $1.0 * $1.1 }
                    for i in 0..<m { v[i] -= dot * other[i] }
                }
                let norm = v.reduce(0) { $0 + $1 * $1 }.squareRoot()
                if norm > bestNorm { (best, bestNorm) = (v.map { $0 / norm }, norm) }
            }
            found[place] = best
        }
        return ReferenceMatrix(m, count) { found[$1][$0] }
    }
}
