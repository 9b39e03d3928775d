import ArgumentParser
import Lamina

/// `lamina data`: the data sets and weights that are known by name.
struct DataCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "data", abstract: "Lists data sets and pretrained weights, and gets them.",
        subcommands: [DataList.self, DataGet.self], defaultSubcommand: DataList.self)
}

/// `lamina data list`.
struct DataList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists data sets and weights, and which are there.")

    @Flag(help: "Print one JSON object per data set.")
    var json = false

    func run() throws {
        let terminal = Terminal(.output)
        var table = Table([.init("name"), .init("there"), .init("licence"), .init("contents")])
        for set in AnyPackage.all {
            let isThere = set.package == nil || DataFolder.standard.holds(set)
            if json {
                try JSONLines.write([
                    "name": JSONValue(set.rawValue), "there": JSONValue(isThere),
                    "licence": JSONValue(set.licence), "contents": JSONValue(set.summary),
                    "package": set.package.map { JSONValue($0) } ?? .null,
                    "bytes": JSONValue(set.byteCount),
                ])
            } else {
                table.append([
                    StyledText(set.rawValue, .bold), StyledText(isThere ? "yes" : "no"),
                    StyledText(set.licence), StyledText(set.summary),
                ])
            }
        }
        if !json {
            let lines = table.lines(width: terminal.width, color: terminal.hasColor)
            try StandardStream.output.write(lines.joined(separator: "\n") + "\n")
        }
    }
}

/// `lamina data get`.
struct DataGet: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "get", abstract: "Gets a data set or weights through apt-get or pip.",
        discussion: "  lamina data get fashion-mnist")

    @Argument(
        help: ArgumentHelp("The data set.", valueName: "name"),
        completion: .list(AnyPackage.all.map(\.rawValue)))
    var name: String

    func run() throws {
        let set = try AnyPackage.named(name)
        try DataSetInstaller { line in
            // What cannot be said on stderr is no reason to stop.
            try? StandardStream.error.write(line + "\n")
        }.install(set)
        if set.package != nil {
            try StandardStream.output.write(DataFolder.standard.folder(of: set) + "\n")
        }
    }
}
