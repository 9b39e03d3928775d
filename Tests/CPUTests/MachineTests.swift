import CLaminaKernels
import Glibc
import LaminaCPU
import Testing

@Test func theMachineSaysWhatLinuxSays() {
    let machine = Machine.current
    #expect(machine.coreCount == sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    #expect(machine.threadCount >= 1)
    #expect(machine.memoryByteCount > 1 << 28)
    #expect(!machine.vectorExtensions.isEmpty)
}

@Test func aProcessorWithoutAVX2IsMentioned() {
    #expect(Machine.shortcoming(of: ["sse4_2", "avx", "avx2", "fma"]) == nil)
    #if arch(x86_64)
        #expect(Machine.shortcoming(of: ["sse4_2", "avx"])?.contains("lacks AVX2") == true)
    #endif
}

@Test func theKernelsUseWhatLinuxSaysIsThere() {
    #if arch(x86_64)
        #expect(lk_has_vector_code() == Machine.current.vectorExtensions.contains("avx2"))
    #else
        #expect(lk_has_vector_code())
    #endif
}
