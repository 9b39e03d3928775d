import LaminaNN
import LaminaPlot
import LaminaTrain

extension Report {
    /// The gradient's norm in each layer over time, and whether it vanishes or explodes on its way
    /// back to the first.
    func gradientFlow(_ summary: Summary) -> Section? {
        let (id, title) = ("gradients", "Gradient flow")
        let layers = LayerGradients.all(in: curves, summary)
        guard !layers.isEmpty else {
            return Section(id, title, lead: "This run recorded no gradient norms.")
        }
        let shown = Report.spread(layers)
        let longest = layers.map(\.norms.count).max() ?? 0
        let window = max(1, longest / Report.gradientPoints)
        let series = shown.map { layer in
            LineChart.Series(
                layer.layer,
                points: layer.smoothed(window: window).map { (x: epoch(at: $0.step), y: $0.norm) })
        }
        let chart = LineChart(
            "", x: .linear(stepsPerEpoch == nil ? "step" : "epoch"), y: .log("gradient norm"),
            series: series, width: 760, height: 320)
        return Section(id, title, lead: judgement(layers)) { html in
            html.figure(chart.svg(), isWide: true)
            html.element(
                "p", ["class": "note"], text: note(window, shown.count, of: layers.count))
        }
    }

    private func note(_ window: Int, _ shown: Int, of count: Int) -> String {
        "Euclidean norm of the gradient of each layer's parameters, on a logarithmic axis."
            + (window > 1 ? " A point is the median of \(window) measurements." : "")
            + (shown < count ? " \(shown) of \(count) layers are drawn." : "")
    }

    /// About how many points a line has.
    private static let gradientPoints = 60

    /// At most eight layers, the first and the last among them.
    private static func spread(_ layers: [LayerGradients]) -> [LayerGradients] {
        let most = 8
        guard layers.count > most else { return layers }
        return (0..<most).map { layers[$0 * (layers.count - 1) / (most - 1)] }
    }

    private var stepsPerEpoch: Double? {
        guard let last = curves["train_loss"].last, last.epoch > 0, last.step > 0 else {
            return nil
        }
        return Double(last.step) / Double(last.epoch)
    }

    private func epoch(at step: Int) -> Double {
        Double(step) / (stepsPerEpoch ?? 1)
    }

    /// The thresholds are a rule of thumb: a factor of 100 between first and last layer is about what
    /// makes plain gradient descent move one of them not at all or too far.
    private func judgement(_ layers: [LayerGradients]) -> String {
        guard let first = layers.first, let last = layers.last, layers.count > 1 else {
            return "There is a single layer with parameters, so no gradient can vanish on its way."
        }
        let dead = layers.filter { $0.norms.last?.norm == 0 }
        if let one = dead.first {
            return "The gradient of “\(one.layer)” is zero at the end: nothing trains it any more."
        }
        guard let ratio = first.medianRatio(to: last) else {
            return "First and last layer were not measured together, so they cannot be compared."
        }
        let relation =
            "The gradient of the first layer (\(first.layer)) is "
            + "\(abs(ratio - 1) < 0.1 ? "about" : readable(ratio, significant: 2) + " times") "
            + "as large as that of the last (\(last.layer)), in the median over time"
        switch ratio {
        case ..<0.01:
            return relation + ": gradients vanish on their way back, and the first layers hardly "
                + "learn. ReLU activations, another initialisation or skip connections help."
        case 100...:
            return relation + ": gradients explode on their way back. A smaller initialisation, "
                + "clipped gradients or normalisation help."
        default:
            return relation + ": gradients neither vanish nor explode."
        }
    }
}
