import Lamina

/// One row of the benchmark: what is timed, how often, and in which unit (bench/SPEC.md).
struct BenchRow: Sendable {
    /// What the figure of a call is, from the seconds that it took.
    enum Unit: Sendable {
        case milliseconds
        /// Of a call, or of one of the equal parts that it consists of.
        case microseconds(parts: Int = 1)
        /// Floating-point operations, in 10^9, of a call.
        case gigaflops(Double)
        /// Tokens that a call gives.
        case tokens(Int)

        var name: String {
            switch self {
            case .milliseconds: "ms"
            case .microseconds: "us"
            case .gigaflops: "GFLOP/s"
            case .tokens: "tokens/s"
            }
        }

        func figure(seconds: Double) -> Double {
            switch self {
            case .milliseconds: seconds * 1e3
            case .microseconds(let parts): seconds * 1e6 / Double(parts)
            case .gigaflops(let work): work / seconds
            case .tokens(let count): Double(count) / seconds
            }
        }
    }

    /// One call on batch k mod 4; gives what must have been computed when it ends.
    typealias Work = (_ call: Int) -> [Tensor]

    /// What the check looks at.
    enum Check: Sendable {
        /// The losses of the first steps.
        case losses(Int)
        /// Nine numbers of each of the first call's results.
        case probes
        /// All numbers of the first call's results.
        case values
    }

    let id: String
    let unit: Unit
    let check: Check
    let warmUp: Int
    let samples: Int
    /// Calls in a sample.
    let inner: Int
    let makeWork: @Sendable () throws -> Work

    init(
        _ id: String, _ unit: Unit, _ check: Check, warmUp: Int, samples: Int, inner: Int = 1,
        _ makeWork: @escaping @Sendable () throws -> Work
    ) {
        (self.id, self.unit, self.check) = (id, unit, check)
        (self.warmUp, self.samples, self.inner) = (warmUp, samples, inner)
        self.makeWork = makeWork
    }

    /// Runs the check's calls, the rest of the warm-up, then the samples.
    func measure() throws -> BenchReport {
        let work = try makeWork()
        var (call, seen) = (0, [Double]())
        func run() -> [Tensor] {
            let results = work(call)
            eval(results)
            call += 1
            return results
        }
        switch check {
        case .losses(let count):
            for _ in 0..<count { seen.append(run()[0].scalar(as: Double.self)) }
        case .probes: seen = run().flatMap(probe)
        case .values: seen = run().flatMap { $0.array(as: Double.self) }
        }
        while call < warmUp { _ = run() }
        let clock = ContinuousClock()
        let figures = (0..<samples).map { _ in
            let elapsed = clock.measure { for _ in 0..<inner { _ = run() } }
            return unit.figure(seconds: elapsed / .seconds(1) / Double(inner))
        }
        return BenchReport(row: id, unit: unit.name, samples: figures, check: seen)
    }
}

/// The line that the harness reads.
struct BenchReport: Encodable {
    struct Check: Encodable { let values: [Double] }

    let row: String
    let peer = "lamina"
    let variant = "lamina"
    let unit: String
    let samples: [Double]
    let median: Double
    let check: Check
    /// The process's peak resident memory, in MiB.
    let rssMB: Double

    enum CodingKeys: String, CodingKey {
        case row, peer, variant, unit, samples, median, check
        case rssMB = "rss_mb"
    }

    init(row: String, unit: String, samples: [Double], check: [Double]) {
        (self.row, self.unit, self.samples) = (row, unit, samples)
        let sorted = samples.sorted()
        let middle = sorted.count / 2
        median =
            sorted.isEmpty
            ? 0
            : sorted.count.isMultiple(of: 2)
                ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
        self.check = Check(values: check)
        rssMB = peakMemory()
    }
}
