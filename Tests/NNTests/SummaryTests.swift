import LaminaGraph
import LaminaNN
import LaminaTensor
import Testing

private struct Attention: Module {
    let scale = Parameter(.ones([4]))
    let inner = Dense(4, hasBias: false)

    func forward(_ x: Tensor) -> Tensor {
        let y = inner(inner(x))
        return matmul(y * scale.value, y.transposed())
    }
}

@Suite struct SummaryTests {
    @Test func showsAContainersOwnParametersAndProducts() {
        let summary = Attention().summary(input: [3, 4])
        #expect(summary.rows.map(\.path) == ["inner", ""])
        // The shared layer counts its weights once and its products twice.
        #expect(summary.rows.map(\.parameters) == [16, 4])
        #expect(summary.rows.map(\.multiplyAdds) == [2 * 3 * 4 * 4, 3 * 3 * 4])
        #expect(summary.parameters == 20 && summary.parameterBytes == 80)
    }

    @Test func isAnAlignedTable() {
        let model = Sequential {
            Flatten()
            Dense(1000)
        }
        #expect(
            model.summary(input: [1, 28, 28]).description == """
                layer     type     output     parameters  multiply-adds  bytes
                ──────────────────────────────────────────────────────────────
                layers.0  Flatten  [1, 784]            0              0  3,136
                layers.1  Dense    [1, 1000]     785,000        784,000  4,000
                ──────────────────────────────────────────────────────────────
                total                            785,000        784,000  7,136
                """)
    }
}
