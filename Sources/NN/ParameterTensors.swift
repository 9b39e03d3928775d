public import LaminaGraph
public import LaminaTensor

/// One tensor for each parameter of a model: its gradient, its average, another model's value.
public struct ParameterTensors: TensorGroup {
    /// The parameters with their paths, in the model's order.
    public let parameters: [(path: String, parameter: Parameter)]
    /// The tensors, in the same order.
    public let tensors: [Tensor]

    package init(_ parameters: [(path: String, parameter: Parameter)], _ tensors: [Tensor]) {
        (self.parameters, self.tensors) = (parameters, tensors)
    }

    /// The tensor of a parameter, if the parameter is among these.
    public subscript(_ parameter: Parameter) -> Tensor? {
        parameters.firstIndex { $0.parameter === parameter }.map { tensors[$0] }
    }

    /// The tensor of the parameter with this path, such as `conv1.weight`.
    public subscript(_ path: String) -> Tensor? {
        parameters.firstIndex { $0.path == path }.map { tensors[$0] }
    }

    /// The same parameters with other tensors.
    public func map(_ transform: (Tensor) throws -> Tensor) rethrows -> ParameterTensors {
        ParameterTensors(parameters, try tensors.map(transform))
    }

    public func replacingTensors(_ tensors: inout ArraySlice<Tensor>) -> ParameterTensors {
        map { _ in tensors.removeFirst() }
    }

    /// Adds which parameters they are.
    public func appendStructure(to structure: inout [Int]) {
        structure.append(parameters.count)
        for (_, parameter) in parameters {
            structure.append(Int(bitPattern: ObjectIdentifier(parameter)))
        }
    }
}

/// The gradient of each trained parameter.
public typealias Gradients = ParameterTensors

extension Module {
    /// The current values of the trained parameters.
    public var parameterValues: ParameterTensors {
        let found = trainableVariables(op: "parameterValues")
        return ParameterTensors(found.map { ($0.path, $0.parameter) }, found.map(\.variable.value))
    }

    /// The parameters that gradients are taken for; one without a value traps.
    package func trainableVariables(
        op: String
    ) -> [(path: String, parameter: Parameter, variable: Variable)] {
        orTrap { () throws(OpError) in
            var found: [(path: String, parameter: Parameter, variable: Variable)] = []
            for (path, parameter) in parameters where parameter.isTrainable {
                guard let variable = parameter.variable else {
                    throw OpError(
                        op: op, problem: "parameter '\(path)' is not built: it has no value yet",
                        operands: ["model": "\(Self.self)"],
                        fix: "call model.build(input:) first")
                }
                found.append((path, parameter, variable))
            }
            return found
        }
    }
}

/// The value of a function of a model and its gradient for each trained parameter.
///
/// ```swift
/// let (loss, gradients) = valueAndGradient(at: model) { crossEntropy($0(x), labels: y) }
/// ```
/// - Parameter dtype: the type to compute in, for mixed precision: `function` sees the parameters in it,
///   while they and their gradients keep their own. Give the model inputs of that type, and the loss its
///   output in float32. Without one nothing is converted.
public func valueAndGradient<M: Module>(
    at model: M, computingIn dtype: DType? = nil, _ function: (M) throws -> Tensor
) rethrows -> (Tensor, Gradients) {
    let found = model.trainableVariables(op: "valueAndGradient")
    let points = found.map { $0.variable.value.marked() }
    let seen = points.map { point in
        dtype.map { point.dtype.isFloatingPoint ? point.asType($0) : point } ?? point
    }
    let value = try VariableScope.substituting(Array(zip(found.map(\.variable), seen))) {
        try function(model)
    }
    let gradients = gradients(of: value, at: points, op: "valueAndGradient")
    return (value, Gradients(found.map { ($0.path, $0.parameter) }, gradients))
}

/// Runs a function of a model on other values of its parameters: a gradient step not yet taken, a
/// running average, a target network.
///
/// ```swift
/// let stepped = withParameters(model, values) { loss($0(x), y) }
/// ```
public func withParameters<M: Module, R>(
    _ model: M, _ values: ParameterTensors, _ function: (M) throws -> R
) rethrows -> R {
    var substitutes: [(Variable, Tensor)] = []
    for ((_, parameter), tensor) in zip(values.parameters, values.tensors) {
        orTrap { () throws(OpError) in
            guard let spec = parameter.variable?.spec, spec == tensor.spec else {
                throw OpError(
                    op: "withParameters", problem: "'\(parameter.path)' has another shape or type",
                    operands: [
                        "value": "\(tensor.spec)",
                        "parameter": parameter.variable.map { "\($0.spec)" } ?? "not built",
                    ], fix: "make the values from model.parameterValues")
            }
        }
        if let variable = parameter.variable { substitutes.append((variable, tensor)) }
    }
    return try VariableScope.substituting(substitutes) { try function(model) }
}
