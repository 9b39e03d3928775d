package import LaminaFormats
import Yams

/// A value of a YAML document that knows where it stands, so that every error can name file and line.
package struct YAMLValue: Sendable {
    /// What it holds.
    package indirect enum Content: Sendable {
        /// A number, a flag or text, as it was written.
        case scalar(String)
        case list([YAMLValue])
        /// The keys in the order of the file, each once.
        case map([(key: String, value: YAMLValue)])
    }

    package let content: Content
    /// From 1.
    package let line: Int
    /// The file's path.
    package let path: String

    /// More values than this are an attack, as a few aliases of aliases can stand for billions.
    private static let largest = 20_000

    /// Reads one document.
    ///
    /// - Throws: where and why the text is not YAML, or not of text, lists and maps alone.
    package init(parsing text: String, path: String) throws(FileError) {
        var left = Self.largest
        do {
            guard let node = try Yams.compose(yaml: text) else {
                throw FileError(
                    path: path, at: .line(1), problem: "the file is empty",
                    fix: "begin with `layers:` and a list")
            }
            try self.init(node, path: path, line: 1, &left)
        } catch let error as FileError {
            throw error
        } catch {
            throw Self.fault(error, path)
        }
    }

    private init(
        _ node: Node, path: String, line: Int, _ left: inout Int
    ) throws(FileError) {
        let line = node.mark?.line ?? line
        (self.path, self.line) = (path, line)
        left -= 1
        guard left > 0 else {
            throw FileError(
                path: path, at: .line(line), problem: "more than \(Self.largest) values",
                fix: "describe a smaller network; aliases (*name) count each time")
        }
        switch node {
        case .scalar(let scalar): content = .scalar(scalar.string)
        case .alias: content = .scalar("")
        case .sequence(let sequence):
            var list: [YAMLValue] = []
            for item in sequence {
                list.append(try YAMLValue(item, path: path, line: line, &left))
            }
            content = .list(list)
        case .mapping(let mapping):
            var pairs: [(key: String, value: YAMLValue)] = []
            for (key, value) in mapping {
                guard case .scalar(let name) = key else {
                    throw FileError(
                        path: path, at: .line(key.mark?.line ?? line),
                        problem: "a key must be a word, not a list or a map",
                        fix: "write key: value")
                }
                let keyLine = key.mark?.line ?? line
                pairs.append(
                    (name.string, try YAMLValue(value, path: path, line: keyLine, &left)))
            }
            content = .map(pairs)
        }
    }

    /// An error at this value.
    package func fault(_ problem: String, fix: String) -> FileError {
        FileError(path: path, at: .line(line), problem: problem, fix: fix)
    }

    private static func fault(_ error: any Error, _ path: String) -> FileError {
        func at(_ line: Int, _ problem: String, fix: String = "correct the line") -> FileError {
            FileError(path: path, at: .line(max(line, 1)), problem: problem, fix: fix)
        }
        switch error as? YamlError {
        case .scanner(_, let problem, let mark, _)?, .parser(_, let problem, let mark, _)?,
            .composer(_, let problem, let mark, _)?:
            return at(
                mark.line, "not YAML: \(problem) (column \(mark.column))",
                fix: "check indentation, colons and brackets at this line")
        case .duplicatedKeysInMapping(let names, let context)?:
            return at(
                context.mark.line,
                "the key '\(names.first ?? "")' stands twice in one map", fix: "keep one of them")
        case .reader(let problem, _, _, _)?:
            return FileError(path: path, problem: "not text: \(problem)", fix: "save it as UTF-8")
        default:
            return FileError(path: path, problem: "not YAML: \(error)", fix: "correct the file")
        }
    }
}
