import LaminaGraph
public import LaminaTensor

/// How a picture becomes the input of a network that was trained on pictures made the same way.
///
/// Every step gives what Pillow and torchvision give: what is transparent over white, the resizing
/// to the bit, then `(pixel / 255 - mean) / sd`.
///
/// ```swift
/// let input = ImagePreprocessing.imageNet.batch([try Bitmap(contentsOf: "bear.png")])
/// // float32 [1, 224, 224, 3]
/// ```
public struct ImagePreprocessing: Sendable, Equatable {
    /// What the shorter side is brought to, in pixels; nil leaves the picture's size.
    public var shorterSide: Int?
    /// The square that is taken out of the middle, in pixels; nil takes all.
    public var crop: Int?
    /// For each of red, green and blue, in parts of 255.
    public var mean: [Float]
    /// For each of red, green and blue, in parts of 255.
    public var standardDeviation: [Float]

    /// Traps for other than three means and deviations, and for a crop below 1 or above the shorter side.
    public init(
        shorterSide: Int?, crop: Int?, mean: [Float], standardDeviation: [Float]
    ) {
        require(
            mean.count == 3 && standardDeviation.count == 3,
            "ImagePreprocessing: three means and three deviations")
        require(
            (crop ?? 1) >= 1 && (shorterSide ?? .max) >= (crop ?? 1),
            "ImagePreprocessing: no crop of \(crop ?? 0) from a side of \(shorterSide ?? 0)")
        (self.shorterSide, self.crop) = (shorterSide, crop)
        (self.mean, self.standardDeviation) = (mean, standardDeviation)
    }

    /// What torchvision's networks for ImageNet were trained with: the shorter side 256, the middle
    /// 224.
    public static let imageNet = ImagePreprocessing(
        shorterSide: 256, crop: 224, mean: [0.485, 0.456, 0.406],
        standardDeviation: [0.229, 0.224, 0.225])

    /// The same sizes with pixels from about -1 to 1: `(pixel - 127) / 128`, as EfficientNet-Lite has
    /// them.
    public static let imageNetSymmetric = ImagePreprocessing(
        shorterSide: 256, crop: 224, mean: [Float](repeating: 127 / 255, count: 3),
        standardDeviation: [Float](repeating: 128 / 255, count: 3))

    /// The pixels that the network sees: opaque, coloured, resized and cropped. Traps where the
    /// picture is smaller than the crop and not resized.
    public func pixels(of picture: Bitmap) -> Bitmap {
        let opaque = picture.flattened().coloured
        let sized = shorterSide.map { opaque.resized(shorterSide: $0) } ?? opaque
        return crop.map { sized.centerCropped(height: $0, width: $0) } ?? sized
    }

    /// The picture as the network takes it, float32 `[height, width, 3]`.
    public func callAsFunction(_ picture: Bitmap) -> Tensor { normalized(pixels(of: picture)) }

    /// Several pictures, float32 `[count, height, width, 3]`. Traps where their sizes differ.
    public func batch(_ pictures: [Bitmap]) -> Tensor { stacked(pictures.map { self($0) }) }

    /// Pixels that already have the right size, with means and deviations applied. Traps for others
    /// than red, green and blue.
    public func normalized(_ pixels: Bitmap) -> Tensor {
        require(pixels.channels == 3, "ImagePreprocessing: 3 channels, got \(pixels.channels)")
        var values = [Float](repeating: 0, count: pixels.pixels.count)
        for place in values.indices {
            let channel = place % 3
            values[place] =
                (Float(pixels.pixels[place]) / 255 - mean[channel]) / standardDeviation[channel]
        }
        return Tensor(values, shape: [pixels.height, pixels.width, 3])
    }
}
