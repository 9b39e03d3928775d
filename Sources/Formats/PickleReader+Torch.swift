import LaminaGraph

// What the names of the allow-list do when a pickle calls them, and what its references to storages
// mean. Every argument is checked: the pickle may come from anyone.
extension PickleReader {
    /// The result of calling `global`.
    mutating func call(
        _ global: PickleGlobal, _ arguments: [PickleValue]
    ) throws(FileError) -> PickleValue {
        switch global {
        case .orderedDictionary:
            let dictionary = containers.dictionary()
            // Old writers give the items as a list of pairs.
            if let first = arguments.first {
                guard let items = first.elements else {
                    throw fault("an OrderedDict is made of \(first.kind)")
                }
                try copy(items.count)
                for item in items {
                    guard let pair = item.elements, pair.count == 2 else {
                        throw fault("an OrderedDict is made of \(item.kind)")
                    }
                    try set(pair, in: dictionary)
                }
            }
            return .dictionary(dictionary)
        case .counter:
            // The dictionary is the counter, as below.
            if case .dictionary(let counts)? = arguments.first { return .dictionary(counts) }
            return .dictionary(containers.dictionary())
        case .set:
            // The list is the set: nobody changes the one once the other is made.
            if case .list(let list)? = arguments.first { return .list(list) }
            return .list(containers.list())
        case .size:
            guard arguments.count == 1, arguments[0].integers != nil else {
                throw fault("torch.Size needs a tuple of integers")
            }
            return arguments[0]
        case .device:
            guard case .text(let name)? = arguments.first else {
                throw fault("torch.device needs a name")
            }
            return .text(name)
        case .encode, .byteArray:
            switch arguments.first {
            case .text(let text)?:
                try copy(text.utf8.count)
                // As Latin-1: a character is a byte.
                let bytes = text.unicodeScalars.compactMap { UInt8(exactly: $0.value) }
                guard bytes.count == text.unicodeScalars.count else {
                    throw fault("a text that is to be bytes has a character above 255")
                }
                return .bytes(bytes)
            case .bytes(let bytes)?: return .bytes(bytes)
            case nil: return .bytes([])
            case let other?: throw fault("bytes are made of \(other.kind)")
            }
        case .rebuildParameter:
            guard case .tensor(let tensor)? = arguments.first else {
                throw fault("a parameter is made of \(arguments.first?.kind ?? "nothing")")
            }
            return .tensor(tensor)
        case .rebuildTensor(let version): return .tensor(try tensor(version, arguments))
        case .storage, .dtype: throw fault("\(global.name) is called, which is no function here")
        }
    }

    /// `(storage, offset, shape, strides, requires_grad, hooks)`, in version 3 with the type, and
    /// then with flags.
    private func tensor(
        _ version: Int, _ arguments: [PickleValue]
    ) throws(FileError) -> TorchTensorRecord {
        guard arguments.count >= [4, 6, 7][version - 1], case .storage(let storage) = arguments[0],
            let offset = arguments[1].integer, let shape = arguments[2].integers,
            let strides = arguments[3].integers
        else { throw fault("a tensor's arguments are not (storage, offset, shape, strides, ...)") }
        var dtype = storage.dtype
        if version == 3 {
            guard case .global(.dtype(let name)) = arguments[6] else {
                throw fault("a tensor's type is \(arguments[6].kind)")
            }
            dtype = PickleGlobal.dtypes[name]
            guard dtype != nil else {
                throw fault(
                    "a tensor has type torch.\(name), which no tensor has here",
                    fix: "convert it in Python, as with tensor.float()")
            }
        }
        guard let dtype else { throw fault("a tensor of no type") }
        // Flags of a lazily conjugated or negated tensor change its numbers.
        if let flags = arguments.dropFirst(version == 3 ? 7 : 6).first,
            case .dictionary(let flags) = flags, let flag = flags.pairs.first
        {
            throw fault(
                "a tensor has the flag \(flag.key)", fix: "save tensor.resolve_conj().resolve_neg()"
            )
        }
        guard strides.count == shape.count, offset >= 0, strides.allSatisfy({ $0 >= 0 }) else {
            throw fault("a tensor's shape \(shape) and strides \(strides) do not belong together")
        }
        return TorchTensorRecord(
            storage: storage, dtype: dtype, offset: offset, shape: shape, strides: strides,
            position: position)
    }

    /// `('storage', type, key, device, count)`; in old files a sixth element is None or the part
    /// `(key, offset, count)` of the storage that it is.
    func storage(_ reference: PickleValue) throws(FileError) -> PickleValue.Storage {
        guard case .tuple(let list) = reference, case .text(let kind)? = list.elements.first
        else {
            throw fault("a reference to something outside of the pickle")
        }
        guard kind == "storage" else {
            throw fault("a reference to a '\(kind)', which is not allowed: it could run code")
        }
        let fields = list.elements
        guard fields.count == 5 || fields.count == 6, case .global(.storage(let dtype)) = fields[1],
            case .text(let key) = fields[2], let count = fields[4].integer, count >= 0
        else { throw fault("a storage's fields are not (type, key, device, count)") }
        var view: Range<Int>?
        if fields.count == 6, case .tuple(let list) = fields[5] {
            let part = list.elements
            guard part.count == 3, let start = part[1].integer, let size = part[2].integer,
                start >= 0, size >= 0, start <= count, size <= count - start
            else { throw fault("a part of a storage lies outside of it") }
            view = start..<start + size
        }
        return PickleValue.Storage(
            key: key, dtype: dtype, count: count, position: position, view: view)
    }
}
