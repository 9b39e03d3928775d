import Lamina

/// One row of the benchmark: what is timed, how often, and in which unit (bench/SPEC.md).
struct BenchRow: Sendable {
    enum Unit: String, Sendable {
        case milliseconds = "ms"
        case microseconds = "us"

        var perSecond: Double { self == .milliseconds ? 1e3 : 1e6 }
    }

    /// One call on batch k mod 4; gives the value that the check looks at.
    typealias Work = (_ call: Int) -> BenchResult

    let id: String
    let unit: Unit
    /// Steps whose losses are the check; 0 for a function, whose first result is probed.
    let checkedSteps: Int
    let warmUp: Int
    let samples: Int
    /// Calls in a sample.
    let inner: Int
    let makeWork: @Sendable () throws -> Work

    init(
        _ id: String, _ unit: Unit, checkedSteps: Int = 0, warmUp: Int, samples: Int, inner: Int,
        _ makeWork: @escaping @Sendable () throws -> Work
    ) {
        (self.id, self.unit, self.checkedSteps) = (id, unit, checkedSteps)
        (self.warmUp, self.samples, self.inner) = (warmUp, samples, inner)
        self.makeWork = makeWork
    }

    /// Runs the check's calls, the rest of the warm-up, then the samples.
    func measure() throws -> BenchReport {
        let work = try makeWork()
        var (call, check) = (0, [Double]())
        if checkedSteps > 0 {
            while call < checkedSteps {
                check.append(Double(work(call).tensor.scalar()))
                call += 1
            }
        } else {
            check = probe(work(0).tensor)
            call = 1
        }
        while call < warmUp {
            work(call).finish()
            call += 1
        }
        let clock = ContinuousClock()
        let times = (0..<samples).map { _ in
            let elapsed = clock.measure {
                for k in 0..<inner { work(call + k).finish() }
            }
            call += inner
            return elapsed / .seconds(1) / Double(inner) * unit.perSecond
        }
        return BenchReport(row: id, unit: unit.rawValue, samples: times, check: check)
    }
}

/// What a call gave; `finish` waits until it can be read.
struct BenchResult {
    let tensor: Tensor
    func finish() { eval(tensor) }
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
