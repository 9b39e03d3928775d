import CPNG

/// Pixels as a `data:image/png;base64,` address, which an `href` or `src` may hold.
///
/// - Shape: `pixels` is `[height, width, channels]` row by row; 1 channel is grey, 2 grey and
///   opacity, 3 sRGB, 4 sRGB and opacity.
package func pngDataURI(_ pixels: [UInt8], width: Int, height: Int, channels: Int) -> String {
    let (row, overflow) = width.multipliedReportingOverflow(by: channels)
    require(
        width > 0 && height > 0 && (1...4).contains(channels) && !overflow
            && pixels.count / row == height && pixels.count % row == 0,
        "PNG: \(pixels.count) bytes are not [height \(height), width \(width), channels \(channels)]"
    )
    var image = png_image()
    image.version = png_uint_32(PNG_IMAGE_VERSION)
    image.width = png_uint_32(width)
    image.height = png_uint_32(height)
    // The format is a set of flags: 1 opacity, 2 colour.
    image.format = png_uint_32([0, 1, 2, 3][channels - 1])
    // Room for every filter byte and every block that deflate stores uncompressed; one pass.
    var bytes = [UInt8](repeating: 0, count: pixels.count + pixels.count / 1000 + height + 1024)
    var size = png_alloc_size_t(bytes.count)
    guard png_image_write_to_memory(&image, &bytes, &size, 0, pixels, png_int_32(row), nil) != 0
    else {
        // Sizes are checked above, so what is left is that zlib got no memory.
        let message = withUnsafeBytes(of: image.message) {
            String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
        }
        fatalError("PNG: libpng could not write a picture of \(width) by \(height): \(message)")
    }
    return "data:image/png;base64," + base64(bytes[..<Int(size)])
}

/// RFC 4648 §4, with padding.
package func base64(_ bytes: ArraySlice<UInt8>) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var result: [UInt8] = []
    result.reserveCapacity((bytes.count + 2) / 3 * 4)
    var index = bytes.startIndex
    while index < bytes.endIndex {
        let triple = bytes[index..<min(index + 3, bytes.endIndex)]
        let padded = triple.map(Int.init) + [0, 0]
        let bits = padded[0] << 16 | padded[1] << 8 | padded[2]
        for digit in 0..<4 {
            let character = alphabet[bits >> (18 - 6 * digit) & 63]
            result.append(digit <= triple.count ? character : UInt8(ascii: "="))
        }
        index += 3
    }
    return String(decoding: result, as: UTF8.self)
}
