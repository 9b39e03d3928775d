import LaminaPlot
public import LaminaTrain

/// Curves of one metric of several runs over one another, as an SVG element.
///
/// - Parameter runs: the points of each run, by rising step.
public func comparisonChart(
    metric: String, runs: [(name: String, points: [Metric])]
) -> String {
    let series = runs.map { name, points in
        LineChart.Series(name, points: points.map { (x: Double($0.step), y: $0.value) })
    }
    return LineChart(
        "", x: .linear("step"), y: .linear(metric), series: series, width: 760, height: 380
    ).svg()
}

extension LearningRateSearch {
    /// The loss over the learning rate, with the rate at which it falls fastest, as an SVG element.
    public func chart() -> String {
        let rules = steepest.map { [LineChart.Rule(at: $0, label: "steepest \(readable($0))")] }
        return LineChart(
            "", x: .log("learning rate"), y: .linear("loss"),
            series: [
                LineChart.Series(
                    "smoothed", points: points.map { (x: $0.rate, y: $0.smoothed) }),
                LineChart.Series(
                    "batch", points: points.map { (x: $0.rate, y: $0.loss) }, dash: .dotted),
            ], rules: rules ?? [], width: 760, height: 380
        ).svg()
    }
}
