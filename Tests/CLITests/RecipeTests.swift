import Foundation
import LaminaData
import Testing

/// The recipes of docs/recipes.md, short enough for a test; they read the data that `make test` gets.
@Suite(.serialized) struct RecipeTests {
    private let program = Program()

    /// The last line of `lamina train examples/NAME.yaml`.
    private func train(_ name: String, _ arguments: String...) throws -> [String: Any] {
        let path = #filePath.split(separator: "/Tests/")[0] + "/examples/\(name).yaml"
        let outcome = try program.lamina(["train", String(path), "--json"] + arguments)
        #expect(outcome.code == 0, "\(outcome.error)")
        return try #require(outcome.objects.last)
    }

    /// At scikit-learn's level: its logistic regressions get 0.9649 and 1, its least squares an R² of
    /// 0.5190 (`logistic_regression` and `diabetes_regression` with standardised inputs).
    @Test(.enabled(if: DataFolder.standard.holds(DataSetName.breastCancer)))
    func breastCancer() throws {
        let last = try train("table", "--data", "breast-cancer")
        #expect(try #require(last["test_accuracy"] as? Double) > 0.964)
    }

    @Test(.enabled(if: DataFolder.standard.holds(DataSetName.wine)))
    func wine() throws {
        let last = try train("table", "--data", "wine")
        #expect(last["test_accuracy"] as? Double == 1)
    }

    @Test(.enabled(if: DataFolder.standard.holds(DataSetName.diabetes)))
    func diabetes() throws {
        let last = try train("table", "--data", "diabetes")
        #expect(try #require(last["test_r2"] as? Double) > 0.5)
    }

    @Test(.enabled(if: DataFolder.standard.holds(DataSetName.mnist5K)))
    func digitsInTwoEpochs() throws {
        let last = try train("digits", "--epochs", "2")
        #expect(try #require(last["test_accuracy"] as? Double) > 0.93)
    }

    /// The larger network, on pictures of the same shape that are read faster.
    @Test(.enabled(if: DataFolder.standard.holds(DataSetName.mnist5K)))
    func theClothingNetworkOnDigits() throws {
        let last = try train(
            "fashion-cnn", "--data", "mnist-5k", "--epochs", "1", "--set", "augment=affine")
        #expect(try #require(last["test_accuracy"] as? Double) > 0.85)
    }
}
