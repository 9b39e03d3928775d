import FoundationEssentials
import LaminaData
import LaminaFormats
import Testing

extension Trait where Self == ConditionTrait {
    /// Skips a test where a network's weights are not in the data folder, with the command that gets
    /// them.
    static func needs(_ weights: WeightsName) -> Self {
        .enabled(
            if: DataFolder.standard.holds(weights),
            "run `lamina data get \(weights.rawValue)` for the weights of \(weights.rawValue)")
    }
}

/// What other libraries answered, in Tests/Reference/pretrained.
enum Answers {
    static func path(_ name: String) -> String {
        let here = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        return "/\(here)/Reference/pretrained/\(name)"
    }

    static func decoded<Value: Decodable>(_ name: String, as type: Value.Type) throws -> Value {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let bytes = ByteRegion(try MappedFile(path: path(name))).array(of: UInt8.self)
        return try decoder.decode(type, from: Data(bytes))
    }
}
