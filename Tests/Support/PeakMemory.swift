import FoundationEssentials

/// The most memory of this process that was resident, in MiB. (rusage's figure begins with that of the
/// process that started it.)
package func peakMebibytes() -> Int {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return (line?.split(separator: " ").dropLast().last.flatMap { Int($0) } ?? .max) / 1024
}
