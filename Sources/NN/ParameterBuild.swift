import LaminaGraph
import LaminaTensor
import Synchronization

/// What a run of `forward` on shapes alone finds out: the shapes of the parameters without a value.
final class ParameterBuild: Sendable {
    /// The build around this point of the current task.
    @TaskLocal static var current: ParameterBuild?

    /// The type of the parameters it makes.
    let dtype: DType
    private let placeholders = Mutex<[ObjectIdentifier: Tensor]>([:])

    init(dtype: DType) { self.dtype = dtype }

    /// What stands for the parameter; without a shape from anywhere this traps.
    func placeholder(for parameter: Parameter, _ shape: Shape?) -> Tensor {
        let known = placeholders.withLock { $0[ObjectIdentifier(parameter)] }
        let result = operation { () throws(OpError) in
            if let known { return known }
            return try Self.placeholder(
                parameter, shape ?? parameter.declaredShape, dtype(of: parameter))
        }
        placeholders.withLock { $0[ObjectIdentifier(parameter)] = result }
        return result
    }

    /// The shape and type that a parameter was read with, or made with.
    func spec(of parameter: Parameter) -> TensorSpec? {
        let read = placeholders.withLock { $0[ObjectIdentifier(parameter)] }
        return read?.spec ?? parameter.declaredShape.map { TensorSpec($0, dtype(of: parameter)) }
    }

    private func dtype(of parameter: Parameter) -> DType {
        parameter.isWide && dtype.byteCount < 4 ? .float32 : dtype
    }

    private static func placeholder(
        _ parameter: Parameter, _ shape: Shape?, _ dtype: DType
    ) throws(OpError) -> Tensor {
        guard let shape else {
            throw OpError(
                op: parameter.place(of: "Parameter"),
                problem: "it is read without a shape, and was made without one",
                operands: ["initializer": parameter.initializer?.name ?? "none"],
                fix: "read it with value(shape:), or make it with Parameter(_:shape:)")
        }
        return .placeholder(TensorSpec(shape, dtype))
    }
}
