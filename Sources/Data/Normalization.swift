import Glibc
import LaminaGraph

/// Shifts and scales inputs to mean 0 and standard deviation 1: `y = (x - mean) / sd`.
///
/// The numbers are measured once, on the training data alone, and stored with the model; everything
/// that is ever fed to the model is mapped by the same ones. Anything else would let the test data
/// speak in training.
public struct Normalization: Sendable, Equatable, Codable {
    /// Over which numbers a mean is taken.
    public enum Scope: String, Sendable, Codable, CaseIterable {
        /// One mean for all numbers, as is usual for grey pictures.
        case dataset
        /// One for each place on the last axis: the channels of a picture.
        case channel
        /// One for each number of an example, as is usual for tables.
        case feature
    }

    /// One number for all, one a channel or one a feature. For data kept as bytes, in 255ths.
    public let mean: [Double]
    /// Same length as `mean`, all above 0.
    public let standardDeviation: [Double]

    /// Traps if the two differ in length or a deviation is not above 0.
    public init(mean: [Double], standardDeviation: [Double]) {
        require(
            !mean.isEmpty && mean.count == standardDeviation.count
                && standardDeviation.allSatisfy { $0 > 0 },
            "Normalization: one mean and one deviation above 0 for each")
        (self.mean, self.standardDeviation) = (mean, standardDeviation)
    }

    /// - Throws: `DecodingError` for numbers that the other initialiser would trap on, since a run's
    ///   configuration may have been edited.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        mean = try container.decode([Double].self, forKey: .mean)
        standardDeviation = try container.decode([Double].self, forKey: .standardDeviation)
        guard !mean.isEmpty, mean.count == standardDeviation.count,
            standardDeviation.allSatisfy({ $0 > 0 })
        else {
            throw DecodingError.dataCorruptedError(
                forKey: .standardDeviation, in: container,
                debugDescription: "normalization needs one deviation above 0 for each mean")
        }
    }

    /// Measures `training`.
    ///
    /// - Precision: bytes are summed exactly; floats in float64, in two passes. The deviation is
    ///   that of the population (divided by n). A feature that never changes gets the deviation 1,
    ///   so that it becomes 0 rather than infinite.
    /// - Throws: ``DatasetError`` for an empty data set and for the first number that is not
    ///   finite.
    public init(fittedTo training: Dataset, per scope: Scope = .dataset) throws(DatasetError) {
        guard training.count > 0 else {
            throw DatasetError(
                dataset: training.name, problem: "no records to measure the mean of",
                fix: "leave some records for training")
        }
        let period =
            switch scope {
            case .dataset: 1
            case .channel: training.exampleShape.last ?? 1
            case .feature: training.exampleSize
            }
        let (mean, variance) = try training.moments(period: period)
        self.mean = mean
        standardDeviation = variance.map { $0 > 0 ? $0.squareRoot() : 1 }
    }

    /// Measures the numbers that a regression predicts: one mean and deviation for each of them.
    ///
    /// A network whose answers are multiplied by the deviation and shifted by the mean begins where the
    /// targets are.
    ///
    /// - Throws: ``DatasetError`` for an empty data set, for targets that are no numbers, and for the
    ///   first that is not finite.
    public init(fittedToTargetsOf training: Dataset) throws(DatasetError) {
        guard case .values(let values, let shape) = training.targets, training.count > 0 else {
            throw DatasetError(
                dataset: training.name, problem: "it has no numbers to predict",
                fix: "leave some records for training, whose targets are numbers")
        }
        let size = shape.reduce(1, *)
        let rows = (0..<training.count).map { training.row($0) }
        let numbers = rows.flatMap { values[$0 * size..<($0 + 1) * size] }
        if let fault = numbers.firstIndex(where: { !$0.isFinite }) {
            throw DatasetError(
                dataset: training.name, record: fault / size,
                problem: "the target \(numbers[fault]) is no number to predict",
                fix: "fill in or drop what is missing before training")
        }
        try self.init(
            fittedTo: Dataset(
                name: training.name, inputs: .floats(numbers), exampleShape: [size],
                targets: .labels(Array(repeating: 0, count: rows.count), classNames: [""])),
            per: .feature)
    }

    /// The map for examples of `shape`; traps if the means do not fit it.
    package func affine(over shape: [Int]) -> Affine {
        let size = shape.reduce(1, *)
        require(
            mean.count == 1 || mean.count == shape.last || mean.count == size,
            "Normalization: \(mean.count) means fit no example of \(shape)")
        return Affine(
            scale: standardDeviation.map { Float(1 / $0) },
            offset: zip(mean, standardDeviation).map { Float(-$0 / $1) })
    }

    /// `y = x * scale + offset` in float32, with the numbers repeated along the example: one
    /// multiplication instead of a division for each pixel of each batch.
    package struct Affine: Sendable {
        let scale: [Float]
        let offset: [Float]

        package static let identity = Affine(scale: [1], offset: [0])

        func scaled(by factor: Float) -> Affine {
            Affine(scale: scale.map { $0 * factor }, offset: offset)
        }

        func map(
            _ source: UnsafeBufferPointer<Float>, into target: UnsafeMutableBufferPointer<Float>
        ) {
            map(source, into: target) { $0 }
        }

        func map(
            _ source: UnsafeBufferPointer<UInt8>, into target: UnsafeMutableBufferPointer<Float>
        ) {
            map(source, into: target) { Float($0) }
        }

        @inline(__always)
        private func map<Number>(
            _ source: UnsafeBufferPointer<Number>,
            into target: UnsafeMutableBufferPointer<Float>, _ float: (Number) -> Float
        ) {
            if scale.count == 1 {
                let (scale, offset) = (scale[0], offset[0])
                for i in 0..<source.count {
                    target.initializeElement(at: i, to: float(source[i]) * scale + offset)
                }
            } else {
                for start in stride(from: 0, to: source.count, by: scale.count) {
                    for j in 0..<scale.count {
                        let x = float(source[start + j])
                        target.initializeElement(at: start + j, to: x * scale[j] + offset[j])
                    }
                }
            }
        }
    }
}
