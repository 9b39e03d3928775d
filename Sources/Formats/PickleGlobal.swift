import LaminaGraph

/// The names that a pickle may mention, and what each stands for.
///
/// A pickle can name any function of Python and have it called; here a name is looked up in this
/// list and nowhere else, and what it does is written in this package.
enum PickleGlobal {
    case orderedDictionary
    case counter
    case set
    case byteArray
    /// Bytes of a text, the way that protocol 2 writes bytes.
    case encode
    case rebuildTensor(version: Int)
    case rebuildParameter
    case size
    case device
    /// `torch.FloatStorage` and its like; nil for bytes without a type.
    case storage(DType?)
    case dtype(String)

    init?(module: String, name: String) {
        switch (module, name) {
        case ("collections", "OrderedDict"): self = .orderedDictionary
        case ("collections", "Counter"): self = .counter
        case ("builtins", "set"), ("__builtin__", "set"): self = .set
        case ("builtins", "frozenset"), ("__builtin__", "frozenset"): self = .set
        case ("builtins", "bytearray"), ("__builtin__", "bytearray"): self = .byteArray
        case ("_codecs", "encode"): self = .encode
        case ("torch._utils", "_rebuild_tensor"): self = .rebuildTensor(version: 1)
        case ("torch._utils", "_rebuild_tensor_v2"): self = .rebuildTensor(version: 2)
        case ("torch._utils", "_rebuild_tensor_v3"): self = .rebuildTensor(version: 3)
        case ("torch._utils", "_rebuild_parameter"): self = .rebuildParameter
        case ("torch", "Size"): self = .size
        case ("torch", "device"): self = .device
        case ("torch.storage", "UntypedStorage"), ("torch", "UntypedStorage"):
            self = .storage(nil)
        case ("torch", _):
            if let dtype = Self.storageTypes[name] {
                self = .storage(dtype)
            } else if Self.dtypes[name] != nil || Self.otherTypes.contains(name) {
                self = .dtype(name)
            } else {
                return nil
            }
        default: return nil
        }
    }

    /// The name in Python, for errors.
    var name: String {
        switch self {
        case .orderedDictionary: "collections.OrderedDict"
        case .counter: "collections.Counter"
        case .set: "builtins.set"
        case .byteArray: "builtins.bytearray"
        case .encode: "_codecs.encode"
        case .rebuildTensor(let version):
            "torch._utils._rebuild_tensor" + (version == 1 ? "" : "_v\(version)")
        case .rebuildParameter: "torch._utils._rebuild_parameter"
        case .size: "torch.Size"
        case .device: "torch.device"
        case .storage(nil): "torch.storage.UntypedStorage"
        case .storage(let dtype):
            "torch." + (Self.storageTypes.first { $0.value == dtype }?.key ?? "Storage")
        case .dtype(let name): "torch.\(name)"
        }
    }

    /// The types of storages of one type; later types share `UntypedStorage`.
    private static let storageTypes: [String: DType] = [
        "DoubleStorage": .float64, "FloatStorage": .float32, "HalfStorage": .float16,
        "BFloat16Storage": .bfloat16, "LongStorage": .int64, "IntStorage": .int32,
        "ShortStorage": .int16, "CharStorage": .int8, "ByteStorage": .uint8, "BoolStorage": .bool,
        "ComplexFloatStorage": .complex64, "ComplexDoubleStorage": .complex128,
    ]

    /// PyTorch's names of the element types, with their synonyms.
    static let dtypes: [String: DType] = [
        "float64": .float64, "double": .float64, "float32": .float32, "float": .float32,
        "float16": .float16, "half": .float16, "bfloat16": .bfloat16, "int64": .int64,
        "long": .int64, "int32": .int32, "int": .int32, "int16": .int16, "short": .int16,
        "int8": .int8, "uint8": .uint8, "bool": .bool, "complex64": .complex64,
        "cfloat": .complex64, "complex128": .complex128, "cdouble": .complex128,
        "uint16": .uint16, "uint32": .uint32, "uint64": .uint64,
    ]

    /// Types that only appear as values: no tensor here has them.
    private static let otherTypes: Set<String> = [
        "float8_e4m3fn", "float8_e5m2", "float8_e4m3fnuz", "float8_e5m2fnuz", "complex32",
    ]
}
