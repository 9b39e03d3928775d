import Glibc

/// A polygon without dents, such as the outline of everything that belongs to a word.
///
/// ```swift
/// let points = [(0.0, 0.0), (4, 0), (4, 2), (0, 2), (2, 1)].map { PicturePoint(x: $0.0, y: $0.1) }
/// let outline = ConvexPolygon(around: points)            // four corners: (2, 1) lies inside
/// print(outline.area, outline.perimeter, outline.smallestRectangle.corners)
/// ```
public struct ConvexPolygon: Sendable, Equatable {
    /// Clockwise as one sees them in the picture. Two or one where the points lie on a line.
    public let corners: [PicturePoint]

    /// The smallest convex polygon that holds all points; what lies between two corners is none.
    ///
    /// - Complexity: O(n log n), n the number of points.
    /// - Source: Andrew (1979), "Another efficient algorithm for convex hulls in two dimensions".
    ///   OpenCV: `convexHull`.
    public init(around points: [PicturePoint]) {
        let sorted = points.sorted { ($0.x, $0.y) < ($1.x, $1.y) }
        let upper = Self.chain(sorted)
        let lower = Self.chain(sorted.reversed())
        let all = upper.dropLast() + lower.dropLast()
        corners = all.isEmpty ? Array(sorted.prefix(1)) : Array(all)
    }

    /// From the first point to the last, turning to one side alone.
    private static func chain(_ points: [PicturePoint]) -> [PicturePoint] {
        var result: [PicturePoint] = []
        for point in points where point != result.last {
            while result.count >= 2,
                turn(result[result.count - 2], result[result.count - 1], point) <= 0
            {
                result.removeLast()
            }
            result.append(point)
        }
        return result
    }

    /// Above 0 where the way from a over b to c turns clockwise, as one sees it in the picture.
    private static func turn(_ a: PicturePoint, _ b: PicturePoint, _ c: PicturePoint) -> Double {
        (b.x - a.x) * (c.y - b.y) - (b.y - a.y) * (c.x - b.x)
    }

    /// Each corner with the next one, the last with the first.
    private var edges: [(from: PicturePoint, to: PicturePoint)] {
        corners.indices.map { (corners[$0], corners[($0 + 1) % corners.count]) }
    }

    /// In square pixels.
    public var area: Double {
        edges.reduce(0) { $0 + ($1.from.x * $1.to.y - $1.to.x * $1.from.y) } / 2
    }

    /// In pixels.
    public var perimeter: Double { edges.reduce(0) { $0 + $1.from.distance(to: $1.to) } }

    /// The rectangle of least area around the polygon, turned as it may be: one of its sides lies on
    /// one of the polygon's. OpenCV: `minAreaRect`.
    ///
    /// - Source: Freeman & Shapira (1975), "Determining the minimum-area encasing rectangle".
    public var smallestRectangle: RotatedRectangle {
        let candidates = edges.compactMap { edge -> RotatedRectangle? in
            let length = edge.from.distance(to: edge.to)
            guard length > 0 else { return nil }
            let along = ((edge.to.x - edge.from.x) / length, (edge.to.y - edge.from.y) / length)
            return RotatedRectangle(around: corners, along: along)
        }
        return candidates.min { $0.area < $1.area }
            ?? RotatedRectangle(around: corners, along: (1, 0))
    }

    /// The polygon with a border of `distance` pixels around it, corners made round. Its corners are
    /// rounded to whole pixels.
    ///
    /// - Source: Vatti (1992), "A generic solution to polygon clipping"; arcs are divided as Clipper
    ///   6.4 (`ClipperOffset`, `jtRound`) does with its usual tolerance of a quarter of a pixel.
    public func grown(by distance: Double) -> ConvexPolygon {
        guard distance > 0, corners.count > 2 else { return self }
        let tolerance = min(0.25, distance * 0.25)
        let circle = min(Double.pi / acos(1 - tolerance / distance), distance * .pi)
        let normals = edges.map { edge -> (x: Double, y: Double) in
            let length = edge.from.distance(to: edge.to)
            return ((edge.to.y - edge.from.y) / length, -(edge.to.x - edge.from.x) / length)
        }
        var points: [PicturePoint] = []
        for (index, corner) in corners.enumerated() {
            let before = normals[(index + corners.count - 1) % corners.count]
            let after = normals[index]
            let sine = before.x * after.y - before.y * after.x
            let angle = atan2(sine, before.x * after.x + before.y * after.y)
            let steps = max(Int((circle / (2 * .pi) * abs(angle)).rounded()), 1)
            for step in 0..<steps {
                let turned = Double(step) * 2 * .pi / circle
                let x = before.x * cos(turned) - before.y * sin(turned)
                let y = before.x * sin(turned) + before.y * cos(turned)
                points.append(Self.whole(corner.x + x * distance, corner.y + y * distance))
            }
            points.append(Self.whole(corner.x + after.x * distance, corner.y + after.y * distance))
        }
        return ConvexPolygon(around: points)
    }

    private static func whole(_ x: Double, _ y: Double) -> PicturePoint {
        PicturePoint(x: x.rounded(), y: y.rounded())
    }
}
