import LaminaNN
import LaminaPlot
import LaminaTrain

extension Report {
    /// The size of each layer's parameters over time.
    func weightNorms(_ summary: Summary) -> Section? {
        var squares: [String: [Int: Double]] = [:]
        for path in curves.names(below: "weight_norm/") {
            let layer = path.lastIndex(of: ".").map { String(path[..<$0]) } ?? "(model)"
            for (epoch, value) in curves.byEpoch("weight_norm/" + path) {
                squares[layer, default: [:]][epoch, default: 0] += value * value
            }
        }
        let order = summary.rows.map(\.path)
        let layers = squares.keys.sorted {
            (order.firstIndex(of: $0) ?? order.count, $0)
                < (order.firstIndex(of: $1) ?? order.count, $1)
        }
        guard !layers.isEmpty, layers.contains(where: { (squares[$0]?.count ?? 0) > 1 }) else {
            return nil
        }
        let growth = layers.compactMap { layer -> (layer: String, factor: Double)? in
            let points = (squares[layer] ?? [:]).sorted { $0.key < $1.key }
            guard let first = points.first?.value, let last = points.last?.value, first > 0 else {
                return nil
            }
            return (layer, (last / first).squareRoot())
        }
        let series = Report.thinned(layers, to: 8).map { layer in
            LineChart.Series(
                layer,
                points: (squares[layer] ?? [:]).sorted { $0.key < $1.key }.map {
                    (x: Double($0.key), y: $0.value.squareRoot())
                })
        }
        return Section("weights", "Weights", lead: judgement(growth)) { html in
            html.figure(
                LineChart(
                    "", x: .linear("epoch"), y: .linear("norm of the parameters"), series: series,
                    width: 760, height: 300
                ).svg(), isWide: true)
        }
    }

    private func judgement(_ growth: [(layer: String, factor: Double)]) -> String {
        guard let most = growth.max(by: { abs(logarithm($0.factor)) < abs(logarithm($1.factor)) })
        else { return "" }
        let factor = readable(most.factor, significant: 2)
        return abs(most.factor - 1) < 0.05
            ? "No layer's parameters have changed their size by more than a twentieth."
            : "From the first epoch to the last the parameters of “\(most.layer)” changed their size "
                + "most, to \(factor) times what it was."
    }

    /// As large for a half as for the double.
    private func logarithm(_ factor: Double) -> Double {
        factor > 0 ? max(factor, 1 / factor) : .infinity
    }
}
