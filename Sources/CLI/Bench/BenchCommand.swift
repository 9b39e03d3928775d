import ArgumentParser
import FoundationEssentials
import Lamina

/// `lamina bench`: one row of the benchmark, for the harness and for people.
struct BenchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Times one row of the benchmark against its check, or how times grow.",
        discussion: """
              lamina bench --row W1 --json
              lamina bench --growth docs/growth.md

            Rows: \((rows.map(\.id) + ["S1"]).joined(separator: ", ")). What each computes and how it is \
            timed is written in bench/SPEC.md.
            """)

    static let rows = [
        MLPRows.train, MLPRows.infer, PictureRows.leNet, PictureRows.resNet18,
        PictureRows.resNet50, PictureRows.resNet50Batch8, LanguageRows.lstm, LanguageRows.gpt,
        LanguageRows.generation, KernelRows.eagerChain, KernelRows.compiledChain, MLPRows.tiny,
        KernelRows.geluChain, KernelRows.softmaxRow, KernelRows.layerNormRow, KernelRows.product,
        KernelRows.largeProduct, KernelRows.convolution, KernelRows.convolutionBackward,
        UnsupervisedRows.boltzmann, UnsupervisedRows.sparse,
    ]

    @Option(help: "The row.", completion: .list(rows.map(\.id) + ["S1"]))
    var row: String?

    @Option(help: "A page to write: times against depth, width, batch and sequence length.")
    var growth: String?

    @Flag(help: "Take matrix products and convolutions in bfloat16, by autocast.")
    var bfloat16 = false

    @Flag(help: "Print one JSON object.")
    var json = false

    func validate() throws {
        guard (row == nil) != (growth == nil) else {
            throw ValidationError("give --row with a row's name, or --growth with a page to write")
        }
    }

    func run() throws {
        if let growth {
            let measurements = try GrowthStudy.all.map { study in
                try StandardStream.error.write("\(study.subject), \(study.size)\n")
                return try study.measure(budget: 0.5)
            }
            return try GrowthPage(measurements: measurements).write(to: growth)
        }
        guard let row else { return }
        if row == "S1" {
            let logit = Double(try MLPRows.startUp())
            try StandardStream.output.write(
                #"{"row": "S1", "check": {"values": [\#(logit)]}}"# + "\n")
            return
        }
        guard let found = Self.rows.first(where: { $0.id == row }) else {
            throw UnknownName(kind: "row", name: row, known: Self.rows.map(\.id) + ["S1"])
        }
        let report = try autocast(to: bfloat16 ? .bfloat16 : nil) { try found.measure() }
        if json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = .sortedKeys
            let line = String(decoding: try encoder.encode(report), as: UTF8.self)
            try StandardStream.output.write(line + "\n")
        } else {
            try StandardStream.output.write(
                "\(report.row)  \(NumberText.metric(report.median)) \(report.unit), "
                    + "peak memory \(report.rssMB) MiB\n")
        }
    }
}
