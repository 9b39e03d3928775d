package import LaminaGraph

/// A step of a plan and the time it takes.
package struct ProfiledStep: Sendable {
    package let kernel: String
    /// What the step computes.
    package let result: TensorSpec
    /// The path of the module that recorded it.
    package let scope: String
    /// Memory it reads and writes, in bytes.
    package let byteCount: Int
    /// Multiplications with an addition; products alone count.
    package let multiplyAdds: Int
    /// What of the plan's arena is in use while it runs, in bytes.
    package let arenaByteCount: Int
    /// The median over the runs, in seconds.
    package let seconds: Double
}

extension Plan {
    /// Runs the plan a few times and takes the time of every step.
    ///
    /// The outputs go to memory of their own. A first run, in which kernels prepare themselves, is
    /// not counted.
    package func profile(inputs: [Buffer], runs: Int) throws(OpError) -> [ProfiledStep] {
        let outputs = graph.outputs.map { Buffer(byteCount: graph.nodes[$0].spec.byteCount) }
        try run(inputs: inputs, outputs: outputs, generation: 0)
        var seconds = [[Double]](repeating: [], count: stepCount)
        for _ in 0..<runs {
            for (step, time) in try timedRun(inputs: inputs, outputs: outputs, generation: 0)
                .enumerated()
            {
                seconds[step].append(time)
            }
        }
        return notes.indices.map { step in
            let (note, seconds) = (notes[step], seconds[step])
            let node = graph.nodes[note.node]
            return ProfiledStep(
                kernel: note.kernel, result: node.spec, scope: node.scope,
                byteCount: note.byteCount, multiplyAdds: note.multiplyAdds(in: graph),
                arenaByteCount: timeline.used[step],
                seconds: seconds.sorted()[seconds.count / 2])
        }
    }

    /// Runs the plan once and gives what every step took, in seconds.
    func timedRun(
        inputs: [Buffer], outputs: [Buffer], generation: UInt64
    ) throws(OpError) -> [Double] {
        let clock = ContinuousClock()
        var seconds: [Double] = []
        seconds.reserveCapacity(stepCount)
        var before = clock.now
        try run(inputs: inputs, outputs: outputs, generation: generation) { _, _ in
            let now = clock.now
            seconds.append((now - before) / .seconds(1))
            before = clock.now
        }
        return seconds
    }
}
