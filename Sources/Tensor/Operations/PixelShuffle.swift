import LaminaGraph

extension Tensor {
    /// Channels laid out as pixels: blocks of `factor²` channels become squares of `factor` by
    /// `factor` pixels. PyTorch: `pixel_shuffle`, with channels last.
    ///
    /// `y[n, h r + i, w r + j, c] = x[n, h, w, c r² + i r + j]`.
    /// - Shape: `[batch, height, width, channels r²]` to `[batch, height r, width r, channels]`.
    public func pixelShuffled(factor: Int) -> Tensor {
        operation { () throws(OpError) in
            guard rank == 4, factor > 0, shape[3] % (factor * factor) == 0 else {
                throw OpError(
                    op: "pixelShuffled",
                    problem: "needs [batch, height, width, a multiple of \(factor * factor)]",
                    operands: ["x": "\(spec)"],
                    fix: "choose a factor whose square divides the channels")
            }
            let (rows, columns) = (shape[1], shape[2])
            let channels = shape[3] / (factor * factor)
            return reshaped([shape[0], rows, columns, channels, factor, factor])
                .transposed([0, 1, 4, 2, 5, 3])
                .reshaped([shape[0], rows * factor, columns * factor, channels])
        }
    }

    /// Squares of `factor` by `factor` pixels laid out as channels: the inverse of
    /// ``pixelShuffled(factor:)``. PyTorch: `pixel_unshuffle`, with channels last.
    ///
    /// - Shape: `[batch, height r, width r, channels]` to `[batch, height, width, channels r²]`.
    public func pixelUnshuffled(factor: Int) -> Tensor {
        operation { () throws(OpError) in
            guard rank == 4, factor > 0, shape[1] % factor == 0, shape[2] % factor == 0 else {
                throw OpError(
                    op: "pixelUnshuffled",
                    problem: "needs images whose height and width are multiples of \(factor)",
                    operands: ["x": "\(spec)"], fix: "pad the images, or choose another factor")
            }
            let (rows, columns) = (shape[1] / factor, shape[2] / factor)
            return reshaped([shape[0], rows, factor, columns, factor, shape[3]])
                .transposed([0, 1, 3, 5, 2, 4])
                .reshaped([shape[0], rows, columns, shape[3] * factor * factor])
        }
    }
}
