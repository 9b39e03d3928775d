import Glibc

/// Reads files of one format that are damaged at random, and counts what becomes of them: each is to be
/// read or refused with a reason, within a second of the processor and a gibibyte of memory.
///
/// It is to run in a process of its own, which a fault may end. The environment chooses:
///
/// - `LAMINA_FUZZ_INPUTS`: how many inputs of each format,
/// - `LAMINA_FUZZ_FIRST`: the number of the first, to make one input again,
/// - `LAMINA_FUZZ_SEED`: another seed, other inputs,
/// - `LAMINA_FUZZ_FORMATS`: these formats alone, separated by commas,
/// - `LAMINA_FUZZ_RESULTS`: a file to which a row of what was counted is appended; the number of the
///   input that is being read stands in a file beside it, which a crash leaves behind.
package struct DamageRun {
    /// What became of an input.
    package enum Outcome: Sendable, Equatable {
        case read, refused
        /// Neither, or refused without saying what, where or why.
        case wrong(String)
    }

    /// A valid file and what reads it.
    package struct Sample: Sendable {
        let bytes: [UInt8]
        let wrapped: @Sendable ([UInt8]) -> [UInt8]
        let read: @Sendable ([UInt8]) -> Outcome

        /// - Parameter wrapped: puts damaged bytes where checksums would keep the damage out.
        package init(
            _ bytes: [UInt8], wrapped: @escaping @Sendable ([UInt8]) -> [UInt8] = { $0 },
            read: @escaping @Sendable ([UInt8]) -> Outcome
        ) {
            (self.bytes, self.wrapped, self.read) = (bytes, wrapped, read)
        }

        /// What becomes of the file as it is.
        package var outcome: Outcome { read(wrapped(bytes)) }
    }

    private let format: String
    private let samples: [Sample]
    private let inputs: Range<Int>
    private let seed: Int
    private let results: String?

    /// - Parameter count: inputs unless the environment says otherwise.
    package init(format: String, samples: [Sample], count: Int) {
        (self.format, self.samples) = (format, samples)
        let first = Self.setting("LAMINA_FUZZ_FIRST").flatMap { Int($0) } ?? 0
        let inputs = Self.setting("LAMINA_FUZZ_INPUTS").flatMap { Int($0) } ?? count
        self.inputs = first..<first + inputs
        seed = Self.setting("LAMINA_FUZZ_SEED").flatMap { Int($0) } ?? 67
        results = Self.setting("LAMINA_FUZZ_RESULTS")
    }

    /// The formats that the environment asks for; all, if it names none.
    package static func chosen(_ formats: [String]) -> [String] {
        guard let names = setting("LAMINA_FUZZ_FORMATS") else { return formats }
        return formats.filter(names.split(separator: ",").map(String.init).contains)
    }

    private static func setting(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }
    }

    /// Reads all inputs; the first fault, if there is one.
    package func fault() -> String? {
        guard limitMemory() else { return "\(format): the memory could not be limited" }
        var (read, slowest) = (0, 0.0)
        let progress = results.map {
            open("\($0).\(format)", O_CREAT | O_WRONLY | O_CLOEXEC, 0o644)
        }
        let start = processorTime()
        for number in inputs {
            // Each input has its own generator, so that one can be made again without the others.
            var mutator = Mutator(seed: UInt64(seed) << 40 + UInt64(number))
            let sample = samples[number % samples.count]
            let other = samples[number / samples.count % samples.count].bytes
            let bytes = sample.wrapped(mutator.mutated(sample.bytes, with: other))
            if let progress { note(number, in: progress) }
            limitTime()
            let begin = processorTime()
            let outcome = sample.read(bytes)
            let seconds = processorTime() - begin
            slowest = max(slowest, seconds)
            if outcome == .read { read += 1 }
            if case .wrong(let lack) = outcome { return place(number) + lack }
            if seconds > 1 { return place(number) + "took \(seconds) s" }
        }
        limitTime(seconds: 0)
        let total = processorTime() - start
        let memory = peakMebibytes()
        if memory > 1024 { return "\(format), seed \(seed): took \(memory) MiB" }
        record(
            [
                format, "\(samples.count)", "\(inputs.count)", "\(inputs.count - read)", "\(read)",
                "\(Int(total.rounded()))", "\(Int((slowest * 1000).rounded(.up)))", "\(memory)",
                "\(seed)",
            ].joined(separator: " | "))
        return nil
    }

    private func place(_ number: Int) -> String { "\(format), seed \(seed), input \(number): " }

    // What a row says is what stays: an input that takes memory without bound meets this limit. The
    // address sanitizer reserves more than that for itself, and has a limit of its own: scripts/fuzz.sh.
    private func limitMemory() -> Bool {
        guard dlsym(nil, "__asan_init") == nil else { return true }
        var ceiling = rlimit(rlim_cur: 1 << 30, rlim_max: 1 << 30)
        return setrlimit(__rlimit_resource_t(RLIMIT_DATA.rawValue), &ceiling) == 0
    }

    /// Ends the process after this time of the processor: a reader that never returns has no other end.
    private func limitTime(seconds: Int = 20) {
        var timer = itimerval()
        timer.it_value.tv_sec = seconds
        setitimer(__itimer_which_t(ITIMER_PROF.rawValue), &timer, nil)
    }

    private func processorTime() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }

    private func note(_ number: Int, in file: Int32) {
        var text = Array("\(number)          \n".utf8)
        pwrite(file, &text, text.count, 0)
    }

    private func record(_ row: String) {
        guard let results, let file = fopen(results, "a") else { return }
        fputs("| \(row) |\n", file)
        fclose(file)
    }
}
