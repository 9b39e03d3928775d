import LaminaTrain
import LaminaNN

/// The gradient's norm of one layer over time: the root of the sum of its parameters' squares.
struct LayerGradients {
    /// The layer's path, `(model)` for the outermost.
    let layer: String
    /// By rising step.
    let norms: [(step: Int, norm: Double)]

    /// Those of all layers that were measured, from the input to the output.
    static func all(in curves: RunCurves, _ summary: Summary) -> [LayerGradients] {
        var squares: [String: [Int: Double]] = [:]
        for path in curves.names(below: "gradient_norm/") {
            let layer = owner(of: path)
            for point in curves["gradient_norm/" + path] {
                squares[layer, default: [:]][point.step, default: 0] += point.value * point.value
            }
        }
        let order = summary.rows.map(\.path)
        let place = { (layer: String) in order.firstIndex(of: layer) ?? order.count }
        let layers = squares.keys.sorted { (place($0), $0) < (place($1), $1) }
        return layers.map { layer in
            let points = (squares[layer] ?? [:]).sorted { $0.key < $1.key }
            return LayerGradients(
                layer: layer.isEmpty ? "(model)" : layer,
                norms: points.map { ($0.key, $0.value.squareRoot()) })
        }
    }

    /// The path without the parameter's own name.
    private static func owner(of path: String) -> String {
        path.lastIndex(of: ".").map { String(path[..<$0]) } ?? ""
    }

    /// Medians of `window` measurements each, so that the batches' noise does not hide the course.
    func smoothed(window: Int) -> [(step: Int, norm: Double)] {
        stride(from: 0, to: norms.count, by: window).map { start in
            let part = norms[start..<min(start + window, norms.count)]
            let sorted = part.map(\.norm).sorted()
            return (part[start + part.count / 2].step, sorted[sorted.count / 2])
        }
    }

    /// The median over time of this layer's norm by another's, where both are above zero.
    func medianRatio(to other: LayerGradients) -> Double? {
        let others = Dictionary(other.norms.map { ($0.step, $0.norm) }) { first, _ in first }
        let ratios = norms.compactMap { point -> Double? in
            guard let norm = others[point.step], norm > 0, point.norm > 0 else { return nil }
            return point.norm / norm
        }.filter(\.isFinite).sorted()
        return ratios.isEmpty ? nil : ratios[ratios.count / 2]
    }
}
