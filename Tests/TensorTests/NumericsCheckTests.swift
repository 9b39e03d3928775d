import Glibc
import LaminaGraph
import LaminaTensor
import Testing

/// `LAMINA_CHECK_NUMERICS=1`, each in a process of its own: the setting is read once.
@Suite struct NumericsCheckTests {
    @Test func theFirstOperationThatGivesNaNIsNamedWithItsLine() async throws {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) {
            setenv("LAMINA_CHECK_NUMERICS", "1", 1)
            spoil()
        }
        let text = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
        #expect(text.contains("log: the first NaN, at element 2 of float32 [3]"), "\(text)")
        #expect(text.contains("NumericsCheckTests.swift:\(faultyLine)"), "\(text)")
    }

    @Test func anInputThatHoldsNaNIsNoOperationsFault() async throws {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) {
            setenv("LAMINA_CHECK_NUMERICS", "1", 1)
            print((Tensor([1, .nan]) + 1).array())
        }
        let text = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
        #expect(text.contains("an operand holds NaN before anything is computed"), "\(text)")
    }

    @Test(arguments: [DType.bfloat16, .float16, .float64, .complex64, .complex128])
    func anInputOfAnyTypeIsLookedAt(dtype: DType) async throws {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [type = dtype.rawValue as UInt8] in
            setenv("LAMINA_CHECK_NUMERICS", "1", 1)
            let dtype = try #require(DType(rawValue: type))
            let spec = TensorSpec([3], dtype)
            let numbers = dtype.isComplex ? [1, 0, 2, 0, 3, .nan] : [1, 2, .nan]
            let x = Tensor(buffer: Buffer(numbers, as: spec), spec: spec)
            eval(x * x)
        }
        let text = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
        #expect(
            text.contains("an operand holds NaN before anything is computed, at element 2"),
            "\(text)")
    }

    @Test func soundProgramsRunAsBefore() async {
        await #expect(processExitsWith: .success) {
            setenv("LAMINA_CHECK_NUMERICS", "1", 1)
            let step = compile { (x: Tensor) in softmax(x * x - 1).sum() }
            let sum = step(Tensor([1, 2, 3])).scalar()
            #expect((sum - 1).magnitude < 1e-6)
        }
    }
}

private let faultyLine = #line + 5

/// A function of its own, which keeps its lines.
@inline(never) private func spoil() {
    let x = Tensor([4, 1, -1])
    let y = log(x)
    print((exp(y * 2) + x).array())
}
