import Glibc
import LaminaGraph
import LaminaONNX
import LaminaTensor
import Testing

/// ONNX's own cases, where they lie: `onnx-node-tests` below the folder of data sets.
@Suite struct OnnxConformanceTests {
    static let folder =
        (getenv("LAMINA_DATA").map { String(cString: $0) }
            ?? getenv("HOME").map { String(cString: $0) + "/.cache/lamina/data" } ?? "")
        + "/onnx-node-tests"
    static let isThere = access(folder + "/node", R_OK) == 0

    @Test(.enabled(if: isThere, "onnx-node-tests is not there"))
    func almostAllCasesOfPlainTensorsPass() throws {
        var (passed, plain, unexpected): (Int, Int, [String]) = (0, 0, [])
        for test in try OnnxConformance.cases(below: Self.folder) {
            let outcome = test.run()
            let isPlain = test.isPlain
            plain += isPlain ? 1 : 0
            switch outcome {
            case .passed: passed += isPlain ? 1 : 0
            case .unsupported: break
            case .failed(let reason):
                // Sums in a half type are rounded once here and at every step there; and the
                // inverse transform of the suite has noise where the sum is zero.
                let isRounding =
                    test.name.contains("bf16") || test.name.contains("fp16")
                    || test.name.contains("dft_inverse")
                if !isRounding { unexpected.append("\(test.name): \(reason)") }
            }
        }
        #expect(unexpected == [])
        #expect(plain > 1500)
        #expect(Double(passed) >= 0.98 * Double(plain))
    }

    @Test func aCaseThatDiffersSaysWhere() {
        let (a, b) = (Tensor([1, 2, 3]), Tensor([1, 2.5, 3]))
        #expect(
            ValueDifference.between(.tensor(a), .tensor(b)) == "1 of 3 differ; at 1 2.0, not 2.5")
        #expect(ValueDifference.between(.tensor(a), .tensor(a)) == nil)
        #expect(ValueDifference.between(.tensor(a), .tensor(a.asType(.float64))) != nil)
    }
}
