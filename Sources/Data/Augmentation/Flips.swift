/// Left and right exchanged with a probability (torchvision's `RandomHorizontalFlip`).
public struct HorizontalFlip: ImageTransform, Equatable {
    /// With which a picture is mirrored, from 0 to 1.
    public let probability: Double

    /// Half of the pictures, unless told otherwise.
    public init(probability: Double = 0.5) { self.probability = probability }

    public func apply(_ picture: Image, _ random: inout SplitMix64) -> Image {
        random.chance(probability) ? picture.mirrored : picture
    }
}

/// Top and bottom exchanged with a probability (torchvision's `RandomVerticalFlip`).
public struct VerticalFlip: ImageTransform, Equatable {
    /// With which a picture is turned upside down, from 0 to 1.
    public let probability: Double

    /// Half of the pictures, unless told otherwise.
    public init(probability: Double = 0.5) { self.probability = probability }

    public func apply(_ picture: Image, _ random: inout SplitMix64) -> Image {
        random.chance(probability) ? picture.upsideDown : picture
    }
}
