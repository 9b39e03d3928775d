import LaminaData
import LaminaGraph
import LaminaNN
import LaminaPlot
import LaminaTensor
import LaminaTrain

extension Report {
    /// The loss around the trained parameters, on a plane and along a line.
    func landscape(_ summary: Summary) -> Section? {
        guard let test, test.count > 0, let loss else { return nil }
        // About a second's work on two cores, on as many examples as that allows.
        let budget = 5e10
        let points = 11
        let each = Double(max(summary.multiplyAdds, 1_000))
        let count = min(test.count, 128, Int(budget / each / Double(points * points)))
        guard count >= 4 else { return nil }
        let batch = test.batch(
            Array(0..<count), normalization: normalization)
        let slice = landscape(model, loss, batch, points)
        let finite = slice.losses.filter(\.isFinite)
        guard let lowest = finite.min(), let highest = finite.max(), slice.center.isFinite else {
            return nil
        }
        // The ends and the middle say where the others lie.
        let names = slice.positions.map { [-1, 0, 1].contains($0) ? fixed($0, decimals: 0) : "" }
        let middle = points / 2
        return Section("landscape", "Loss landscape", lead: lead(slice.center, lowest, highest)) {
            html in
            html.element("div", ["class": "pair"]) { html in
                html.figure(
                    Heatmap(
                        "", rows: names.reversed(), columns: names,
                        values: (0..<points).reversed().flatMap { row in
                            slice.losses[row * points..<(row + 1) * points]
                        }, rowLabel: "second direction", columnLabel: "first direction",
                        colors: .viridis, range: lowest < highest ? lowest...highest : nil,
                        width: 440
                    ).svg())
                html.figure(
                    LineChart(
                        "", x: .linear("distance"), y: .linear("loss"),
                        series: [
                            .init(
                                "first",
                                points: slice.positions.indices.map {
                                    (slice.positions[$0], slice.losses[middle * points + $0])
                                }),
                            .init(
                                "second",
                                points: slice.positions.indices.map {
                                    (slice.positions[$0], slice.losses[$0 * points + middle])
                                }),
                        ], rules: [.init(at: 0, label: "trained")], width: 440, height: 340
                    ).svg())
            }
            html.element(
                "p", ["class": "note"],
                text: "The loss on \(count) test examples where the parameters are moved along two "
                    + "random directions; at distance 1 every filter is moved by its own length "
                    + "(Li et al. 2018).")
        }
    }

    private func landscape(
        _ model: some Module<Tensor, Tensor>, _ loss: Loss, _ batch: Batch, _ points: Int
    ) -> LossLandscape {
        LossLandscape(model, loss: loss, batch: batch, points: points)
    }

    private func lead(_ center: Double, _ lowest: Double, _ highest: Double) -> String {
        let text =
            "Around the trained parameters the loss rises from \(NumberText.metric(center)) to "
            + "\(NumberText.metric(highest))."
        guard lowest < center * 0.95 else {
            return text + " Nowhere on this plane is it lower than where training ended."
        }
        return text
            + " On this plane it falls to \(NumberText.metric(lowest)) elsewhere: training has "
            + "not reached a minimum, or that of other examples."
    }
}
