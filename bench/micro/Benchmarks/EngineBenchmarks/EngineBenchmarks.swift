import Benchmark
import CLaminaKernels
import Glibc
import LaminaGraph
import LaminaTensor

// What the engine costs before a kernel does any work. Each figure is of one operation, step or loop.

let benchmarks: @Sendable () -> Void = {
    // Read when the first tensor is made.
    setenv("LAMINA_WITHOUT", "fusion", 1)

    let configuration = Benchmark.Configuration(
        metrics: [.wallClock, .throughput], warmupIterations: 10, scalingFactor: .kilo,
        maxDuration: .seconds(2))

    /// An operation is checked, recorded and let go of again; nothing is computed.
    Benchmark("record an addition", configuration: configuration) { benchmark in
        let (x, y) = (Tensor.ones([64]), Tensor.ones([64]))
        eval(x, y)
        for _ in benchmark.scaledIterations { blackHole(x + y) }
    }

    Benchmark("record a chain of two operations", configuration: configuration) { benchmark in
        let (x, y) = (Tensor.ones([64]), Tensor.ones([64]))
        eval(x, y)
        for _ in benchmark.scaledIterations { blackHole(tanh(x + y)) }
    }

    Benchmark("record and evaluate an addition", configuration: configuration) { benchmark in
        let (x, y) = (Tensor.ones([64]), Tensor.ones([64]))
        eval(x, y)
        for _ in benchmark.scaledIterations { eval(x + y) }
    }

    /// A thousand steps of one plan, which no loop joins, on two numbers each: additions, kept apart.
    Benchmark("run a plan's step", configuration: configuration) { benchmark in
        let steps = benchmark.scaledIterations.count
        let chain = compile { (x: Tensor) in
            (0..<steps).reduce(x) { y, _ in y + x }
        }
        let x = Tensor.zeros([2])
        eval(chain(x))
        benchmark.startMeasurement()
        eval(chain(x))
    }

    Benchmark("call a compiled function", configuration: configuration) { benchmark in
        let double = compile { (x: Tensor) in x + x }
        let x = Tensor.ones([2])
        eval(double(x))
        benchmark.startMeasurement()
        for _ in benchmark.scaledIterations { eval(double(x)) }
    }

    /// A loop of two empty pieces on the pool's threads.
    Benchmark("fork and join two threads", configuration: configuration) { benchmark in
        let threads = lk_thread_count()
        lk_set_thread_count(2)
        defer { lk_set_thread_count(threads) }
        for _ in benchmark.scaledIterations { lk_parallel_for(2, { _, _ in }, nil) }
    }
}
