/// How much a window sticks out of the input at each border, in elements.
package struct Padding: Hashable, Sendable {
    package var top, bottom, left, right: Int

    package init(top: Int = 0, bottom: Int = 0, left: Int = 0, right: Int = 0) {
        (self.top, self.bottom, self.left, self.right) = (top, bottom, left, right)
    }
}

/// The geometry of a two-dimensional convolution in NHWC with filters
/// `[height, width, channels / groups, outChannels]`.
package struct ConvolutionWindow: Hashable, Sendable {
    package var strides: InlineInts
    package var dilations: InlineInts
    package var padding: Padding
    package var groups: Int

    package init(
        strides: InlineInts = [1, 1], dilations: InlineInts = [1, 1], padding: Padding = Padding(),
        groups: Int = 1
    ) {
        (self.strides, self.dilations, self.padding, self.groups) =
            (strides, dilations, padding, groups)
    }

    /// Whether a filter of one tap reads every pixel by itself, in its place.
    package var isPointwise: Bool {
        strides == [1, 1] && padding == Padding() && groups == 1
    }
}

/// The geometry of two-dimensional pooling in NHWC.
package struct PoolWindow: Hashable, Sendable {
    package var size: InlineInts
    package var strides: InlineInts
    package var padding: Padding
    /// Average pooling divides by the whole window at the border too.
    package var countsPadding: Bool

    package init(
        size: InlineInts, strides: InlineInts, padding: Padding = Padding(),
        countsPadding: Bool = false
    ) {
        (self.size, self.strides, self.padding, self.countsPadding) =
            (size, strides, padding, countsPadding)
    }
}

/// The number of positions of a window of `size` elements (spread by `dilation`) along an axis, or
/// nil where it does not fit once.
package func windowPositions(
    input: Int, size: Int, stride: Int, dilation: Int, before: Int, after: Int
) -> Int? {
    let room = input + before + after - ((size - 1) * dilation + 1)
    return room < 0 ? nil : room / stride + 1
}
