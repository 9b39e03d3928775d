/// The shapes of points. The first colours come as discs; where the palette starts again the next
/// shape tells the classes apart.
enum Marker: Int, CaseIterable {
    case disc, square, triangle, diamond

    init(series index: Int) {
        self = Marker.allCases[Palette.round(index) % Marker.allCases.count]
    }

    /// Draws the shape around `(x, y)`, of about the same area for every shape.
    func draw(into svg: inout SVG, x: Double, y: Double, radius r: Double, tooltip: String?) {
        switch self {
        case .disc:
            svg.element("circle", ["cx": x, "cy": y, "r": r], tooltip: tooltip)
        case .square:
            let half = 0.89 * r
            svg.element(
                "rect", ["x": x - half, "y": y - half, "width": 2 * half, "height": 2 * half],
                tooltip: tooltip)
        case .triangle:
            polygon(
                [(x, y - 1.5 * r), (x + 1.3 * r, y + 0.8 * r), (x - 1.3 * r, y + 0.8 * r)],
                into: &svg, tooltip: tooltip)
        case .diamond:
            polygon(
                [(x, y - 1.35 * r), (x + 1.2 * r, y), (x, y + 1.35 * r), (x - 1.2 * r, y)],
                into: &svg, tooltip: tooltip)
        }
    }

    private func polygon(
        _ corners: [(x: Double, y: Double)], into svg: inout SVG, tooltip: String?
    ) {
        let points = corners.map { "\(coordinate($0.x)),\(coordinate($0.y))" }
        svg.element("polygon", ["points": points.joined(separator: " ")], tooltip: tooltip)
    }
}
