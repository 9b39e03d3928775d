import Glibc
import LaminaFormats
import LaminaTensor

/// Python with ONNX's checker and ONNX Runtime: `$LAMINA_ONNX_PYTHON`, or the benchmark's environment.
enum Runtime {
    private static let python =
        getenv("LAMINA_ONNX_PYTHON").map { String(cString: $0) }
        ?? (getenv("HOME").map { String(cString: $0) } ?? "")
        + "/.cache/lamina-bench/onnx/bin/python"

    static let isThere = access(python, X_OK) == 0

    private static let script =
        String(#filePath.dropLast("Tests/ONNXTests/OnnxRuntimePeer.swift".count))
        + "scripts/onnx-check.py"

    /// Checks and runs every model below the folder; 0 if all pass.
    static func run(_ folder: String) -> Int32 { system("'\(python)' '\(script)' '\(folder)'") }

    static func write(_ tensors: [Tensor], _ folder: String, _ name: String) throws {
        for (index, tensor) in tensors.enumerated() {
            try Npy.write(StoredArray(tensor), to: "\(folder)/\(name)_\(index).npy")
        }
    }

    static func read(_ folder: String, _ name: String, _ count: Int) throws -> [Tensor] {
        try (0..<count).map { try Npy.read(contentsOf: "\(folder)/\(name)_\($0).npy").tensor }
    }
}
