import LaminaGraph
import LaminaNN
import LaminaTensor

/// A loss as a function of all trained parameters in one vector of doubles, which methods with a line
/// search work on.
struct Objective<Model: Module> {
    typealias Evaluation = (value: Double, gradient: [Double])

    private let model: Model
    private let loss: (Model) -> Tensor

    init(_ model: Model, _ loss: @escaping (Model) -> Tensor) {
        (self.model, self.loss) = (model, loss)
    }

    /// The parameters' current values.
    var point: [Double] { Self.joined(model.parameterValues) }

    func callAsFunction(_ point: [Double]) -> Evaluation {
        let (value, gradients) = withParameters(model, values(at: point)) { model in
            valueAndGradient(at: model, loss)
        }
        eval([value] + gradients.tensors)
        return (value.scalar(as: Double.self), Self.joined(gradients))
    }

    /// Gives the parameters the values of a point.
    func assign(_ point: [Double]) {
        let values = values(at: point)
        for ((_, parameter), value) in zip(values.parameters, values.tensors) {
            parameter.value = value
        }
    }

    private func values(at point: [Double]) -> ParameterTensors {
        var start = 0
        return model.parameterValues.map { old in
            let count = old.shape.elementCount
            defer { start += count }
            return Tensor(Array(point[start..<start + count]), shape: old.shape).asType(old.dtype)
        }
    }

    private static func joined(_ values: ParameterTensors) -> [Double] {
        values.tensors.flatMap { $0.array(as: Double.self) }
    }
}

/// What a minimisation came to.
public struct Minimization: Sendable {
    /// Why it ended.
    public enum Reason: String, Sendable {
        /// The largest element of the gradient is below its tolerance.
        case smallGradient
        /// Neither the parameters nor the loss change any more.
        case smallChange
        /// All iterations were used.
        case iterations
        /// The loss or its gradient is not finite at the start.
        case notFinite
    }

    /// The loss at the parameters that were found, which the model now has.
    public let loss: Double
    /// The number of steps.
    public let iterations: Int
    /// How often the loss and its gradient were computed.
    public let evaluations: Int
    /// Why it ended.
    public let reason: Reason
}

func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }

/// `a + t b`.
func moved(_ a: [Double], by t: Double, along b: [Double]) -> [Double] {
    zip(a, b).map { $0 + t * $1 }
}

func largestSize(_ a: [Double]) -> Double { a.reduce(0) { Swift.max($0, Swift.abs($1)) } }
