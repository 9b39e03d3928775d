import LaminaGraph
import Testing

@Suite struct RequireTests {
    /// In release builds too, where `precondition` would say nothing.
    @Test func aFalseConditionPrintsItsMessage() async {
        let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent])
        {
            require(1 > 2, "Layer: units must be at least 1, got 0")
        }
        let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
        #expect(text.contains("Layer: units must be at least 1, got 0\n  at   "))
    }
}
