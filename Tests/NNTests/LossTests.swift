import Glibc
import LaminaGraph
import LaminaNN
import LaminaReference
import LaminaTensor
import Testing

@Suite struct LossTests {
    private let labels = Tensor([0, 4, 2, 2, 1, 3] as [Int32])

    @Test func crossEntropyAgreesWithPyTorch() throws {
        let labels = labels
        try check("cross-entropy", ["x"]) { crossEntropy($0[0], labels: labels) }
    }

    @Test func meanSquaredErrorAgreesWithPyTorch() throws {
        try check("mse", ["x", "y"]) { meanSquaredError($0[0], $0[1]) }
    }

    @Test func binaryCrossEntropyAgreesWithPyTorch() throws {
        try check("binary-cross-entropy-logits", ["x", "y"]) {
            binaryCrossEntropy($0[0], targets: $0[1])
        }
    }

    private func check(
        _ name: String, _ inputs: [String], _ loss: @escaping @Sendable ([Tensor]) -> Tensor
    ) throws {
        let torch = try TorchReference()
        let x = try inputs.map { try torch["\(name)/input/\($0)"] }
        let value = loss(x).reshaped([1])
        #expect(largestError(value, try torch["\(name)/output/0"]) < 1e-6)
        let gradients = gradient { (x: [Tensor]) in loss(x) }(x)
        for (input, gradient) in zip(inputs, gradients) {
            #expect(largestError(gradient, try torch["\(name)/grad/\(input)"]) < 1e-6)
        }
    }

    @Test func crossEntropyOfEqualLogitsIsTheLogarithmOfTheClasses() {
        let loss = crossEntropy(.zeros([3, 10]), labels: Tensor([0, 5, 9] as [UInt8]))
        #expect(abs(loss.scalar(as: Double.self) - 2.302585) < 1e-6)
    }

    @Test func crossEntropyTakesSequences() {
        let logits = Tensor.normal(shape: [2, 3, 4], key: RandomKey(seed: 1))
        let labels = Tensor([0, 1, 2, 3, 0, 1] as [Int32])
        let flat = crossEntropy(logits.reshaped([6, 4]), labels: labels)
        #expect(crossEntropy(logits, labels: labels.reshaped([2, 3])).scalar() == flat.scalar())
    }

    @Test func longSequencesAreTheirTokens() {
        let logits = Tensor.normal(shape: [7, 33, 50], key: RandomKey(seed: 1))
        let labels = Tensor.uniform(0..<50, shape: [7, 33], key: RandomKey(seed: 2)).asType(.int32)
        let losses = crossEntropy(logits, labels: labels, reduction: .none).array()
        let (x, y) = (softmax(logits).array(), labels.array(as: Int32.self))
        for token in 0..<7 * 33 {
            #expect(abs(losses[token] + Glibc.log(x[token * 50 + Int(y[token])])) < 1e-5)
        }
    }

    @Test func crossEntropyDoesNotOverflow() {
        let loss = crossEntropy(Tensor([1e4, 0], shape: [1, 2]), labels: Tensor([1] as [Int32]))
        #expect(loss.scalar() == 1e4)
    }

    @Test(arguments: [-1, 3, 255]) func aLabelOutsideTheClassesMakesTheLossNaN(label: Int32) {
        #expect(crossEntropy(.zeros([2, 3]), labels: Tensor([0, label])).scalar().isNaN)
    }

    /// σ(0) - t, where a careless `relu` or `abs` would lose the half.
    @Test func binaryCrossEntropyHasItsGradientAtZero() {
        let slope = gradient { (x: Tensor) in
            binaryCrossEntropy(x, targets: Tensor([1, 0]))
        }(Tensor([0, 0]))
        #expect(slope.array() == [-0.25, 0.25])
    }

    @Test func binaryCrossEntropyDoesNotOverflow() {
        let loss = binaryCrossEntropy(Tensor([1e4, -1e4]), targets: Tensor([0, 0]))
        #expect(loss.scalar() == 5e3)
    }

