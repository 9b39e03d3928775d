import Foundation
import Testing

/// `lamina graph` and `lamina profile`.
@Suite struct InspectionTests {
    private let program = Program()

    @Test func aGraphNamesModulesBeforeAndAfterThePasses() throws {
        let recorded = try program.lamina("graph", "lenet5", "--batch", "4", "--stage", "recorded")
        #expect(recorded.code == 0)
        #expect(recorded.output.contains("convolution(%0, "))
        let optimized = try program.lamina("graph", "lenet5", "--batch", "4")
        #expect(optimized.output.contains(": float32 [4, 28, 28, 6]   conv1"))
        #expect(
            optimized.output.split(separator: "\n").count
                <= recorded.output.split(separator: "\n").count)
        let plan = try program.lamina("graph", "lenet5", "--batch", "4", "--stage", "plan")
        #expect(plan.output.hasPrefix("plan: "))
        #expect(plan.output.contains("convolution and loop of 2  float32 [4, 28, 28, 6]"))
    }

    @Test func aTrainingStepHoldsItsGradientsUnderTheirModules() throws {
        let step = try program.lamina(
            "graph", "mlp", "--batch", "4", "--input", "20", "--classes", "3", "--train")
        let products = step.output.split(separator: "\n").filter { $0.contains("matmul(") }
        #expect(products.count == 8)
        #expect(products.filter { $0.hasSuffix("   output") }.count == 3, "\(products)")
    }

    @Test func dotHasABoxForEachModule() throws {
        let dot = try program.lamina("graph", "mlp", "--input", "8", "--as", "dot").output
        #expect(dot.hasPrefix("digraph {"))
        #expect(dot.contains("label=\"output\""))
    }

    @Test func aProfileHasALineForEachKernelAndATrace() throws {
        let outcome = try program.lamina(
            "profile", "mlp", "--batch", "8", "--input", "20", "--runs", "3", "--json", "--trace",
            "trace.json")
        #expect(outcome.code == 0, "\(outcome.error)")
        let steps = try outcome.objects
        #expect(
            steps.contains {
                ($0["kernel"] as? String)?.hasPrefix("matmul") == true
                    && $0["multiply_adds"] as? Int == 8 * 20 * 512
            })
        #expect(steps.allSatisfy { $0["seconds"] is NSNumber && $0["module"] is String })
        let bytes = try #require(program.bytes("trace.json"))
        let trace = try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
        let events = try #require(trace?["traceEvents"] as? [[String: Any]])
        #expect(events.count { $0["ph"] as? String == "X" } == steps.count)
        // The arena as a counter: once for each step, and empty at the end.
        let arena = events.filter { $0["ph"] as? String == "C" }
            .compactMap { ($0["args"] as? [String: Any])?["bytes"] as? Int }
        #expect(arena == steps.compactMap { $0["arena_bytes"] as? Int } + [0])
        #expect(arena.contains { $0 >= 8 * 512 * 4 })
    }

    @Test func aProfileSaysWhatItsMemoryHolds() throws {
        let outcome = try program.lamina(
            "profile", "mlp", "--batch", "8", "--input", "20", "--runs", "3", "--train")
        #expect(outcome.code == 0, "\(outcome.error)")
        #expect(outcome.output.contains("in use, at step "), "\(outcome.output)")
        #expect(outcome.output.contains(" float32 [512, 256], hidden.1"), "\(outcome.output)")
        #expect(outcome.output.contains(" plans, "))
    }

    @Test func passesAreLeftOut() throws {
        let all = try program.lamina("graph", "lenet5", "--batch", "4", "--stage", "plan")
        let arguments = ["graph", "lenet5", "--batch", "4", "--stage", "plan"]
        let fewer = try program.lamina(arguments + ["--without", "epilogues,fusion"])
        #expect(fewer.code == 0 && fewer.output != all.output)
        #expect(!fewer.output.contains("convolution and loop"))
        let environment = ["LAMINA_WITHOUT": "epilogues,fusion"]
        #expect(try program.lamina(arguments, environment: environment).output == fewer.output)
    }

    @Test func aMemoryLimitStopsATrainingStepBeforeItBegins() throws {
        let outcome = try program.lamina(
            ["profile", "lenet5", "--train", "--runs", "1"],
            environment: ["LAMINA_MEMORY_LIMIT": "4M"])
        #expect(outcome.code == 1)
        #expect(outcome.error.hasPrefix("error: memory: a plan of "), "\(outcome.error)")
        #expect(outcome.error.contains(" float32 [128, "), "\(outcome.error)")
    }

    @Test(arguments: [
        ("LAMINA_WITHOUT", "fusing", "no pass is called 'fusing'"),
        ("LAMINA_MEMORY_LIMIT", "lots", "'lots' is no amount of memory"),
    ])
    func wrongEnvironmentIsNamed(variable: String, value: String, expected: String) throws {
        let outcome = try program.lamina(["devices"], environment: [variable: value])
        #expect(outcome.code == 2)
        #expect(outcome.error.hasPrefix("error: \(variable): \(expected)"), "\(outcome.error)")
    }

    @Test(arguments: [
        (["graph", "lenet4"], "no network is called 'lenet4'; did you mean 'lenet5'?"),
        (["graph", "lenet5", "--input", "8"], "model lenet5: examples of shape [8] do not fit"),
        (["graph", "mlp", "--input", "8,x"], "--input is '8,x'"),
        (["graph", "mlp", "--stage", "plan", "--as", "dot"], "a plan is a list of kernels"),
        (["graph", "mlp", "--without", "fusing"], "no pass is called 'fusing'"),
        (["profile", "mlp", "--runs", "0"], "--runs must be at least 1"),
    ])
    func wrongUsageIsNamed(arguments: [String], expected: String) throws {
        let outcome = try program.lamina(arguments)
        #expect(outcome.code == 2)
        #expect(outcome.error.hasPrefix("error: \(expected)"), "\(outcome.error)")
    }
}
