import LaminaGraph

/// Runs a pickle's instructions as far as they describe data; protocols 2 to 5.
///
/// A pickle is a program for a machine with a stack and a memory. This one knows the instructions
/// of ``PickleOpcode`` and the names of ``PickleGlobal`` and refuses the rest, so that no file can
/// have code run. An instruction makes one value, from bytes that are there; what calls copy is
/// counted. So memory stays within a multiple of the pickle's size, which has a limit.
struct PickleReader {
    private let bytes: [UInt8]
    private let fileOffset: Int
    private let path: String
    private var next = 0
    /// Where the instruction in progress begins.
    private var current = 0
    private var stack: [PickleValue] = []
    private var marks: [Int] = []
    private var memory: [Int: PickleValue] = [:]
    let containers = PickleValue.Containers()
    /// The size of an element of every storage that was referred to; 1 for bytes without a type.
    private(set) var storageElementSizes: [String: Int] = [:]
    /// How many elements or bytes calls may still copy.
    private var copiesLeft: Int

    /// The longest pickle, in bytes: some 60,000 tensors.
    static let limit = 1 << 24

    /// - Parameters:
    ///   - bytes: begin with a pickle; more may follow it.
    ///   - fileOffset: where in the file `bytes` begin.
    init(_ bytes: [UInt8], fileOffset: Int, path: String) {
        (self.bytes, self.fileOffset, self.path) = (bytes, fileOffset, path)
        copiesLeft = 4 * bytes.count
    }

    /// Where in the file the instruction in progress begins.
    var position: Int { fileOffset + current }

    /// Bytes read so far.
    var consumed: Int { next }

    /// The next pickle's value.
    mutating func read() throws(FileError) -> PickleValue {
        (stack, marks, memory) = ([], [], [:])
        guard next < bytes.count, bytes[next] == PickleOpcode.protocolVersion.rawValue else {
            current = next
            throw fault("no pickle of protocol 2 to 5 begins here")
        }
        while true {
            current = next
            let code = try byte()
            guard let opcode = PickleOpcode(rawValue: code) else {
                let name = PickleOpcode.refused[code] ?? "number \(code)"
                throw fault("the pickle's instruction \(name) is not allowed")
            }
            if opcode == .stop { return try pop() }
            try execute(opcode)
        }
    }

    /// An error about the instruction in progress.
    func fault(
        _ problem: String,
        fix: String = "in Python, load the file that you trust and save"
            + " only its tensors: torch.save(model.state_dict(), path)"
    ) -> FileError {
        FileError(path: path, at: .byte(position), problem: problem, fix: fix)
    }

    private mutating func execute(_ opcode: PickleOpcode) throws(FileError) {
        switch opcode {
        case .protocolVersion:
            let version = try byte()
            guard (2...5).contains(version) else {
                throw fault("pickle protocol \(version) is not known; known are 2 to 5")
            }
        case .stop: break
        case .frame: _ = try length(8)
        case .mark: marks.append(stack.count)
        case .pop:
            // As in Python, a mark on top goes first.
            if marks.last == stack.count { marks.removeLast() } else { _ = try pop() }
        case .popMark: _ = try popToMark()
        case .duplicate: stack.append(try top())
        case .none: stack.append(.none)
        case .newTrue: stack.append(.bool(true))
        case .newFalse: stack.append(.bool(false))
        case .binaryInteger:
            stack.append(.integer(Int64(Int32(truncatingIfNeeded: try unsigned(4)))))
        case .binaryInteger1: stack.append(.integer(Int64(try unsigned(1))))
        case .binaryInteger2: stack.append(.integer(Int64(try unsigned(2))))
        case .long1: stack.append(long(try take(try length(1))))
        case .long4: stack.append(long(try take(try length(4))))
        case .binaryFloat:
            let bits = try take(8).reduce(0) { $0 << 8 | UInt64($1) }
            stack.append(.number(Double(bitPattern: bits)))
        case .binaryUnicode: stack.append(.text(try text(try length(4))))
        case .shortBinaryUnicode: stack.append(.text(try text(try length(1))))
        case .binaryUnicode8: stack.append(.text(try text(try length(8))))
        // Python 2's strings, which PyTorch writes for nothing but ASCII.
        case .shortBinaryString: stack.append(.text(try text(try length(1))))
        case .binaryString: stack.append(.text(try text(try length(4))))
        case .shortBinaryBytes: stack.append(.bytes([UInt8](try take(try length(1)))))
        case .binaryBytes: stack.append(.bytes([UInt8](try take(try length(4)))))
        case .binaryBytes8, .byteArray8: stack.append(.bytes([UInt8](try take(try length(8)))))
        case .emptyTuple: stack.append(.tuple(containers.list()))
        case .emptyList, .emptySet: stack.append(.list(containers.list()))
        case .emptyDictionary: stack.append(.dictionary(containers.dictionary()))
        case .tuple1, .tuple2, .tuple3: try makeTuple(Int(opcode.rawValue) - 0x84)
        case .tuple: stack.append(.tuple(containers.list(try popToMark())))
        case .list, .frozenSet:
            stack.append(.list(containers.list(try popToMark())))
        case .dictionary:
            let items = try popToMark()
            let dictionary = containers.dictionary()
            try set(items, in: dictionary)
            stack.append(.dictionary(dictionary))
        case .append:
            let value = try pop()
            try list().elements.append(value)
        case .appends, .addItems:
            let values = try popToMark()
            try list().elements += values
        case .setItem:
            let value = try pop()
            let key = try pop()
            try set([key, value], in: try dictionary())
        case .setItems:
            let items = try popToMark()
            try set(items, in: try dictionary())
        case .get: try recall(try length(1))
        case .longGet: try recall(try length(4))
        case .put: memory[try length(1)] = try top()
        case .longPut: memory[try length(4)] = try top()
        case .memoize: memory[memory.count] = try top()
        case .global: try pushGlobal(module: try line(), name: try line())
        case .stackGlobal:
            guard case (.text(let name), .text(let module)) = (try pop(), try pop()) else {
                throw fault("a name that is no string")
            }
            try pushGlobal(module: module, name: name)
        case .reduce, .newObject:
            let arguments = try pop()
            let callee = try pop()
            guard case .global(let global) = callee, case .tuple(let arguments) = arguments else {
                throw fault("\(callee.kind) is called, which is no function")
            }
            stack.append(try call(global, arguments.elements))
        case .build:
            // The state of an OrderedDict: the versions of the modules, which no tensor needs.
            let state = try pop()
            guard case .dictionary = try top(), case .dictionary = state else {
                throw fault("attributes are set on \(try top().kind)")
            }
        case .binaryPersistentID:
            let storage = try storage(try pop())
            storageElementSizes[storage.key] = storage.dtype?.byteCount ?? 1
            stack.append(.storage(storage))
        }
    }

