import LaminaFormats
import LaminaNN
import LaminaPlot
import LaminaTrain

extension Report {
    /// How each layer's outputs and their gradients were distributed over time, and how many of its units
    /// stayed silent.
    func layerActivity(_ summary: Summary) -> Section? {
        let order = summary.rows.map { $0.path.isEmpty ? "(model)" : $0.path }
        let paths = histograms.keys.filter { $0.hasPrefix("activations/") }
            .map { String($0.dropFirst("activations/".count)) }
            .sorted {
                (order.firstIndex(of: $0) ?? order.count, $0)
                    < (order.firstIndex(of: $1) ?? order.count, $1)
            }
        guard !paths.isEmpty else { return nil }
        let shown = Report.thinned(paths, to: 8)
        return Section("activity", "Layers over time", lead: silence(paths)) { html in
            for path in shown {
                let pair = ["activations", "gradients"].compactMap { kind in
                    histograms["\(kind)/\(path)"].flatMap { evolution(kind, $0) }
                }
                guard !pair.isEmpty else { continue }
                html.element("div", ["class": "layer"]) { html in
                    html.element("h3", text: path)
                    html.element("div", ["class": "pair"]) { html in
                        for chart in pair { html.figure(chart) }
                    }
                }
            }
            let silent = silentCurves(shown)
            if !silent.isEmpty {
                html.figure(
                    LineChart(
                        "Units that are never above 0", x: .linear("epoch"),
                        y: .linear("part of the units", range: 0...1), series: silent, width: 760,
                        height: 300
                    ).svg(), isWide: true)
            }
            html.element(
                "p", ["class": "note"],
                text: "Measured after each epoch on the same training examples. A column is one "
                    + "epoch; the darker a cell, the more numbers have its size. Gradients are those "
                    + "of the loss for the layer's outputs."
                    + (shown.count < paths.count
                        ? " \(shown.count) of \(paths.count) layers are shown." : ""))
        }
    }

    /// One column an epoch, one row an interval of values that all columns share.
    private func evolution(_ kind: String, _ histograms: [TFEvents.Histogram]) -> String? {
        let shown = Report.thinned(histograms.filter { $0.count > 0 }, to: 24)
        guard let low = shown.map(\.min).min(), let high = shown.map(\.max).max(), low < high,
            low.isFinite, high.isFinite
        else { return nil }
        let rows = 11
        let columns = shown.map { histogram in
            Report.rebinned(histogram, low: low, high: high, bins: rows)
        }
        // Large values on top.
        let values = (0..<rows).reversed().flatMap { row in columns.map { $0[row] } }
        let names = (0..<rows).reversed().map { row in
            readable(low + (high - low) * (Double(row) + 0.5) / Double(rows), significant: 2)
        }
        return Heatmap(
            kind, rows: names, columns: shown.map { "\(epoch(of: $0.step))" }, values: values,
            rowLabel: "value", columnLabel: "epoch", normalization: .columns, width: 440
        ).svg()
    }

    /// The counts of a histogram in other intervals; a count spreads evenly over its own.
    static func rebinned(
        _ histogram: TFEvents.Histogram, low: Double, high: Double, bins: Int
    ) -> [Double] {
        var counts = [Double](repeating: 0, count: bins)
        let width = (high - low) / Double(bins)
        var start = histogram.min
        for bucket in histogram.buckets {
            let end = max(start, min(bucket.limit, histogram.max))
            defer { start = end }
            guard bucket.count > 0 else { continue }
            func place(_ value: Double) -> Int {
                min(max(Int((value - low) / width), 0), bins - 1)
            }
            guard end > start else {
                counts[place(start)] += bucket.count
                continue
            }
            for bin in place(start)...place(end) {
                let overlap =
                    min(end, low + width * Double(bin + 1)) - max(start, low + width * Double(bin))
                counts[bin] += bucket.count * max(0, overlap) / (end - start)
            }
        }
        return counts
    }

    private func epoch(of step: Int64) -> Int {
        curves["train_loss"].first { Int64($0.step) == step }?.epoch ?? Int(step)
    }

    private func silentCurves(_ paths: [String]) -> [LineChart.Series] {
        let all = paths.compactMap { path -> LineChart.Series? in
            let points = curves.byEpoch("silent_units/\(path)").map {
                (x: Double($0.epoch), y: $0.value)
            }
            guard points.count > 1, points.contains(where: { $0.y > 0 }) else { return nil }
            return LineChart.Series(path, points: points)
        }
        return Array(all.prefix(8))
    }

    private func silence(_ paths: [String]) -> String {
        let last = paths.compactMap { path in
            curves.last("silent_units/\(path)").map { (path: path, share: $0) }
        }
        guard let worst = last.max(by: { $0.share < $1.share }), worst.share > 0 else {
            return "Every unit of every layer is above 0 for some example: none is dead."
        }
        let part = NumberText.percent(worst.share)
        return "\(part) of the units of “\(worst.path)” are above 0 for none of the examples. "
            + "Where a ReLU follows, or stands there, they are dead and learn nothing more."
    }

    /// At most so many elements, evenly spread, the first and the last among them.
    static func thinned<Element>(_ all: [Element], to most: Int) -> [Element] {
        guard all.count > most else { return all }
        return (0..<most).map { all[$0 * (all.count - 1) / (most - 1)] }
    }
}
