/// The lines between places of different classes, as marching squares draw them: straight through
/// each square between four places' centres, from edge to edge.
///
/// Along an edge between two classes the border lies where their confidences, which fall to zero at
/// it, balance: exactly at probability one half, interpolated linearly, for two classes.
///
/// - Source: Lorensen & Cline (1987) in two dimensions, with several classes.
struct DecisionBorder {
    let columns: Int
    let classes: [Int]
    let confidence: [Double]?

    private var rows: Int { classes.count / columns }

    /// A place's centre as a fraction of the plot, from its lower left corner.
    private struct Corner {
        let x, y: Double
        let label: Int
        let strength: Double
    }

    func data(in plot: Rect) -> String {
        var data = ""
        // Half a place around the outermost centres belongs to them: the border goes on to the edge.
        for row in -1..<rows {
            for column in -1..<columns {
                let square = [
                    corner(row, column), corner(row, column + 1), corner(row + 1, column + 1),
                    corner(row + 1, column),
                ]
                let points = crossings(square).map {
                    (x: plot.x + $0.x * plot.width, y: plot.bottom - $0.y * plot.height)
                }
                if points.count == 2 {
                    data += segment(points[0], points[1])
                } else if points.count > 2 {
                    // Three or four classes meet, or two cross over: all lines meet in the middle.
                    let n = Double(points.count)
                    let middle = (
                        x: points.reduce(0) { $0 + $1.x } / n, y: points.reduce(0) { $0 + $1.y } / n
                    )
                    for point in points { data += segment(point, middle) }
                }
            }
        }
        return data
    }

    private func corner(_ row: Int, _ column: Int) -> Corner {
        let (r, c) = (min(max(row, 0), rows - 1), min(max(column, 0), columns - 1))
        let place = { (index: Int, count: Int) in
            min(max((Double(index) + 0.5) / Double(count), 0), 1)
        }
        let strength = confidence?[r * columns + c] ?? 1
        return Corner(
            x: place(column, columns), y: place(row, rows), label: classes[r * columns + c],
            strength: strength.isNaN ? 1 : max(strength, 0))
    }

    private func crossings(_ square: [Corner]) -> [(x: Double, y: Double)] {
        square.indices.compactMap { index in
            let (a, b) = (square[index], square[(index + 1) % 4])
            if a.label == b.label { return nil }
            let sum = a.strength + b.strength
            let t = sum > 0 ? a.strength / sum : 0.5
            return (a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t)
        }
    }

    private func segment(_ a: (x: Double, y: Double), _ b: (x: Double, y: Double)) -> String {
        "M\(coordinate(a.x)) \(coordinate(a.y))L\(coordinate(b.x)) \(coordinate(b.y))"
    }
}