    @Test func wrongShapesAndTypesSayHowToFixThem() {
        let pairs: [(TensorSpec, TensorSpec, String)] = [
            (TensorSpec([4, 3]), TensorSpec([4], .float32), "asType(.int32)"),
            (TensorSpec([4, 3]), TensorSpec([4, 1], .int32), "labels of shape [4]"),
            (TensorSpec([4, 3], .int32), TensorSpec([4], .int32), "before any softmax"),
        ]
        for (logits, labels, fix) in pairs {
            let error = #expect(throws: OpError.self) {
                try checkLabels(logits, labels, op: "crossEntropy")
            }
            #expect(error?.fix.contains(fix) == true)
        }
        let error = #expect(throws: OpError.self) {
            try checkSameShape(TensorSpec([4, 1]), TensorSpec([4]), op: "meanSquaredError")
        }
        #expect(error?.fix == "use reshaped([4, 1]) on the target")
    }

    @Test func lossesGoByName() {
        #expect(
            Loss.named.map(\.name) == [
                "cross-entropy", "mean-squared-error", "binary-cross-entropy",
                "mean-absolute-error", "huber", "log-cosh", "focal", "hinge", "squared-hinge",
                "multi-class-hinge", "poisson", "capsule-margin",
            ])
        #expect(Loss.meanSquaredError(Tensor([1, 2]), Tensor([1, 4])).scalar() == 2)
    }

    @Test func ignoredRowsMayHoldNoClassAndHaveNoGradient() {
        let labels = Tensor([1, -100] as [Int32])
        let logits = Tensor([[1, 2, 3], [4, 5, 7]])
        let loss = { @Sendable (x: Tensor) in crossEntropy(x, labels: labels, ignoreIndex: -100) }
        let alone = crossEntropy(logits.slice(0..<1), labels: labels.slice(0..<1))
        #expect(loss(logits).scalar() == alone.scalar())
        #expect(gradient(of: loss)(logits).array()[3...] == [0, 0, 0])
    }

    @Test func theMeanOverIgnoredRowsAloneIsNaN() {
        let labels = Tensor([0, 0] as [Int32])
        #expect(crossEntropy(.zeros([2, 3]), labels: labels, ignoreIndex: 0).scalar().isNaN)
    }

    @Test func anImpossibleClassThatIsNotWantedCostsNothing() {
        let loss = crossEntropy(
            Tensor([[0, 0, -Float.infinity]]), targets: Tensor([[0.5, 0.5, 0]]))
        #expect(abs(loss.scalar() - 0.6931472) < 1e-6)
        let divergence = klDivergence(
            logProbabilities: log(Tensor([[0.5, 0.5, 0]])), targets: Tensor([[0.5, 0.5, 0]]))
        #expect(abs(divergence.scalar()) < 1e-7)
    }

    /// A teacher's one-hot probabilities are labels.
    @Test func oneHotTargetsAreLabels() {
        let logits = Tensor.normal(shape: [6, 5], key: RandomKey(seed: 1))
        let soft = crossEntropy(logits, targets: labels.oneHot(classes: 5))
        #expect(abs(soft.scalar() - crossEntropy(logits, labels: labels).scalar()) < 1e-6)
    }

    /// `ln cosh(1e-3) = 5e-7` to seven digits, and `1e4 - ln 2`.
    @Test func logCoshKeepsSmallDigitsAndDoesNotOverflow() {
        let losses = logCoshLoss(Tensor([1e-3, -1e4]), .zeros([2]), reduction: .none).array()
        #expect(abs(losses[0] - 4.9999992e-7) < 1e-13)
        #expect(abs(losses[1] - 9999.307) < 1e-3)
    }

    @Test func focalLossWithoutFadingIsCrossEntropy() {
        let (x, t) = (Tensor([-3, 0.5, 2]), Tensor([0, 1, 1]))
        let focal = focalLoss(x, targets: t, alpha: nil, gamma: 0)
        #expect(focal.scalar() == binaryCrossEntropy(x, targets: t).scalar())
    }

    /// With the power a half the slope of `(1 - p)^γ` is infinite where the model is sure.
    @Test func focalLossHasAGradientWhereTheModelIsSure() {
        let slope = gradient { (x: Tensor) in
            focalLoss(x, targets: Tensor([1, 0]), gamma: 0.5)
        }(Tensor([200, -200]))
        #expect(slope.array() == [0, 0])
    }

    @Test func jsDivergenceOfDisjointDistributionsIsLn2() {
        let divergence = jsDivergence(Tensor([[1, 0]]), Tensor([[0, 1]]))
        #expect(abs(divergence.scalar() - 0.6931472) < 1e-6)
    }

    @Test func aVarianceBelowTheLeastStillHasAGradient() {
        let slope = gradient { (v: Tensor) in
            gaussianNLLLoss(Tensor([1]), targets: Tensor([0]), variances: v)
        }(Tensor([0]))
        #expect(slope.scalar() < -1e11)
    }

    @Test func coincidingPairsHaveNoNaNGradient() {
        let x = Tensor([[1, 2]])
        let slope = gradient { (a: Tensor) in
            contrastiveLoss(a, x, isSame: Tensor([false])) + cosineLoss(a, x)
        }(x)
        #expect(slope.isFinite.all().scalar(as: Bool.self))
    }

    @Test func anEmptyRegionThatIsFoundEmptyIsRight() {
        #expect(diceLoss(.zeros([2, 4]), targets: .zeros([2, 4])).scalar() == 0)
        #expect(iouLoss(.zeros([2, 4]), targets: .zeros([2, 4])).scalar() == 0)
    }

    @Test func diceIsTverskyWithHalves() {
        let p = Tensor.uniform(shape: [3, 5], key: RandomKey(seed: 2))
        let t = (Tensor.uniform(shape: [3, 5], key: RandomKey(seed: 3)) .> 0.5).asType(.float32)
        let tversky = tverskyLoss(p, targets: t, alpha: 0.5, beta: 0.5, smoothing: 0.5)
        #expect(abs(diceLoss(p, targets: t).scalar() - tversky.scalar()) < 1e-6)
    }

    /// A critic with slope 2 everywhere misses 1 by 1.
    @Test func theGradientPenaltyOfALine() {
        let points = mixed(.ones([4, 1]), .zeros([4, 1]), key: RandomKey(seed: 1))
        #expect(gradientPenalty(at: points) { 2 * $0 }.scalar() == 1)
        #expect(points.array().allSatisfy { (0..<1).contains($0) })
    }
}
