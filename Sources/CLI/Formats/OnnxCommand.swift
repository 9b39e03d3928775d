import ArgumentParser

/// `lamina onnx`: networks in ONNX's format.
struct OnnxCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "onnx",
        abstract: "Looks at, runs and checks networks in ONNX's format.",
        subcommands: [
            OnnxInfo.self, OnnxRun.self, OnnxConform.self, OnnxBench.self, OnnxOptimize.self,
            OnnxToSwift.self,
        ])
}
