import LaminaGraph
import LaminaTensor
import Testing

/// Uncompiled code that asks for every result: each operation is computed by itself.
@Suite struct SingleOperationTests {
    private static func sample(_ shape: Shape, _ seed: Int) -> Tensor {
        let x = Tensor.uniform(0.5..<2, shape: shape, key: RandomKey(seed: UInt64(seed)))
        eval(x)
        return x
    }

    @Test func givesTheBitsOfOnePlanForAll() {
        let (x, y) = (Self.sample([3, 37], 1), Self.sample([3, 37], 2))
        let together = (tanh(x + y) * (x - y)).sum(axis: 1)
        var (a, b) = (x + y, x - y)
        eval(a)
        eval(b)
        a = tanh(a)
        eval(a)
        b = a * b
        eval(b)
        #expect(b.sum(axis: 1).array() == together.array())
    }

    @Test func findsItsProgramAgain() {
        let (x, y) = (Self.sample([5, 13], 1), Self.sample([5, 13], 2))
        eval(x * y)
        let before = Device.current.plans.counts
        eval(x * y)
        let after = Device.current.plans.counts
        #expect(after.programs == before.programs)
        #expect(after.hits > before.hits)
    }

    /// More operations than the table of recent ones has places: those that share a place are told apart.
    @Test func tellsManyShapesAndOperationsApart() {
        for length in 1...400 {
            let x = Tensor((0..<length).map { Float($0) })
            let (sum, product) = (x + x, x * x)
            eval(sum)
            eval(product)
            #expect(sum.array() == (0..<length).map { Float(2 * $0) })
            #expect(product.array() == (0..<length).map { Float($0 * $0) })
        }
    }

    @Test func aTransposedOperandIsNoOther() {
        let x = Self.sample([4, 4], 3)
        let turned = x.transposed()
        eval(turned)
        let left = matmul(x, turned)
        eval(left)
        let right = matmul(turned, x)
        eval(right)
        // How a product adds depends on how its operands are stored.
        let lazy = matmul(x, x.transposed())
        #expect(zip(left.array(), lazy.array()).allSatisfy { abs($0 - $1) < 1e-5 })
        #expect(zip(left.array(), right.array()).contains { abs($0 - $1) > 0.1 })
    }

    /// 0 equals -0, but what is written is not the same.
    @Test func paddingKeepsTheSignOfZero() {
        let x = Self.sample([3], 4)
        let plain = x.padded(low: [0], high: [1], value: 0)
        eval(plain)
        let negative = x.padded(low: [0], high: [1], value: -0.0)
        eval(negative)
        #expect(plain.array().last?.sign == .plus)
        #expect(negative.array().last?.sign == .minus)
    }

    @Test func anOperandMayBeBothOperands() {
        let x = Self.sample([70], 5)
        let square = x * x
        eval(square)
        #expect(square.array() == x.array().map { $0 * $0 })
    }

    @Test func tasksComputeAtTheSameTime() async {
        let start = Self.sample([64], 6)
        let results = await withTaskGroup(of: [Float].self) { group in
            for _ in 0..<8 {
                group.addTask {
                    var x = start
                    for _ in 0..<500 {
                        x = x + start
                        eval(x)
                    }
                    return x.array()
                }
            }
            return await group.reduce(into: [[Float]]()) { $0.append($1) }
        }
        #expect(results.count == 8)
        #expect(results.allSatisfy { $0 == results[0] })
        #expect(abs(results[0][0] - 501 * start.array()[0]) < 1e-2)
    }

    /// Two tasks that ask for one tensor get one value.
    @Test func tasksShareATensor() async {
        let x = Self.sample([256], 7)
        for _ in 0..<200 {
            let shared = x + x
            let values = await withTaskGroup(of: [Float].self) { group in
                for _ in 0..<2 { group.addTask { shared.array() } }
                return await group.reduce(into: [[Float]]()) { $0.append($1) }
            }
            #expect(values[0] == values[1])
            #expect(shared.node.inputs.isEmpty)
        }
    }

    @Test func theReferenceComputesThemToo() {
        let x = Self.sample([9], 8)
        let sum = Device.reference.use {
            let sum = x + x
            eval(sum)
            return sum.array()
        }
        #expect(sum == x.array().map { 2 * $0 })
    }
}
