import LaminaPlot

/// Ways over a plane with contour lines, walked at the same time: an SVG picture that moves by itself in
/// a browser, and shows the whole ways where nothing moves.
struct AnimatedTrails {
    /// One walker's places, one a step.
    struct Trail {
        let name: String
        let points: [(x: Double, y: Double)]
    }

    let title: String
    let x, y: ClosedRange<Double>
    /// Lines of equal height.
    let contours: [[(x: Double, y: Double)]]
    /// Where all want to go.
    let goal: (x: Double, y: Double)
    let trails: [Trail]

    private let width = 520.0
    private let height = 400.0
    /// Room for the title and the names.
    private let top = 58.0
    private let margin = 4.0
    /// Seconds for the walk, and for looking at where it ended.
    private let walking = 13
    private let resting = 3

    private func place(_ point: (x: Double, y: Double)) -> (x: Double, y: Double) {
        let (across, up) = (width - 2 * margin, height - top - margin)
        return (
            margin + (point.x - x.lowerBound) / (x.upperBound - x.lowerBound) * across,
            height - margin - (point.y - y.lowerBound) / (y.upperBound - y.lowerBound) * up
        )
    }

    private func path(_ points: [(x: Double, y: Double)]) -> String {
        let steps = points.map { point in
            let (x, y) = place(point)
            return "\(coordinate(x)) \(coordinate(y))"
        }
        return "M" + steps.joined(separator: "L")
    }

    func svg() -> String {
        var parts = [
            """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(coordinate(width)) \
            \(coordinate(height))" role="img" aria-label="\(title)" font-family="system-ui,sans-serif" \
            font-size="12" fill="#1f2328">
            <title>\(title)</title>
            <style>\(Self.css)</style>
            <rect class="paper" width="\(coordinate(width))" height="\(coordinate(height))" fill="#ffffff"/>
            <text x="4" y="18" font-size="14" font-weight="600">\(title)</text>
            <clipPath id="plane"><rect x="\(coordinate(margin))" y="\(coordinate(top))" \
            width="\(coordinate(width - 2 * margin))" height="\(coordinate(height - top - margin))"/></clipPath>
            <g clip-path="url(#plane)">
            """
        ]
        for contour in contours {
            parts.append(
                "<path class=\"contour\" d=\"\(path(contour))\" fill=\"none\" stroke=\"#c3c9d0\"/>")
        }
        let (goalX, goalY) = place(goal)
        parts.append(
            "<path d=\"M\(coordinate(goalX - 5)) \(coordinate(goalY))h10m-5 -5v10\" stroke=\"currentColor\"/>"
        )
        for (index, trail) in trails.enumerated() { parts.append(draw(trail, index)) }
        parts.append("</g>")
        parts.append(legend)
        parts.append("</svg>\n")
        return parts.joined(separator: "\n")
    }

    private static let css = """
        svg{color:#1f2328}\
        @media(prefers-color-scheme:dark){svg{color:#e6e9ed;fill:#e6e9ed}.paper{fill:#16191d}\
        .contour{stroke:#3d444d}}
        """

    /// The way, which grows while it is walked, and the walker in front of it.
    private func draw(_ trail: Trail, _ index: Int) -> String {
        let color = Palette.color(index).hex
        let places = trail.points.map { place($0) }
        var lengths = [0.0]
        for (a, b) in zip(places, places.dropFirst()) {
            let (dx, dy) = (b.x - a.x, b.y - a.y)
            lengths.append((lengths.last ?? 0) + (dx * dx + dy * dy).squareRoot())
        }
        let total = max(lengths.last ?? 0, 1e-9)
        let last = trail.points.count - 1
        let shown = Array(0...last) + Array(repeating: last, count: last * resting / walking)
        func values(_ value: (Int) -> String) -> String { shown.map(value).joined(separator: ";") }
        func animated(_ attribute: String, _ values: String) -> String {
            "<animate attributeName=\"\(attribute)\" dur=\"\(walking + resting)s\" repeatCount=\"indefinite\" "
                + "values=\"\(values)\"/>"
        }
        let rest = values { fixed(1 - lengths[$0] / total, decimals: 3) }
        let (endX, endY) = places[last]
        return """
            <path d="\(path(trail.points))" fill="none" stroke="\(color)" stroke-width="1.8" \
            stroke-linejoin="round" pathLength="1" stroke-dasharray="1" stroke-dashoffset="0">\
            \(animated("stroke-dashoffset", rest))</path>
            <circle cx="\(coordinate(endX))" cy="\(coordinate(endY))" r="4.5" fill="\(color)">\
            \(animated("cx", values { coordinate(places[$0].x) }))\
            \(animated("cy", values { coordinate(places[$0].y) }))</circle>
            """
    }

    private var legend: String {
        var left = margin + 6
        return trails.enumerated().map { index, trail in
            defer { left += 30 + 7.4 * Double(trail.name.count) }
            return """
                <circle cx="\(coordinate(left))" cy="38" r="4.5" fill="\(Palette.color(index).hex)"/>\
                <text x="\(coordinate(left + 10))" y="42">\(trail.name)</text>
                """
        }.joined(separator: "\n")
    }
}
