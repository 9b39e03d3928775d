import Glibc
import LaminaGraph

extension Bitmap {
    /// The picture in another size: each pixel is made of the four that lie nearest to its place, also
    /// where the picture shrinks. OpenCV: `resize` with `INTER_LINEAR`, up to a step of 255; for
    /// averages over all that a pixel covers take ``resized(height:width:)``.
    public func interpolated(height: Int, width: Int) -> Bitmap {
        require(height > 0 && width > 0, "Bitmap: cannot be resized to \(height) x \(width)")
        let columns = Self.neighbours(from: self.width, to: width)
        let rows = Self.neighbours(from: self.height, to: height)
        var result: [UInt8] = []
        result.reserveCapacity(height * width * channels)
        for row in rows {
            let (upper, lower) = (row.first * self.width, row.second * self.width)
            for column in columns {
                for channel in 0..<channels {
                    func between(_ start: Int) -> Float {
                        let first = Float(pixels[(start + column.first) * channels + channel])
                        let second = Float(pixels[(start + column.second) * channels + channel])
                        return first + (second - first) * column.part
                    }
                    let above = between(upper)
                    let value = above + (between(lower) - above) * row.part
                    result.append(UInt8(value.rounded()))
                }
            }
        }
        return Bitmap(height: height, width: width, channels: channels, pixels: result)
    }

    /// For each new pixel of an axis the two old ones around its middle, and how much of the second.
    private static func neighbours(
        from old: Int, to new: Int
    ) -> [(first: Int, second: Int, part: Float)] {
        (0..<new).map { index in
            let place = (Double(index) + 0.5) * Double(old) / Double(new) - 0.5
            let inside = min(max(place, 0), Double(old - 1))
            let first = Int(inside)
            return (first, min(first + 1, old - 1), Float(inside - Double(first)))
        }
    }

    /// The part between four corners, in perspective, as an upright picture: bicubic, the picture's
    /// edge repeated beyond it. OpenCV: `warpPerspective` with `getPerspectiveTransform`, `INTER_CUBIC`
    /// and `BORDER_REPLICATE`, up to a step of 255.
    ///
    /// - Parameter corners: top left, top right, bottom right, bottom left; traps for another number.
    /// - Source: Heckbert (1989), "Fundamentals of texture mapping and image warping", section 2.2.3;
    ///   Keys (1981), "Cubic convolution interpolation", with a = -0.75.
    public func straightened(corners: [PicturePoint], height: Int, width: Int) -> Bitmap {
        require(
            corners.count == 4 && height > 0 && width > 0,
            "Bitmap: four corners and a size are needed, not \(corners.count), \(height) x \(width)"
        )
        let view = Perspective(corners)
        var result: [UInt8] = []
        result.reserveCapacity(height * width * channels)
        for row in 0..<height {
            for column in 0..<width {
                let from = view.source(
                    Double(column) / Double(width), Double(row) / Double(height))
                appendCubic(from.x, from.y, to: &result)
            }
        }
        return Bitmap(height: height, width: width, channels: channels, pixels: result)
    }

    /// The channels at a place between pixels.
    private func appendCubic(_ x: Double, _ y: Double, to result: inout [UInt8]) {
        // Far outside there is only the edge; it also keeps the integers small.
        let x = min(max(x.isNaN ? 0 : x, -4), Double(width) + 4)
        let y = min(max(y.isNaN ? 0 : y, -4), Double(height) + 4)
        let (left, top) = (Int(floor(x)), Int(floor(y)))
        let (across, down) = (Self.keys(Float(x - floor(x))), Self.keys(Float(y - floor(y))))
        for channel in 0..<channels {
            var sum: Float = 0
            for row in 0..<4 {
                let start = min(max(top - 1 + row, 0), height - 1) * width
                var line: Float = 0
                for column in 0..<4 {
                    let place = start + min(max(left - 1 + column, 0), width - 1)
                    line += across[column] * Float(pixels[place * channels + channel])
                }
                sum += down[row] * line
            }
            result.append(UInt8(min(max(sum.rounded(), 0), 255)))
        }
    }

    /// The weights of four neighbours for a place this far behind the second.
    private static func keys(_ t: Float) -> SIMD4<Float> {
        let a: Float = -0.75
        func near(_ x: Float) -> Float { ((a + 2) * x - (a + 3)) * x * x + 1 }
        func far(_ x: Float) -> Float { ((a * x - 5 * a) * x + 8 * a) * x - 4 * a }
        return SIMD4(far(1 + t), near(t), near(1 - t), far(2 - t))
    }
}

/// The map from the unit square to a quadrilateral.
private struct Perspective {
    private let (a, b, c): (Double, Double, Double)
    private let (d, e, f): (Double, Double, Double)
    private let (g, h): (Double, Double)

    init(_ corners: [PicturePoint]) {
        let (p0, p1, p2, p3) = (corners[0], corners[1], corners[2], corners[3])
        let (dx1, dy1) = (p1.x - p2.x, p1.y - p2.y)
        let (dx2, dy2) = (p3.x - p2.x, p3.y - p2.y)
        let (sx, sy) = (p0.x - p1.x + p2.x - p3.x, p0.y - p1.y + p2.y - p3.y)
        let determinant = dx1 * dy2 - dx2 * dy1
        g = (sx * dy2 - dx2 * sy) / determinant
        h = (dx1 * sy - sx * dy1) / determinant
        (a, b, c) = (p1.x - p0.x + g * p1.x, p3.x - p0.x + h * p3.x, p0.x)
        (d, e, f) = (p1.y - p0.y + g * p1.y, p3.y - p0.y + h * p3.y, p0.y)
    }

    func source(_ u: Double, _ v: Double) -> (x: Double, y: Double) {
        let depth = g * u + h * v + 1
        return ((a * u + b * v + c) / depth, (d * u + e * v + f) / depth)
    }
}
