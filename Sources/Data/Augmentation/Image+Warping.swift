import Glibc

/// A rotation, shear, scaling and shift about the middle of a picture.
///
/// A point `p` relative to the middle goes to `scale R(angle) S(shear) p + shift`, with
/// `x` to the right and `y` downwards (torchvision's `affine`; its `rotate` has the angle's sign
/// reversed).
public struct AffineWarp: Sendable, Equatable {
    /// Clockwise, in degrees.
    public var angle = 0.0
    /// In pixels: to the right and downwards.
    public var shift = (x: 0.0, y: 0.0)
    /// Above 1 enlarges.
    public var scale = 1.0
    /// Angles in degrees by which lines along the other axis lean.
    public var shear = (x: 0.0, y: 0.0)

    /// Changes nothing unless told otherwise.
    public init(
        angle: Double = 0, shift: (x: Double, y: Double) = (0, 0), scale: Double = 1,
        shear: (x: Double, y: Double) = (0, 0)
    ) {
        (self.angle, self.shift, self.scale, self.shear) = (angle, shift, scale, shear)
    }

    public static func == (a: AffineWarp, b: AffineWarp) -> Bool {
        a.angle == b.angle && a.shift == b.shift && a.scale == b.scale && a.shear == b.shear
    }

    /// The inverse as `(xx, xy, yx, yy)`: where a point comes from, before the shift is undone.
    fileprivate var inverse: (xx: Double, xy: Double, yx: Double, yy: Double) {
        let turn = angle * .pi / 180
        let (sx, sy) = (shear.x * .pi / 180, shear.y * .pi / 180)
        let a = cos(turn - sy) / cos(sy)
        let b = -cos(turn - sy) * tan(sx) / cos(sy) - sin(turn)
        let c = sin(turn - sy) / cos(sy)
        let d = -sin(turn - sy) * tan(sx) / cos(sy) + cos(turn)
        // The determinant of the four is 1.
        return (d / scale, -b / scale, -c / scale, a / scale)
    }
}

extension Image {
    /// The picture moved by `warp`, bilinear; what comes from outside is `fill`.
    public func warped(by warp: AffineWarp, fill: Float = 0) -> Image {
        let inverse = warp.inverse
        let (middleX, middleY) = (Double(width) / 2 - 0.5, Double(height) / 2 - 0.5)
        var result = self
        for row in 0..<height {
            for column in 0..<width {
                let x = Double(column) - middleX - warp.shift.x
                let y = Double(row) - middleY - warp.shift.y
                let fromX = inverse.xx * x + inverse.xy * y + middleX
                let fromY = inverse.yx * x + inverse.yy * y + middleY
                let target = place(row, column)
                for channel in 0..<channels {
                    result.values[target + channel] = sample(fromX, fromY, channel, fill)
                }
            }
        }
        return result
    }

    /// The number between pixels, bilinear; `fill` outside.
    func sample(_ x: Double, _ y: Double, _ channel: Int, _ fill: Float) -> Float {
        // Further out there is nothing but fill; it also keeps the integers small.
        guard x > -1, y > -1, x < Double(width), y < Double(height) else { return fill }
        let (left, top) = (Int(floor(x)), Int(floor(y)))
        let (right, below) = (Float(x - floor(x)), Float(y - floor(y)))
        func pixel(_ row: Int, _ column: Int) -> Float {
            row >= 0 && row < height && column >= 0 && column < width
                ? values[place(row, column) + channel] : fill
        }
        let upper = (1 - right) * pixel(top, left) + right * pixel(top, left + 1)
        let lower = (1 - right) * pixel(top + 1, left) + right * pixel(top + 1, left + 1)
        return (1 - below) * upper + below * lower
    }
}
