import Foundation
import Glibc
import LaminaGraph
import LaminaTensor
import Testing

/// What the engine does without: machine code, executable memory, threads. Each in a process of its own.
@Suite struct FallbackTests {
    @Test func withoutMachineCode() async {
        await #expect(processExitsWith: .success) { [here = bits() as String] in
            setenv("LAMINA_JIT", "0", 1)
            #expect(bits() == here)
        }
    }

    @Test func withOneThread() async {
        await #expect(processExitsWith: .success) { [here = bits() as String] in
            setenv("LAMINA_THREADS", "1", 1)
            #expect(bits() == here)
        }
    }

    /// Since Linux 6.3 a process may forbid itself memory that is written first and run afterwards.
    @Test(.enabled(if: systemMayRefuse, "this kernel cannot refuse executable memory"))
    func withoutExecutableMemoryItSaysSoOnce() async throws {
        let result = await #expect(
            processExitsWith: .success, observing: [\.standardErrorContent]
        ) { [here = bits() as String] in
            unsetenv("LAMINA_JIT")
            #expect(refuseExecutableMemory() == 0)
            #expect(bits() == here)
            // Another plan does not say it again.
            print((exp(Tensor([1, 2]) * 3) + 1).array())
        }
        let text = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
        let told = "this system refuses executable memory; fused loops are interpreted"
        let count = text.split(separator: "\n").count { $0.contains(told) }
        // A processor without code for loops asks for no such memory.
        #expect(count == (hasMachineCode ? 1 : 0), "\(text)")
    }

    @Test func withCheckedNumericsTheModuleIsNamed() async throws {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) {
            setenv("LAMINA_CHECK_NUMERICS", "1", 1)
            let step = compile { (x: Tensor) in
                Recording.$scope.withValue("encoder.norm") { sqrt(x - 2) } * 2
            }
            print(step(Tensor([1, 4])).array())
        }
        let text = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
        let expected = "sqrt: the first NaN, at element 0 of float32 [2], in encoder.norm"
        #expect(text.contains(expected), "\(text)")
    }
}

/// A loop of several instructions, a product and sums; their bits do not depend on what is there to
/// compute them.
private func bits() -> String {
    let x = Tensor.normal(shape: [100, 70], key: RandomKey(seed: 1))
    let step = compile { (x: Tensor) in
        let y = tanh(x * 2 + 1) * sigmoid(x)
        return matmul(y, y.transposed()).sum(axis: 0) + exp(y).sum(axis: 1)
    }
    return "\(step(x).array().map(\.bitPattern))"
}

/// `PR_SET_MDWE` with `PR_MDWE_REFUSE_EXEC_GAIN`.
private func refuseExecutableMemory() -> Int32 { control(65, 1) }

/// Asks without changing anything: `PR_GET_MDWE`.
private let systemMayRefuse = control(66, 0) >= 0

/// `prctl`, whose variable number of arguments keeps it from being called by its name.
private func control(_ option: Int32, _ argument: UInt) -> Int32 {
    typealias Control = @convention(c) (Int32, UInt, UInt, UInt, UInt) -> Int32
    guard let function = dlsym(nil, "prctl") else { return -1 }
    return unsafeBitCast(function, to: Control.self)(option, argument, 0, 0, 0)
}

private let hasMachineCode: Bool = {
    let text = try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)
    let flags = text?.split(separator: "\n").first { $0.hasPrefix("flags") }
    return flags?.contains(" avx512vl") ?? false
}()
