import LaminaGraph
import LaminaNN
import LaminaOptim
import LaminaReference
import LaminaTensor
import Testing

private struct Two: Module {
    let first = Parameter(.zeros([3, 4]))
    let second = Parameter(.zeros([5]))
    func forward(_ x: Tensor) -> Tensor { x }
}

@Suite struct ClipGradientsTests {
    @Test func agreesWithPyTorch() throws {
        let torch = try TorchReference()
        let gradients = Gradients(
            Two().parameters, [try torch["clip/before0"], try torch["clip/before1"]])
        #expect(abs(gradients.globalNorm().scalar(as: Double.self) - 8.756192965419594) < 1e-5)
        let clipped = gradients.clipped(toNorm: 1.5)
        #expect(largestError(clipped.tensors[0], try torch["clip/after0"]) < 1e-6)
        #expect(largestError(clipped.tensors[1], try torch["clip/after1"]) < 1e-6)
    }

    @Test func leavesSmallGradientsAlone() {
        let gradients = Gradients(Two().parameters, [.ones([3, 4]), .ones([5])])
        #expect(gradients.clipped(toNorm: 5).tensors[1].array() == [1, 1, 1, 1, 1])
    }

    @Test func normsAreInTheParametersOrder() {
        let gradients = Gradients(
            Two().parameters, [.full(0.5, [3, 4]), Tensor([3, 0, 4, 0, 0])])
        #expect(gradients.norms().array() == [Float(3).squareRoot(), 5])
    }

    @Test func valuesAndUnitsAreClippedAsInPyTorchAndThePaper() throws {
        let file = try ReferenceFile("optimizers")
        let model = try ReferenceProblem(file, dtype: .float64)
        let gradients = Gradients(model.parameters, [try file["clip/w"], try file["clip/b"]])
        let byValue = gradients.clipped(toValue: 0.5)
        let byUnit = gradients.clipped(adaptivelyTo: model.parameterValues, factor: 0.125)
        for (number, key) in ["w", "b"].enumerated() {
            #expect(
                errorBesideLargest(byValue.tensors[number], try file["clip-value/\(key)"]) == 0)
            let want = try file["clip-adaptive/\(key)"]
            #expect(errorBesideLargest(byUnit.tensors[number], want) < 1e-14)
        }
    }

    @Test func aUnitOfZerosCanLeaveZero() {
        let model = Two()
        let gradients = Gradients(model.parameters, [.ones([3, 4]), .zeros([5])])
        let clipped = gradients.clipped(adaptivelyTo: model.parameterValues, factor: 1, eps: 0.5)
        #expect(abs(clipped.tensors[0].norm(axis: 0).array()[0] - 0.5) < 1e-6)
        #expect(clipped.tensors[1].array() == [0, 0, 0, 0, 0])
    }
}
