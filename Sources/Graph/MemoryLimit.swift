import Glibc

/// How much memory tensors and plans may take together: `LAMINA_MEMORY_LIMIT=512M` in the environment,
/// in bytes or with K, M, G or T for powers of 1024.
///
/// While there is one, every recorded operation notes the call that it came from, so that an error can
/// name the lines that made the largest tensors.
package enum MemoryLimit {
    /// In bytes; nil where there is none. Fixed when the first tensor is made.
    package static let byteCount: Int? = {
        guard let text = getenv(variable).map({ String(cString: $0) }), !text.isEmpty else {
            return nil
        }
        return orTrap { () throws(OpError) in try bytes(text) }
    }()

    package static let variable = "LAMINA_MEMORY_LIMIT"

    /// A number of bytes as people write it: `1048576`, `512M`, `1.5G`, `2GiB`.
    package static func bytes(_ text: String) throws(OpError) -> Int {
        let number = text.prefix { $0.isNumber || $0 == "." }
        let unit = text.dropFirst(number.count).uppercased()
        let power: Int? =
            switch unit {
            case "", "B": 0
            case "K", "KB", "KIB": 10
            case "M", "MB", "MIB": 20
            case "G", "GB", "GIB": 30
            case "T", "TB", "TIB": 40
            default: nil
            }
        guard let power, let value = Double(number), value > 0, value < 0x1p20 || power < 40,
            value * Double(1 << power) < 0x1p62
        else {
            throw OpError(
                op: variable, problem: "'\(text)' is no amount of memory", operands: [:],
                fix: "give bytes, or a number with K, M, G or T behind it, as 512M")
        }
        return Int(value * Double(1 << power))
    }

    /// A number of bytes for people: `1.5 GiB`.
    package static func text(_ byteCount: Int) -> String {
        var (value, unit) = (Double(byteCount), 0)
        let units = ["B", "KiB", "MiB", "GiB", "TiB"]
        while value >= 1024, unit < units.count - 1 { (value, unit) = (value / 1024, unit + 1) }
        let tenths = Int((value * 10).rounded())
        let isWhole = unit == 0 || tenths >= 1000 || tenths % 10 == 0
        return
            "\(isWhole ? "\((tenths + 5) / 10)" : "\(tenths / 10).\(tenths % 10)") \(units[unit])"
    }
}

extension OpError {
    /// Memory that was asked for and not given.
    ///
    /// - Parameters:
    ///   - wanted: what for, such as `a plan of 12 steps`.
    ///   - holders: the largest tensors of it, each with its bytes and what is known of it.
    package static func outOfMemory(
        _ byteCount: Int, for wanted: String, largest holders: [(byteCount: Int, text: String)] = []
    ) -> OpError {
        let use = BufferPool.shared.use
        let inUse = "beside \(MemoryLimit.text(use.lent)) in use"
        let bound =
            MemoryLimit.byteCount.map {
                "the limit of \(MemoryLimit.text($0)) (\(MemoryLimit.variable))"
            }
            ?? "what the system gives"
        var error = OpError(
            op: "memory",
            problem:
                "\(wanted) needs \(MemoryLimit.text(byteCount)), which \(inUse) passes \(bound)",
            operands: [:],
            fix: "use a smaller batch, checkpoint(_:) around layers, which computes their results "
                + "again instead of keeping them, or a narrower type such as bfloat16; let go of "
                + "tensors that are no longer needed")
        error.notes = holders.map { (label: MemoryLimit.text($0.byteCount), text: $0.text) }
        return error
    }
}
