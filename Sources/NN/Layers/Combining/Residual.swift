import LaminaGraph
public import LaminaTensor

/// A layer's output added to its input, `x + body(x)`, so that a deep network starts near the identity.
///
/// ```swift
/// let block = Residual {
///     Conv2D(outChannels: 16, kernelSize: 3, padding: .same)
///     BatchNorm()
///     Activation.relu
/// }
/// let narrower = Residual(shortcut: Dense(8)) { Dense(8) }     // another size goes by a layer too
/// ```
/// - Shape: the input's, which the body keeps; else the one that body and shortcut both give.
/// - Source: He et al. (2015), arXiv:1512.03385, eq. 1 and 2.
public struct Residual: Module {
    /// What is added to the input.
    public let body: any Module<Tensor, Tensor>
    /// What brings the input to the body's shape; none where it has it.
    public let shortcut: (any Module<Tensor, Tensor>)?

    /// A body that is added to the input as it is, or to what a shortcut makes of it.
    public init(
        _ body: any Module<Tensor, Tensor>, shortcut: (any Module<Tensor, Tensor>)? = nil
    ) {
        (self.body, self.shortcut) = (body, shortcut)
    }

    /// The layers written in the closure as the body.
    public init(
        shortcut: (any Module<Tensor, Tensor>)? = nil,
        @SequentialBuilder _ layers: () -> [any Module<Tensor, Tensor>]
    ) {
        self.init(Sequential(layers()), shortcut: shortcut)
    }

    public func forward(_ x: Tensor) -> Tensor {
        operation { () throws(OpError) in
            let (added, kept) = (body(x), shortcut.map { $0(x) } ?? x)
            guard added.shape == kept.shape else {
                throw OpError(
                    op: placed("Residual"),
                    problem: "the body gives \(added.shape), the "
                        + "\(shortcut == nil ? "input is" : "shortcut gives") \(kept.shape)",
                    operands: ["x": "\(x.spec)"],
                    fix: "keep the shape in the body, or give a shortcut of its output's shape")
            }
            return kept + added
        }
    }
}
