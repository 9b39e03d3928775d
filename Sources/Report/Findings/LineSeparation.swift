/// How many of some points of two classes a straight line can have on their own sides at best.
///
/// Exact: a line that separates points as well as any can be moved until it touches two of them, so
/// the lines through two points are tried. Each is then turned a little about a place on it, which
/// parts the points that lie on it into those before and those behind.
///
/// - Complexity: O(n³ log n) for n distinct points; `init` refuses more than ``limit``.
package struct LineSeparation {
    /// Distinct points are never more than this.
    package static let limit = 120

    /// The number of distinct places.
    package let placeCount: Int
    /// The largest share of the points that one line gets right.
    package let share: Double

    private struct Place {
        let x, y: Double
        /// Points of class 1 less those of class 0.
        var excess: Int
    }

    /// - Returns: nil for more than two classes, no points, or too many distinct ones.
    package init?(points: [(x: Double, y: Double)], labels: [Int]) {
        guard !points.isEmpty, points.count == labels.count, labels.allSatisfy((0...1).contains)
        else { return nil }
        var places: [Place] = []
        for (point, label) in zip(points, labels) {
            let excess = label == 1 ? 1 : -1
            if let known = places.firstIndex(where: { $0.x == point.x && $0.y == point.y }) {
                places[known].excess += excess
            } else {
                guard places.count < LineSeparation.limit else { return nil }
                places.append(Place(x: point.x, y: point.y, excess: excess))
            }
        }
        let ones = labels.count { $0 == 1 }
        let zeros = labels.count - ones
        // The smallest and largest excess on one side of a line; the outermost lines have all or
        // nothing there.
        var (least, most) = (min(0, ones - zeros), max(0, ones - zeros))
        for a in places.indices {
            for b in places.indices where b > a {
                for side in LineSeparation.sides(of: places[a], places[b], in: places) {
                    (least, most) = (min(least, side), max(most, side))
                }
            }
        }
        placeCount = places.count
        // Calling that side 1 and the rest 0 gets all zeros right, and the excess more; the other
        // way round, all ones, and the excess less.
        share = Double(max(zeros + most, ones - least)) / Double(labels.count)
    }

    /// The excess on one side, for each way in which the line through two places parts the others.
    private static func sides(of a: Place, _ b: Place, in places: [Place]) -> [Int] {
        let (dx, dy) = (b.x - a.x, b.y - a.y)
        var left = 0
        var onLine: [(along: Double, excess: Int)] = []
        for place in places {
            let across = dx * (place.y - a.y) - dy * (place.x - a.x)
            if across > 0 { left += place.excess }
            if across == 0 {
                onLine.append((dx * (place.x - a.x) + dy * (place.y - a.y), place.excess))
            }
        }
        onLine.sort { $0.along < $1.along }
        var (sides, before) = ([left], 0)
        let total = onLine.reduce(0) { $0 + $1.excess }
        for point in onLine {
            before += point.excess
            sides += [left + before, left + total - before]
        }
        return sides
    }
}
