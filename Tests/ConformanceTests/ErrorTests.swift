import LaminaGraph
import LaminaTensor
import Testing

/// What an operation says when it is called wrongly.
@Suite struct ErrorTests {
    @Test(arguments: rows(for: .errors)) func messagesNameTheNumbersAndTheRemedy(_ row: OpRow) {
        for (number, wrong) in row.wrong.enumerated() {
            let name = "\(row.name), wrong call \(number)"
            let inputs = row.samples(seed: 1)
            do {
                try checked { _ = wrong.call(inputs) }
                Issue.record("\(name): no error, expected '\(wrong.message)'")
            } catch let error as OpError {
                #expect(
                    error.explanation.contains(wrong.message),
                    "\(name): expected '\(wrong.message)' in:\n\(error)")
                #expect(!error.op.isEmpty && !error.fix.isEmpty, "\(name): no remedy in:\n\(error)")
            } catch {
                Issue.record("\(name): \(error), expected '\(wrong.message)'")
            }
        }
    }
}
