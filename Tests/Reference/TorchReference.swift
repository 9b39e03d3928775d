import LaminaFormats
import LaminaGraph
public import LaminaTensor

/// PyTorch's results by case, as the README beside this file describes them.
public struct TorchReference: Sendable {
    private let file: SafeTensors

    /// The arrays of one file beside this one.
    public init(_ name: String = "torch") throws {
        let folder = #filePath.split(separator: "/").dropLast().joined(separator: "/")
        file = try SafeTensors(contentsOf: "/\(folder)/\(name).safetensors")
    }

    /// The keys that begin with a path, without it: `weight` and `bias` below `linear/weight/`.
    public func names(below path: String) -> [String] {
        file.entries.keys.filter { $0.hasPrefix(path) }.map { String($0.dropFirst(path.count)) }
            .sorted()
    }

    /// The array with this key, such as `linear/input/x`; a missing one throws.
    public subscript(_ key: String) -> Tensor {
        get throws(MissingArray) {
            guard let entry = file.entries[key] else { throw MissingArray(key: key) }
            return Tensor(entry.array(of: Float.self), shape: Shape(entry.shape))
        }
    }

    /// A picture in Lamina's layout.
    public func picture(_ key: String) throws -> Tensor { try self[key].transposed([0, 2, 3, 1]) }

    /// A convolution's filters in Lamina's layout.
    public func filter(_ key: String) throws -> Tensor { try self[key].transposed([2, 3, 1, 0]) }
}

/// A key that the file does not have.
public struct MissingArray: Error {
    public let key: String
}

/// The largest `|a - b| / (1 + |b|)`; infinite where shapes differ or a number is NaN.
public func largestError(_ a: Tensor, _ b: Tensor) -> Double {
    guard a.shape == b.shape else { return .infinity }
    let (x, y) = (a.array(as: Double.self), b.array(as: Double.self))
    return zip(x, y).reduce(0) { worst, pair in
        let error = Swift.abs(pair.0 - pair.1) / (1 + Swift.abs(pair.1))
        return error.isNaN ? .infinity : Swift.max(worst, error)
    }
}
