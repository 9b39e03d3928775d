import LaminaFormats
import LaminaPlot
public import LaminaTrain
import Synchronization

extension TrainerCallback {
    /// Draws training and validation loss after every epoch into an SVG file, which a browser or an editor shows anew
    /// while training goes on. The file is replaced as a whole.
    ///
    /// ```swift
    /// try trainer.fit(data.train, validation: data.validation, epochs: 20, callbacks: [.livePlot(to: "live.svg")])
    /// ```
    /// Resumed training begins a new picture.
    public static func livePlot(to path: String) -> TrainerCallback {
        let seen = Mutex<[History.Epoch]>([])
        return TrainerCallback(afterEpoch: { report in
            let epochs = seen.withLock { epochs in
                epochs.append(report.result)
                return epochs
            }
            func curve(_ name: String, _ value: (History.Epoch) -> Double?) -> LineChart.Series? {
                let points = epochs.compactMap { epoch in
                    value(epoch).map { (x: Double(epoch.number), y: $0) }
                }
                return points.isEmpty ? nil : LineChart.Series(name, points: points)
            }
            let series = [
                curve("training", \.trainLoss), curve("validation", \.validationLoss),
            ].compactMap { $0 }
            let chart = LineChart(
                "Loss after epoch \(report.state.epoch)", x: .linear("epoch"), y: .linear("loss"),
                series: series, width: 760, height: 380)
            try AtomicFile.write([UInt8](chart.svg().utf8), to: path)
            return .proceed
        })
    }
}
