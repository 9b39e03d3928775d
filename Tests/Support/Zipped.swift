import CZlib

/// A zip archive of one member, deflated or stored.
package func zipped(_ name: String, _ bytes: [UInt8], deflate: Bool = true) -> [UInt8] {
    // A gzip file is a header of 10 bytes, what a zip member holds, CRC-32 and length.
    let packed = deflate ? [UInt8](gzipped(bytes)[10...].dropLast(8)) : bytes
    let crc = bytes.withUnsafeBufferPointer { UInt32(crc32_z(0, $0.baseAddress, $0.count)) }
    let name = [UInt8](name.utf8)
    let common: [UInt8] =
        word(20, 2) + word(0, 2) + word(deflate ? 8 : 0, 2) + word(0, 4) + word(Int(crc), 4)
        + word(packed.count, 4) + word(bytes.count, 4) + word(name.count, 2) + word(0, 2)
    let local = word(0x0403_4B50, 4) + common + name + packed
    let directory: [UInt8] =
        word(0x0201_4B50, 4) + word(20, 2) + common + [UInt8](repeating: 0, count: 14) + name
    let end: [UInt8] =
        word(0x0605_4B50, 4) + word(0, 4) + word(1, 2) + word(1, 2) + word(directory.count, 4)
        + word(local.count, 4) + word(0, 2)
    return local + directory + end
}

private func word(_ number: Int, _ size: Int) -> [UInt8] {
    (0..<size).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
}

/// The checksum of zip, gzip and PNG.
package func crc32(_ bytes: some Collection<UInt8>) -> UInt32 {
    [UInt8](bytes).withUnsafeBufferPointer { UInt32(crc32_z(0, $0.baseAddress, $0.count)) }
}
