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
        // Straight into the tensor's memory: an array would be copied once more.
        let spec = TensorSpec(Shape([indices.count] + exampleShape))
        let buffer = Buffer(byteCount: spec.byteCount)
        let output = UnsafeMutableRawBufferPointer(start: buffer.pointer, count: spec.byteCount)
        writeNumbers(of: indices, affine, into: output.bindMemory(to: Float.self))
        let inputs = Tensor(buffer: buffer, spec: spec)
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
                let all = bytes.bindMemory(to: UInt8.self)
                for (place, index) in indices.enumerated() {
                    let start = row(index) * size
                    affine.map(
                        .init(rebasing: all[start..<start + size]),
                        into: .init(rebasing: output[place * size..<(place + 1) * size]))
                }
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
        }
    }
}
