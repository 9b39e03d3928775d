import ArgumentParser
import Foundation
import Lamina
import LaminaCPU
import LaminaGraph

/// `lamina graph`: what a network computes, before and after the compiler has been at it.
struct GraphCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "graph",
        abstract: "Prints the operations of a network.",
        discussion: """
            lamina graph lenet5                            the operations that are planned
            lamina graph lenet5 --stage recorded           those that the network recorded
            lamina graph lenet5 --train --stage plan       the kernels of a training step
            lamina graph mlp --as svg > mlp.svg            a picture, boxes by module
            lamina graph lenet5 --stage plan --without epilogues,fusion

            --without leaves optimisations out, as LAMINA_WITHOUT does in the environment of any \
            program: \(Pass.allCases.map(\.rawValue).joined(separator: ", ")).
            """)

    /// How the graph is written.
    enum Form: String, CaseIterable, ExpressibleByArgument { case text, dot, svg }

    /// How far the graph has come.
    enum Stage: String, CaseIterable, ExpressibleByArgument { case recorded, optimized, plan }

    @OptionGroup var options: InspectionOptions

    @Option(name: .customLong("as"), help: "text, dot (Graphviz' language), or svg.")
    var form = Form.text

    @Option(help: "recorded, optimized, or plan (as text).")
    var stage = Stage.optimized

    @Option(help: "Optimisations to leave out, with commas between.")
    var without = ""

    func validate() throws {
        do { _ = try omitted() } catch let error as OpError {
            throw ValidationError("\(error.problem); \(error.fix)")
        }
        if stage == .plan, form != .text {
            throw ValidationError("a plan is a list of kernels: it is printed as text")
        }
    }

    func run() throws {
        let program = try options.program()
        if stage == .recorded { return try write(program.graph) }
        try Pass.$omitted.withValue(omitted()) {
            let optimized = CPUExecutor.optimized(program.graph, steady: program.steadyInputs)
            if stage == .optimized { return try write(optimized) }
            let plan = Plan(optimized, steady: program.steadyInputs)
            try StandardStream.output.write(plan.description + "\n")
        }
    }

    private func omitted() throws -> Set<Pass> {
        try Pass.list(without, in: "--without").union(Pass.omittedByDefault)
    }

    private func write(_ graph: Graph) throws {
        let text = form == .text ? graph.description + "\n" : graph.dot
        try StandardStream.output.write(form == .svg ? Self.drawn(text) : text)
    }

    /// What Graphviz makes of a graph in its language.
    private static func drawn(_ dot: String) throws -> String {
        let process = Process()
        let (input, output) = (Pipe(), Pipe())
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["dot", "-Tsvg"]
        (process.standardInput, process.standardOutput) = (input, output)
        process.standardError = FileHandle.nullDevice
        try process.run()
        // Graphviz reads everything before it writes, so that neither waits for the other.
        try? input.fileHandleForWriting.write(contentsOf: Data(dot.utf8))
        try? input.fileHandleForWriting.close()
        let picture = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw GraphvizMissing()
        }
        return String(decoding: picture, as: UTF8.self)
    }
}

/// Pictures need a program of others.
struct GraphvizMissing: Error, CustomStringConvertible {
    var description: String {
        "'dot -Tsvg' did not run\n  fix  apt install graphviz, or use --as dot"
    }
}
