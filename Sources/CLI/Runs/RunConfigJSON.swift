import LaminaTrain

extension RunConfig {
    /// The configuration under the keys of `config.json`, in the order of the type.
    var jsonValue: JSONValue {
        let settings = settings.sorted { $0.key < $1.key }.map { key, value in
            switch value {
            case .flag(let flag): (key: key, value: JSONValue(flag))
            case .number(let number): (key: key, value: JSONValue(number))
            case .text(let text): (key: key, value: JSONValue(text))
            }
        }
        return [
            "model": JSONValue(model), "dataset": JSONValue(dataset),
            "epochs": JSONValue(epochs), "batchSize": JSONValue(batchSize),
            "optimizer": JSONValue(optimizer), "learningRate": JSONValue(learningRate),
            "seed": JSONValue(seed), "settings": JSONValue(settings),
            "network": network.map { JSONValue($0) } ?? .null,
            "sweep": sweep.map { JSONValue($0) } ?? .null, "version": JSONValue(version),
        ]
    }
}
