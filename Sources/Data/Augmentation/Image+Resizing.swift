import LaminaGraph

extension Image {
    /// The picture in another size, bilinear; where it shrinks, each pixel is an average over all
    /// that it covers, weighted by distance (Pillow's `resize`, torchvision's with antialias).
    public func resized(height: Int, width: Int) -> Image {
        require(height > 0 && width > 0, "Image: cannot be resized to \(height) x \(width)")
        let columns = ResizeTap.all(from: self.width, to: width).map {
            (first: $0.first, weights: $0.weights.map { Float($0) })
        }
        var wide = [Float](repeating: 0, count: self.height * width * channels)
        for row in 0..<self.height {
            for (column, tap) in columns.enumerated() {
                for channel in 0..<channels {
                    var sum: Float = 0
                    for (step, weight) in tap.weights.enumerated() {
                        sum += weight * values[place(row, tap.first + step) + channel]
                    }
                    wide[(row * width + column) * channels + channel] = sum
                }
            }
        }
        let stride = width * channels
        var result = [Float](repeating: 0, count: height * stride)
        for (row, tap) in ResizeTap.all(from: self.height, to: height).enumerated() {
            for (step, weight) in tap.weights.enumerated() {
                let (from, weight) = ((tap.first + step) * stride, Float(weight))
                for place in 0..<stride {
                    result[row * stride + place] += weight * wide[from + place]
                }
            }
        }
        return Image(height: height, width: width, channels: channels, values: result)
    }
}
