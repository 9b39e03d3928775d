/// Points in the plane, coloured by class: embeddings, predictions against truth.
///
/// Colours are told apart by the colour-blind; past seven classes the markers change their shape.
///
/// - Special values: points that have no place (NaN, infinite, not positive on a logarithmic axis)
///   are left out. A chart without points says "no data".
public struct ScatterChart: Sendable {
    /// Stands above the chart; empty for none.
    public let title: String
    /// The horizontal axis and the vertical one.
    public let x, y: Axis
    /// In the order in which they are drawn, the last on top.
    public let groups: [PointGroup]
    /// In SVG units: the width from 160 to 10,000, the height from 100.
    public let width, height: Double

    /// - Parameters:
    ///   - groups: in the order in which they are drawn, the last on top.
    public init(
        _ title: String, x: Axis = "", y: Axis = "", groups: [PointGroup], width: Double = 480,
        height: Double = 400
    ) {
        checkSize("ScatterChart", width: width, height: height)
        (self.title, self.x, self.y, self.groups) = (title, x, y, groups)
        (self.width, self.height) = (width, height)
    }

    /// The chart as an SVG element.
    public func svg() -> String {
        let layer = PointLayer(groups: groups)
        let legend = Legend(layer.legend, width: width)
        let head = titleHeight(title)
        let points = groups.flatMap { $0.points.filter { x.holds($0.x) && y.holds($0.y) } }
        guard
            let frame = Frame(
                x: x, y: y, xs: points.map(\.x), ys: points.map(\.y), fits: (.padded, .padded),
                width: width, height: height, top: head + legend.height, right: 14)
        else { return emptyChart(title: title, width: width, height: height) }
        let names = groups.map { "\($0.name) (\($0.points.count))" }.joined(separator: ", ")
        return SVG.document(
            title: title, summary: "Scatter chart of \(y.label) over \(x.label): \(names)",
            width: width, height: height
        ) { svg in
            drawTitle(title, width: width, into: &svg)
            legend.draw(into: &svg, top: head)
            frame.draw(into: &svg, grid: .both)
            layer.draw(in: frame, into: &svg)
        }
    }
}
