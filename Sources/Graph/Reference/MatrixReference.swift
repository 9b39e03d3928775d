/// Reference of the factorisations and triangular solutions, one matrix after the other.
extension MatrixRoutine {
    func references(
        _ inputs: [[Double]], _ specs: [TensorSpec]
    ) -> [[Double]] {
        let rank = specs[0].shape.rank
        let batch = specs[0].shape.dropLast(2).reduce(1, *)
        let (m, n) = (specs[0].shape[rank - 2], specs[0].shape[rank - 1])
        var values = [[Double]](repeating: [], count: resultCount)
        for lane in 0..<batch {
            let parts = inputs.map { all in
                Array(all[lane * (all.count / batch)..<(lane + 1) * (all.count / batch)])
            }
            let lane = reference(parts, m, n)
            for (place, part) in lane.enumerated() { values[place] += part }
        }
        // Row numbers are whole, and every type here holds them.
        return values.map { $0.map(specs[0].dtype.rounded) }
    }

    private func reference(_ x: [[Double]], _ m: Int, _ n: Int) -> [[Double]] {
        let a = ReferenceMatrix(m, n, x[0])
        switch self {
        case .cholesky: return [a.cholesky().elements]
        case .lu:
            let (packed, pivots, order) = a.lu()
            return [packed.elements, pivots.map(Double.init), order.map(Double.init)]
        case .qr(let complete):
            let (q, r) = a.qr(complete: complete)
            return [q.elements, r.elements]
        case .svd(let complete):
            let (u, s, vt) = a.svd(complete: complete)
            return [u.elements, s, vt.elements]
        case .singularValues: return [a.svd(complete: false).s]
        case .symmetricEigen:
            let (values, vectors) = a.symmetricEigen()
            return [values, vectors.elements]
        case .symmetricEigenvalues: return [a.symmetricEigen().values]
        case .triangularSolve(let lower, let transposed, let unitDiagonal):
            let b = ReferenceMatrix(n, n == 0 ? 0 : x[1].count / n, x[1])
            let triangle = a.triangle(lower: lower, unitDiagonal: unitDiagonal)
            return [
                (transposed ? triangle.transposed : triangle)
                    .substituted(into: b, lower: lower != transposed).elements
            ]
        case .factoredSolve(let transposed):
            let lu = ReferenceMatrix(n, n, x[1])
            let order = x[2].map { Int($0) }
            let b = ReferenceMatrix(n, n == 0 ? 0 : x[3].count / n, x[3])
            let (l, u) = (
                lu.triangle(lower: true, unitDiagonal: true),
                lu.triangle(lower: false, unitDiagonal: false)
            )
            guard transposed else {
                let rows = b.rows(order)
                let y = l.substituted(into: rows, lower: true)
                return [u.substituted(into: y, lower: false).elements]
            }
            let y = u.transposed.substituted(into: b, lower: true)
            let z = l.transposed.substituted(into: y, lower: false)
            var back = [Int](repeating: 0, count: n)
            for (place, row) in order.enumerated() { back[row] = place }
            return [z.rows(back).elements]
        }
    }
}

/// A matrix of the reference, row by row.
struct ReferenceMatrix {
    let (rowCount, columnCount): (Int, Int)
    var elements: [Double]

    init(_ rowCount: Int, _ columnCount: Int, _ elements: [Double]) {
        (self.rowCount, self.columnCount, self.elements) = (rowCount, columnCount, elements)
    }

    init(_ rowCount: Int, _ columnCount: Int, _ element: (Int, Int) -> Double) {
        self.init(
            rowCount, columnCount,
            (0..<rowCount).flatMap { i in (0..<columnCount).map { element(i, $0) } })
    }

    static func identity(_ n: Int) -> ReferenceMatrix {
        ReferenceMatrix(n, n) { $0 == $1 ? 1 : 0 }
    }

    subscript(i: Int, j: Int) -> Double {
        get { elements[i * columnCount + j] }
        set { elements[i * columnCount + j] = newValue }
    }

    var isFinite: Bool { elements.allSatisfy { $0.isFinite } }

    var transposed: ReferenceMatrix { ReferenceMatrix(columnCount, rowCount) { self[$1, $0] } }

    func rows(_ order: [Int]) -> ReferenceMatrix {
        ReferenceMatrix(order.count, columnCount) { self[order[$0], $1] }
    }

