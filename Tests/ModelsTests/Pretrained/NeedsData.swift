import Glibc
import LaminaData
import Testing

extension Trait where Self == ConditionTrait {
    /// Skips a test where a network's weights are not in the data folder, with the command that gets
    /// them.
    static func needs(_ weights: WeightsName) -> Self {
        .enabled(
            if: DataFolder.standard.holds(weights),
            "run `lamina data get \(weights.rawValue)` for the weights of \(weights.rawValue)")
    }

    /// Skips a test where a file is not in the data folder.
    static func needs(file: String) -> Self {
        .enabled(
            if: access(DataFolder.standard.path + "/" + file, R_OK) == 0,
            "\(file) is not in \(DataFolder.standard.path); set LAMINA_DATA to a folder that has it"
        )
    }
}
