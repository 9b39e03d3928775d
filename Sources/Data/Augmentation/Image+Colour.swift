import Glibc

/// Changes of brightness and colour; numbers stay within 0 and 1. A factor of 1 changes nothing.
/// The formulas are torchvision's for float pictures.
extension Image {
    /// `factor x`: darker below 1.
    public func brightness(_ factor: Double) -> Image {
        mapped { min(max($0 * Float(factor), 0), 1) }
    }

    /// `factor x + (1 - factor) m` with the mean `m` of the grey picture: flatter below 1.
    public func contrast(_ factor: Double) -> Image {
        let greys = self.greys
        let mean = Float(greys.reduce(0.0) { $0 + Double($1) } / Double(greys.count))
        return blended(Float(factor), with: mapped { _ in mean })
    }

    /// `factor x + (1 - factor) g` with the pixel's grey `g`: paler below 1, and nothing for a grey
    /// picture.
    public func saturation(_ factor: Double) -> Image {
        guard channels == 3 else { return self }
        var grey = self
        for (pixel, value) in greys.enumerated() {
            for channel in 0..<3 { grey.values[3 * pixel + channel] = value }
        }
        return blended(Float(factor), with: grey)
    }

    /// The hue of every pixel moved by `turn` of the circle of colours, from -0.5 to 0.5; nothing
    /// for a grey picture. By way of hue, saturation and value (HSV).
    public func hue(_ turn: Double) -> Image {
        guard channels == 3 else { return self }
        var result = self
        for pixel in stride(from: 0, to: values.count, by: 3) {
            let (r, g, b) = (values[pixel], values[pixel + 1], values[pixel + 2])
            let value = max(r, g, b)
            let range = value - min(r, g, b)
            guard range > 0 else { continue }
            var hue: Float
            if value == r {
                hue = (g - b) / range
            } else if value == g {
                hue = 2 + (b - r) / range
            } else {
                hue = 4 + (r - g) / range
            }
            hue = hue / 6 + Float(turn)
            hue = (hue - floorf(hue)) * 6
            // Each channel is a trapezium over the circle, shifted by a third of it.
            func channel(_ offset: Float) -> Float {
                let k = fmodf(offset + hue, 6)
                return value - range * max(0, min(k, 4 - k, 1))
            }
            result.values[pixel] = channel(5)
            result.values[pixel + 1] = channel(3)
            result.values[pixel + 2] = channel(1)
        }
        return result
    }

    /// `factor x + (1 - factor) s` with the picture `s` smoothed over 3 x 3 pixels, the middle one
    /// of 5 parts in 13; the border stays (Pillow's `ImageEnhance.Sharpness`).
    public func sharpness(_ factor: Double) -> Image {
        guard height > 2, width > 2 else { return self }
        var smooth = self
        for row in 1..<height - 1 {
            for column in 1..<width - 1 {
                for channel in 0..<channels {
                    var sum = 4 * values[place(row, column) + channel]
                    for y in row - 1...row + 1 {
                        for x in column - 1...column + 1 { sum += values[place(y, x) + channel] }
                    }
                    smooth.values[place(row, column) + channel] = sum / 13
                }
            }
        }
        return blended(Float(factor), with: smooth)
    }

    /// Numbers from `threshold` on are turned into their negative, `1 - x`.
    public func solarized(from threshold: Double) -> Image {
        mapped { Double($0) >= threshold ? 1 - $0 : $0 }
    }

    /// Only the first `bits` of the eight that the numbers have as bytes are kept.
    public func posterized(bits: Int) -> Image {
        let mask = UInt8(truncatingIfNeeded: 0xFF << (8 - min(max(bits, 0), 8)))
        return mapped { Float(Image.byte($0) & mask) / 255 }
    }

    /// Each channel stretched linearly to the whole of 0...1; one without differences stays.
    public var autoContrasted: Image {
        var result = self
        for channel in 0..<channels {
            let places = stride(from: channel, to: values.count, by: channels)
            var (low, high) = (values[channel], values[channel])
            for place in places {
                (low, high) = (min(low, values[place]), max(high, values[place]))
            }
            guard high > low else { continue }
            for place in places { result.values[place] = (values[place] - low) / (high - low) }
        }
        return result
    }

    /// Each channel's bytes mapped so that all brightnesses are about equally frequent (Pillow's
    /// `ImageOps.equalize`).
    public var equalized: Image {
        var result = self
        for channel in 0..<channels {
            let places = stride(from: channel, to: values.count, by: channels)
            var counts = [Int](repeating: 0, count: 256)
            for place in places { counts[Int(Image.byte(values[place]))] += 1 }
            let last = counts.lastIndex { $0 > 0 } ?? 0
            let step = (height * width - counts[last]) / 255
            guard step > 0 else { continue }
            var (map, sum) = ([Float](), step / 2)
            for count in counts {
                map.append(Float(min(sum / step, 255)) / 255)
                sum += count
            }
            for place in places { result.values[place] = map[Int(Image.byte(values[place]))] }
        }
        return result
    }

    /// Each pixel's grey: ITU-R BT.601's weights for colours.
    private var greys: [Float] {
        guard channels == 3 else { return values }
        return stride(from: 0, to: values.count, by: 3).map {
            0.2989 * values[$0] + 0.587 * values[$0 + 1] + 0.114 * values[$0 + 2]
        }
    }

    private static func byte(_ value: Float) -> UInt8 {
        // The order of arguments makes 0 of NaN.
        UInt8(max(0, min(255, (value * 255).rounded())))
    }
}
