import LaminaFormats
import LaminaGraph
import LaminaTensor

extension Dataset {
    /// The records at `indices` as a batch. Traps out of range.
    public func batch(_ indices: [Int], normalization: Normalization? = nil) -> Batch {
        // Pointers do not check their bounds in release builds.
        for index in indices {
            require(
                index >= 0 && index < count, "\(name): no record \(index); there are \(count)")
        }
        return batch(indices, normalization?.affine(over: exampleShape) ?? .identity)
    }

    func batch(_ indices: [Int], _ affine: Normalization.Affine) -> Batch {
        if case .codes = inputs {
            let shape = Shape([indices.count] + exampleShape)
            return batch(indices, inputs: Tensor(codes(of: indices), shape: shape))
        }
        // Straight into the tensor's memory: an array would be copied once more.
        let spec = TensorSpec(Shape([indices.count] + exampleShape))
        let buffer = Buffer(byteCount: spec.byteCount)
        let output = UnsafeMutableRawBufferPointer(start: buffer.pointer, count: spec.byteCount)
        writeNumbers(of: indices, affine, into: output.bindMemory(to: Float.self))
        return batch(indices, inputs: Tensor(buffer: buffer, spec: spec))
    }

    /// The same with pictures changed as they are in this epoch, before they are mapped by `affine`.
    func batch(
        _ indices: [Int], _ affine: Normalization.Affine, _ augmentation: ImageAugmentation,
        seed: UInt64, epoch: Int
    ) -> Batch {
        let plain = batch(indices, .identity).inputTensor
        let changed = augmentation.apply(plain, seed: seed, epoch: epoch, examples: indices)
        let values: [Float] = changed.array()
        let mapped = [Float](unsafeUninitializedCapacity: values.count) { output, initialized in
            values.withUnsafeBufferPointer {
                affine.map($0, into: .init(rebasing: output[..<values.count]))
            }
            initialized = values.count
        }
        return batch(indices, inputs: Tensor(mapped, shape: changed.shape))
    }

    /// The records at `indices` with pictures changed as they are in this epoch, and nothing else.
    package func batch(
        _ indices: [Int], changedBy augmentation: ImageAugmentation?, seed: UInt64, epoch: Int
    ) -> Batch {
        guard let augmentation else { return batch(indices, .identity) }
        return batch(indices, .identity, augmentation, seed: seed, epoch: epoch)
    }

    /// An example `[height, width, channels]` as a picture.
    func picture(_ index: Int) -> Image {
        Image(
            height: exampleShape[0], width: exampleShape[1], channels: exampleShape[2],
            values: example(index))
    }

    private func batch(_ indices: [Int], inputs: Tensor) -> Batch {
        switch targets {
        case .labels(let labels, _):
            let labels = indices.map { labels[row($0)] }
            return Batch(
                inputTensor: inputs, targetTensor: Tensor(labels, shape: [labels.count]),
                labels: labels, indices: indices)
        case .values(let values, let shape):
            let size = shape.reduce(1, *)
            let numbers = indices.flatMap { values[row($0) * size..<(row($0) + 1) * size] }
            return Batch(
                inputTensor: inputs,
                targetTensor: Tensor(numbers, shape: Shape([indices.count] + shape)),
                labels: [], indices: indices)
        case .nextCharacters:
            let shape = Shape([indices.count] + exampleShape)
            return Batch(
                inputTensor: inputs,
                targetTensor: Tensor(codes(of: indices, ahead: 1), shape: shape),
                labels: [], indices: indices)
        }
    }

    /// Writes the numbers of the records at `indices`, one after another, mapped by `affine`.
    func writeNumbers(
        of indices: [Int], _ affine: Normalization.Affine,
        into output: UnsafeMutableBufferPointer<Float>
    ) {
        let size = exampleSize
        switch inputs {
        case .bytes(let region):
            let affine = affine.scaled(by: 1 / 255)
            region.withUnsafeBytes { bytes in
                writeNumbers(of: indices, affine, from: bytes, into: output)
            }
        case .floats(let values):
            values.withUnsafeBufferPointer { all in
                for (place, index) in indices.enumerated() {
                    let start = row(index) * size
                    affine.map(
                        .init(rebasing: all[start..<start + size]),
                        into: .init(rebasing: output[place * size..<(place + 1) * size]))
                }
            }
        case .stored(let array):
            for (place, index) in indices.enumerated() {
                let start = row(index) * size
                array.floats(start..<start + size).withUnsafeBufferPointer {
                    affine.map($0, into: .init(rebasing: output[place * size..<(place + 1) * size]))
                }
            }
        case .codes:
            // As they are: a mean of symbols means nothing.
            for (place, code) in codes(of: indices).enumerated() {
                output.initializeElement(at: place, to: Float(code))
            }
        }
    }

    /// Rows lie anywhere in memory: some are copied at a time, so that the processor waits for all of them
    /// at once rather than for one after the other.
    private func writeNumbers(
        of indices: [Int], _ affine: Normalization.Affine, from bytes: UnsafeRawBufferPointer,
        into output: UnsafeMutableBufferPointer<Float>
    ) {
        let size = exampleSize
        let group = max(1, min(8, 65_536 / max(size, 1)))
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: group * size) { rows in
            let memory = UnsafeMutableRawBufferPointer(rows)
            for first in stride(from: 0, to: indices.count, by: group) {
                let taken = indices[first..<min(first + group, indices.count)]
                for (place, index) in taken.enumerated() {
                    let start = row(index) * size
                    UnsafeMutableRawBufferPointer(rebasing: memory[(place * size)...]).copyBytes(
                        from: bytes[start..<start + size])
                }
                affine.map(
                    .init(rebasing: rows[..<(taken.count * size)]),
                    into: .init(rebasing: output[(first * size)..<((first + taken.count) * size)]))
            }
        }
    }
}
