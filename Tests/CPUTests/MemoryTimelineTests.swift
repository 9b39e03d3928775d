import LaminaCPU
import LaminaGraph
import Testing

@Suite struct MemoryTimelineTests {
    /// `sum(exp(x)) + x · sum(exp(x) · exp(x))`, each operation a step: at the second and third two
    /// tensors of 4 KiB live.
    private func plan() throws -> Plan {
        var c = Case()
        let x = c.range([1024])
        let e = try c.add(.unary(.exp), x)
        let square = try c.add(.binary(.multiply), e, e)
        c.graph.nodes[square].scope = "block.square"
        c.graph.outputs = [
            try c.add(.reduce(.sum, axes: [0]), square), try c.add(.reduce(.sum, axes: [0]), e),
        ]
        return unfusedPlan(c.graph)
    }

    @Test func saysWhatIsInUseAtEachStep() throws {
        let plan = try plan()
        #expect(plan.timeline.used == [4096, 8192, 8192, 4096])
        #expect(plan.timeline.peakStep == 1)
        #expect(plan.timeline.peakByteCount == plan.arenaByteCount)
    }

    @Test func namesTheLargestTensorsThatLiveAtThePeak() throws {
        let plan = try plan()
        let largest = plan.timeline.largest(5, of: plan.graph)
        #expect(largest.map(\.byteCount) == [4096, 4096])
        #expect(largest[0].text == "exp float32 [1024]")
        #expect(largest[1].text == "multiply float32 [1024], block.square")
        #expect(plan.timeline.largest(1, of: plan.graph).count == 1)
    }

    @Test func aPlanThatComputesNothingHasNoPeak() {
        var graph = Graph()
        graph.outputs = [graph.addInput(TensorSpec([0]))]
        let plan = Plan(graph)
        #expect(plan.timeline.peakStep == nil && plan.timeline.peakByteCount == 0)
    }
}
