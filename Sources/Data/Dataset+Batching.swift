import LaminaFormats

/// A group of examples, ready to be computed with.
public struct Batch: Sendable, Equatable {
    /// The normalised numbers, example after example, each row-major.
    public let inputs: [Float]
    /// `[count] + exampleShape`.
    public let inputShape: [Int]
    /// The classes; empty for regression.
    public let labels: [Int32]
    /// The numbers to predict; empty for classification.
    public let targets: [Float]
    /// `[count] + target shape`; empty for classification.
    public let targetShape: [Int]
    /// Which records these are, as indices into the data set that the batch was taken from.
    public let indices: [Int]

    /// Number of examples.
    public var count: Int { indices.count }
}

extension Dataset {
    /// The records at `indices` as a batch.
    public func batch(_ indices: [Int], normalization: Normalization? = nil) -> Batch {
        batch(indices, normalization?.affine(over: exampleShape) ?? .identity)
    }

    func batch(_ indices: [Int], _ affine: Normalization.Affine) -> Batch {
        let inputs = numbers(of: indices, affine)
        let inputShape = [indices.count] + exampleShape
        switch targets {
        case .labels(let labels, _):
            return Batch(
                inputs: inputs, inputShape: inputShape, labels: indices.map { labels[row($0)] },
                targets: [], targetShape: [], indices: indices)
        case .values(let values, let shape):
            let size = shape.reduce(1, *)
            let targets = indices.flatMap { values[row($0) * size..<(row($0) + 1) * size] }
            return Batch(
                inputs: inputs, inputShape: inputShape, labels: [], targets: targets,
                targetShape: [indices.count] + shape, indices: indices)
        }
    }

    /// The numbers of the records at `indices`, one after another, mapped by `affine`.
    func numbers(of indices: [Int], _ affine: Normalization.Affine) -> [Float] {
        let size = exampleSize
        return [Float](unsafeUninitializedCapacity: indices.count * size) { output, initialized in
            switch inputs {
            case .bytes(let region):
                let bytes = affine.scaled(by: 1 / 255)
                region.withUnsafeBytes { all in
                    for (place, index) in indices.enumerated() {
                        let source = UnsafeRawBufferPointer(
                            rebasing: all[row(index) * size..<(row(index) + 1) * size])
                        bytes.map(
                            source.bindMemory(to: UInt8.self),
                            into: .init(rebasing: output[place * size..<(place + 1) * size]))
                    }
                }
            case .floats(let values):
                values.withUnsafeBufferPointer { all in
                    for (place, index) in indices.enumerated() {
                        affine.map(
                            .init(rebasing: all[row(index) * size..<(row(index) + 1) * size]),
                            into: .init(rebasing: output[place * size..<(place + 1) * size]))
                    }
                }
            }
            initialized = indices.count * size
        }
    }
}
