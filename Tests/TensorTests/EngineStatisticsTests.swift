import LaminaGraph
import LaminaTensor
import Testing

/// The counters are the process's, and other tests raise them too.
@Suite struct EngineStatisticsTests {
    @Test func tracingAgainForAnotherShapeIsCounted() {
        let before = EngineStatistics.current
        let f = compile { (x: Tensor) in (x * 3).sum() }
        #expect(
            [f(Tensor([1])), f(Tensor([2])), f(Tensor([1, 1]))].map { $0.scalar() } == [3, 6, 6])
        let after = EngineStatistics.current
        #expect(after.traceCount >= before.traceCount + 1)
        #expect(after.retraceCount >= before.retraceCount + 1)
        #expect(after.planCount >= before.planCount + 2)
    }

    @Test func anotherEvaluationOfAFormulaFindsItsPlan() {
        let x = Tensor([[1, 2, 3], [4, 5, 6]])
        let formula = { (factor: Double) in ((x * factor - 1) * (x + factor)).sum(axis: 1).array() }
        let before = EngineStatistics.current
        _ = formula(2)
        let between = EngineStatistics.current
        _ = formula(3)
        #expect(between.cacheMissCount > before.cacheMissCount)
        #expect(EngineStatistics.current.cacheHitCount > between.cacheHitCount)
    }

    /// In a process of its own: other tests' tensors come and go.
    @Test func memoryOfTensorsIsCounted() async {
        await #expect(processExitsWith: .success) {
            let size = 1 << 24
            func use() -> Float { Tensor([Float](repeating: 1, count: size / 4)).sum().scalar() }
            #expect(use() == Float(size / 4))
            let after = EngineStatistics.current
            #expect(after.peakByteCount >= size)
            #expect(after.byteCount < size)
            EngineStatistics.resetPeak()
            let anew = EngineStatistics.current
            #expect(anew.peakByteCount == anew.byteCount)
            #expect(use() == Float(size / 4))
            #expect(EngineStatistics.current.peakByteCount >= size)
        }
    }
}
