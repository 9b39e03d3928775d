import LaminaCPU
package import LaminaGraph

/// Where plans run.
public struct Device: Sendable {
    /// The device's name, such as `cpu`.
    public let name: String
    package let executor: any Executor
    package let plans: PlanCache

    package init(name: String, executor: any Executor) {
        (self.name, self.executor, plans) = (name, executor, PlanCache(executor: executor))
    }

    /// The native engine on this machine's processor.
    public static let cpu = Device(name: "cpu", executor: CPUExecutor())

    /// The reference evaluation in double precision: slow, and right by its plainness.
    public static let reference = Device(name: "reference", executor: ReferenceExecutor())

    /// The device of the current task.
    @TaskLocal public static var current = Device.cpu

    /// Runs `body` with this device as the current one.
    public func use<R>(_ body: () throws -> R) rethrows -> R {
        try Self.$current.withValue(self, operation: body)
    }
}
