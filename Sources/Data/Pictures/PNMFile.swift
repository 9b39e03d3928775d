import LaminaFormats

/// Binary portable pixmaps and greymaps, `P6` and `P5`, of 8 bits.
///
/// - Source: Netpbm's ppm(5) and pgm(5).
enum PNMFile {
    static func read(
        _ file: ByteRegion, pixelLimit: Int, path: String
    ) throws(FileError) -> Bitmap {
        try file.withUnsafeBytes { bytes throws(FileError) in
            func fault(_ problem: String, at byte: Int) -> FileError {
                FileError(
                    path: path, at: .byte(byte), problem: problem,
                    fix: "get the file again, or convert it to PNG")
            }
            var next = 2
            func number() throws(FileError) -> Int {
                while next < bytes.count {
                    if bytes[next] == UInt8(ascii: "#") {
                        while next < bytes.count, bytes[next] != 0x0A { next += 1 }
                    } else if [0x20, 0x09, 0x0A, 0x0D].contains(bytes[next]) {
                        next += 1
                    } else {
                        break
                    }
                }
                let start = next
                var value = 0
                while next < bytes.count, (0x30...0x39).contains(bytes[next]), next < start + 9 {
                    value = value * 10 + Int(bytes[next] - 0x30)
                    next += 1
                }
                guard next > start else { throw fault("a number is missing", at: start) }
                return value
            }
            let (width, height) = (try number(), try number())
            let maximum = try number()
            guard width > 0, height > 0, (1...255).contains(maximum) else {
                throw fault(
                    "\(width) x \(height) pixels up to \(maximum) are not 8-bit pixels", at: 2)
            }
            try PictureFault.checkSize(width, height, pixelLimit, path)
            // One blank stands behind the last number.
            let (start, channels) = (next + 1, bytes[1] == 0x36 ? 3 : 1)
            let count = width * height * channels
            guard count <= bytes.count - start else {
                throw fault("the file ends inside the pixels", at: bytes.count)
            }
            let raw = [UInt8](bytes[start..<start + count])
            let pixels =
                maximum == 255
                ? raw : raw.map { UInt8((min(Int($0), maximum) * 255 + maximum / 2) / maximum) }
            return Bitmap(height: height, width: width, channels: channels, pixels: pixels)
        }
    }
}
