import LaminaONNX
import Testing

@Suite struct OnnxConformanceTests {
    @Test func toleranceIsTheSuitesOwn() {
        #expect(OnnxConformance.tolerance.relative == 1e-3)
    }
}
