import Synchronization

/// The structure around a transformed function's tensors, known from the last value seen.
final class OutputStructure<Value: TensorGroup>: Sendable {
    private let value = Mutex<Value?>(nil)

    func remember(_ value: Value) { self.value.withLock { $0 = value } }

    var count: Int { value.withLock { $0?.tensors.count ?? 0 } }

    func rebuild(_ tensors: [Tensor]) -> Value {
        var rest = tensors[...]
        return rebuild(&rest)
    }

    func rebuild(_ tensors: inout ArraySlice<Tensor>) -> Value {
        guard let value = value.withLock({ $0 }) else {
            preconditionFailure("a structure is remembered before it is rebuilt")
        }
        return value.replacingTensors(&tensors)
    }
}
