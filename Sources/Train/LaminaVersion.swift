/// The version of this library, as `lamina --version` prints it and as every run records it.
public enum LaminaVersion {
    /// Major, minor and patch number, <https://semver.org>.
    public static let current = "0.1.0"
}
