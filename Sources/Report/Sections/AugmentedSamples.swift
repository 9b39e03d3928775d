import LaminaData
import LaminaPlot
import LaminaTrain

extension Report {
    /// What augmentation and mixing make of a few pictures.
    func augmentedSamples() -> Section? {
        guard augmentation != nil || !mixing.isEmpty, let test, test.count > 0,
            pictureShape != nil, exampleShape.count == 3
        else { return nil }
        let (height, width, channels) = (exampleShape[0], exampleShape[1], exampleShape[2])
        let places = Array(0..<min(6, test.count))
        let epochs = (0..<5).map { epoch in
            let batch = mixing.apply(
                test.batch(places, changedBy: augmentation, seed: config.seed, epoch: epoch),
                classCount: test.classNames.count, seed: config.seed, epoch: epoch)
            return (shape: Array(batch.inputShape.dropFirst()), numbers: batch.inputs)
        }
        var pictures: [Picture] = []
        for place in places {
            let original = Image(
                height: height, width: width, channels: channels, values: test.example(place))
            pictures.append(shown(original, "as it is"))
            for (epoch, batch) in epochs.enumerated() {
                let size = batch.shape.reduce(1, *)
                let image = Image(
                    height: batch.shape[0], width: batch.shape[1], channels: batch.shape[2],
                    values: Array(batch.numbers[place * size..<(place + 1) * size]))
                pictures.append(shown(image, "epoch \(epoch + 1)"))
            }
        }
        let lead =
            mixing.isEmpty
            ? "Six test examples as augmentation would change them in training, anew in each epoch."
            : "Six test examples as they would be changed, and mixed with one another, in training."
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
