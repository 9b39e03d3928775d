import LaminaData
import LaminaPlot
import LaminaTrain

extension Report {
    /// What augmentation makes of a few pictures.
    func augmentedSamples() -> Section? {
        guard let augmentation, let test, test.count > 0, pictureShape != nil,
            exampleShape.count == 3
        else { return nil }
        let (height, width, channels) = (exampleShape[0], exampleShape[1], exampleShape[2])
        var pictures: [Picture] = []
        for index in 0..<min(6, test.count) {
            let original = Image(
                height: height, width: width, channels: channels, values: test.example(index))
            pictures.append(shown(original, "as it is"))
            for epoch in 0..<5 {
                pictures.append(
                    shown(
                        augmentation.apply(
                            original, seed: config.seed, epoch: epoch, example: index),
                        "epoch \(epoch + 1)"))
            }
        }
        let lead =
            "Six test examples as augmentation would change them in training, anew in each epoch."
        return Section("augmentation", "Augmented pictures", lead: lead) { html in
            html.figure(
                ImageGrid("", pictures: pictures, columns: 6, width: 640).svg(), isWide: true)
        }
    }

    private func shown(_ image: Image, _ caption: String) -> Picture {
        let numbers = image.values.map(Double.init)
        guard image.channels != 3 else {
            let bytes = numbers.map { UInt8(max(0, min($0, 1)) * 255) }
            return Picture(
                pixels: bytes, width: image.width, height: image.height, channels: 3,
                caption: caption)
        }
        return Picture(
            values: numbers, width: image.width, height: image.height, map: .gray, range: 0...1,
            caption: caption)
    }
}
