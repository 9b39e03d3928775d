import LaminaTestSupport

/// A zip archive of several members, stored.
func zippedMembers(_ members: [(name: String, bytes: [UInt8])]) -> [UInt8] {
    func word(_ number: Int, _ size: Int) -> [UInt8] {
        (0..<size).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }
    var (local, directory): ([UInt8], [UInt8]) = ([], [])
    for (name, bytes) in members {
        // An archive of one is the member, its entry (46 bytes and the name) and the end (22).
        let one = zipped(name, bytes, deflate: false)
        let entry = one.count - 22 - 46 - name.utf8.count
        var record = [UInt8](one[entry..<one.count - 22])
        record.replaceSubrange(42..<46, with: word(local.count, 4))
        local += one[..<entry]
        directory += record
    }
    return local + directory + word(0x0605_4B50, 4) + word(0, 4) + word(members.count, 2)
        + word(members.count, 2) + word(directory.count, 4) + word(local.count, 4) + word(0, 2)
}
