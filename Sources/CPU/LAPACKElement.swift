import CLAPACK
import Glibc

/// A number that LAPACK factorises matrices of. Matrices are in LAPACK's order, column after column;
/// each routine overwrites `a` and says whether it succeeded.
protocol LAPACKElement: BinaryFloatingPoint, BitwiseCopyable {
    /// The upper triangle's Cholesky factor.
    static func potrf(_ n: Int32, _ a: UnsafeMutablePointer<Self>) -> Bool
    /// `l` and `u` with row swaps, counted from 1.
    static func getrf(
        _ m: Int32, _ n: Int32, _ a: UnsafeMutablePointer<Self>,
        _ pivots: UnsafeMutablePointer<Int32>)
    /// `l` and the reflections of `q`, from `a = l q`.
    static func gelqf(
        _ m: Int32, _ n: Int32, _ a: UnsafeMutablePointer<Self>, _ tau: UnsafeMutablePointer<Self>)
    /// The first `m` rows of `q` of size `n`, from `k` reflections.
    static func orglq(
        _ m: Int32, _ n: Int32, _ k: Int32, _ a: UnsafeMutablePointer<Self>,
        _ tau: UnsafeMutablePointer<Self>)
    /// Singular values, and vectors by the job `N` (none), `S` (as many as values), `A` (all).
    static func gesdd(
        _ job: Character, _ m: Int32, _ n: Int32, _ a: UnsafeMutablePointer<Self>,
        _ s: UnsafeMutablePointer<Self>, _ u: UnsafeMutablePointer<Self>,
        _ vt: UnsafeMutablePointer<Self>, rowsOfVT: Int32
    ) -> Bool
    /// Eigenvalues of the upper triangle, and the vectors in place of `a` if wanted.
    static func syevd(
        vectors: Bool, _ n: Int32, _ a: UnsafeMutablePointer<Self>, _ w: UnsafeMutablePointer<Self>
    ) -> Bool
}

/// OpenBLAS, where it is the system's LAPACK, may use one thread: it would cut sums by the number of
/// threads, and a batch already runs on all of them.
let lapackIsSingleThreaded: Void = {
    guard let symbol = dlsym(nil, "openblas_set_num_threads") else { return }
    unsafeBitCast(symbol, to: (@convention(c) (Int32) -> Void).self)(1)
}()

private func letter(_ character: Character) -> CChar { CChar(character.asciiValue ?? 0) }

/// The length that a query answered as a floating-point number, which may have been rounded down.
package func workspaceLength<T: BinaryFloatingPoint>(_ answer: T) -> Int {
    max(Int(answer.nextUp), 1)
}

/// Runs a routine once to ask for its workspace and once with it.
private func withWorkspace<T: LAPACKElement>(
    _ type: T.Type, _ routine: (UnsafeMutablePointer<T>, Int32) -> Int32
) -> Bool {
    var size: T = 0
    guard routine(&size, -1) == 0 else { return false }
    let count = workspaceLength(size)
    let work = UnsafeMutablePointer<T>.allocate(capacity: count)
    defer { work.deallocate() }
    return routine(work, Int32(count)) == 0
}

extension Double: LAPACKElement {
    static func potrf(_ n: Int32, _ a: UnsafeMutablePointer<Double>) -> Bool {
        LAPACKE_dpotrf_work(LAPACK_COL_MAJOR, letter("U"), n, a, n) == 0
    }

    static func getrf(
        _ m: Int32, _ n: Int32, _ a: UnsafeMutablePointer<Double>,
        _ pivots: UnsafeMutablePointer<Int32>
    ) {
        // A zero pivot is no fault here: it shows in `u`.
        _ = LAPACKE_dgetrf_work(LAPACK_COL_MAJOR, m, n, a, m, pivots)
    }

    static func gelqf(
        _ m: Int32, _ n: Int32, _ a: UnsafeMutablePointer<Double>,
        _ tau: UnsafeMutablePointer<Double>
    ) {
        _ = withWorkspace(Double.self) {
            LAPACKE_dgelqf_work(LAPACK_COL_MAJOR, m, n, a, m, tau, $0, $1)
        }
    }

    static func orglq(
        _ m: Int32, _ n: Int32, _ k: Int32, _ a: UnsafeMutablePointer<Double>,
        _ tau: UnsafeMutablePointer<Double>
    ) {
        _ = withWorkspace(Double.self) {
            LAPACKE_dorglq_work(LAPACK_COL_MAJOR, m, n, k, a, m, tau, $0, $1)
        }
    }

