import LaminaGraph
import LaminaNN
import LaminaOptim
import LaminaReference
import LaminaTensor
import Testing

/// The problem on which PyTorch's optimisers took 30 steps.
struct TorchProblem: Module {
    let w: Parameter
    let b: Parameter

    init(_ torch: TorchReference) throws {
        w = Parameter(try torch["problem/w0"])
        b = Parameter(try torch["problem/b0"])
    }

    func forward(_ x: Tensor) -> Tensor { tanh(matmul(x, w.value.transposed()) + b.value) }

    /// Parameters after every step and losses before it, against PyTorch's. Float32 beside float64
    /// over 30 steps, and an adaptive step divides rounding errors by small roots: 2e-5.
    static func check(_ name: String, isCompiled: Bool, _ optimizer: any Optimizer) throws {
        let torch = try TorchReference()
        let model = try TorchProblem(torch)
        let (x, y) = (try torch["problem/x"], try torch["problem/y"])
        let step = { @Sendable (x: Tensor, y: Tensor) in
            let (loss, gradients) = valueAndGradient(at: model) { meanSquaredError($0(x), y) }
            optimizer.update(gradients)
            return loss
        }
        let compiled = compile(step)
        let (w, b) = (try torch["\(name)/w"], try torch["\(name)/b"])
        let losses = try torch["\(name)/loss"].array()
        for number in 0..<30 {
            let loss = isCompiled ? compiled(x, y) : step(x, y)
            #expect(Swift.abs(loss.scalar() - losses[number]) < 2e-5, "step \(number)")
            #expect(largestError(model.w.value, w.slice(number..<number + 1).squeezed()) < 2e-5)
            #expect(largestError(model.b.value, b.slice(number..<number + 1).squeezed()) < 2e-5)
        }
    }
}
