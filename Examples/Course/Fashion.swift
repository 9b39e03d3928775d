import Lamina

/// A part of Fashion-MNIST, small enough for a chapter.
struct Fashion {
    let train, test: Dataset
    /// Of the training pictures, whatever part of them is taken.
    let normalization: Normalization

    /// - Parameters:
    ///   - train: pictures to learn from, the first of them.
    ///   - test: pictures to ask about, of those for testing.
    init(train: Int, test: Int = 2000) throws {
        let all = try Fashion.all.get()
        self.train = all.train.subset(0..<train)
        self.test = all.test.subset(0..<test)
        // The mean and deviation of all 60,000 pictures.
        normalization = Normalization(mean: [0.2860], standardDeviation: [0.3530])
    }

    private init(train: Dataset, test: Dataset, normalization: Normalization) {
        (self.train, self.test, self.normalization) = (train, test, normalization)
    }

    /// The same with a part of the training pictures given a class at random.
    func withWrongLabels(_ part: Double, seed: UInt64) throws -> Fashion {
        var random = SplitMix64(seed: seed, stream: 0)
        let labels = train.labels.map { label in
            random.uniform() < part ? Int32(random.below(10)) : label
        }
        let pictures = (0..<train.count).flatMap { train.example($0) }
        let wrong = try Dataset(
            name: train.name, inputs: .floats(pictures), exampleShape: train.exampleShape,
            targets: .labels(labels, classNames: train.classNames))
        return Fashion(train: wrong, test: test, normalization: normalization)
    }

    /// Read once, whatever number of chapters ask.
    private static let all = Result { try FashionMNIST.load(validationFraction: 0) }
}
