import LaminaData
import LaminaGraph
import LaminaNN

/// The batches of a data source, epoch after epoch: those of a data set in memory, or read when they are
/// needed.
enum EpochLoader {
    case memory(DataLoader)
    case reading(SourceLoader)

    var source: any DataSource {
        switch self {
        case .memory(let loader): loader.dataset
        case .reading(let loader): loader.source
        }
    }

    var batchesPerEpoch: Int {
        switch self {
        case .memory(let loader): loader.batchesPerEpoch
        case .reading(let loader): loader.batchesPerEpoch
        }
    }

    var state: DataLoader.State {
        get {
            switch self {
            case .memory(let loader): loader.state
            case .reading(let loader): loader.state
            }
        }
        nonmutating set {
            switch self {
            case .memory(let loader): loader.state = newValue
            case .reading(let loader): loader.state = newValue
            }
        }
    }

    /// A function that gives the batches of the rest of the epoch, and then nil.
    func rest() -> () throws -> Batch? {
        switch self {
        case .memory(let loader):
            var iterator = loader.makeIterator()
            return { iterator.next() }
        case .reading(let loader): return loader.readAhead()
        }
    }
}

extension DataSource {
    /// The type of the inputs.
    var inputDType: DType { (self as? Dataset)?.inputDType ?? .float32 }

    /// How many answers a model gives for an example.
    var questionsPerExample: Int { (self as? Dataset)?.questionsPerExample ?? 1 }

    /// What is asked of a model.
    var task: Dataset.Task {
        (self as? Dataset)?.task ?? (classNames.isEmpty ? .numbers : .classes)
    }
}
