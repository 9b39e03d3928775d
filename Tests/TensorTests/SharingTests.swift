import Glibc
import LaminaGraph
import LaminaTensor
import Testing

@Suite struct SharingTests {
    /// A pending tensor that many tasks ask for at once has one value.
    @Test func tasksShareAPendingTensor() async {
        let x = Tensor.normal(shape: [64, 64], key: RandomKey(seed: 1))
        let pending = tanh(matmul(x, x)).sum(axis: 0)
        let alone = tanh(matmul(x, x)).sum(axis: 0).array()
        let all = await withTaskGroup(of: [Float].self) { group in
            for _ in 0..<16 { group.addTask { pending.array() } }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(all.allSatisfy { $0 == alone })
    }

    @Test func tasksTransformAtTheSameTime() async {
        let f = { @Sendable (x: Tensor) in (x * x * x).sum() }
        let slopes = await withTaskGroup(of: Float.self) { group in
            for number in 1...16 {
                group.addTask { gradient(of: f)(Tensor(Double(number))).scalar() }
            }
            return await group.reduce(into: Set<Float>()) { $0.insert($1) }
        }
        #expect(slopes == Set((1...16).map { Float(3 * $0 * $0) }))
    }

    @Test func eagerModeComputesEachOperationAtOnce() async {
        await #expect(processExitsWith: .success) {
            setenv("LAMINA_EAGER", "1", 1)
            let y = Tensor([1, 2]) * 3
            #expect(y.node.value != nil)
            let slope = gradient { (x: Tensor) in (x * x).sum() }(y)
            #expect(slope.array() == [6, 12])
            // Gradients of slices have let go of what they were padded from.
            let halves = gradient { (x: Tensor) in x.slice(0..<2).sum() + x.slice(2..<4).sum() }
            #expect(halves(Tensor.ones([4])).array() == [1, 1, 1, 1])
        }
    }

    /// What has its value is where a formula begins, however long it took to get there.
    @Test func aLongHistoryIsForgotten() {
        var x = Tensor([0.5])
        for _ in 0..<3000 {
            x = x * 0.5 + 0.25
            eval(x)
        }
        let y = (x + 1) * 2
        #expect(y.node.value == nil)
        #expect(y.array() == [3])
    }
}
