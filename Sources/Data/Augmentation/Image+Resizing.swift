import LaminaGraph

extension Image {
    /// The picture in another size, bilinear; where it shrinks, each pixel is an average over all
    /// that it covers, weighted by distance (Pillow's `resize`, torchvision's with antialias).
    public func resized(height: Int, width: Int) -> Image {
        require(height > 0 && width > 0, "Image: cannot be resized to \(height) x \(width)")
        let columns = Image.weights(from: self.width, to: width)
        var wide = [Float](repeating: 0, count: self.height * width * channels)
        for row in 0..<self.height {
            for (column, (first, weights)) in columns.enumerated() {
                for channel in 0..<channels {
                    var sum: Float = 0
                    for (step, weight) in weights.enumerated() {
                        sum += weight * values[place(row, first + step) + channel]
                    }
                    wide[(row * width + column) * channels + channel] = sum
                }
            }
        }
        let stride = width * channels
        var result = [Float](repeating: 0, count: height * stride)
        for (row, (first, weights)) in Image.weights(from: self.height, to: height).enumerated() {
            for (step, weight) in weights.enumerated() {
                for place in 0..<stride {
                    result[row * stride + place] += weight * wide[(first + step) * stride + place]
                }
            }
        }
        return Image(height: height, width: width, channels: channels, values: result)
    }

    /// For each pixel of the new axis the first of the old ones it is made of, and their weights.
    private static func weights(from old: Int, to new: Int) -> [(first: Int, weights: [Float])] {
        let scale = Double(old) / Double(new)
        let reach = max(scale, 1)
        return (0..<new).map { place in
            let centre = (Double(place) + 0.5) * scale
            let first = max(Int(centre - reach + 0.5), 0)
            let end = min(Int(centre + reach + 0.5), old)
            let weights = (first..<end).map { max(0, 1 - abs((Double($0) + 0.5 - centre) / reach)) }
            let sum = weights.reduce(0, +)
            return (first, weights.map { Float($0 / sum) })
        }
    }
}
