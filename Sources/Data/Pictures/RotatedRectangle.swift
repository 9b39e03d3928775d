/// A rectangle in a picture whose sides may lean, such as the box around a slanting word.
public struct RotatedRectangle: Sendable, Equatable {
    /// Top left, top right, bottom right, bottom left; of a leaning one the two corners further left
    /// and the two further right, of each pair the upper one first.
    public let corners: [PicturePoint]

    /// The smallest one around some points with a side in this direction, a vector of length 1.
    init(around points: [PicturePoint], along: (x: Double, y: Double)) {
        var (left, right) = (Double.infinity, -Double.infinity)
        var (top, bottom) = (Double.infinity, -Double.infinity)
        for point in points {
            let place = point.x * along.x + point.y * along.y
            let height = point.y * along.x - point.x * along.y
            (left, right) = (min(left, place), max(right, place))
            (top, bottom) = (min(top, height), max(bottom, height))
        }
        func corner(_ place: Double, _ height: Double) -> PicturePoint {
            PicturePoint(
                x: place * along.x - height * along.y, y: place * along.y + height * along.x)
        }
        self.init(corners: [
            corner(left, top), corner(right, top), corner(right, bottom), corner(left, bottom),
        ])
    }

    /// Puts four corners in order.
    init(corners: [PicturePoint]) {
        let sorted = corners.sorted { $0.x < $1.x }
        let left = sorted.prefix(2).sorted { $0.y < $1.y }
        let right = sorted.suffix(2).sorted { $0.y < $1.y }
        self.corners = [left[0], right[0], right[1], left[1]]
    }

    /// The lengths of the upper side and of the one on the left, in pixels.
    public var sides: (width: Double, height: Double) {
        (corners[0].distance(to: corners[1]), corners[0].distance(to: corners[3]))
    }

    /// In square pixels.
    public var area: Double { sides.width * sides.height }
}
