import LaminaGraph

/// One matrix's factorisation by LAPACK.
///
/// LAPACK reads matrices column after column, and so sees the transpose of ours. Where the
/// factorisation of the transpose tells that of the matrix (`a = q r` is `aᵀ = rᵀ qᵀ`), no element is
/// moved.
struct MatrixFactors<T: LAPACKElement> {
    private let problem: MatrixProblem
    private let a: UnsafeMutablePointer<T>
    private let memory: UnsafeMutablePointer<UnsafeMutableRawPointer?>
    private let lane: Int

    private var m: Int { problem.m }
    private var n: Int { problem.n }
    private var rank: Int { min(problem.m, problem.n) }

    init(
        _ problem: MatrixProblem, _ memory: UnsafeMutablePointer<UnsafeMutableRawPointer?>,
        lane: Int
    ) {
        (self.problem, self.memory, self.lane) = (problem, memory, lane)
        a = Self.pointer(memory[0]) + lane * problem.m * problem.n
    }

    /// A tensor without elements may have no memory; nothing is read through the pointer then.
    private static func pointer<U>(_ memory: UnsafeMutableRawPointer?) -> UnsafeMutablePointer<U> {
        (memory ?? UnsafeMutableRawPointer(bitPattern: 64)).unsafelyUnwrapped
            .assumingMemoryBound(to: U.self)
    }

    private func result<U>(_ place: Int, _ count: Int, _ type: U.Type)
        -> UnsafeMutableBufferPointer<U>
    {
        UnsafeMutableBufferPointer(
            start: Self.pointer(memory[1 + place]) + lane * count, count: count)
    }

    func run() {
        switch problem.routine {
        case .cholesky: cholesky(result(0, n * n, T.self))
        case .lu:
            lu(result(0, m * n, T.self), result(1, rank, Int32.self), result(2, m, Int32.self))
        case .qr(let complete):
            let columns = complete ? m : rank
            qr(result(0, m * columns, T.self), result(1, columns * n, T.self), columns)
        case .svd(let complete):
            svd(
                complete ? "A" : "S", result(0, m * (complete ? m : rank), T.self),
                result(1, rank, T.self), result(2, (complete ? n : rank) * n, T.self))
        case .singularValues: singularValues(result(0, rank, T.self))
        case .symmetricEigen: symmetricEigen(result(0, n, T.self), result(1, n * n, T.self))
        case .symmetricEigenvalues: symmetricEigen(result(0, n, T.self), nil)
        case .triangularSolve, .factoredSolve: break
        }
    }

    private var isFinite: Bool {
        // Anything times zero is zero but for infinity and NaN.
        var sum: T = 0
        for i in 0..<m * n { sum += a[i] * 0 }
        return sum == 0
    }

    /// A copy that LAPACK may overwrite, for the time of the body.
    private func withCopy<R>(_ body: (UnsafeMutablePointer<T>) -> R) -> R {
        let copy = UnsafeMutablePointer<T>.allocate(capacity: max(m * n, 1))
        defer { copy.deallocate() }
        copy.update(from: a, count: m * n)
        return body(copy)
    }

    private func cholesky(_ l: UnsafeMutableBufferPointer<T>) {
        guard n > 0, let base = l.baseAddress else { return }
        base.update(from: a, count: n * n)
        let isDefinite = isFinite && T.potrf(Int32(n), base)
        for i in 0..<n {
            if !isDefinite { for j in 0...i { l[i * n + j] = .nan } }
            for j in i + 1..<max(n, i + 1) { l[i * n + j] = 0 }
        }
    }

    private func lu(
        _ packed: UnsafeMutableBufferPointer<T>, _ pivots: UnsafeMutableBufferPointer<Int32>,
        _ order: UnsafeMutableBufferPointer<Int32>
    ) {
        for i in 0..<m { order[i] = Int32(i) }
        guard rank > 0 else { return }
        guard isFinite, let swaps = pivots.baseAddress else {
            packed.update(repeating: .nan)
            for i in 0..<rank { pivots[i] = Int32(i) }
            return
        }
        let work = UnsafeMutablePointer<T>.allocate(capacity: m * n)
        defer { work.deallocate() }
        for i in 0..<m { for j in 0..<n { work[i + j * m] = a[i * n + j] } }
        T.getrf(Int32(m), Int32(n), work, swaps)
        for i in 0..<m { for j in 0..<n { packed[i * n + j] = work[i + j * m] } }
        for i in 0..<rank {
            pivots[i] -= 1
            order.swapAt(i, Int(pivots[i]))
        }
    }

