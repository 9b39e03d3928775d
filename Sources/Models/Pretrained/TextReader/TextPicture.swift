import LaminaData
import LaminaGraph
import LaminaTensor

/// Pictures as PP-OCR's networks take them.
enum TextPicture {
    /// Pictures of the same height and at most `width` pixels across as numbers from -1 to 1, 0 beside
    /// them: `[count, 3, height, width]`, blue, green and red.
    static func tensor(_ pictures: [Bitmap], width: Int) -> Tensor {
        let height = pictures.first?.height ?? 0
        var values = [Float](repeating: 0, count: pictures.count * 3 * height * width)
        for (index, picture) in pictures.enumerated() {
            require(
                picture.channels == 3 && picture.height == height && picture.width <= width,
                "TextPicture: pictures of one height, not wider than \(width)")
            for channel in 0..<3 {
                for row in 0..<height {
                    let start = ((index * 3 + channel) * height + row) * width
                    for column in 0..<picture.width {
                        let place = (row * picture.width + column) * 3 + 2 - channel
                        values[start + column] = (Float(picture.pixels[place]) / 255 - 0.5) / 0.5
                    }
                }
            }
        }
        return Tensor(values, shape: [pictures.count, 3, height, width])
    }

    /// The line between four corners of a page, lying; one that is half as high again as wide is taken
    /// to stand and is turned to the left.
    static func line(_ corners: [PicturePoint], of page: Bitmap) -> Bitmap {
        let width = max(corners[0].distance(to: corners[1]), corners[2].distance(to: corners[3]))
        let height = max(corners[0].distance(to: corners[3]), corners[1].distance(to: corners[2]))
        let line = page.straightened(
            corners: corners, height: max(Int(height), 1), width: max(Int(width), 1))
        return Double(line.height) / Double(line.width) >= 1.5 ? line.turnedLeft : line
    }

    /// The line in the networks' height, 48 pixels, at most `width` across.
    static func scaled(_ line: Bitmap, width: Int) -> Bitmap {
        let natural = Int((48 * Double(line.width) / Double(line.height)).rounded(.up))
        return line.interpolated(height: 48, width: min(natural, width))
    }
}

extension Bitmap {
    /// Turned by a quarter, against the clock.
    fileprivate var turnedLeft: Bitmap {
        var result: [UInt8] = []
        result.reserveCapacity(pixels.count)
        for column in (0..<width).reversed() {
            for row in 0..<height {
                let place = (row * width + column) * channels
                result += pixels[place..<place + channels]
            }
        }
        return Bitmap(height: width, width: height, channels: channels, pixels: result)
    }

    /// Upside down: turned by half.
    var turnedOver: Bitmap {
        var result: [UInt8] = []
        result.reserveCapacity(pixels.count)
        for place in stride(from: pixels.count - channels, through: 0, by: -channels) {
            result += pixels[place..<place + channels]
        }
        return Bitmap(height: height, width: width, channels: channels, pixels: result)
    }
}
