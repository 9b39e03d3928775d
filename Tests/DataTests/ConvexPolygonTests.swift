import LaminaData
import Testing

@Suite struct ConvexPolygonTests {
    private func points(_ pairs: [(Double, Double)]) -> [PicturePoint] {
        pairs.map { PicturePoint(x: $0.0, y: $0.1) }
    }

    @Test func innerPointsAndThoseOnAnEdgeAreNoCorners() {
        let polygon = ConvexPolygon(
            around: points([(0, 0), (4, 0), (4, 2), (0, 2), (2, 1), (2, 0), (4, 1), (0, 0)]))
        #expect(polygon.corners == points([(0, 0), (4, 0), (4, 2), (0, 2)]))
        #expect(polygon.area == 8 && polygon.perimeter == 12)
    }

    @Test func pointsOnALineHaveNoArea() {
        #expect(ConvexPolygon(around: points([(1, 1)])).corners.count == 1)
        let line = ConvexPolygon(around: points([(0, 0), (2, 2), (1, 1)]))
        #expect(line.corners.count == 2 && line.area == 0)
        #expect(
            abs(line.smallestRectangle.sides.height * line.smallestRectangle.sides.width) < 1e-9)
        #expect(ConvexPolygon(around: []).corners.isEmpty)
    }

    @Test func theSmallestRectangleLeansAsTheShapeDoes() {
        // A rectangle of 10 by 2 along (0.8, 0.6), with points on its edges.
        let corners = [(0.0, 0.0), (8, 6), (6.8, 7.6), (-1.2, 1.6), (4, 3)]
        let box = ConvexPolygon(around: points(corners)).smallestRectangle
        #expect(abs(box.area - 20) < 1e-9)
        // The two corners further left come first and last, the upper one first.
        let expected = points([(0, 0), (8, 6), (6.8, 7.6), (-1.2, 1.6)])
        for (corner, wanted) in zip(box.corners, expected) {
            #expect(corner.distance(to: wanted) < 1e-9)
        }
    }

    /// As pyclipper 1.4 grows it: `PyclipperOffset.AddPath(box, JT_ROUND, ET_CLOSEDPOLYGON)`.
    @Test func aGrownRectangleHasRoundCorners() {
        let grown = ConvexPolygon(around: points([(10, 10), (40, 10), (40, 20), (10, 20)]))
            .grown(by: 6)
        let box = grown.smallestRectangle
        #expect(box.corners == points([(4, 4), (46, 4), (46, 26), (4, 26)]))
        let circle = 30.0 * 10 + 80 * 6 + .pi * 36
        #expect(abs(grown.area - circle) < 0.03 * circle && grown.area < 42 * 22)
    }
}
