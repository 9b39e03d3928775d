public import LaminaTensor

/// An element-wise function, or softmax, as a layer: for ``Sequential`` and for settings.
///
/// In a `forward` of one's own, the function itself does: `relu(conv1(x))`.
public struct Activation: Module, CustomStringConvertible {
    /// The function's name, such as `relu`.
    public let name: String
    /// The function itself, for a `forward` that shows no layer for it.
    public let function: @Sendable (Tensor) -> Tensor

    /// A layer that applies a function.
    public init(_ name: String, _ function: @escaping @Sendable (Tensor) -> Tensor) {
        (self.name, self.function) = (name, function)
    }

    public func forward(_ x: Tensor) -> Tensor { function(x) }

    public var description: String { name }
}

extension Activation {
    /// `max(x, 0)`.
    public static let relu = Activation("relu") { LaminaTensor.relu($0) }
    /// `1 / (1 + e⁻ˣ)`.
    public static let sigmoid = Activation("sigmoid") { LaminaTensor.sigmoid($0) }
    /// The hyperbolic tangent.
    public static let tanh = Activation("tanh") { LaminaTensor.tanh($0) }
    /// `eˣⁱ / Σⱼ eˣʲ` over the last axis.
    public static let softmax = Activation("softmax") { LaminaTensor.softmax($0) }

    /// The activations that a setting can name.
    public static let named: [Activation] = [.relu, .sigmoid, .tanh, .softmax]
}
