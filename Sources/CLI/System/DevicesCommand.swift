import ArgumentParser
import Lamina
import LaminaCPU

/// `lamina devices`: what this machine computes with.
struct DevicesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "devices", abstract: "Lists the devices that networks can run on.")

    @Flag(help: "Print one JSON object per device.")
    var json = false

    func run() throws {
        let machine = Machine.current
        if json {
            try JSONLines.write([
                "device": JSONValue(Device.cpu.name), "name": JSONValue(machine.name),
                "cores": JSONValue(machine.coreCount), "threads": JSONValue(machine.threadCount),
                "memory_bytes": JSONValue(machine.memoryByteCount),
                "vector_extensions": JSONValue(machine.vectorExtensions.map { JSONValue($0) }),
            ])
        } else {
            try StandardStream.output.write(
                """
                cpu  \(machine.name), \(machine.coreCount) cores, \(machine.threadCount) threads in use
                     \(machine.vectorExtensions.joined(separator: " "))
                     \(machine.memoryByteCount >> 30) GiB memory
                LAMINA_THREADS sets the number of threads.

                """)
        }
    }
}
