import Glibc

/// Whether every step of a plan is searched for NaN, and every recorded operation notes the call that it
/// came from: `LAMINA_CHECK_NUMERICS=1` in the environment.
package enum NumericsMode {
    /// Fixed when the first tensor is made.
    package static let isChecked =
        getenv("LAMINA_CHECK_NUMERICS").map { String(cString: $0) == "1" } ?? false
}
