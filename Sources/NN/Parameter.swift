public import LaminaGraph
public import LaminaTensor
import Synchronization

/// A cell that a module trains, found by reflection.
///
/// It is made with a value, or with an initialiser. Then its shape is given here, or by the layer
/// that reads it with ``value(shape:)``, and it gets its value when the model is built.
///
/// ```swift
/// let weight = Parameter(.heNormal)
/// func forward(_ x: Tensor) -> Tensor { matmul(x, weight.value(shape: [x.shape.last ?? 0, 10])) }
/// ```
public final class Parameter: Sendable {
    private struct State {
        var variable: Variable?
        var path = ""
        var isTrainable: Bool
    }

    /// What draws the first value, for a parameter made without one.
    package let initializer: Initializer?
    /// The shape given when the parameter was made without a value.
    package let declaredShape: Shape?
    /// The parameter whose first value its initialiser reads, and which is therefore drawn before it.
    let source: Parameter?
    /// Whether numbers smaller than float32 are too coarse for it.
    let isWide: Bool
    private let state: Mutex<State>

    /// A parameter that starts from a value.
    public init(_ value: Tensor, isTrainable: Bool = true) {
        (initializer, declaredShape) = (nil, value.shape)
        (source, isWide) = (nil, false)
        state = Mutex(State(variable: Variable(value), isTrainable: isTrainable))
    }

    /// A parameter that is drawn when the model is built; without a shape it takes that which its
    /// layer reads it with.
    public init(_ initializer: Initializer, shape: Shape? = nil, isTrainable: Bool = true) {
        (self.initializer, declaredShape) = (initializer, shape)
        (source, isWide) = (nil, false)
        state = Mutex(State(isTrainable: isTrainable))
    }

    /// A cell that is drawn after another one, or is kept in float32 at least.
    init(
        _ initializer: Initializer, shape: Shape?, after source: Parameter?, isWide: Bool = false,
        isTrainable: Bool = true
    ) {
        (self.initializer, declaredShape) = (initializer, shape)
        (self.source, self.isWide) = (source, isWide)
        state = Mutex(State(isTrainable: isTrainable))
    }

    /// Whether gradients are taken for it; a frozen parameter keeps its value.
    public var isTrainable: Bool {
        get { state.withLock(\.isTrainable) }
        set { state.withLock { $0.isTrainable = newValue } }
    }

    /// Whether the parameter has a value.
    public var isBuilt: Bool { variable != nil }

    /// The shape of a built parameter, or the one it was made with.
    public var shape: Shape? { variable?.spec.shape ?? declaredShape }

    /// Its name in the model it was built in, such as `conv1.weight`; empty before.
    public var path: String { state.withLock(\.path) }

    /// The current value. Reading a parameter that has none builds the model whose call it is; inside
    /// a traced function, or outside of any model, that traps. Setting it gives it a value too.
    public var value: Tensor {
        get { read(declaredShape) }
        set {
            if let variable { variable.value = newValue } else { adopt(Variable(newValue)) }
        }
    }

    /// The current value, which a layer needs in this shape: an unbuilt parameter is built with it,
    /// a built one of another shape traps.
    public func value(shape: Shape) -> Tensor { read(shape) }

    /// The cell behind a built parameter.
    package var variable: Variable? { state.withLock(\.variable) }

    /// Gives an unbuilt parameter its cell; of two tasks that build one model the first wins.
    package func adopt(_ variable: Variable) {
        state.withLock { if $0.variable == nil { $0.variable = variable } }
    }

    package func adopt(path: String) {
        state.withLock { if $0.path.isEmpty { $0.path = path } }
    }

    /// A layer's name in messages: `Dense at hidden`, or only `Dense` before it has a path.
    package func place(of layer: String) -> String {
        let parts = path.split(separator: ".").dropLast()
        let place = parts.isEmpty ? Recording.scope : parts.joined(separator: ".")
        return place.isEmpty ? layer : "\(layer) at \(place)"
    }

    private func read(_ shape: Shape?) -> Tensor {
        if variable == nil {
            if let build = ParameterBuild.current { return build.placeholder(for: self, shape) }
            if VariableScope.current?.isTracing != true { ModuleCall.current?.build() }
        }
        return operation { () throws(OpError) in
            guard let variable else { throw unbuilt }
            try check(shape, against: variable.spec)
            return variable.value
        }
    }

    private func check(_ shape: Shape?, against spec: TensorSpec) throws(OpError) {
        guard let shape, shape != spec.shape else { return }
        throw OpError(
            op: place(of: "Parameter"),
            problem: "the layer needs shape \(shape), the parameter has \(spec.shape)",
            operands: ["parameter": "\(spec)"],
            fix: "give the model inputs of the sizes it was built for, or build another")
    }

    private var unbuilt: OpError {
        OpError(
            op: place(of: "Parameter"), problem: "not built: it has no value yet",
            operands: ["shape": declaredShape.map { "\($0)" } ?? "unknown"],
            fix: "call model.build(input:) before compile, gradients or an optimiser")
    }
}