    /// From `aᵀ = l q'`: `r` is the transpose of `l`, and `q` of `q'`.
    private func qr(
        _ q: UnsafeMutableBufferPointer<T>, _ r: UnsafeMutableBufferPointer<T>, _ columns: Int
    ) {
        guard rank > 0, isFinite, let base = q.baseAddress else {
            fillWithIdentity(q, m, columns)
            if rank > 0 { q.update(repeating: .nan) }
            for i in 0..<columns { for j in 0..<n { r[i * n + j] = i > j ? 0 : .nan } }
            return
        }
        withCopy { l in
            let tau = UnsafeMutablePointer<T>.allocate(capacity: rank)
            defer { tau.deallocate() }
            T.gelqf(Int32(n), Int32(m), l, tau)
            for i in 0..<columns {
                for j in 0..<n { r[i * n + j] = i > j || i >= rank ? 0 : l[j + i * n] }
            }
            // Reflection `i` lies in row `i` of `l`, behind the diagonal.
            for j in 0..<m { for i in 0..<rank { q[i + j * columns] = l[i + j * n] } }
            T.orglq(Int32(columns), Int32(m), Int32(rank), base, tau)
        }
    }

    /// From `aᵀ = v s uᵀ`: what LAPACK calls `u` is `v`, whose transpose is wanted, and so on.
    private func svd(
        _ job: Character, _ u: UnsafeMutableBufferPointer<T>, _ s: UnsafeMutableBufferPointer<T>,
        _ vt: UnsafeMutableBufferPointer<T>
    ) {
        guard rank > 0, let left = u.baseAddress, let values = s.baseAddress,
            let right = vt.baseAddress
        else {
            fillWithIdentity(u, m, m)
            fillWithIdentity(vt, n, n)
            return
        }
        let columns = u.count / m
        let isDone =
            isFinite
            && withCopy { copy in
                T.gesdd(
                    job, Int32(n), Int32(m), copy, values, right, left, rowsOfVT: Int32(columns))
            }
        guard isDone else {
            for part in [u, s, vt] { part.update(repeating: .nan) }
            return
        }
        for j in 0..<rank where isFlipped(left + j, columns, m) {
            for i in 0..<m { left[i * columns + j] = -left[i * columns + j] }
            for i in 0..<n { right[j * n + i] = -right[j * n + i] }
        }
    }

    private func singularValues(_ s: UnsafeMutableBufferPointer<T>) {
        guard rank > 0, let values = s.baseAddress else { return }
        let isDone =
            isFinite
            && withCopy { copy in
                T.gesdd("N", Int32(n), Int32(m), copy, values, copy, copy, rowsOfVT: 1)
            }
        if !isDone { s.update(repeating: .nan) }
    }

    private func symmetricEigen(
        _ values: UnsafeMutableBufferPointer<T>, _ vectors: UnsafeMutableBufferPointer<T>?
    ) {
        guard n > 0, let w = values.baseAddress else { return }
        withCopy { copy in
            guard isFinite, T.syevd(vectors: vectors != nil, Int32(n), copy, w) else {
                values.update(repeating: .nan)
                vectors?.update(repeating: .nan)
                return
            }
            guard let vectors else { return }
            for j in 0..<n {
                let vector = copy + j * n
                let isFlipped = isFlipped(vector, 1, n)
                for i in 0..<n { vectors[i * n + j] = isFlipped ? -vector[i] : vector[i] }
            }
        }
    }

    /// Whether the first element of a column that is at least half as large as its largest is
    /// negative.
    private func isFlipped(_ column: UnsafeMutablePointer<T>, _ stride: Int, _ count: Int) -> Bool {
        var largest: T = 0
        for i in 0..<count { largest = max(largest, column[i * stride].magnitude) }
        for i in 0..<count where column[i * stride].magnitude >= largest / 2 {
            return column[i * stride] < 0
        }
        return false
    }

    private func fillWithIdentity(_ x: UnsafeMutableBufferPointer<T>, _ rows: Int, _ columns: Int) {
        guard x.count == rows * columns else { return }
        for i in 0..<rows { for j in 0..<columns { x[i * columns + j] = i == j ? 1 : 0 } }
    }
}
