import FoundationEssentials
public import LaminaFormats
import LaminaTensor

/// What other libraries' pretrained networks answered, from the folder `pretrained` beside this file.
public enum PretrainedReference {
    /// A file of the folder, or of another one beside this source.
    public static func path(_ name: String, in folder: String = "pretrained") -> String {
        let here = #filePath.split(separator: "/").dropLast().joined(separator: "/")
        return "/\(here)/\(folder)/\(name)"
    }

    /// The arrays of an `npz` file.
    public static func arrays(_ name: String) throws -> [String: StoredArray] {
        try Npz(contentsOf: path(name + ".npz")).arrays()
    }

    /// A `json` file read into a structure that names what is wanted of it.
    public static func decoded<Value: Decodable>(
        _ name: String, as type: Value.Type
    ) throws -> Value {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let bytes = ByteRegion(try MappedFile(path: path(name + ".json"))).array(of: UInt8.self)
        return try decoder.decode(type, from: Data(bytes))
    }
}
