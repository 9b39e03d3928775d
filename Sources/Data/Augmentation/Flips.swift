/// Left and right exchanged with a probability (torchvision's `RandomHorizontalFlip`).
public struct HorizontalFlip: ImageTransform, Equatable {
    public let probability: Double

    public init(probability: Double = 0.5) { self.probability = probability }

    public func apply(_ picture: Image, _ random: inout SplitMix64) -> Image {
        random.chance(probability) ? picture.mirrored : picture
    }
}

/// Top and bottom exchanged with a probability (torchvision's `RandomVerticalFlip`).
public struct VerticalFlip: ImageTransform, Equatable {
    public let probability: Double

    public init(probability: Double = 0.5) { self.probability = probability }

    public func apply(_ picture: Image, _ random: inout SplitMix64) -> Image {
        random.chance(probability) ? picture.upsideDown : picture
    }
}