    static func gesdd(
        _ job: Character, _ m: Int32, _ n: Int32, _ a: UnsafeMutablePointer<Double>,
        _ s: UnsafeMutablePointer<Double>, _ u: UnsafeMutablePointer<Double>,
        _ vt: UnsafeMutablePointer<Double>, rowsOfVT: Int32
    ) -> Bool {
        let integers = UnsafeMutablePointer<Int32>.allocate(capacity: 8 * Int(min(m, n)))
        defer { integers.deallocate() }
        return withWorkspace(Double.self) {
            LAPACKE_dgesdd_work(
                LAPACK_COL_MAJOR, letter(job), m, n, a, m, s, u, m, vt, rowsOfVT, $0, $1,
                integers)
        }
    }

    static func syevd(
        vectors: Bool, _ n: Int32, _ a: UnsafeMutablePointer<Double>,
        _ w: UnsafeMutablePointer<Double>
    ) -> Bool {
        let count = 3 + 5 * n
        let integers = UnsafeMutablePointer<Int32>.allocate(capacity: Int(count))
        defer { integers.deallocate() }
        return withWorkspace(Double.self) {
            LAPACKE_dsyevd_work(
                LAPACK_COL_MAJOR, letter(vectors ? "V" : "N"), letter("U"), n, a, n, w, $0, $1,
                integers, $1 == -1 ? -1 : count)
        }
    }
}

extension Float: LAPACKElement {
    static func potrf(_ n: Int32, _ a: UnsafeMutablePointer<Float>) -> Bool {
        LAPACKE_spotrf_work(LAPACK_COL_MAJOR, letter("U"), n, a, n) == 0
    }

    static func getrf(
        _ m: Int32, _ n: Int32, _ a: UnsafeMutablePointer<Float>,
        _ pivots: UnsafeMutablePointer<Int32>
    ) {
        // A zero pivot is no fault here: it shows in `u`.
        _ = LAPACKE_sgetrf_work(LAPACK_COL_MAJOR, m, n, a, m, pivots)
    }

    static func gelqf(
        _ m: Int32, _ n: Int32, _ a: UnsafeMutablePointer<Float>, _ tau: UnsafeMutablePointer<Float>
    ) {
        _ = withWorkspace(Float.self) {
            LAPACKE_sgelqf_work(LAPACK_COL_MAJOR, m, n, a, m, tau, $0, $1)
        }
    }

    static func orglq(
        _ m: Int32, _ n: Int32, _ k: Int32, _ a: UnsafeMutablePointer<Float>,
        _ tau: UnsafeMutablePointer<Float>
    ) {
        _ = withWorkspace(Float.self) {
            LAPACKE_sorglq_work(LAPACK_COL_MAJOR, m, n, k, a, m, tau, $0, $1)
        }
    }

    static func gesdd(
        _ job: Character, _ m: Int32, _ n: Int32, _ a: UnsafeMutablePointer<Float>,
        _ s: UnsafeMutablePointer<Float>, _ u: UnsafeMutablePointer<Float>,
        _ vt: UnsafeMutablePointer<Float>, rowsOfVT: Int32
    ) -> Bool {
        let integers = UnsafeMutablePointer<Int32>.allocate(capacity: 8 * Int(min(m, n)))
        defer { integers.deallocate() }
        return withWorkspace(Float.self) {
            LAPACKE_sgesdd_work(
                LAPACK_COL_MAJOR, letter(job), m, n, a, m, s, u, m, vt, rowsOfVT, $0, $1,
                integers)
        }
    }

    static func syevd(
        vectors: Bool, _ n: Int32, _ a: UnsafeMutablePointer<Float>,
        _ w: UnsafeMutablePointer<Float>
    ) -> Bool {
        let count = 3 + 5 * n
        let integers = UnsafeMutablePointer<Int32>.allocate(capacity: Int(count))
        defer { integers.deallocate() }
        return withWorkspace(Float.self) {
            LAPACKE_ssyevd_work(
                LAPACK_COL_MAJOR, letter(vectors ? "V" : "N"), letter("U"), n, a, n, w, $0, $1,
                integers, $1 == -1 ? -1 : count)
        }
    }
}
