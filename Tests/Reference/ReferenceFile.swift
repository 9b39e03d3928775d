import LaminaFormats
import LaminaGraph
public import LaminaTensor

/// Results that a script of this project computed with PyTorch or NumPy, by key and in their own types:
/// `losses` by scripts/reference-losses.py, `optimizers` by scripts/reference-optimizers.py; and `samples`, which
/// scripts/reference-samples.py fills with other libraries' small files.
public struct ReferenceFile: Sendable {
    private let file: SafeTensors

    /// The file of this name beside this source.
    public init(_ name: String) throws {
        let folder = #filePath.split(separator: "/").dropLast().joined(separator: "/")
        file = try SafeTensors(contentsOf: "/\(folder)/\(name).safetensors")
    }

    /// The array with this key, such as `huber/input/x`; a missing one throws.
    public subscript(_ key: String) -> Tensor {
        get throws(MissingArray) {
            guard let entry = file.entries[key] else { throw MissingArray(key: key) }
            return entry.tensor
        }
    }

    /// The files of `samples` whose format this is, by kind, in order.
    public func files(of format: String) -> [(kind: String, bytes: [UInt8])] {
        file.entries.sorted { $0.key < $1.key }.compactMap { key, entry in
            key.hasPrefix(format + "/")
                ? (String(key.dropFirst(format.count + 1)), entry.array(of: UInt8.self)) : nil
        }
    }

    /// Whether there is an array with this key.
    public func contains(_ key: String) -> Bool { file.entries[key] != nil }
}

/// The largest `|a - b|` over the largest `|b|`, with 1e-300 for a tensor of zeros; infinite where shapes
/// differ or a number is NaN in one alone.
public func errorBesideLargest(_ a: Tensor, _ b: Tensor) -> Double {
    guard a.shape == b.shape else { return .infinity }
    let (x, y) = (a.array(as: Double.self), b.array(as: Double.self))
    let size = y.reduce(1e-300) { Swift.max($0, Swift.abs($1)) }
    return zip(x, y).reduce(0) { worst, pair in
        if pair.0 == pair.1 { return worst }
        let error = Swift.abs(pair.0 - pair.1) / size
        return error.isNaN ? .infinity : Swift.max(worst, error)
    }
}
