import LaminaNN

/// A model's settings as text, read into what they mean.
struct ModelSettings {
    let model: String
    let values: [String: String]

    func initializer() throws(ModelError) -> Initializer {
        let name = text("initializer")
        if let found = Initializer.named.first(where: { $0.name == name }) { return found }
        return try fail("initializer", Initializer.named.map(\.name))
    }

    func activation() throws(ModelError) -> Activation {
        let name = text("activation")
        if let found = Activation.named.first(where: { $0.name == name }) { return found }
        return try fail("activation", Activation.named.map(\.name))
    }

    /// At most 64 layers of at most 65,536 units: more is a slip of the finger, not a network.
    func sizes(_ name: String) throws(ModelError) -> [Int] {
        let parts = text(name).split(separator: ",", omittingEmptySubsequences: false)
        let sizes = parts.compactMap { Int($0.filter { $0 != " " }) }
        guard sizes.count == parts.count, sizes.count <= 64,
            sizes.allSatisfy({ (1...65_536).contains($0) })
        else { return try fail(name, ["up to 64 sizes from 1 to 65536, such as 512,256"]) }
        return sizes
    }

    func rate(_ name: String) throws(ModelError) -> Double {
        guard let rate = Double(text(name)), (0..<1).contains(rate) else {
            return try fail(name, ["a number from 0 to below 1"])
        }
        return rate
    }

    func integer(_ name: String, _ range: ClosedRange<Int>) throws(ModelError) -> Int {
        guard let number = Int(text(name)), range.contains(number) else {
            return try fail(
                name, ["a whole number from \(range.lowerBound) to \(range.upperBound)"])
        }
        return number
    }

    func choice(_ name: String, of choices: [Int]) throws(ModelError) -> Int {
        guard let number = Int(text(name)), choices.contains(number) else {
            return try fail(name, choices.map { "\($0)" })
        }
        return number
    }

    private func text(_ name: String) -> String { values[name] ?? "" }

    private func fail<T>(_ name: String, _ expected: [String]) throws(ModelError) -> T {
        throw .badValue(
            model: model, setting: name, value: text(name),
            expected: expected.joined(separator: ", "))
    }
}
