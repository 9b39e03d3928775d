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
            let error = #expect(throws: OpError.self) { try checkCrossEntropy(logits, labels) }
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
            ])
        #expect(Loss.meanSquaredError(Tensor([1, 2]), Tensor([1, 4])).scalar() == 2)
    }
}
