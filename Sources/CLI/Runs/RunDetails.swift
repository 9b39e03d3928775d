import LaminaTrain

/// The page that `lamina runs show` prints: the facts of a run, then its curves.
struct RunDetails {
    let summary: RunSummary
    let curves: [[Metric]]
    /// Nil if the folder was deleted by hand, which leaves the metrics.
    let folder: RunFolder?

    func lines(for terminal: Terminal) -> [String] {
        let (width, color) = (terminal.width, terminal.hasColor)
        var lines = Array(facts.lines(width: width, color: color).dropFirst())
        if !curves.isEmpty {
            let table = curveTable(hasUnicode: terminal.hasUnicode)
            lines += [""] + table.lines(width: width, color: color)
        }
        return lines
    }

    private var facts: Table {
        let record = summary.record
        var table = Table([.init(""), .init("")])
        func add(_ name: String, _ value: StyledText) {
            table.append([StyledText(name, .dim), value])
        }
        add("run", StyledText(record.name, .bold))
        add("status", summary.status)
        if let problem = record.problem { add("problem", StyledText(problem, .red)) }
        add("model", StyledText(record.model))
        add("data", StyledText(record.dataset))
        add("epoch", StyledText("\(summary.epoch)/\(record.epochs)"))
        if let config = try? RunConfig(json: record.config, path: summary.path) {
            add("batch size", StyledText("\(config.batchSize)"))
            add(
                "optimizer", StyledText("\(config.optimizer), learning rate \(config.learningRate)")
            )
            let settings = config.settings.sorted { $0.key < $1.key }.map { "\($0)=\($1)" }
            if !settings.isEmpty { add("settings", StyledText(settings.joined(separator: " "))) }
            add("version", StyledText(config.version))
        }
        add("seed", StyledText("\(record.seed)"))
        add("started", StyledText(summary.started))
        if !summary.took.isEmpty { add("took", StyledText(summary.took)) }
        add("folder", StyledText(summary.path) + StyledText(folder == nil ? " (gone)" : "", .red))
        let kept = (try? folder?.checkpoints()) ?? []
        let best = folder?.bestCheckpoint()
        let epochs = kept.map { "\($0.epoch)\($0 == best ? " (best)" : "")" }
        if !epochs.isEmpty {
            add("checkpoints", StyledText("of epochs " + epochs.joined(separator: ", ")))
        }
        return table
    }

    private func curveTable(hasUnicode: Bool) -> Table {
        var table = Table([
            .init("metric"), .init("newest", isNumeric: true), .init("lowest", isNumeric: true),
            .init("highest", isNumeric: true), .init("points", isNumeric: true),
            .init(hasUnicode ? "curve" : ""),
        ])
        for curve in curves {
            guard let newest = curve.last else { continue }
            let values = curve.map(\.value)
            let finite = values.filter(\.isFinite)
            let cells = [newest.value, finite.min() ?? .nan, finite.max() ?? .nan]
            let line = hasUnicode && values.count > 1 ? Sparkline.text(values, width: 24) : ""
            table.append(
                [StyledText(newest.name)] + cells.map { StyledText(NumberText.metric($0)) }
                    + [StyledText("\(values.count)"), StyledText(line, .cyan)])
        }
        return table
    }
}
