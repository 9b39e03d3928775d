import LaminaGraph

/// The largest element of each window, by channel.
///
/// - Shape: `[batch, height, width, channels]`; `stride` is `size` unless given.
/// - Gradient: goes to the first largest element of the window, row by row.
public func maxPool2D(
    _ x: Tensor, size: Int, stride: Int? = nil, padding: WindowPadding = .valid
) -> Tensor {
    .record(.pool(.max, poolWindow(x, size, stride ?? size, padding)), x)
}

/// The mean of each window, by channel; padding is not counted.
///
/// - Shape: `[batch, height, width, channels]`; `stride` is `size` unless given.
public func averagePool2D(
    _ x: Tensor, size: Int, stride: Int? = nil, padding: WindowPadding = .valid
) -> Tensor {
    .record(.pool(.average, poolWindow(x, size, stride ?? size, padding)), x)
}

private func poolWindow(
    _ x: Tensor, _ size: Int, _ stride: Int, _ padding: WindowPadding
) -> PoolWindow {
    var window = PoolWindow(size: [size, size], strides: [stride, stride])
    if x.rank == 4, stride > 0 {
        let (top, bottom) = padding.sides(
            input: x.shape[1], size: size, stride: stride, dilation: 1)
        let (left, right) = padding.sides(
            input: x.shape[2], size: size, stride: stride, dilation: 1)
        window.padding = Padding(top: top, bottom: bottom, left: left, right: right)
    }
    return window
}
