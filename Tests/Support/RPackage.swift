import CZlib

/// Texts by name as the data of an installed R package: its index, `Rdata.rdx`, and its values, `Rdata.rdb`,
/// as R 4 writes them.
package struct RPackage {
    package let index: [UInt8]
    package let values: [UInt8]
    /// The index before compression.
    package let plainIndex: [UInt8]
    /// The first value before compression.
    package let plainValue: [UInt8]

    package init(_ texts: [(name: String, lines: [String])]) {
        var values: [UInt8] = []
        var places: [(start: Int, count: Int)] = []
        let plain = texts.map { Self.header + Self.strings($0.lines) }
        for bytes in plain {
            let chunk = Self.word(bytes.count) + Self.zlib(bytes)
            places.append((values.count, chunk.count))
            values += chunk
        }
        let pairs = places.flatMap { Self.word(13) + Self.word(2) + Self.word($0) + Self.word($1) }
        let named = Self.symbol("names") + Self.strings(texts.map(\.name)) + Self.word(254)
        let variables = Self.word(0x213) + Self.word(texts.count) + pairs + Self.word(0x402) + named
        // The second list's attribute is the symbol that came first.
        let attribute = Self.word(0x402) + Self.word(0x1FF) + Self.strings(["variables"])
        plainIndex =
            Self.header + Self.word(0x213) + Self.word(1) + variables + attribute + Self.word(254)
        (index, self.values) = (gzipped(plainIndex), values)
        plainValue = plain.first ?? []
    }

    /// Big-endian, 32 bits.
    package static func word(_ number: Int) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * $0)) }
    }

    /// `X`, version 3, two versions of R, the encoding's name.
    package static let header =
        Array("X\n".utf8) + word(3) + word(0x40201) + word(0x30500) + word(5) + Array("UTF-8".utf8)

    package static func strings(_ texts: [String]) -> [UInt8] {
        word(16) + word(texts.count) + texts.flatMap(string)
    }

    private static func string(_ text: String) -> [UInt8] {
        word(0x8009) + word(text.utf8.count) + Array(text.utf8)
    }

    private static func symbol(_ name: String) -> [UInt8] { word(1) + string(name) }

    private static func zlib(_ bytes: [UInt8]) -> [UInt8] {
        var size = compressBound(UInt(bytes.count))
        var output = [UInt8](repeating: 0, count: Int(size))
        compress2(&output, &size, bytes, UInt(bytes.count), 9)
        return [UInt8](output[..<Int(size)])
    }
}
