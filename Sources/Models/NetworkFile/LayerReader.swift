import LaminaFormats
import LaminaGraph
import LaminaNN
import LaminaTensor

/// Reads a list of layers into a ``LayerGraph``.
///
/// An item is a layer's kind, `relu`; a kind with its main setting, `dense: 120`; or a kind with its
/// settings, `dense: {name: hidden, out-features: 120}`. Each reads the layer before it, unless `input`
/// names others; `share` takes the layer of another name instead of a new one.
struct LayerReader {
    /// What the name `classes` stands for.
    let classCount: Int?
    /// How deep lists of layers may lie in one another.
    let depth: Int

    /// One item taken apart.
    private struct Item {
        let kind: String
        var name: String?
        var inputs: (names: [String], line: YAMLValue)?
        var shared: (name: String, line: YAMLValue)?
        var pairs: [(key: String, value: YAMLValue)] = []
    }

    func network(_ items: [YAMLValue], of place: YAMLValue) throws(FileError) -> LayerGraph {
        guard depth > 0 else {
            throw place.fault("layers lie too deep in one another", fix: "nest at most 16 times")
        }
        let inner = LayerReader(classCount: classCount, depth: depth - 1)
        do {
            return try LayerGraph { graph, input in
                var places = ["input": input]
                var layers: [String: any Module<Tensor, Tensor>] = [:]
                var last = input
                for value in items {
                    let item = try Self.item(value)
                    let inputs = try item.inputs.map { names, line in
                        try names.map { try Self.known($0, places, line) }
                    }
                    let name = try item.name.map { try Self.free($0, graph.names, value) }
                    if let join = LayerGraph.Join(rawValue: item.kind) {
                        last = graph.join(
                            join, try Self.joined(item, inputs, places, last, value), name: name)
                    } else {
                        guard inputs?.count ?? 1 == 1 else {
                            throw value.fault(
                                "\(item.kind) reads one layer, not \(inputs?.count ?? 0)",
                                fix: "join them first: add, multiply, maximum or concatenate")
                        }
                        let layer = try inner.layer(item, value, layers)
                        last = graph.apply(layer, to: inputs?.first ?? last, name: name)
                        if let name { layers[name] = layer }
                    }
                    if let name { places[name] = last }
                }
                return last
            }
        } catch {
            guard let fault = error as? FileError else {
                throw place.fault("\(error)", fix: "correct the layers")
            }
            throw fault
        }
    }

    private func layer(
        _ item: Item, _ value: YAMLValue, _ layers: [String: any Module<Tensor, Tensor>]
    ) throws(FileError) -> any Module<Tensor, Tensor> {
        if let (name, line) = item.shared {
            guard let layer = layers[name] else {
                throw line.fault(
                    "no layer '\(name)' above, to be shared",
                    fix: "give the first one `name: \(name)`")
            }
            return layer
        }
        guard let named = NamedLayer.named(item.kind) else {
            let known = NetworkFile.layerKinds
            throw value.fault(
                "no layer is called '\(item.kind)'"
                    + NearestName.suggestion(for: item.kind, among: known),
                fix: "use one of \(known.joined(separator: ", "))")
        }
        var settings = LayerSettings(
            kind: item.kind, place: value, pairs: item.pairs, classCount: classCount)
        let layer = try named.make(&settings, self)
        try settings.checkThatAllWereRead()
        return layer
    }

    /// What a join reads: its list, `add: [a, b]`, or its inputs; the layer before it is among them
    /// where a single name is given.
    private static func joined(
        _ item: Item, _ inputs: [LayerGraph.Place]?, _ places: [String: LayerGraph.Place],
        _ last: LayerGraph.Place, _ value: YAMLValue
    ) throws(FileError) -> [LayerGraph.Place] {
        var found = inputs ?? []
        for (key, list) in item.pairs {
            guard key.isEmpty else {
                throw list.fault(
                    "\(item.kind) has no setting '\(key)'", fix: "its settings: name, input")
            }
            for name in try names(list) { found.append(try known(name, places, list)) }
        }
        return found.count > 1 ? found : found + [last]
    }

    private static func item(_ value: YAMLValue) throws(FileError) -> Item {
        switch value.content {
        case .scalar(let kind): return Item(kind: kind)
        case .list:
            throw value.fault("a list where a layer should be", fix: "write - kind: settings")
        case .map(let pairs):
            guard pairs.count == 1, let (kind, settings) = pairs.first.map({ ($0.key, $0.value) })
            else {
                throw value.fault(
                    "one layer to each item, not \(pairs.count) keys",
                    fix: "write - dense: {name: hidden, out-features: 120}")
            }
            var item = Item(kind: kind)
            guard case .map(let own) = settings.content else {
                // `flatten:` with nothing behind it is as good as `flatten`.
                if case .scalar("") = settings.content { return item }
                item.pairs = [("", settings)]
                return item
            }
            for (key, setting) in own {
                switch key {
                case "name": item.name = try text(setting, "a name")
                case "input", "inputs": item.inputs = (try names(setting), setting)
                case "share": item.shared = (try text(setting, "a layer's name"), setting)
                default: item.pairs.append((key, setting))
                }
            }
            if let (_, line) = item.shared, let first = item.pairs.first {
                throw line.fault(
                    "a shared layer has the settings of the first; '\(first.key)' would be ignored",
                    fix: "remove \(first.key), or share:")
            }
            return item
        }
    }

    private static func text(_ value: YAMLValue, _ what: String) throws(FileError) -> String {
        guard case .scalar(let text) = value.content, !text.isEmpty else {
            throw value.fault("\(what) is expected here", fix: "write a word")
        }
        return text
    }

    private static func names(_ value: YAMLValue) throws(FileError) -> [String] {
        guard case .list(let list) = value.content else {
            return [try text(value, "a layer's name")]
        }
        var names: [String] = []
        for item in list { names.append(try text(item, "a layer's name")) }
        return names
    }

    private static func known(
        _ name: String, _ places: [String: LayerGraph.Place], _ value: YAMLValue
    ) throws(FileError) -> LayerGraph.Place {
        guard let place = places[name] else {
            throw value.fault(
                "no layer '\(name)' stands above"
                    + NearestName.suggestion(for: name, among: places.keys.sorted()),
                fix: "name one of \(places.keys.sorted().joined(separator: ", "))")
        }
        return place
    }

    private static func free(
        _ name: String, _ taken: [String], _ value: YAMLValue
    ) throws(FileError) -> String {
        guard name != "input", !taken.contains(name) else {
            throw value.fault(
                "the name '\(name)' is taken", fix: "choose another; 'input' is the network's own")
        }
        guard !name.contains("."), !name.contains("/") else {
            throw value.fault(
                "the name '\(name)' holds a point or a slash, which part paths",
                fix: "write it with _ or -")
        }
        return name
    }
}