    func column(_ j: Int) -> [Double] { (0..<rowCount).map { self[$0, j] } }

    func triangle(lower: Bool, unitDiagonal: Bool) -> ReferenceMatrix {
        ReferenceMatrix(rowCount, columnCount) { i, j in
            if i == j { return unitDiagonal ? 1 : self[i, j] }
            return (i > j) == lower ? self[i, j] : 0
        }
    }

    /// The solution of `self x = b` for a triangular matrix, row after row.
    func substituted(into b: ReferenceMatrix, lower: Bool) -> ReferenceMatrix {
        var x = b
        for step in 0..<rowCount {
            let i = lower ? step : rowCount - 1 - step
            let known = lower ? 0..<i : i + 1..<rowCount
            for column in 0..<b.columnCount {
                let sum = known.reduce(b[i, column]) { $0 - self[i, $1] * x[$1, column] }
                x[i, column] = sum / self[i, i]
            }
        }
        return x
    }

    func cholesky() -> ReferenceMatrix {
        let n = rowCount
        var l = ReferenceMatrix(n, n) { _, _ in 0 }
        for j in 0..<n {
            let square = (0..<j).reduce(self[j, j]) { $0 - l[j, $1] * l[j, $1] }
            guard square > 0, isFinite else { return ReferenceMatrix(n, n) { $0 < $1 ? 0 : .nan } }
            l[j, j] = square.squareRoot()
            for i in j + 1..<max(n, j + 1) {
                l[i, j] = (0..<j).reduce(self[i, j]) { $0 - l[i, $1] * l[j, $1] } / l[j, j]
            }
        }
        return l
    }

    func lu() -> (packed: ReferenceMatrix, pivots: [Int], order: [Int]) {
        let k = min(rowCount, columnCount)
        var (a, order) = (self, Array(0..<rowCount))
        guard isFinite else {
            return (ReferenceMatrix(rowCount, columnCount) { _, _ in .nan }, Array(0..<k), order)
        }
        var pivots: [Int] = []
        for j in 0..<k {
            var pivot = j
            for i in j..<rowCount where a[i, j].magnitude > a[pivot, j].magnitude { pivot = i }
            pivots.append(pivot)
            order.swapAt(j, pivot)
            for column in 0..<columnCount {
                (a[j, column], a[pivot, column]) = (a[pivot, column], a[j, column])
            }
            for i in j + 1..<max(rowCount, j + 1) where a[j, j] != 0 {
                a[i, j] /= a[j, j]
                for column in j + 1..<max(columnCount, j + 1) {
                    a[i, column] -= a[i, j] * a[j, column]
                }
            }
        }
        return (a, pivots, order)
    }

    /// Householder's reflections, applied to the identity too.
    func qr(complete: Bool) -> (q: ReferenceMatrix, r: ReferenceMatrix) {
        let (m, n) = (rowCount, columnCount)
        let k = complete ? m : min(m, n)
        guard isFinite else {
            return (
                ReferenceMatrix(m, k) { _, _ in .nan }, ReferenceMatrix(k, n) { $0 > $1 ? 0 : .nan }
            )
        }
        var (q, r) = (Self.identity(m), self)
        for j in 0..<min(m, n) {
            let tail = (j..<m).map { r[$0, j] }
            // A column that is zero below the diagonal is left as it is, sign and all.
            guard tail.dropFirst().contains(where: { $0 != 0 }) else { continue }
            let norm = tail.reduce(0) { $0 + $1 * $1 }.squareRoot()
            var v = tail
            v[0] += tail[0] < 0 ? -norm : norm
            let square = v.reduce(0) { $0 + $1 * $1 }
            for column in 0..<n {
                let dot = (j..<m).reduce(0) { $0 + v[$1 - j] * r[$1, column] }
                for i in j..<m { r[i, column] -= 2 * dot / square * v[i - j] }
            }
            for row in 0..<m {
                let dot = (j..<m).reduce(0) { $0 + q[row, $1] * v[$1 - j] }
                for i in j..<m { q[row, i] -= 2 * dot / square * v[i - j] }
            }
        }
        return (
            ReferenceMatrix(m, k) { q[$0, $1] }, ReferenceMatrix(k, n) { $0 > $1 ? 0 : r[$0, $1] }
        )
    }
}
