import ArgumentParser
import Lamina

/// Which network is trained on which data, for commands that train many times.
struct NetworkOptions: ParsableArguments {
    @Argument(
        help: ArgumentHelp("The network: a name, or a YAML file.", valueName: "name"),
        completion: .list(NamedModel.all.map(\.name)))
    var model: String

    @Option(help: "The data set.", completion: .list(DataSetName.allCases.map(\.rawValue)))
    var data: String?

    /// What was typed, the data set that a network's file names included.
    ///
    /// - Parameter example: a command that names both, for the error that asks for a data set.
    func choice(example: String) throws -> (network: NetworkChoice, data: String) {
        let network = try NetworkChoice(typed: model)
        guard let data = data ?? network.data else {
            throw WrongUsage("name a data set, as in \(example)")
        }
        return (network, data)
    }
}
