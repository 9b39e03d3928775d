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
        #expect((trace?["traceEvents"] as? [Any])?.count == steps.count)
    }

    @Test(arguments: [
        (["graph", "lenet4"], "no network is called 'lenet4'; did you mean 'lenet5'?"),
        (["graph", "lenet5", "--input", "8"], "model lenet5: examples of shape [8] do not fit"),
        (["graph", "mlp", "--input", "8,x"], "--input is '8,x'"),
        (["graph", "mlp", "--stage", "plan", "--as", "dot"], "a plan is a list of kernels"),
        (["profile", "mlp", "--runs", "0"], "--runs must be at least 1"),
    ])
    func wrongUsageIsNamed(arguments: [String], expected: String) throws {
        let outcome = try program.lamina(arguments)
        #expect(outcome.code == 2)
        #expect(outcome.error.hasPrefix("error: \(expected)"), "\(outcome.error)")
    }
}
