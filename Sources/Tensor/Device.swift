import LaminaCPU
package import LaminaGraph

/// Where plans run.
public struct Device: Sendable {
    /// The device's name, such as `cpu`.
    public var name: String { engine.name }
    package var executor: any Executor { engine.executor }
    package var plans: PlanCache { engine.plans }

    /// One reference: the current device is looked up for every evaluation.
    private let engine: Engine

    private final class Engine: Sendable {
        let name: String
        let executor: any Executor
        let plans: PlanCache

        init(_ name: String, _ executor: any Executor) {
            (self.name, self.executor, plans) = (name, executor, PlanCache(executor: executor))
        }
    }

    package init(name: String, executor: any Executor) { engine = Engine(name, executor) }

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
