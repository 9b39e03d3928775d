import LaminaGraph

/// Lays the containers of a pickle flat: every tensor and every other value under the path of keys
/// and indices that leads to it, joined by dots.
///
/// A pickle of a few bytes can describe a tree of any size, because its parts may be shared, or
/// contain themselves: the ways are counted, and so are the bytes of their names.
struct PickleFlattening {
    private(set) var tensors: [(path: String, tensor: TorchTensorRecord)] = []
    private(set) var metadata: [String: MetadataValue] = [:]
    private var names: Set<String> = []
    private let path: String
    private var stepsLeft: Int
    private var nameBytesLeft: Int

    /// The deepest nest of containers.
    private static let depthLimit = 100

    /// - Parameter byteCount: the size of the pickle.
    init(_ value: PickleValue, byteCount: Int, path: String) throws(FileError) {
        self.path = path
        stepsLeft = 1000 + 4 * byteCount
        nameBytesLeft = 1 << 20 + 64 * byteCount
        try add(value, "", depth: 0)
    }

    private mutating func add(
        _ value: PickleValue, _ name: String, depth: Int
    ) throws(FileError) {
        stepsLeft -= 1
        nameBytesLeft -= name.utf8.count
        guard depth <= Self.depthLimit, stepsLeft >= 0, nameBytesLeft >= 0 else {
            throw fault(
                name, "nests too deep, contains itself or unfolds to far more than the file holds")
        }
        switch value {
        case .tensor(let tensor):
            try claim(name)
            tensors.append((name, tensor))
        case .dictionary(let dictionary):
            for (key, value) in dictionary.pairs {
                try add(value, joined(name, key.text), depth: depth + 1)
            }
        case .list(let list), .tuple(let list):
            for (index, element) in list.elements.enumerated() {
                try add(element, joined(name, String(index)), depth: depth + 1)
            }
        default:
            guard let leaf = Self.leaf(value) else {
                throw fault(name, "is \(value.kind), which stands for no number or text")
            }
            try claim(name)
            metadata[name] = leaf
        }
    }

    private func joined(_ name: String, _ key: String) -> String {
        name.isEmpty ? key : "\(name).\(key)"
    }

    /// `{"a.b": x, "a": {"b": y}}` would give two tensors one name.
    private mutating func claim(_ name: String) throws(FileError) {
        guard names.insert(name).inserted else { throw fault(name, "stands for two values") }
    }

    private func fault(_ name: String, _ problem: String) -> FileError {
        // The name of a nest can be as long as the nest is deep.
        let short = name.count > 100 ? name.prefix(100) + "..." : name[...]
        return FileError(
            path: path, at: .byte(0), problem: "the entry '\(short)' \(problem)",
            fix: "in Python, save a flat dictionary of tensors")
    }

    private static func leaf(_ value: PickleValue) -> MetadataValue? {
        switch value {
        case .none: MetadataValue.none
        case .bool(let truth): .bool(truth)
        case .integer(let number): .integer(number)
        case .longInteger(let bytes): .bytes(bytes)
        case .number(let number): .number(number)
        case .text(let text): .text(text)
        case .bytes(let bytes): .bytes(bytes)
        case .global(.dtype(let name)): .text("torch.\(name)")
        default: nil
        }
    }
}

extension PickleValue.Key {
    /// The key as a part of a path; integers, truth values and None as Python prints them.
    var text: String {
        switch self {
        case .text(let text): text
        case .integer(let number): String(number)
        case .bool(let truth): truth ? "True" : "False"
        case .none: "None"
        }
    }
}
