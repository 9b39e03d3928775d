/// Points of one class or one run, drawn in one colour and with one kind of marker.
public struct PointGroup: Sendable {
    /// Stands in the legend; empty for no entry.
    public let name: String
    /// Anywhere in the plane; what has no place on the axes is left out.
    public let points: [(x: Double, y: Double)]
    /// The index in the palette, `nil` for the group's own place in the chart.
    public let color: Int?

    /// Points in a colour of the palette, or in that of the group's place.
    public init(_ name: String, points: [(x: Double, y: Double)], color: Int? = nil) {
        (self.name, self.points, self.color) = (name, points, color)
    }

    /// Points sorted into classes by their labels, the way data sets hold them.
    ///
    /// - Parameters:
    ///   - labels: one per point, each an index into `names`.
    public static func classes(
        _ points: [(x: Double, y: Double)], labels: [Int], names: [String]
    ) -> [PointGroup] {
        require(
            points.count == labels.count,
            "PointGroup: \(points.count) points need as many labels, got \(labels.count)")
        var sorted = [[(x: Double, y: Double)]](repeating: [], count: names.count)
        for (point, label) in zip(points, labels) {
            require(
                names.indices.contains(label),
                "PointGroup: label \(label) has no name; there are \(names.count)")
            sorted[label].append(point)
        }
        return zip(names, sorted).map { PointGroup($0, points: $1) }
    }
}

/// Points on a frame, for the charts that show them.
struct PointLayer {
    let groups: [PointGroup]
    /// With an edge in the paper's colour, for points on a coloured ground.
    var edged = false

    /// More points than this become one path of dots each group: no tooltips, a tenth of the bytes.
    private static let detailed = 2000

    var legend: [Legend.Entry] {
        groups.indices.filter { !groups[$0].name.isEmpty }.map {
            Legend.Entry(name: groups[$0].name, color: color($0), sample: .marker)
        }
    }

    private func color(_ index: Int) -> Int {
        groups[index].color ?? index
    }

    private var count: Int { groups.reduce(0) { $0 + $1.points.count } }

    /// Dots shrink as they crowd: 4 units up to a hundred points, 1.5 for thousands.
    private var radius: Double {
        min(4, max(1.5, 40 / Double(max(1, count)).squareRoot()))
    }

    func draw(in frame: Frame, into svg: inout SVG) {
        for index in groups.indices {
            svg.group("g", Palette.attributes(color(index))) { svg in
                if count > PointLayer.detailed {
                    drawDots(groups[index], in: frame, into: &svg)
                } else {
                    drawMarkers(index, in: frame, into: &svg)
                }
            }
        }
    }

    private func place(_ point: (x: Double, y: Double), in frame: Frame) -> (Double, Double)? {
        guard frame.x.contains(point.x), frame.y.contains(point.y),
            let x = frame.x.position(point.x), let y = frame.y.position(point.y)
        else { return nil }
        return (x, y)
    }

    private func drawDots(_ group: PointGroup, in frame: Frame, into svg: inout SVG) {
        let dots = group.points.compactMap { place($0, in: frame) }.map {
            "M\(coordinate($0)) \(coordinate($1))h0"
        }
        svg.element(
            "path",
            [
                "d": dots.joined(), "stroke": "currentColor", "stroke-linecap": "round",
                "stroke-width": 2 * radius, "stroke-opacity": 0.75,
            ])
    }

    private func drawMarkers(_ index: Int, in frame: Frame, into svg: inout SVG) {
        let marker = Marker(series: color(index))
        let look: SVG.Attributes =
            edged
            ? [
                "class": "lp-edge", "fill": "currentColor", "stroke": Theme.light.paper,
                "stroke-width": 0.8,
            ] : ["fill": "currentColor", "fill-opacity": 0.75]
        svg.group("g", look) { svg in
            for point in groups[index].points {
                guard let (x, y) = place(point, in: frame) else { continue }
                let name = groups[index].name
                let tip = "\(readable(point.x)), \(readable(point.y))"
                marker.draw(
                    into: &svg, x: x, y: y, radius: radius,
                    tooltip: name.isEmpty ? tip : "\(name): \(tip)")
            }
        }
    }
}
