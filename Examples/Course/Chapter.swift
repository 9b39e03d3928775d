/// One chapter of docs/course: a question, and the program that answers it with tables and pictures.
package struct Chapter: Sendable {
    /// Its place in the course, from 1.
    package let number: Int
    /// What the command line calls it, as `perceptron-and-xor`.
    package let name: String
    /// What it asks.
    package let question: String
    /// Runs it: measures, prints, draws, and says what must hold.
    package let run: @Sendable (Lesson) throws -> Void

    init(
        _ number: Int, _ name: String, _ question: String,
        _ run: @escaping @Sendable (Lesson) throws -> Void
    ) {
        (self.number, self.name, self.question, self.run) = (number, name, question, run)
    }

    /// The name with its number, as pages and pictures are called: `01-perceptron-and-xor`.
    package var pageName: String { "\(prefix)-\(name)" }

    /// Two digits, so that files sort by chapter.
    var prefix: String { number < 10 ? "0\(number)" : "\(number)" }

    /// The course, in order.
    package static let all: [Chapter] = [
        perceptronAndXOR, depth, vanishingGradients, initialisation, miniBatch, optimisers,
        overFitting, learningRate,
    ]
}
