public import LaminaTensor

/// Layers applied one after another.
///
/// ```swift
/// let model = Sequential {
///     Flatten()
///     Dense(256)
///     Activation.relu
///     Dense(10)
/// }
/// ```
/// A parameter's path holds the layer's number: `layers.1.weight`.
public struct Sequential: Module {
    /// The layers, in order.
    public let layers: [any Module<Tensor, Tensor>]

    /// The layers of a list.
    public init(_ layers: [any Module<Tensor, Tensor>]) { self.layers = layers }

    /// The layers written in the closure, with `if` and `for` where wanted.
    public init(@SequentialBuilder _ layers: () -> [any Module<Tensor, Tensor>]) {
        self.layers = layers()
    }

    public func forward(_ x: Tensor) -> Tensor { layers.reduce(x) { $1($0) } }
}

/// Collects the layers of a ``Sequential``.
@resultBuilder public enum SequentialBuilder {
    public static func buildExpression(
        _ layer: any Module<Tensor, Tensor>
    ) -> [any Module<Tensor, Tensor>] { [layer] }

    public static func buildBlock(
        _ parts: [any Module<Tensor, Tensor>]...
    ) -> [any Module<Tensor, Tensor>] { parts.flatMap(\.self) }

    public static func buildOptional(
        _ part: [any Module<Tensor, Tensor>]?
    ) -> [any Module<Tensor, Tensor>] { part ?? [] }

    public static func buildEither(
        first: [any Module<Tensor, Tensor>]
    ) -> [any Module<Tensor, Tensor>] { first }

    public static func buildEither(
        second: [any Module<Tensor, Tensor>]
    ) -> [any Module<Tensor, Tensor>] { second }

    public static func buildArray(
        _ parts: [[any Module<Tensor, Tensor>]]
    ) -> [any Module<Tensor, Tensor>] { parts.flatMap(\.self) }
}
