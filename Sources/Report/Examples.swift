import LaminaTrain
import LaminaData
import LaminaGraph
import LaminaPlot
import LaminaTensor

/// The test set's examples, as the model and as people see them.
extension Report {
    /// The shape of one example as a batch.
    var batchShape: Shape { Shape([1] + exampleShape) }

    /// Examples as the model's input.
    func input(_ indices: [Int], of dataset: Dataset) -> Tensor {
        dataset.batch(indices, normalization: normalization).inputTensor
    }

    /// Height, width and channels, if examples are pictures that can be shown.
    var pictureShape: (height: Int, width: Int, channels: Int)? {
        let shape = exampleShape.count == 2 ? exampleShape + [1] : exampleShape
        guard shape.count == 3, shape[0] > 1, shape[1] > 1, shape[2] == 1 || shape[2] == 3
        else { return nil }
        return (shape[0], shape[1], shape[2])
    }

    /// An example as a picture.
    func picture(_ index: Int, of dataset: Dataset) -> Picture? {
        guard let shape = pictureShape else { return nil }
        let numbers = dataset.example(index).map(Double.init)
        let range = numbers.allSatisfy((0...1).contains) ? 0.0...1 : nil
        return picture(
            numbers, height: shape.height, width: shape.width, channels: shape.channels,
            range: range, map: .gray)
    }

    /// Numbers `[height, width, channels]` as a picture: three channels as red, green and blue, one
    /// under the colour map.
    func picture(
        _ numbers: [Double], height: Int, width: Int, channels: Int, range: ClosedRange<Double>?,
        map: ColorMap
    ) -> Picture {
        guard channels == 3 else {
            return Picture(values: numbers, width: width, height: height, map: map, range: range)
        }
        let finite = numbers.filter(\.isFinite)
        let (low, high) = (
            range?.lowerBound ?? finite.min() ?? 0, range?.upperBound ?? finite.max() ?? 1
        )
        let bytes = numbers.map { number -> UInt8 in
            let share = high > low ? (number - low) / (high - low) : 0.5
            return UInt8((share > 0 ? min(share, 1) : 0) * 255)
        }
        return Picture(pixels: bytes, width: width, height: height, channels: 3)
    }

    /// A class's name, or its number where it has none.
    func className(_ index: Int) -> String {
        let names = test?.classNames ?? []
        guard names.indices.contains(index), !names[index].isEmpty else { return "class \(index)" }
        return names[index]
    }

    /// The test accuracy: of the answers at hand, else as it was recorded.
    var testAccuracy: Double? { evaluation?.accuracy ?? curves.last("test_accuracy") }

    /// The test loss, likewise.
    var testLoss: Double? { evaluation?.loss ?? curves.last("test_loss") }
}
