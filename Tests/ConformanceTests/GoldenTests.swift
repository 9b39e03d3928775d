import LaminaGraph
import LaminaTensor
import Testing

/// The engine against NumPy, SciPy and PyTorch.
@Suite struct GoldenTests {
    /// Both compute in float64 and round on the way: the tolerance is twice the engine's own.
    @Test(arguments: rows(for: .golden).filter { Golden.stored[$0.name] != nil })
    func agreesWithPython(_ row: OpRow) throws {
        let golden = try #require(Golden.stored[row.name])
        let got = row.operation(golden.inputs)
        let own = Tolerance(
            row: row, inputs: golden.inputs, computedIn: DType.coarser(got.dtype, .float64),
            expected: golden.values)
        expectAgreement(
            numbers(got), golden.values,
            Tolerance(relative: 2 * own.relative, absolute: 2 * own.absolute), in: got.dtype,
            "\(row.name), golden", shape: got.shape)
        #expect(got.shape == golden.shape, "\(row.name): another shape than Python's")
    }

    /// Stored values belong to the rows as they are now.
    @Test func storedValuesAreThoseOfTheRows() {
        let rows = Dictionary(opTable.map { ($0.name, $0) }) { first, _ in first }
        for (name, golden) in Golden.stored {
            guard let row = rows[name] else {
                Issue.record("no row '\(name)' has the stored value: run \(Golden.command)")
                continue
            }
            let specs = row.samples(seed: 1, dtype: .float64).map(\.spec)
            let isCurrent = row.golden == golden.expression && golden.inputs.map(\.spec) == specs
            #expect(isCurrent, "\(name): the row has changed: run \(Golden.command)")
        }
    }
}
