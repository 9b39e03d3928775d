import Glibc

/// An optimisation that programs can be prepared without, to see what it brings, and to rule it out
/// where numbers look wrong: `LAMINA_WITHOUT=fusion,epilogues` in the environment, or
/// `lamina graph MODEL --without fusion`.
///
/// Those of graphs run in this order: as far as `unusedResults` for any executor
/// (``Graph/optimized(claiming:)``), `scales`, `recomputation` and `rematerialization` for the processor. Those
/// of plans are decisions that an executor takes while it lowers a graph. All but five keep every bit of every result:
/// `composites`, whose kernels sum in another order than the operations they stand for; `layouts`,
/// `transposes` and `preparation`, behind which a sum or a product may be computed by another kernel,
/// which sums in another order; and `scales`, which rounds a filter once more.
package enum Pass: String, CaseIterable, Sendable {
    /// Operations that yield their operand give way to it.
    case identities
    /// Equal operations are computed once.
    case commonSubexpressions = "common-subexpressions"
    /// Arithmetic with neutral elements, and what constants alone determine.
    case simplify
    /// Of two movements in a row one remains.
    case movements
    /// Transposes are moved through other operations to where they cancel.
    case layouts
    /// Products read transposed operands as they are stored.
    case transposes
    /// What no output needs is not computed.
    case deadCode = "dead-code"
    /// Results of loops that nobody reads are not written.
    case unusedResults = "unused-results"
    /// A network's normalisation at inference moves into its filters.
    case scales
    /// Loops compute again what another loop would have to write for them.
    case recomputation
    /// Large values are computed again before their late uses instead of being kept.
    case rematerialization
    /// Softmax, normalisations and attention are computed whole.
    case composites
    /// Element-wise operations share loops.
    case fusion
    /// Loops write parts of a concatenation where they belong, and compute a whole that is read in parts so.
    case parts
    /// Loops run on the parts of a product or a convolution while these are in the caches.
    case epilogues
    /// What reductions alone read is reduced in the loop that computes it, part by part.
    case reductions
    /// What follows from steady inputs alone is kept from run to run.
    case preparation
    /// Results take the memory of operands that are no longer needed.
    case inPlace = "in-place"
    /// Small steps that do not need each other run on different threads.
    case branches

    /// The passes that programs of the current task are prepared without.
    @TaskLocal package static var omitted = omittedByDefault

    /// What the environment leaves out. A search for NaN sees every node only where each has a step
    /// of its own in every run.
    package static let omittedByDefault: Set<Pass> = {
        let named = getenv(variable).map { String(cString: $0) } ?? ""
        let checked: Set<Pass> =
            NumericsMode.isChecked
            ? [.fusion, .parts, .epilogues, .reductions, .preparation, .scales, .branches] : []
        return orTrap { () throws(OpError) in try list(named, in: variable) }.union(checked)
    }()

    /// The variable of the environment that leaves passes out.
    package static let variable = "LAMINA_WITHOUT"

    /// Passes by their names with commas between.
    ///
    /// - Parameter source: what the names were written for; errors say so.
    package static func list(_ names: String, in source: String) throws(OpError) -> Set<Pass> {
        var passes: Set<Pass> = []
        for name in names.split(separator: ",") {
            let trimmed = name.drop { $0 == " " }.prefix { $0 != " " }
            guard let pass = Pass(rawValue: String(trimmed)) else {
                throw OpError(
                    op: source, problem: "no pass is called '\(trimmed)'", operands: [:],
                    fix: "choose from " + allCases.map(\.rawValue).joined(separator: ", "))
            }
            passes.insert(pass)
        }
        return passes
    }
}