    private mutating func pushGlobal(module: String, name: String) throws(FileError) {
        guard let global = PickleGlobal(module: module, name: name) else {
            let entry = lastText.map { " for the entry '\($0)'" } ?? ""
            let problem = "the file needs '\(module).\(name)'\(entry), which is not allowed"
            guard module == "torch._utils", name.hasPrefix("_rebuild_") else {
                throw fault(problem + ": it could run code")
            }
            throw fault(
                problem + ": it makes a kind of tensor that is not read",
                fix: "convert it in Python, as with tensor.to_dense() or tensor.dequantize()")
        }
        stack.append(.global(global))
    }

    /// The string nearest to the top of the stack: the key whose value is in the making, if a
    /// dictionary is.
    private var lastText: String? {
        for case .text(let text) in stack.reversed().prefix(8) { return String(text.prefix(100)) }
        return nil
    }

    private mutating func makeTuple(_ count: Int) throws(FileError) {
        var elements: [PickleValue] = []
        for _ in 0..<count { elements.append(try pop()) }
        stack.append(.tuple(containers.list(elements.reversed())))
    }

    private mutating func recall(_ index: Int) throws(FileError) {
        guard let value = memory[index] else { throw fault("nothing was stored at \(index)") }
        stack.append(value)
    }

    private func list() throws(FileError) -> PickleValue.List {
        guard case .list(let list) = try top() else {
            throw fault("an element is added to \(try top().kind)")
        }
        return list
    }

    private func dictionary() throws(FileError) -> PickleValue.Dictionary {
        guard case .dictionary(let dictionary) = try top() else {
            throw fault("an item is set in \(try top().kind)")
        }
        return dictionary
    }

    func set(_ items: [PickleValue], in dictionary: PickleValue.Dictionary) throws(FileError) {
        guard items.count % 2 == 0 else { throw fault("a key without a value") }
        for place in stride(from: 0, to: items.count, by: 2) {
            guard let key = items[place].key else {
                throw fault("the key of a dictionary is \(items[place].kind)")
            }
            dictionary[key] = items[place + 1]
        }
    }

    /// Counts what a call copies: a pickle can have the same list copied again and again.
    mutating func copy(_ count: Int) throws(FileError) {
        copiesLeft -= count
        guard copiesLeft >= 0 else { throw fault("the pickle unfolds to far more than it holds") }
    }

    private func top() throws(FileError) -> PickleValue {
        // A mark lies on the stack: what is below it is out of reach.
        guard let value = stack.last, stack.count > marks.last ?? 0 else {
            throw fault("the pickle takes a value from an empty stack")
        }
        return value
    }

    private mutating func pop() throws(FileError) -> PickleValue {
        let value = try top()
        stack.removeLast()
        return value
    }

    private mutating func popToMark() throws(FileError) -> [PickleValue] {
        guard let mark = marks.popLast() else { throw fault("a mark is missing") }
        let values = Array(stack[mark...])
        stack.removeLast(values.count)
        return values
    }

    private mutating func byte() throws(FileError) -> UInt8 {
        try take(1).first ?? 0
    }

    private mutating func unsigned(_ size: Int) throws(FileError) -> UInt64 {
        try take(size).reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// A length or an index of `size` bytes; one beyond any memory is as good as the largest.
    private mutating func length(_ size: Int) throws(FileError) -> Int {
        Int(clamping: try unsigned(size))
    }

    private mutating func take(_ count: Int) throws(FileError) -> ArraySlice<UInt8> {
        guard count <= bytes.count - next else {
            throw fault("the pickle ends too early", fix: SafeTensors.getAnother)
        }
        next += count
        return bytes[next - count..<next]
    }

    private mutating func text(_ count: Int) throws(FileError) -> String {
        guard let text = String(validating: try take(count), as: UTF8.self) else {
            throw fault("a string is not valid UTF-8")
        }
        return text
    }

    private mutating func line() throws(FileError) -> String {
        guard let end = bytes[next...].firstIndex(of: 0x0A) else {
            throw fault("the pickle ends too early", fix: SafeTensors.getAnother)
        }
        let text = try text(end - next)
        next += 1
        return text
    }

    private func long(_ bytes: ArraySlice<UInt8>) -> PickleValue {
        guard bytes.count <= 8 else { return .longInteger([UInt8](bytes)) }
        let isNegative = bytes.last.map { $0 > 127 } ?? false
        let start: UInt64 = isNegative ? .max : 0
        return .integer(
            Int64(bitPattern: bytes.reversed().reduce(start) { $0 << 8 | UInt64($1) }))
    }
}
