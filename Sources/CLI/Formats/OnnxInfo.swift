import ArgumentParser
import LaminaONNX

/// `lamina onnx info`: what a file holds and needs.
struct OnnxInfo: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "info",
        abstract: "Lists a network's inputs, outputs, operators and parameters.",
        discussion: "Operators that Lamina does not run are named at the end.")

    @Argument(help: ArgumentHelp("The ONNX file.", valueName: "file"), completion: .file())
    var path: String

    @Flag(help: "Print one JSON object.")
    var json = false

    func run() throws {
        let model = try OnnxModel(contentsOf: path)
        let summary = OnnxSummary(model)
        if json { return try writeObject(model, summary) }
        var lines = [
            "\(path): \(model.graph.name), IR version \(model.irVersion)",
            "written by  \(producer(model))",
            "opsets      \(opsets(model).joined(separator: ", "))",
            "nodes       \(summary.nodeCount)",
            "parameters  \(summary.parameterCount) numbers, \(summary.byteCount) bytes",
        ]
        lines += model.graph.requiredInputs.map { "input       \(text($0))" }
        lines += model.graph.outputs.map { "output      \(text($0))" }
        lines += model.metadata.sorted { $0.key < $1.key }.map { key, value in
            "metadata    \(key): \(value.prefix(60).replacing("\n", with: " "))"
        }
        let counts = summary.operators.map { "\(name($0)) \($0.count)" }
        lines.append("operators   \(counts.joined(separator: ", "))")
        let lacking = summary.operators.filter { !$0.isSupported }.map(name)
        lines.append(
            lacking.isEmpty
                ? "all operators are supported"
                : "unsupported \(lacking.joined(separator: ", "))")
        try StandardStream.output.write(lines.joined(separator: "\n") + "\n")
    }

    private func producer(_ model: OnnxModel) -> String {
        let words = [model.producerName, model.producerVersion].filter { !$0.isEmpty }
        return words.isEmpty ? "an unnamed program" : words.joined(separator: " ")
    }

    private func opsets(_ model: OnnxModel) -> [String] {
        model.opsets.sorted { $0.key < $1.key }
            .map { "\($0.key.isEmpty ? "ai.onnx" : $0.key) \($0.value)" }
    }

    private func text(_ info: OnnxValueInfo) -> String {
        "\(info.name)  \(info.type.map { "\($0)" } ?? "of unknown type")"
    }

    private func name(_ entry: OnnxSummary.Operator) -> String {
        entry.domain.isEmpty ? entry.name : "\(entry.domain).\(entry.name)"
    }

    private func writeObject(_ model: OnnxModel, _ summary: OnnxSummary) throws {
        func values(_ infos: [OnnxValueInfo]) -> JSONValue {
            JSONValue(
                infos.map { info -> JSONValue in
                    [
                        "name": JSONValue(info.name),
                        "type": info.type.map { JSONValue("\($0)") } ?? .null,
                    ]
                })
        }
        try JSONLines.write([
            "file": JSONValue(path), "graph": JSONValue(model.graph.name),
            "ir_version": JSONValue(model.irVersion), "producer": JSONValue(model.producerName),
            "opsets": JSONValue(
                model.opsets.sorted { $0.key < $1.key }
                    .map { (key: $0.key.isEmpty ? "ai.onnx" : $0.key, value: JSONValue($0.value)) }),
            "inputs": values(model.graph.requiredInputs), "outputs": values(model.graph.outputs),
            "nodes": JSONValue(summary.nodeCount), "parameters": JSONValue(summary.parameterCount),
            "bytes": JSONValue(summary.byteCount),
            "operators": JSONValue(
                summary.operators.map { (key: name($0), value: JSONValue($0.count)) }),
            "unsupported": JSONValue(
                summary.operators.filter { !$0.isSupported }.map { JSONValue(name($0)) }),
        ])
    }
}
