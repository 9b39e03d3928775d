import LaminaGraph

/// How a sliding window treats the border.
public enum WindowPadding: Hashable, Sendable {
    /// Windows lie inside the input.
    case valid
    /// The output has `⌈input / stride⌉` positions; an odd element more goes to the bottom and right.
    case same
    /// This many elements on each side.
    case symmetric(Int)

    /// The padding of one axis.
    package func sides(input: Int, size: Int, stride: Int, dilation: Int) -> (Int, Int) {
        switch self {
        case .valid: return (0, 0)
        case .symmetric(let count): return (count, count)
        case .same:
            let positions = (input + stride - 1) / stride
            let span = (size - 1) * dilation + 1
            let total = Swift.max(0, (positions - 1) * stride + span - input)
            return (total / 2, total - total / 2)
        }
    }
}

/// Two-dimensional convolution (cross-correlation, as everywhere in deep learning):
/// `y[n, i, j, o] = Σ x[n, i s + p d, j s + q d, c] filter[p, q, c, o]`.
///
/// - Shape: `x` `[batch, height, width, channels]`, `filter` `[height, width, channels / groups,
///   outChannels]`, to `[batch, outHeight, outWidth, outChannels]`.
/// - Precision: float32 sums in float32.
public func conv2D(
    _ x: Tensor, filter: Tensor, stride: Int = 1, padding: WindowPadding = .valid,
    dilation: Int = 1, groups: Int = 1
) -> Tensor {
    var window = ConvolutionWindow(
        strides: [stride, stride], dilations: [dilation, dilation], groups: groups)
    if x.rank == 4, filter.rank == 4, stride > 0 {
        let (top, bottom) = padding.sides(
            input: x.shape[1], size: filter.shape[0], stride: stride, dilation: dilation)
        let (left, right) = padding.sides(
            input: x.shape[2], size: filter.shape[1], stride: stride, dilation: dilation)
        window.padding = Padding(top: top, bottom: bottom, left: left, right: right)
    }
    return .record(.convolution(window), x, filter)
}
