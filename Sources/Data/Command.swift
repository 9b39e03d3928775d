import Glibc

/// Runs a program of the system and collects what it prints.
package struct Command {
    /// The program, looked up in `PATH`, and its arguments.
    let words: [String]

    init(_ words: String...) { self.words = words }

    package init(_ words: [String]) { self.words = words }

    /// A command that could not be started or reported failure.
    package struct Failure: Error, CustomStringConvertible {
        let command: String
        /// The last lines of its output, or why it could not start.
        package let reason: String

        package var description: String { "`\(command)` failed: \(reason)" }
    }

    /// Runs the command in `folder` to its end; returns its output and errors together.
    @discardableResult
    package func run(in folder: String) throws(Failure) -> String {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw failure(String(cString: strerror(errno))) }
        defer { close(ends[0]) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
        posix_spawn_file_actions_adddup2(&actions, ends[1], 2)

        // Swift's Glibc module lacks the call that sets a child's folder; `env` does it.
        let words = ["env", "-C", folder] + words
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var child = pid_t()
        let status = posix_spawnp(&child, words[0], &actions, nil, &arguments, environ)
        // Only the child may hold the writing end, or the output would never end.
        close(ends[1])
        guard status == 0 else { throw failure(String(cString: strerror(status))) }

        let output = String(decoding: readAll(ends[0]), as: UTF8.self)
        var result: Int32 = 0
        while waitpid(child, &result, 0) < 0 && errno == EINTR {}
        guard result == 0 else {
            let lines = output.split(separator: "\n").suffix(4).joined(separator: "\n       ")
            throw failure(lines.isEmpty ? "status \(result)" : lines)
        }
        return output
    }

    private func failure(_ reason: String) -> Failure {
        Failure(command: words.joined(separator: " "), reason: reason)
    }

    private func readAll(_ end: Int32) -> [UInt8] {
        var (result, chunk): ([UInt8], [UInt8]) = ([], [UInt8](repeating: 0, count: 4096))
        while true {
            let count = read(end, &chunk, chunk.count)
            if count > 0 { result += chunk[..<count] }
            if count == 0 || count < 0 && errno != EINTR { return result }
        }
    }
}
