import Foundation
import LaminaTestSupport
import Testing

/// The built program in a folder of its own, run as a shell would.
struct Program {
    let folder = TemporaryFolder()

    struct Outcome {
        let code: Int32
        let output: String
        let error: String

        var objects: [[String: Any]] {
            get throws {
                try output.split(separator: "\n").map { line in
                    let object = try JSONSerialization.jsonObject(with: Data(line.utf8))
                    return try #require(object as? [String: Any])
                }
            }
        }
    }

    /// A process that still runs.
    final class Running {
        fileprivate let process = Process()
        fileprivate let output: URL
        fileprivate let error: URL

        fileprivate init(output: URL, error: URL) { (self.output, self.error) = (output, error) }

        deinit { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }

        func signal(_ number: Int32) { kill(process.processIdentifier, number) }

        /// Waits until stdout holds `text`; the process's end also ends the wait.
        func waitFor(_ text: String) throws {
            while try !String(contentsOf: output, encoding: .utf8).contains(text) {
                guard process.isRunning else { break }
                usleep(2000)
            }
        }

        func finish() throws -> Outcome {
            process.waitUntilExit()
            return Outcome(
                code: process.terminationStatus,
                output: try String(contentsOf: output, encoding: .utf8),
                error: try String(contentsOf: error, encoding: .utf8))
        }
    }

    @discardableResult
    func lamina(_ arguments: String...) throws -> Outcome { try start(arguments).finish() }

    @discardableResult
    func lamina(_ arguments: [String], environment: [String: String] = [:]) throws -> Outcome {
        try start(arguments, environment: environment).finish()
    }

    /// Runs a line of shell in which `$LAMINA` is the program.
    func shell(_ line: String) throws -> Outcome {
        try start(["-c", line], executable: URL(fileURLWithPath: "/bin/sh")).finish()
    }

    /// Output goes to files, so that nothing blocks however much it is.
    func start(
        _ arguments: [String], environment: [String: String] = [:], executable: URL = Self.path
    ) throws -> Running {
        let name = UUID().uuidString
        let streams = ["out", "err"].map { URL(fileURLWithPath: folder.file(".\(name).\($0)")) }
        let running = Running(output: streams[0], error: streams[1])
        for stream in streams { try Data().write(to: stream) }
        running.process.executableURL = executable
        running.process.arguments = arguments
        running.process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
        running.process.environment = ProcessInfo.processInfo.environment
            .merging(["LAMINA": Self.path.path]) { $1 }.merging(environment) { $1 }
        running.process.standardOutput = try FileHandle(forWritingTo: streams[0])
        running.process.standardError = try FileHandle(forWritingTo: streams[1])
        try running.process.run()
        return running
    }

    func bytes(_ name: String) -> [UInt8]? { contents(folder.file(name)) }

    /// Names in a folder, without the streams of earlier calls.
    func names(_ path: String = "") throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.file(path))
            .filter { !$0.hasSuffix(".out") && !$0.hasSuffix(".err") }.sorted()
    }

    /// The test runner lies in the folder of the products.
    static let path = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        .deletingLastPathComponent().appending(path: "lamina")
}
