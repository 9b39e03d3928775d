import LaminaGraph
public import LaminaTensor

/// A picture of numbers, as augmentations work on it: row by row from the top, `channels` numbers a
/// pixel, brightness from 0 to 1.
public struct Image: Sendable, Equatable {
    /// In pixels.
    public let height: Int
    /// In pixels.
    public let width: Int
    /// Numbers a pixel: as a rule 1 for grey, or 3 for red, green and blue.
    public let channels: Int
    /// The layout `[height, width, channels]`.
    public var values: [Float]

    /// Traps if the sizes do not fit the number of values.
    public init(height: Int, width: Int, channels: Int, values: [Float]) {
        require(
            height > 0 && width > 0 && channels > 0 && values.count == height * width * channels,
            "Image: \(height) x \(width) x \(channels) pixels do not take \(values.count) numbers"
        )
        (self.height, self.width, self.channels) = (height, width, channels)
        self.values = values
    }

    /// Bytes as fractions of 255.
    public init(_ png: PNG) {
        self.init(
            height: png.height, width: png.width, channels: png.channels,
            values: png.pixels.map { Float($0) / 255 })
    }

    /// A copy of a float32 tensor `[height, width, channels]`; traps for another.
    public init(_ tensor: Tensor) {
        require(
            tensor.shape.count == 3 && tensor.dtype == .float32,
            "Image: needs float32 [height, width, channels], got \(tensor.dtype) \(tensor.shape)")
        self.init(
            height: tensor.shape[0], width: tensor.shape[1], channels: tensor.shape[2],
            values: tensor.array())
    }

    /// float32 `[height, width, channels]`.
    public var tensor: Tensor { Tensor(values, shape: [height, width, channels]) }

    /// Where the numbers of the pixel in `row` and `column` begin in ``values``.
    func place(_ row: Int, _ column: Int) -> Int { (row * width + column) * channels }

    /// The picture whose pixel in `row` and `column` is this one's at `source(row, column)`; `fill`
    /// where that is nil.
    func moved(
        height: Int, width: Int, fill: Float = 0,
        from source: (Int, Int) -> (row: Int, column: Int)?
    ) -> Image {
        var result = [Float](repeating: fill, count: height * width * channels)
        for row in 0..<height {
            for column in 0..<width {
                guard let pixel = source(row, column) else { continue }
                let (from, to) = (place(pixel.row, pixel.column), (row * width + column) * channels)
                for channel in 0..<channels { result[to + channel] = values[from + channel] }
            }
        }
        return Image(height: height, width: width, channels: channels, values: result)
    }

    /// The part of `height` x `width` pixels whose first pixel is in row `top` and column `left`;
    /// what lies outside of the picture is `fill`.
    public func cropped(
        top: Int, left: Int, height: Int, width: Int, fill: Float = 0
    ) -> Image {
        moved(height: height, width: width, fill: fill) { row, column in
            let (row, column) = (top + row, left + column)
            return (0..<self.height).contains(row) && (0..<self.width).contains(column)
                ? (row, column) : nil
        }
    }

    /// Left and right exchanged.
    public var mirrored: Image {
        moved(height: height, width: width) { ($0, width - 1 - $1) }
    }

    /// Top and bottom exchanged.
    public var upsideDown: Image {
        moved(height: height, width: width) { (height - 1 - $0, $1) }
    }

    /// Every number of the picture changed alone.
    func mapped(_ change: (Float) -> Float) -> Image {
        Image(height: height, width: width, channels: channels, values: values.map(change))
    }

    /// `amount` of this picture and `1 - amount` of `other`, kept within 0 and 1.
    func blended(_ amount: Float, with other: Image) -> Image {
        var result = self
        for place in values.indices {
            let mixed = amount * values[place] + (1 - amount) * other.values[place]
            result.values[place] = min(max(mixed, 0), 1)
        }
        return result
    }
}
