import LaminaData
import Glibc

/// Which values of which settings a sweep tries.
///
/// ```swift
/// let space = try SearchSpace(parsing: ["learning-rate=log:1e-4..1e-1", "hidden=64|128,64"])
/// for settings in space.random(20, seed: 1) { print(settings) }
/// ```
public struct SearchSpace: Sendable, Equatable {
    /// The values of one setting.
    public enum Axis: Sendable, Equatable {
        /// Each of these.
        case choices([SettingValue])
        /// Any number between the ends, each as likely.
        case uniform(ClosedRange<Double>)
        /// Any number between the ends, its logarithm each as likely; both ends above 0.
        case logUniform(ClosedRange<Double>)
        /// Any whole number between the ends, both among them.
        case integers(ClosedRange<Int>)
    }

    /// The settings in their order.
    public let axes: [(name: String, axis: Axis)]

    /// Each name once: of a name that comes twice, the last axis decides.
    public init(_ axes: [(name: String, axis: Axis)]) { self.axes = axes }

    /// A space as it is typed, `key=values` for each setting. Values are choices, `0.1,0.01`, with `|`
    /// between them where they hold commas, `64|128,64`; or a range, `0..0.5`, of whole numbers where
    /// both ends are, or of logarithms, `log:1e-4..1e-1`.
    ///
    /// - Throws: ``TrainingError/impossible(setting:value:allowed:)`` for what is none of these.
    public init(parsing typed: [String]) throws(TrainingError) {
        var axes: [(name: String, axis: Axis)] = []
        for text in typed {
            let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2, !axes.contains(where: { $0.name == parts[0] }) else {
                throw .impossible(
                    setting: "search", value: text,
                    allowed: "each setting once, as key=0.1,0.01 or key=log:1e-4..1e-1")
            }
            axes.append((parts[0], try Self.axis(parts[1], of: parts[0])))
        }
        self.axes = axes
    }

    private static func axis(_ text: String, of name: String) throws(TrainingError) -> Axis {
        let isLogarithmic = text.hasPrefix("log:")
        let range = isLogarithmic ? text.dropFirst(4) : text[...]
        guard let dots = range.firstRange(of: "..") else {
            let separator: Character = text.contains("|") ? "|" : ","
            let parts = text.split(separator: separator, omittingEmptySubsequences: false)
            guard !isLogarithmic, parts.allSatisfy({ !$0.isEmpty }) else {
                throw .impossible(setting: name, value: text, allowed: "a,b,c or low..high")
            }
            return .choices(parts.map { SettingValue(parsing: String($0)) })
        }
        let (first, last) = (range[..<dots.lowerBound], range[dots.upperBound...])
        if !isLogarithmic, let low = Int(first), let high = Int(last), low <= high {
            return .integers(low...high)
        }
        guard let low = Double(first), let high = Double(last), low.isFinite, high.isFinite,
            low <= high, !isLogarithmic || low > 0
        else {
            throw .impossible(
                setting: name, value: text,
                allowed: "a range with the lower end first; logarithms need ends above 0")
        }
        return isLogarithmic ? .logUniform(low...high) : .uniform(low...high)
    }

    /// Every combination, the last setting's values running fastest.
    ///
    /// - Throws: for a range of numbers, of which there is no end, and for more than 10,000.
    public func grid() throws(TrainingError) -> [[String: SettingValue]] {
        var all: [[String: SettingValue]] = [[:]]
        for (name, axis) in axes {
            let values: [SettingValue]
            switch axis {
            case .choices(let choices): values = choices
            case .integers(let range) where range.count <= 10_000:
                values = range.map { .number(Double($0)) }
            default:
                throw .impossible(
                    setting: name, value: "as a range",
                    allowed: "choices for a grid, or draw at random with --trials")
            }
            guard all.count * values.count <= 10_000 else {
                throw .impossible(
                    setting: "grid", value: "of more than 10000 trials",
                    allowed: "fewer values, or draw at random with --trials")
            }
            all = all.flatMap { settings in
                values.map { value in settings.merging([name: value]) { $1 } }
            }
        }
        return all
    }

    /// So many combinations drawn at random, always the same for the same seed: the first ten of twenty
    /// are those of ten.
    ///
    /// - Source: Bergstra & Bengio (2012), "Random search for hyper-parameter optimization".
    public func random(_ count: Int, seed: UInt64) -> [[String: SettingValue]] {
        (0..<count).map { trial in
            var generator = SplitMix64(seed: seed, stream: UInt64(trial))
            var settings: [String: SettingValue] = [:]
            for (name, axis) in axes {
                settings[name] = Self.drawn(axis, generator.uniform())
            }
            return settings
        }
    }

    /// The value at a part of the way through an axis, from 0 to below 1.
    private static func drawn(_ axis: Axis, _ part: Double) -> SettingValue {
        func between(_ low: Double, _ high: Double) -> Double { low + part * (high - low) }
        switch axis {
        case .choices(let choices):
            return choices[min(Int(part * Double(choices.count)), choices.count - 1)]
        case .integers(let range):
            let (low, high) = (Double(range.lowerBound), Double(range.upperBound))
            return .number(min(between(low, high + 1).rounded(.down), high))
        case .uniform(let range):
            return .number(rounded(between(range.lowerBound, range.upperBound)))
        case .logUniform(let range):
            return .number(rounded(exp(between(log(range.lowerBound), log(range.upperBound)))))
        }
    }

    /// Three digits: more tell nothing apart and are a burden to read and type.
    private static func rounded(_ number: Double) -> Double {
        guard number != 0, number.isFinite else { return number }
        let scale = pow(10, floor(log10(abs(number))) - 2)
        return Double("\((number / scale).rounded())").map { $0 * scale } ?? number
    }

    public static func == (a: SearchSpace, b: SearchSpace) -> Bool {
        a.axes.elementsEqual(b.axes) { $0.name == $1.name && $0.axis == $1.axis }
    }
}
