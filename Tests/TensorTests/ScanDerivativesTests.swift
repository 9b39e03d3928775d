import LaminaCPU
import LaminaGraph
import LaminaTensor
import Testing

/// A step whose dear values a derivative reads: a carry `[4, 16]`, an element `[4, 16]`, a weight `[16, 16]`.
struct DearStep: CustomTestStringConvertible {
    let testDescription: String
    let next: @Sendable (_ h: Tensor, _ x: Tensor, _ w: Tensor) -> Tensor

    static let all = [
        DearStep(testDescription: "a product in a sum, and a gate") { h, x, w in
            let sum = x + matmul(h, w)
            return tanh(sum) * sigmoid(sum) + h * 0.5
        },
        DearStep(testDescription: "a product read twice") { h, x, w in
            let product = matmul(h, w)
            return product * sin(product) * 0.1 + x
        },
        DearStep(testDescription: "a softmax and a mean") { h, x, w in
            softmax(matmul(h, w), axis: -1) * x - h.mean(axis: -1, keepDims: true)
        },
        DearStep(testDescription: "an order") { h, x, w in
            (h * x).sorted(axis: -1) * w[0] + h.cumSum(axis: -1) * 0.1
        },
        DearStep(testDescription: "factors") { h, x, w in
            let (q, r) = qr(w + 0.1 * matmul(h.transposed(), x))
            return matmul(h, q) * 0.5 + 0.1 * matmul(x, r)
        },
        DearStep(testDescription: "a loop") { h, x, w in
            scan(h, over: stacked([x, x * 0.5])) { h, x in
                let next = tanh(matmul(h, w) + x)
                return (next, next * sigmoid(matmul(next, w)))
            }.results.sum(axis: 0)
        },
        DearStep(testDescription: "a branch") { h, x, w in
            cond(x.sum() .> 0) {
                tanh(matmul(h, w)) + x
            } else: {
                sin(matmul(x, w)) * h
            }
        },
        DearStep(testDescription: "a part that is computed again") { h, x, w in
            let part = checkpoint { (h: Tensor) in tanh(matmul(sin(matmul(h, w)), w)) }
            return part(h) * sigmoid(part(h)) + x
        },
    ]
}

@Suite struct ScanDerivativesTests {
    private static let x =
        Tensor.normal(shape: [3, 4, 16], key: RandomKey(seed: 1)).asType(.float64) * 0.5
    private static let weight =
        Tensor.normal(shape: [16, 16], key: RandomKey(seed: 2)).asType(.float64) * 0.3
    private static let start =
        Tensor.normal(shape: [4, 16], key: RandomKey(seed: 3)).asType(.float64)

    private static func looped(_ step: DearStep) -> @Sendable (Tensor) -> Tensor {
        { w in
            let (last, all) = scan(start, over: x) { h, x in
                let next = step.next(h, x, w)
                return (next, next * next)
            }
            return (last * 2).sum() + (all * all).mean()
        }
    }

    private static func unrolled(_ step: DearStep) -> @Sendable (Tensor) -> Tensor {
        { w in
            var (h, all) = (start, [Tensor]())
            for place in 0..<x.shape[0] {
                h = step.next(h, x[place], w)
                all.append(h * h)
            }
            let joined = stacked(all)
            return (h * 2).sum() + (joined * joined).mean()
        }
    }

    private func expectClose(_ a: Tensor, _ b: Tensor) {
        #expect(isClose(a, b, rtol: 1e-9, atol: 1e-9).all().scalar(as: Bool.self))
    }

    @Test(arguments: DearStep.all) func isThatOfTheStepsWrittenOut(step: DearStep) {
        let (f, g) = (Self.looped(step), Self.unrolled(step))
        expectClose(gradient(of: f)(Self.weight), gradient(of: g)(Self.weight))
        expectClose(
            compile { gradient(of: f)($0) }(Self.weight), gradient(of: g)(Self.weight))
    }

    @Test(arguments: DearStep.all) func hasItsOwnDerivatives(step: DearStep) {
        let (f, g) = (Self.looped(step), Self.unrolled(step))
        let direction = Self.weight * 2 + 0.1
        let twice = { (f: @escaping @Sendable (Tensor) -> Tensor) in
            gradient { (gradient(of: f)($0) * direction).sum() }(Self.weight)
        }
        expectClose(twice(f), twice(g))
        let forward = { (f: @escaping @Sendable (Tensor) -> Tensor) in
            jvp({ gradient(of: f)($0) }, at: Self.weight, along: direction).tangent
        }
        expectClose(forward(f), forward(g))
    }

    @Test(arguments: DearStep.all) func maps(step: DearStep) {
        let weights = stacked([Self.weight, Self.weight * 0.5 + 0.1])
        let (f, g) = (Self.looped(step), Self.unrolled(step))
        let mapped = vmap { gradient(of: f)($0) }(weights)
        let alone = gradient { gradientOfMapped(f, $0) }(weights)
        for lane in 0..<2 {
            let expected = gradient(of: g)(weights[lane])
            expectClose(mapped[lane], expected)
            expectClose(alone[lane], expected)
        }
    }

    private func gradientOfMapped(
        _ f: @escaping @Sendable (Tensor) -> Tensor, _ x: Tensor
    ) -> Tensor { vmap(f)(x).sum() }

    // MARK: What is kept

    private func scans(_ function: @escaping @Sendable (Tensor) -> Tensor) -> [Scan] {
        let traced = Graph.tracing([Self.weight.spec]) { [function($0[0])] }
        return traced.optimized(claiming: CPUExecutor.claims).nodes.compactMap { node -> Scan? in
            if case .scan(let scan) = node.primitive { scan } else { nil }
        }
    }

    private func products(in scan: Scan) -> Int {
        scan.body.optimized(claiming: CPUExecutor.claims).nodes.count {
            if case .matmul = $0.primitive { true } else { false }
        }
    }

    /// On the way back there is one product, the one of the carry's gradient; of the values on the way forth the
    /// sum is kept, and neither the product nor the gates.
    @Test func computesAProductOnce() throws {
        let found = scans { gradient(of: Self.looped(DearStep.all[0]))($0) }
        try #require(found.count == 2)
        #expect(found.map(products) == [1, 1])
        // The carry, the sequence of squares is read by its factor's derivative, and the sum.
        #expect(found[0].keepsCarries)
        #expect(found[0].body.outputs.count == 3)
    }

    @Test func keepsNothingThatNoDerivativeReads() {
        let found = scans { Self.looped(DearStep.all[0])($0) }
        #expect(found.map(\.keepsCarries) == [false])
        #expect(found.map(\.body.outputs.count) == [2])
    }

    /// A value that all steps share is not kept for each.
    @Test func keepsNoValueOfConstantsAlone() {
        let found = scans { w in
            gradient { (w: Tensor) in
                scan(Self.start, over: Self.x) { h, x in
                    let shared = sin(matmul(w, w))
                    return (sin(h * shared.slice(0..<4, axis: 0) + x), [Tensor]())
                }.carry.sum()
            }(w)
        }
        #expect(found.first?.body.outputs.count == 1)
    }

    /// The first loop keeps nothing; on the way back another one does.
    @Test func aCheckpointKeepsNothing() {
        let found = scans { w in
            let part = checkpoint { Self.looped(DearStep.all[0])($0) }
            return gradient { sin(part($0)) }(w)
        }
        #expect(found.map(\.keepsCarries) == [false, true, false])
        #expect(found.first?.body.outputs.count == 2)
    }
}
