import LaminaGraph
import LaminaNN
import LaminaOptim
import LaminaReference
import LaminaTensor
import Testing

/// The problem on which scripts/reference-optimizers.py took ten steps with each optimiser.
struct ReferenceProblem: Module {
    let w: Parameter
    let b: Parameter
    let y: Tensor
    let x: Tensor

    init(_ file: ReferenceFile, dtype: DType) throws {
        w = Parameter(try file["problem/w"].asType(dtype))
        b = Parameter(try file["problem/b"].asType(dtype))
        (x, y) = (try file["problem/x"].asType(dtype), try file["problem/y"].asType(dtype))
    }

    func forward(_ x: Tensor) -> Tensor { tanh(matmul(x, w.value.transposed()) + b.value) }

    func loss() -> Tensor { meanSquaredError(self(x), y) }

    /// Takes ten steps, each giving the loss before it, and compares parameters and losses.
    ///
    /// Scalars of a step are float32, so that in float64 too the numbers agree to some seven digits; an
    /// adaptive step divides by small roots, which costs float32 parameters two more.
    static func check(
        _ name: String, dtype: DType, isCompiled: Bool,
        _ step: @escaping @Sendable (ReferenceProblem) -> Tensor
    ) throws {
        let file = try ReferenceFile("optimizers")
        let model = try ReferenceProblem(file, dtype: dtype)
        let (w, b) = (try file["\(name)/w"], try file["\(name)/b"])
        let losses = try file["\(name)/loss"].array(as: Double.self)
        let tolerance = dtype == .float64 ? 1e-6 : 5e-5
        let compiled = compile { (_: Tensor) in step(model) }
        for number in 0..<10 {
            let loss = isCompiled ? compiled(Tensor(0)) : step(model)
            let error = abs(loss.scalar(as: Double.self) - losses[number]) / losses[number]
            #expect(error < tolerance, "loss of step \(number)")
            let want = (w.slice(number..<number + 1), b.slice(number..<number + 1))
            #expect(
                errorBesideLargest(model.w.value, want.0.squeezed(axis: 0)) < tolerance,
                "w of step \(number)")
            #expect(
                errorBesideLargest(model.b.value, want.1.squeezed(axis: 0)) < tolerance,
                "b of step \(number)")
        }
    }
}
