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
