import LaminaGraph
import LaminaTensor
import Testing

@Suite struct CustomOpTests {
    private let softplus = CustomOp("softplus") { x in
        [log(1 + exp(x[0]))]
    } vjp: { x, _, g in
        [g[0] * sigmoid(x[0])]
    } jvp: { x, _, t in
        [t[0] * sigmoid(x[0])]
    }

    @Test func usesItsOwnRules() {
        // The derivative of how it is computed is infinity over infinity here.
        #expect(gradient { softplus($0) }(Tensor(200)).scalar() == 1)
        #expect(jvp({ softplus($0) }, at: Tensor(200), along: Tensor(3)).tangent.scalar() == 3)
    }

    @Test func itsRulesAreDifferentiatedAgain() throws {
        try checkGradients(of: { softplus($0[0]) }, at: [Tensor([0.5, -2, 1])])
    }

    @Test func worksUnderVmapAndCompile() {
        let x = Tensor([1, 2, 3, 4], shape: [2, 2])
        let slopes = vmap(gradient { (x: Tensor) in softplus(x).sum() })(x)
        let together = gradient { (x: Tensor) in softplus(x).sum() }(x)
        #expect(slopes.array() == together.array())
        #expect(compile { softplus($0) }(x).array() == softplus(x).array())
    }

    /// Kernels are for the library's own operations.
    @Test(arguments: ["softmax", "layerNorm", "attention", "attentionGradient"])
    func aNameOfTheLibraryIsNoSpell(name: String) {
        let op = CustomOp(name) { [$0[0] * 2] }
        let (x, doubled) = (Tensor([1, 2, 3, 4], shape: [2, 2]), [2, 4, 6, 8] as [Float])
        #expect(op(x).array() == doubled)
        #expect(compile { op($0) }(x).array() == doubled)
        #expect(vmap { op($0) }(x).array() == doubled)
    }

    /// x = w tanh x by its fixed point; dx/dw by the implicit function theorem.
    @Test func rulesMayUseTensorsFromOutside() {
        let scale = Tensor(3)
        let tripled = CustomOp("tripled") { x in
            [x[0] * scale]
        } vjp: { _, _, g in
            [g[0] * scale * 2]
        }
        let slope = gradient { (x: Tensor) in
            let inner = x * 1
            return tripled(inner)
        }
        #expect(slope(Tensor(1)).scalar() == 6)
        // Nothing flows to what the closures captured.
        #expect(
            gradient { (s: Tensor) in
                CustomOp("times") { x in
                    [x[0] * s]
                } vjp: { _, _, g in
                    [g[0]]
                }(Tensor(2))
            }(Tensor(1)).scalar() == 0)
    }

    @Test func anAbsentRuleIsNamedWhenItIsNeeded() async {
        let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent])
        {
            let op = CustomOp("half") {
                [$0[0] / 2]
            } vjp: { _, _, g in
                [g[0] / 2]
            }
            _ = jvp({ op($0) }, at: Tensor(1), along: Tensor(1)).tangent.scalar()
        }
        let message = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
        #expect(message.contains("half: the operation has no forward derivative"))
    }

    @Test func aGradientOfAnotherShapeIsRefused() {
        let op = CustomOp("broken") {
            [$0[0]]
        } vjp: { _, _, g in
            [g[0].sum()]
        }
        let error = #expect(throws: OpError.self) { try checked { op(Tensor([1, 2])) } }
        #expect(error?.problem == "the vjp rule's gradient 0 has another shape or type")
    }

    @Test func theGradientCheckerFindsAWrongRule() {
        let wrong = CustomOp("cube") {
            [$0[0] * $0[0] * $0[0]]
        } vjp: { x, _, g in
            [g[0] * x[0] * x[0] * 2]
        } jvp: { x, _, t in
            [t[0] * x[0] * x[0] * 3]
        }
        let error = #expect(throws: GradientMismatch.self) {
            try checkGradients(of: { wrong($0[0]) }, at: [Tensor([1, 2])])
        }
        #expect(error?.derivative == "reverse")
    }
}

@Suite struct CheckpointTests {
    @Test func givesTheSameBitsAndGradients() {
        let x = Tensor.normal(shape: [5, 4], key: RandomKey(seed: 3))
        let w = Tensor.normal(shape: [4, 4], key: RandomKey(seed: 4))
        let block = { @Sendable (x: Tensor) in sin(matmul(tanh(matmul(x, w)), w)) }
        #expect(checkpoint(block)(x).array() == block(x).array())
        let slope = gradient { (x: Tensor) in block(x).sum() }(x)
        #expect(gradient { (x: Tensor) in checkpoint(block)(x).sum() }(x).array() == slope.array())
        let ofWeights = { @Sendable (block: @escaping @Sendable (Tensor, Tensor) -> Tensor) in
            gradient { (w: Tensor) in block(x, w).sum() }(w).array()
        }
        #expect(
            ofWeights { x, w in checkpoint { (x: Tensor) in tanh(matmul(x, w)) }(x) }
                == ofWeights { x, w in tanh(matmul(x, w)) })
    }

    @Test func differentiatesTwice() throws {
        let block = checkpoint { (x: Tensor) in sin(x) * exp(x) }
        try checkGradients(of: { block($0[0]) }, at: [Tensor([0.5, -1])])
    }

    /// Without it ten layers keep their results for the way back; with it one does at a time.
    @Test func computesTheIntermediateResultsAgain() {
        let layer = { @Sendable (x: Tensor) in
            var y = x
            for _ in 0..<10 { y = sin(matmul(y, y)) }
            return y
        }
        func arena(_ f: @escaping @Sendable (Tensor) -> Tensor) -> Int {
            let recorded = Graph.tracing([TensorSpec([64, 64])]) { inputs in
                [gradient { (x: Tensor) in f(f(f(f(x)))).sum() }(inputs[0])]
            }
            return peakByteCount(recorded)
        }
        /// From the plan's first line, `plan: … steps, arena … B`.
        func peakByteCount(_ graph: Graph) -> Int {
            let plan = "\(Device.cpu.executor.prepare(graph, aliases: []))"
            return plan.firstMatch(of: /arena (\d+) B/).flatMap { Int($0.1) } ?? 0
        }
        let once = checkpoint(layer)
        #expect(arena { once($0) } < arena(layer) / 2)
    }
}

@Suite struct MoreGradientTests {
    @Test func severalArgumentsGiveATuple() {
        let (da, db) = gradient { (a: Tensor, b: Tensor) in (a * a * b).sum() }(
            Tensor([1, 2]), Tensor([3, 4]))
        #expect(da.array() == [6, 16])
        #expect(db.array() == [1, 4])
        let (value, slopes) = valueAndGradient { (x: [Tensor], k: Tensor) in x[0] * x[1] * k }(
            [Tensor(2), Tensor(3)], Tensor(5))
        #expect(value.scalar() == 30)
        #expect(slopes.0.map { $0.scalar() } == [15, 10])
        #expect(slopes.1.scalar() == 6)
    }

    @Test func hessianVectorProductIsTheHessianTimesTheVector() {
        let f = { @Sendable (x: Tensor) in (x * x * x).sum() + x.product() }
        let (x, v) = (Tensor([1, 2, 3]), Tensor([1, 0, -1]))
        let product = hessianVectorProduct(of: f, at: x, along: v)
        #expect(product.array() == matmul(hessian(of: f)(x), v).array())
    }
}
