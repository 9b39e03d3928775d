import LaminaGraph

extension Bitmap {
    /// The picture in another size, bilinear; where it shrinks, each pixel is an average over all
    /// that it covers, weighted by distance. Pillow's `resize(…, BILINEAR)` and torchvision's with
    /// antialias, to the bit: fixed-point weights, rounded to bytes after the rows and again after
    /// the columns.
    ///
    /// Alpha is a channel like the others; take ``flattened(over:)`` first where colours behind
    /// transparent pixels must not shine through.
    ///
    /// - Source: Pillow 11, src/libImaging/Resample.c.
    public func resized(height: Int, width: Int) -> Bitmap {
        require(height > 0 && width > 0, "Bitmap: cannot be resized to \(height) x \(width)")
        return resizedRows(width).resizedColumns(height)
    }

    /// The shorter side brought to `size` pixels, the other one to `⌊size · long / short⌋`:
    /// torchvision's `Resize(size)`.
    public func resized(shorterSide size: Int) -> Bitmap {
        height < width
            ? resized(height: size, width: size * width / height)
            : resized(height: size * height / width, width: size)
    }

    /// The middle; half a pixel more is rounded to an even number, as torchvision's `CenterCrop`
    /// does. Traps where the picture is smaller.
    public func centerCropped(height: Int, width: Int) -> Bitmap {
        func start(_ room: Int) -> Int {
            Int((Double(room) / 2).rounded(.toNearestOrEven))
        }
        return cropped(
            top: start(self.height - height), left: start(self.width - width), height: height,
            width: width)
    }

    private func resizedRows(_ width: Int) -> Bitmap {
        guard width != self.width else { return self }
        let taps = ResizeTap.all(from: self.width, to: width).map {
            (first: $0.first, weights: FixedPoint.weights($0))
        }
        var result = [UInt8](repeating: 0, count: height * width * channels)
        for row in 0..<height {
            let start = row * self.width * channels
            for (column, tap) in taps.enumerated() {
                for channel in 0..<channels {
                    var sum = FixedPoint.half
                    var place = start + tap.first * channels + channel
                    for weight in tap.weights {
                        sum += Int32(pixels[place]) * weight
                        place += channels
                    }
                    result[(row * width + column) * channels + channel] = FixedPoint.byte(sum)
                }
            }
        }
        return Bitmap(height: height, width: width, channels: channels, pixels: result)
    }

    private func resizedColumns(_ height: Int) -> Bitmap {
        guard height != self.height else { return self }
        let stride = width * channels
        var result = [UInt8](repeating: 0, count: height * stride)
        for (row, tap) in ResizeTap.all(from: self.height, to: height).enumerated() {
            let weights = FixedPoint.weights(tap)
            for place in 0..<stride {
                var sum = FixedPoint.half
                var from = tap.first * stride + place
                for weight in weights {
                    sum += Int32(pixels[from]) * weight
                    from += stride
                }
                result[row * stride + place] = FixedPoint.byte(sum)
            }
        }
        return Bitmap(height: height, width: width, channels: channels, pixels: result)
    }
}

/// Weights and sums of bytes as whole numbers.
private enum FixedPoint {
    /// Bits behind the point: 8 are for the pixel and 2 for sums that leave its range.
    static let precision = 32 - 8 - 2
    /// One half, for rounding.
    static let half = Int32(1) << (precision - 1)

    static func weights(_ tap: ResizeTap) -> [Int32] {
        tap.weights.map { Int32($0 * Double(1 << precision) + 0.5) }
    }

    static func byte(_ sum: Int32) -> UInt8 { UInt8(min(max(sum >> Int32(precision), 0), 255)) }
}
