import LaminaGraph
import LaminaData
import LaminaNN
import LaminaPlot
import LaminaTensor

extension Report {
    /// The first layer's weights as pictures, where its inputs are pixels.
    func filters(_ summary: Summary) -> Section? {
        guard let shape = pictureShape,
            let layer = summary.rows.first(where: { $0.parameters > 0 }),
            let weight = model.parameters.first(where: { path, parameter in
                Report.belongs(path, to: layer.path) && (parameter.shape?.rank ?? 0) >= 2
            })?.parameter.value
        else { return nil }
        let numbers = weight.array().map(Double.init)
        let name = layer.path.isEmpty ? "the model" : layer.path
        if weight.rank == 4 {
            let size = (weight.shape[0], weight.shape[1])
            let pictures = pictures(
                numbers, height: size.0, width: size.1, channels: weight.shape[2],
                count: weight.shape[3])
            return section(
                pictures, total: weight.shape[3], small: true,
                lead: "The filters of \(name), \(size.0) × \(size.1) pixels each, which slide over "
                    + "the picture.",
                isColored: weight.shape[2] == 3)
        }
        guard weight.rank == 2, weight.shape[0] == exampleShape.reduce(1, *) else { return nil }
        let pictures = pictures(
            numbers, height: shape.height, width: shape.width, channels: shape.channels,
            count: weight.shape[1])
        return section(
            pictures, total: weight.shape[1], small: false,
            lead: "The weights of each unit of \(name), laid out as the picture it looks at.",
            isColored: shape.channels == 3)
    }

    /// How many filters are shown.
    private static let shownFilters = 32

    /// Whether a parameter is a layer's own.
    private static func belongs(_ parameter: String, to layer: String) -> Bool {
        let owner = parameter.lastIndex(of: ".").map { parameter[..<$0] } ?? ""
        return owner == layer
    }

    private func section(
        _ pictures: [Picture], total: Int, small: Bool, lead: String, isColored: Bool
    ) -> Section {
        let colors =
            isColored
            ? " The colours are those that excite it, about a grey of zero."
            : " Red weights speak for what they see, blue ones against it; white is zero."
        let isNamed = !small && total == test?.classNames.count
        return Section("filters", "First layer", lead: lead + colors) { html in
            html.element(
                "div", ["class": "tiles", "style": "--size:\(small ? 72 : 96)px"]
            ) { html in
                for (index, picture) in pictures.enumerated() {
                    let name = isNamed ? className(index) : "\(index + 1)"
                    tile(picture, "filter \(name)", caption: isNamed ? name : "", into: &html)
                }
            }
            if pictures.count < total {
                html.element(
                    "p", ["class": "note"],
                    text: "The first \(pictures.count) of \(NumberText.grouped(total)).")
            }
        }
    }

    /// One picture a filter, from weights `[height, width, channels, filters]`. Neither one channel nor
    /// three are a picture, so of others the first channel is shown.
    private func pictures(
        _ weights: [Double], height: Int, width: Int, channels: Int, count: Int
    ) -> [Picture] {
        let shown = min(count, Report.shownFilters)
        let depth = channels == 3 ? 3 : 1
        let filters = (0..<shown).map { filter in
            (0..<height * width).flatMap { place in
                (0..<depth).map { weights[(place * channels + $0) * count + filter] }
            }
        }
        // One scale for all, so that a weak filter looks weak.
        let range = ColorMap.blueWhiteRed.range(of: filters.joined()) ?? -1...1
        return filters.map {
            picture(
                $0, height: height, width: width, channels: depth, range: range,
                map: .blueWhiteRed)
        }
    }

    /// A small picture with an optional caption.
    func tile(_ picture: Picture, _ label: String, caption: String = "", into html: inout HTML) {
        html.element("figure") { html in
            html.void(
                "img",
                [
                    "src": picture.dataURI, "width": "\(picture.width)",
                    "height": "\(picture.height)", "alt": label, "title": label,
                ])
            if !caption.isEmpty { html.element("figcaption", text: caption) }
        }
    }
}
