import LaminaTrain
import LaminaData
import LaminaNN
import LaminaPlot
import LaminaTensor

extension Report {
    /// What every layer makes of one example, from the input to the probabilities.
    func featureMaps() -> Section? {
        guard let test, test.count > 0 else { return nil }
        let index = evaluation?.answers.first { $0.truth == $0.prediction }?.index ?? 0
        let outputs = leaves(model.moduleOutputs(input([index], of: test)))
        guard !outputs.isEmpty else { return nil }
        let truth =
            test.labels.indices.contains(index)
            ? " (“\(className(Int(test.labels[index])))”)" : ""
        let lead =
            "Test example \(index)\(truth) on its way through the network."
            + (outputs.count < 2
                ? ""
                : " Red is positive, blue negative; where nothing is negative, yellow is high and "
                    + "violet zero. Each layer has its own scale.")
        return Section("layers", "Inside the network", lead: lead) { html in
            if let picture = picture(index, of: test) {
                layer("input", "", exampleShape, into: &html) { html in
                    html.element("div", ["class": "tiles", "style": "--size:84px"]) {
                        tile(picture, "the input", into: &$0)
                    }
                }
            }
            var before: [Float] = []
            for output in outputs {
                guard let tensor = output.tensors.first else { continue }
                let values = tensor.array()
                draw(output, tensor, values, isUnchanged: values == before, test, into: &html)
                before = values
            }
        }
    }

    /// The modules that call no other: what the others give, the last of these gave.
    private func leaves(_ outputs: [ModuleOutput]) -> [ModuleOutput] {
        outputs.filter { output in
            !outputs.contains { other in
                other.path != output.path
                    && (output.path.isEmpty || other.path.hasPrefix(output.path + "."))
            }
        }
    }

    private func layer(
        _ path: String, _ kind: String, _ shape: [Int], into html: inout HTML,
        _ body: (inout HTML) -> Void
    ) {
        let size = shape.map(String.init).joined(separator: " × ")
        html.element("div", ["class": "layer"]) { html in
            html.element("h3") { html in
                html.text(path.isEmpty ? "(model)" : path)
                html.element("small", text: (kind.isEmpty ? "" : kind + " · ") + size)
            }
            body(&html)
        }
    }

    private func draw(
        _ output: ModuleOutput, _ tensor: Tensor, _ values: [Float], isUnchanged: Bool,
        _ test: Dataset, into html: inout HTML
    ) {
        let shape = Array(tensor.shape.dropFirst())
        layer(output.path, output.kind, shape, into: &html) { html in
            guard !isUnchanged else {
                return html.element(
                    "p", ["class": "note"], text: "The same numbers as above, passed on.")
            }
            if shape.count == 3, shape[0] * shape[1] > 1 {
                maps(values, height: shape[0], width: shape[1], channels: shape[2], into: &html)
            } else if shape.count == 1, shape[0] > 1, shape[0] == test.classNames.count {
                html.figure(probabilities(tensor))
            } else {
                strip(values, into: &html)
            }
        }
    }

    /// How many channels of a layer are shown.
    private static let shownMaps = 32

    /// A picture for each channel, all on one scale.
    private func maps(
        _ values: [Float], height: Int, width: Int, channels: Int, into html: inout HTML
    ) {
        let (map, range) = Report.scale(values)
        let size = max(height, width) >= 20 ? 84 : max(height, width) >= 8 ? 62 : 46
        html.element("div", ["class": "tiles", "style": "--size:\(size)px"]) { html in
            for channel in 0..<min(channels, Report.shownMaps) {
                let numbers = (0..<height * width).map { Double(values[$0 * channels + channel]) }
                let picture = Picture(
                    values: numbers, width: width, height: height, map: map, range: range)
                tile(picture, "channel \(channel + 1)", into: &html)
            }
        }
        guard channels > Report.shownMaps else { return }
        html.element(
            "p", ["class": "note"],
            text: "The first \(Report.shownMaps) of \(NumberText.grouped(channels)) channels.")
    }

    /// A coloured line, one step a unit.
    private func strip(_ values: [Float], into html: inout HTML) {
        let shown = min(values.count, 1024)
        guard shown > 0 else { return }
        let (map, range) = Report.scale(values)
        let picture = Picture(
            values: values.prefix(shown).map(Double.init), width: shown, height: 1, map: map,
            range: range)
        html.void(
            "img",
            [
                "class": "strip", "src": picture.dataURI, "width": "\(shown)", "height": "1",
                "alt": "\(shown) units, from \(readable(range.lowerBound, significant: 3)) to "
                    + readable(range.upperBound, significant: 3),
            ])
        guard shown < values.count else { return }
        html.element(
            "p", ["class": "note"],
            text: "The first \(NumberText.grouped(shown)) of \(NumberText.grouped(values.count)).")
    }

    private func probabilities(_ output: Tensor) -> String {
        let shares = softmax(output).array()
        let ranked = shares.indices.sorted { (shares[$1], $0) < (shares[$0], $1) }
        return BarChart(
            "", x: .linear("probability", range: 0...1),
            bars: ranked.prefix(10).map { index in
                // Four decimals: what is less likely is no more than that.
                .init(className(index), (Double(shares[index]) * 1e4).rounded() / 1e4)
            }, width: 480
        ).svg()
    }

    /// Colours about zero where there are negative numbers, else from zero up.
    private static func scale(_ values: [Float]) -> (map: ColorMap, range: ClosedRange<Double>) {
        let finite = values.filter(\.isFinite).map(Double.init)
        let (low, high) = (finite.min() ?? 0, finite.max() ?? 0)
        if low < 0 {
            let reach = max(-low, high)
            return (.blueWhiteRed, -reach...reach)
        }
        return (.viridis, 0...(high > 0 ? high : 1))
    }
}
