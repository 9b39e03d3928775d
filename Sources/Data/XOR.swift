/// The exclusive or of two bits: the points (0, 0) and (1, 1) are of class 0, (0, 1) and (1, 0) of
/// class 1. No line separates them, so a single perceptron gets at most three of the four right.
///
/// - Source: Minsky & Papert (1969), "Perceptrons".
public enum XOR {
    /// Class 0 has equal bits, class 1 different ones.
    public static let classNames = ["equal", "different"]

    /// Computes the set; examples are floats of shape `[2]`.
    ///
    /// - Parameters:
    ///   - repeats: how often each of the four points occurs in the training part; validation and
    ///     test have a quarter as many, at least one each.
    ///   - noise: standard deviation of what is added to each coordinate. With 0 all parts hold the
    ///     same four points; otherwise every part has its own noise.
    ///   - seed: of the noise.
    /// - Throws: ``DatasetError`` for no repeats or a noise that is negative or not finite.
    public static func load(
        repeats: Int = 64, noise: Double = 0, seed: UInt64 = 0
    ) throws(DatasetError) -> DataSplit {
        let name = DataSetName.xor.rawValue
        guard repeats > 0, noise >= 0, noise.isFinite else {
            throw DatasetError(
                dataset: name, problem: "\(repeats) repeats with noise \(noise) make no data",
                fix: "give at least one repeat and a noise from 0")
        }
        let few = max(1, repeats / 4)
        return DataSplit(
            train: try part("\(name), train", repeats, noise, SplitMix64(seed: seed, stream: 1)),
            validation: try part("\(name), validation", few, noise, .init(seed: seed, stream: 2)),
            test: try part("\(name), test", few, noise, SplitMix64(seed: seed, stream: 3)))
    }

    private static func part(
        _ name: String, _ repeats: Int, _ noise: Double, _ generator: SplitMix64
    ) throws(DatasetError) -> Dataset {
        var generator = generator
        var (points, labels): ([Float], [Int32]) = ([], [])
        for index in 0..<4 * repeats {
            let (a, b) = (index >> 1 & 1, index & 1)
            points.append(Float(Double(a) + noise * generator.normal()))
            points.append(Float(Double(b) + noise * generator.normal()))
            labels.append(Int32(a ^ b))
        }
        return try Dataset(
            name: name, inputs: .floats(points), exampleShape: [2],
            targets: .labels(labels, classNames: classNames))
    }
}
