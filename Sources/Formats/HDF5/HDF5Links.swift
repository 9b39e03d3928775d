/// What a group holds, by name.
struct HDF5Links {
    /// Where a name leads.
    enum Target {
        /// To the object at an address.
        case object(Int)
        /// To a path, seen from the group.
        case path(String)
        /// Into another file, or to what only a program of the user's understands.
        case elsewhere
    }

    private let bytes: HDF5Bytes
    private(set) var targets: [(name: String, target: Target)] = []
    private var left: Int

    /// Reads the links of a group.
    ///
    /// - Parameter steps: how many messages and names may still be read.
    init(of group: HDF5Object, in bytes: HDF5Bytes, steps: inout Int) throws(FileError) {
        (self.bytes, left) = (bytes, steps)
        for message in group.messages {
            var contents = message.contents
            switch message.kind {
            case 0x11:
                let tree = try contents.existing()
                let heap = try contents.existing()
                try readTree(tree, names: names(at: heap), below: nil)
            case 0x06: try readMessage(&contents)
            case 0x02:
                guard try contents.number(1) == 0 else {
                    throw contents.fault("the group is of a later version")
                }
                let flags = try contents.number(1)
                if flags & 1 != 0 { try contents.skip(8) }
                guard try contents.address() == nil else {
                    throw FileError(
                        path: bytes.path, at: .byte(contents.place),
                        problem:
                            "a group of many names is kept in the way of HDF5 1.8's newest files",
                        fix: "save it with libver='earliest', as h5py does unless told otherwise")
                }
            default: break
            }
        }
        targets.sort { $0.name < $1.name }
        steps = left
    }

    /// The block that holds the names, of which the tree tells the beginnings.
    private func names(at address: Int) throws(FileError) -> HDF5Cursor {
        var heap = try bytes.cursor(at: address)
        try heap.expect("HEAP")
        try heap.skip(4)
        let count = try heap.length()
        try heap.skip(bytes.lengthSize)
        return try bytes.cursor(at: heap.existing(), count: count)
    }

    /// A tree of names: nodes of lower levels, and lists of entries on the lowest.
    private mutating func readTree(
        _ address: Int, names: HDF5Cursor, below level: Int?
    ) throws(FileError) {
        var node = try bytes.cursor(at: address)
        try node.expect("TREE")
        let kind = try node.number(1)
        let own = try node.number(1)
        // Levels go down, so that no node can lie below itself.
        guard kind == 0, level.map({ own == $0 - 1 }) ?? true, own <= 32 else {
            throw node.fault("a tree of names is damaged")
        }
        let count = try node.number(2)
        try node.skip(2 * bytes.offsetSize + bytes.lengthSize)
        for _ in 0..<count {
            try spend(node)
            let child = try node.existing()
            try node.skip(bytes.lengthSize)
            if own > 0 {
                try readTree(child, names: names, below: own)
            } else {
                try readEntries(child, names: names)
            }
        }
    }

    private mutating func readEntries(_ address: Int, names: HDF5Cursor) throws(FileError) {
        var list = try bytes.cursor(at: address)
        try list.expect("SNOD")
        try list.skip(2)
        let count = try list.number(2)
        for _ in 0..<count {
            try spend(list)
            let offset = try list.number(bytes.offsetSize)
            let name = try text(offset, in: names)
            let object = try list.address()
            let cache = try list.number(4)
            try list.skip(4)
            let value = try list.number(4)
            try list.skip(12)
            if cache == 2 {
                targets.append((name, .path(try text(value, in: names))))
            } else {
                targets.append((name, object.map { .object($0) } ?? .elsewhere))
            }
        }
    }

    private func text(_ offset: Int, in names: HDF5Cursor) throws(FileError) -> String {
        var cursor = names
        try cursor.skip(offset)
        return try cursor.text()
    }

    private mutating func readMessage(_ contents: inout HDF5Cursor) throws(FileError) {
        try spend(contents)
        guard try contents.number(1) == 1 else {
            throw contents.fault("the link is of a later version than 1")
        }
        let flags = try contents.number(1)
        let kind = flags & 8 != 0 ? try contents.number(1) : 0
        if flags & 4 != 0 { try contents.skip(8) }
        if flags & 16 != 0 { try contents.skip(1) }
        let nameCount = try contents.number(1 << (flags & 3))
        let name = try word(&contents, nameCount)
        switch kind {
        case 0: targets.append((name, .object(try contents.existing())))
        case 1:
            let count = try contents.number(2)
            targets.append((name, .path(try word(&contents, count))))
        default: targets.append((name, .elsewhere))
        }
    }

    private func word(_ cursor: inout HDF5Cursor, _ count: Int) throws(FileError) -> String {
        String(decoding: try cursor.take(count).array(of: UInt8.self), as: UTF8.self)
    }

    private mutating func spend(_ cursor: HDF5Cursor) throws(FileError) {
        left -= 1
        guard left >= 0 else { throw cursor.fault("a group has names without end") }
    }
}
