import Glibc
import LaminaGraph
import LaminaNN
import LaminaTensor
import Testing

@Suite struct CTCLossTests {
    /// Of all 27 paths through 3 steps and 3 classes those that read "1 2": the definition itself.
    @Test func isTheSumOverAllPaths() {
        let logits = Tensor.normal(shape: [1, 3, 3], dtype: .float64, key: RandomKey(seed: 4))
        let probabilities = softmax(logits).array(as: Double.self)
        var sum = 0.0
        for path in 0..<27 {
            let classes = [path / 9, path / 3 % 3, path % 3]
            var read: [Int] = []
            for (step, label) in classes.enumerated()
            where label != 0 && (step == 0 || classes[step - 1] != label) {
                read.append(label)
            }
            guard read == [1, 2] else { continue }
            sum += classes.enumerated().reduce(1) { $0 * probabilities[$1.offset * 3 + $1.element] }
        }
        let loss = ctcLoss(logits, labels: Tensor([[1, 2]] as [[Int32]]))
        // The mean divides by the two labels.
        #expect(abs(loss.scalar(as: Double.self) * 2 + Glibc.log(sum)) < 1e-12)
    }

    /// Two equal labels need a blank between: three steps, and here are two.
    @Test(arguments: [false, true]) func tooFewStepsAreImpossible(zeroInfinity: Bool) {
        let logits = Tensor.normal(shape: [2, 2, 3], key: RandomKey(seed: 1))
        let labels = Tensor([[1, 1], [1, 2]] as [[Int32]])
        let losses = ctcLoss(logits, labels: labels, zeroInfinity: zeroInfinity, reduction: .none)
        #expect(losses.array()[0] == (zeroInfinity ? 0 : .infinity))
        let slope = gradient { (x: Tensor) in
            ctcLoss(x, labels: labels, zeroInfinity: true)
        }(logits).array()
        #expect(slope[..<6].allSatisfy { $0 == 0 })
        #expect(slope[6...].contains { $0 != 0 } && slope.allSatisfy(\.isFinite))
    }

    @Test func paddingChangesNothing() {
        let logits = Tensor.normal(shape: [1, 6, 4], key: RandomKey(seed: 2))
        let plain = ctcLoss(logits, labels: Tensor([[3, 1]] as [[Int32]]))
        let padded = ctcLoss(
            concatenated([logits, .full(.nan, [1, 2, 4])], axis: 1),
            labels: Tensor([[3, 1, -1, 99]] as [[Int32]]),
            inputLengths: Tensor([6] as [Int32]), labelLengths: Tensor([2] as [Int32]))
        #expect(abs(plain.scalar() - padded.scalar()) < 1e-6)
    }

    @Test(arguments: [false, true]) func aBatchIsItsSequences(isCompiled: Bool) {
        let keys = RandomKey(seed: 5).split(into: 2)
        let logits = Tensor.normal(shape: [24, 70, 30], dtype: .float64, key: keys[0])
        let labels = Tensor.uniform(1..<30, shape: [24, 33], key: keys[1]).asType(.int32)
        let loss = { @Sendable (x: Tensor, y: Tensor) in ctcLoss(x, labels: y, reduction: .none) }
        let compiled = compile(loss)
        let all = (isCompiled ? compiled(logits, labels) : loss(logits, labels))
            .array(as: Double.self)
        for row in 0..<24 {
            let one = loss(logits.slice(row..<row + 1), labels.slice(row..<row + 1))
            #expect(abs(one.array(as: Double.self)[0] - all[row]) < 1e-9, "sequence \(row)")
        }
    }

    @Test func noLabelsMeanBlanksAlone() {
        let loss = ctcLoss(
            .zeros([1, 5, 4]), labels: Tensor([[2]] as [[Int32]]),
            labelLengths: Tensor([0] as [Int32]))
        #expect(abs(loss.scalar() - 5 * 1.3862944) < 1e-5)
    }

    @Test(arguments: [0, 4, -1]) func aLabelThatIsBlankOrNoClassMakesTheLossNaN(label: Int32) {
        let loss = ctcLoss(.zeros([1, 5, 4]), labels: Tensor([[1, label]]))
        #expect(loss.scalar().isNaN)
    }

    @Test func extremeLogitsStayFinite() {
        let logits = 1e4 * Tensor.normal(shape: [1, 20, 5], key: RandomKey(seed: 3))
        let labels = Tensor([[1, 2, 3]] as [[Int32]])
        let (loss, slope) = valueAndGradient { (x: Tensor) in ctcLoss(x, labels: labels) }(logits)
        #expect(loss.scalar().isFinite)
        #expect(slope.isFinite.all().scalar(as: Bool.self))
    }

    @Test func wrongShapesSayHowToFixThem() {
        let cases: [(TensorSpec, TensorSpec, TensorSpec?, Int, String)] = [
            (TensorSpec([5, 4]), TensorSpec([1, 2], .int32), nil, 0, "put the batch first"),
            (TensorSpec([1, 5, 4]), TensorSpec([2], .int32), nil, 0, "give labelLengths"),
            (
                TensorSpec([1, 5, 4]), TensorSpec([1, 2], .int32), TensorSpec([2], .int32), 0, "[1]"
            ),
            (TensorSpec([1, 5, 4]), TensorSpec([1, 2], .int32), nil, 4, "from 0 to 3"),
        ]
        for (logits, labels, lengths, blank, fix) in cases {
            let error = #expect(throws: OpError.self) {
                try checkCTC(logits, labels, lengths, nil, blank: blank)
            }
            #expect(error?.fix.contains(fix) == true)
        }
    }
}
