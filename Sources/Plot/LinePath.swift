/// A polyline as SVG path data, with a gap at every `nil` and no more points than can be seen.
package struct LinePath {
    package let data: String

    /// Above `dense` points, those that fall into the same column half a unit wide are thinned to
    /// the first, lowest, highest and last, which paints the same picture.
    ///
    /// - Source: the M4 aggregation of Jugel, Jerzak, Hackenbroich & Markl (2014).
    package init(_ points: [(x: Double, y: Double)?], dense: Int = 2000) {
        var data = ""
        for run in points.split(whereSeparator: { $0 == nil }) {
            var kept = run.compactMap { $0 }
            if points.count > dense { kept = LinePath.thinned(kept) }
            for (index, point) in kept.enumerated() {
                data += index == 0 ? "M" : index == 1 ? "L" : " "
                data += "\(coordinate(point.x)) \(coordinate(point.y))"
            }
            // A lone point between gaps: no length, but round line ends make it a dot.
            if kept.count == 1 { data += "h0" }
        }
        self.data = data
    }

    private static func thinned(_ run: [(x: Double, y: Double)]) -> [(x: Double, y: Double)] {
        var (result, start) = ([(x: Double, y: Double)](), 0)
        while start < run.count {
            let column = (run[start].x * 2).rounded(.down)
            var (end, low, high) = (start + 1, start, start)
            while end < run.count, (run[end].x * 2).rounded(.down) == column {
                if run[end].y < run[low].y { low = end }
                if run[end].y > run[high].y { high = end }
                end += 1
            }
            for index in Set([start, low, high, end - 1]).sorted() { result.append(run[index]) }
            start = end
        }
        return result
    }
}
