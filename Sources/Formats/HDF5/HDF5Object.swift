/// A group or an array as the file describes it: a list of messages, each of a kind.
///
/// - Source: The HDF Group, "HDF5 File Format Specification", version 3.0, sections II and IV.
struct HDF5Object {
    /// A message: its kind by number, and its contents.
    struct Message {
        let kind: Int
        let contents: HDF5Cursor
        /// Whether the contents say where the message is, and not what.
        let isShared: Bool
    }

    let messages: [Message]

    /// Reads the messages of the object at `address`, those in later blocks too.
    ///
    /// - Parameter steps: how many messages and names may still be read: objects can name each other,
    ///   so that a small file can lead on without end.
    init(at address: Int, of bytes: HDF5Bytes, steps: inout Int) throws(FileError) {
        var cursor = try bytes.cursor(at: address)
        var reader = Reader(bytes: bytes, left: steps)
        let signature = cursor.left >= 4 ? try bytes.cursor(at: address, count: 4).unsigned4() : 0
        if signature == 0x5244_484F {
            try reader.readLater(&cursor)
        } else {
            try reader.readEarlier(&cursor)
        }
        (messages, steps) = (reader.messages, reader.left)
    }

    /// The first message of a kind.
    func first(_ kind: Int) -> Message? { messages.first { $0.kind == kind } }

    private struct Reader {
        let bytes: HDF5Bytes
        var messages: [Message] = []
        /// Blocks that are still to be read; each once, since they could name each other.
        var blocks: [(address: Int, count: Int)] = []
        var seen: Set<Int> = []
        private(set) var left: Int

        init(bytes: HDF5Bytes, left: Int) { (self.bytes, self.left) = (bytes, left) }

        /// Version 1, whose messages begin at multiples of eight bytes.
        mutating func readEarlier(_ cursor: inout HDF5Cursor) throws(FileError) {
            guard try cursor.number(1) == 1 else {
                throw cursor.fault("no object is described here")
            }
            try cursor.skip(7)
            let count = try cursor.number(4)
            try cursor.skip(4)
            var block = try bytes.cursor(at: cursor.place - bytes.base, count: count)
            while true {
                while block.left >= 8 {
                    let kind = try block.number(2)
                    let size = try block.number(2)
                    let flags = try block.number(1)
                    try block.skip(3)
                    try add(kind, size, flags, &block)
                }
                guard let next = blocks.popLast() else { return }
                block = try bytes.cursor(at: next.address, count: next.count)
            }
        }

        /// Version 2, whose blocks have signatures and sums behind their messages.
        mutating func readLater(_ cursor: inout HDF5Cursor) throws(FileError) {
            try cursor.expect("OHDR")
            guard try cursor.number(1) == 2 else {
                throw cursor.fault("the object is of a later version than 2")
            }
            let flags = try cursor.number(1)
            try cursor.skip((flags & 0x20 != 0 ? 16 : 0) + (flags & 0x10 != 0 ? 4 : 0))
            let count = try cursor.number(1 << (flags & 3))
            // Behind the last message may lie less than the beginning of another.
            let order = flags & 4 != 0 ? 2 : 0
            var block = try bytes.cursor(at: cursor.place - bytes.base, count: count)
            while true {
                while block.left >= 4 + order {
                    let kind = try block.number(1)
                    let size = try block.number(2)
                    let own = try block.number(1)
                    try block.skip(order)
                    try add(kind, size, own, &block)
                }
                guard let next = blocks.popLast() else { return }
                // The sum at the end is no message.
                block = try bytes.cursor(at: next.address, count: max(next.count - 4, 4))
                try block.expect("OCHK")
            }
        }

        private mutating func add(
            _ kind: Int, _ size: Int, _ flags: Int, _ block: inout HDF5Cursor
        ) throws(FileError) {
            left -= 1
            guard left >= 0 else { throw block.fault("objects follow each other without end") }
            let start = block.place
            try block.skip(size)
            var contents = HDF5Cursor(bytes: bytes, place: start, end: start + size)
            guard kind == 0x10 else {
                messages.append(.init(kind: kind, contents: contents, isShared: flags & 2 != 0))
                return
            }
            let address = try contents.existing()
            let count = try contents.length()
            guard seen.insert(address).inserted else {
                throw block.fault("blocks of messages follow each other in a circle")
            }
            blocks.append((address, count))
        }
    }
}

extension HDF5Cursor {
    /// The next four bytes, of a cursor that is not used further.
    fileprivate func unsigned4() throws(FileError) -> UInt64 {
        var copy = self
        return try copy.unsigned(4)
    }
}
