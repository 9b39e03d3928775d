package import LaminaGraph
public import LaminaTensor

/// The input grown along its axes between batch and channels. PyTorch: `nn.ZeroPad2d`,
/// `nn.ReflectionPad2d`, `nn.ReplicationPad2d`, `nn.CircularPad2d` and their kin; Keras:
/// `ZeroPadding2D`.
///
/// ```swift
/// let mirrored = Padding(1, .reflect)
/// ```
/// - Shape: `[batch, …, channels]` to the same with `before + after` more elements on each axis
///   between.
public struct Padding: Module {
    /// What the new elements hold.
    public enum Content: Hashable, Sendable {
        /// One number.
        case value(Double)
        /// Copies of the input's own elements.
        case copies(PaddingMode)
    }

    /// Elements put before and after, along each axis.
    private let before, after: any AxisSizes
    /// What they hold.
    public let content: Content

    /// A layer that puts as many elements before as after: one number, or one for each axis.
    public init(_ size: any AxisSizes, _ mode: PaddingMode) {
        self.init(before: size, after: size, .copies(mode))
    }

    /// A layer that puts a value before and after.
    public init(_ size: any AxisSizes, value: Double = 0) {
        self.init(before: size, after: size, .value(value))
    }

    /// A layer that puts different numbers of elements before and after.
    public init(
        before: any AxisSizes, after: any AxisSizes, _ content: Content = .value(0)
    ) {
        let sizes =
            (1...3).compactMap { before.sizes(count: $0) }
            + (1...3).compactMap { after.sizes(count: $0) }
        require(
            sizes.joined().allSatisfy { $0 >= 0 }, "Padding: sizes must be at least 0")
        (self.before, self.after, self.content) = (before, after, content)
    }

    public func forward(_ x: Tensor) -> Tensor {
        operation { () throws(OpError) in
            let (before, after) = try check(x.spec)
            let (low, high) = ([0] + before + [0], [0] + after + [0])
            return switch content {
            case .value(let value): x.padded(low: low, high: high, value: value)
            case .copies(let mode): x.padded(low: low, high: high, mode: mode)
            }
        }
    }

    /// The numbers of new elements along each axis.
    package func check(_ x: TensorSpec) throws(OpError) -> (before: [Int], after: [Int]) {
        let axes = x.shape.rank - 2
        guard axes > 0, let low = before.sizes(count: axes), let high = after.sizes(count: axes)
        else {
            throw OpError(
                op: placed("Padding"),
                problem: "\(before) before and \(after) after do not fit rank \(x.shape.rank)",
                operands: ["x": "\(x)"],
                fix: "give one size for each axis between batch and channels")
        }
        return (low, high)
    }
}
