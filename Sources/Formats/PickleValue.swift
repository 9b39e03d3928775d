import LaminaGraph

/// What a pickle's instructions build: data, and nothing that could be run.
///
/// Containers are objects because a pickle fills them after it has referred to them. They may nest
/// to any depth or contain themselves, so that whoever made them has to empty them (see
/// ``Containers``).
enum PickleValue {
    case none
    case bool(Bool)
    case integer(Int64)
    /// An integer of more than 64 bits, in two's complement, the lowest byte first.
    case longInteger([UInt8])
    case number(Double)
    case text(String)
    case bytes([UInt8])
    case tuple(List)
    case list(List)
    case dictionary(Dictionary)
    /// A name of the allow-list: a type or a function that ``PickleReader`` knows by heart.
    case global(PickleGlobal)
    case storage(Storage)
    indirect case tensor(TorchTensorRecord)

    /// A list, tuple or set.
    final class List {
        var elements: [PickleValue]

        init(_ elements: [PickleValue]) { self.elements = elements }
    }

    /// All containers of a pickle. Releasing a deep nest would overflow the stack, and a cycle
    /// would never be released; emptied one by one, they do neither.
    final class Containers {
        private var lists: [List] = []
        private var dictionaries: [Dictionary] = []

        func list(_ elements: [PickleValue] = []) -> List {
            lists.append(List(elements))
            return lists[lists.count - 1]
        }

        func dictionary() -> Dictionary {
            dictionaries.append(Dictionary())
            return dictionaries[dictionaries.count - 1]
        }

        deinit {
            for list in lists { list.elements = [] }
            for dictionary in dictionaries { dictionary.removeAll() }
        }
    }

    /// A dictionary in the order of its keys.
    final class Dictionary {
        private(set) var pairs: [(key: Key, value: PickleValue)] = []
        private var places: [Key: Int] = [:]

        func removeAll() { (pairs, places) = ([], [:]) }

        subscript(key: Key) -> PickleValue? {
            get { places[key].map { pairs[$0].value } }
            set {
                guard let newValue else { return }
                if let place = places[key] {
                    pairs[place].value = newValue
                } else {
                    places[key] = pairs.count
                    pairs.append((key, newValue))
                }
            }
        }
    }

    /// What may be the key of a dictionary here.
    enum Key: Hashable {
        case text(String)
        case integer(Int64)
        case bool(Bool)
        case none
    }

    /// Memory that tensors are views of, named but not yet found.
    final class Storage {
        let key: String
        /// Nil for bytes without a type.
        let dtype: DType?
        /// In elements, or bytes for one without a type.
        let count: Int
        /// Where in the pickle it is mentioned, in bytes.
        let position: Int
        /// First element and number of elements, where it is a part of the storage `key`.
        let view: Range<Int>?

        init(key: String, dtype: DType?, count: Int, position: Int, view: Range<Int>?) {
            (self.key, self.dtype, self.count) = (key, dtype, count)
            (self.position, self.view) = (position, view)
        }
    }

    /// What kind of value it is, for errors.
    var kind: String {
        switch self {
        case .none: "None"
        case .bool: "a truth value"
        case .integer, .longInteger: "an integer"
        case .number: "a number"
        case .text: "a string"
        case .bytes: "bytes"
        case .tuple: "a tuple"
        case .list: "a list"
        case .dictionary: "a dictionary"
        case .global(let global): "the name \(global.name)"
        case .storage: "a storage"
        case .tensor: "a tensor"
        }
    }

    /// The value as a dictionary's key, if it may be one.
    var key: Key? {
        switch self {
        case .text(let text): .text(text)
        case .integer(let number): .integer(number)
        case .bool(let truth): .bool(truth)
        case .none: Key.none
        default: nil
        }
    }

    /// The elements of a tuple or list.
    var elements: [PickleValue]? {
        switch self {
        case .tuple(let list), .list(let list): list.elements
        default: nil
        }
    }

    /// The sizes in a tuple or list of integers; nil for more than any shape has.
    var integers: [Int]? {
        guard let elements, elements.count <= 64 else { return nil }
        var result: [Int] = []
        for case .integer(let number) in elements { result.append(Int(number)) }
        return result.count == elements.count ? result : nil
    }

    var integer: Int? {
        guard case .integer(let number) = self else { return nil }
        return Int(number)
    }
}

/// A tensor as a pickle describes it: a view of a storage.
struct TorchTensorRecord {
    let storage: PickleValue.Storage
    let dtype: DType
    /// In elements.
    let offset: Int
    let shape: [Int]
    /// In elements.
    let strides: [Int]
    /// Where in the pickle it is made, in bytes.
    let position: Int
}
