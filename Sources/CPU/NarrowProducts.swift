import CLaminaKernels
import LaminaGraph

/// Products of bfloat16 and of int8, which processors with instructions for them multiply at once: sums are
/// float32 or int32, and the result is float32.
extension Graph.Node {
    /// Whether this product runs on operands of `dtype` as they are.
    ///
    /// - Parameter operands: what it reads, for their shapes.
    func isNarrowProduct(_ dtype: DType, of operands: [Graph.Node]) -> Bool {
        guard dtype == .bfloat16 || dtype == .int8 else { return false }
        let shapes = operands.map(\.spec.shape)
        guard !spec.shape.contains(0), !shapes.contains(where: { $0.contains(0) }) else {
            return false
        }
        switch primitive {
        case .matmul(let transposeLHS, _):
            let rank = spec.shape.rank
            guard spec.shape.dropLast(2).allSatisfy({ $0 == 1 }) else { return false }
            return Self.isWorthwhile(
                dtype, m: spec.shape[rank - 2], n: spec.shape[rank - 1],
                k: shapes[0][rank - (transposeLHS ? 2 : 1)])
        case .convolution(let window):
            let (x, filter, y) = (shapes[0], shapes[1], spec.shape)
            if window.isPointwise, filter[0] == 1, filter[1] == 1 {
                return Self.isWorthwhile(dtype, m: y[0] * y[1] * y[2], n: y[3], k: x[3])
            }
            var problem = lk_conv(x: x, filter: filter, y: y, window)
            return lk_conv_is_narrow(&problem, dtype.kernelType, LK_CONV_FORWARD)
        case .convolutionInputGradient(let window, _):
            var problem = lk_conv(x: spec.shape, filter: shapes[1], y: shapes[0], window)
            return lk_conv_is_narrow(&problem, dtype.kernelType, LK_CONV_INPUT_GRADIENT)
        case .convolutionFilterGradient(let window, _):
            var problem = lk_conv(x: shapes[0], filter: spec.shape, y: shapes[1], window)
            return lk_conv_is_narrow(&problem, dtype.kernelType, LK_CONV_FILTER_GRADIENT)
        default: return false
        }
    }

    /// Few rows read a matrix once, so that putting it into another order first costs more than the product.
    /// int8 is a form for weights that stay, which come in that order.
    private static func isWorthwhile(_ dtype: DType, m: Int, n: Int, k: Int) -> Bool {
        guard lk_has_narrow_products(dtype.kernelType) else { return false }
        return dtype == .int8 || (m >= 8 && n >= 8 && m * n * k >= 1 << 15)
    }
}

extension lk_conv {
    /// - Parameter planeStep: elements from one channel's plane of x to the next; 0 where channels lie side by side.
    init(
        x: Shape, filter: Shape, y: Shape, _ window: ConvolutionWindow, planeStep: Int = 0
    ) {
        self.init(
            batch: Int64(x[0]), height: Int64(x[1]), width: Int64(x[2]), channels: Int64(x[3]),
            out_height: Int64(y[1]), out_width: Int64(y[2]), out_channels: Int64(y[3]),
            kernel_h: Int64(filter[0]), kernel_w: Int64(filter[1]),
            stride_h: Int64(window.strides[0]), stride_w: Int64(window.strides[1]),
            dilation_h: Int64(window.dilations[0]), dilation_w: Int64(window.dilations[1]),
            pad_top: Int64(window.padding.top), pad_left: Int64(window.padding.left),
            groups: Int64(window.groups), plane_step: Int64(planeStep), way: LK_CONV_BY_SHAPE)
    }
}
