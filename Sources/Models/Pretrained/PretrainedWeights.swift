public import LaminaFormats
import LaminaGraph
public import LaminaNN
public import LaminaTensor

/// A file of weights, whose arrays are put into a module's cells under the names that another
/// library gave them.
///
/// ```swift
/// let weights = try PretrainedWeights(contentsOf: "linear.pth")   // PyTorch: nn.Linear(4, 2)
/// let layer = Dense(2)
/// try weights.fill(layer, like: .zeros([1, 4])) { path in
///     .init("linear." + path, path == "weight" ? .outputFirst : .same)
/// }
/// ```
public struct PretrainedWeights: Sendable {
    /// Where the arrays come from, for messages.
    public let path: String
    /// The arrays by the names they have in the file.
    public let arrays: [String: StoredArray]

    /// How an array of the file lies beside the cell it is meant for.
    public enum Layout: Sendable {
        /// As Lamina keeps it.
        case same
        /// A dense weight `[out, in]`, or a convolution's `[out, in / groups, sizes…]`, as PyTorch
        /// keeps them: the cell has `[in, out]`, `[sizes…, in / groups, out]`.
        case outputFirst
        /// As `outputFirst`, where axes of size 1 are too many: a dense weight `[out, in, 1]`.
        case outputFirstSqueezed
        /// `[a, b, sizes…]`, whose sizes come first in the cell: `[sizes…, a, b]`.
        case sizesFirst
    }

    /// What fills a cell: an array's name in the file, and its layout.
    public struct Origin: Sendable {
        /// The name in the file.
        public var name: String
        /// How it lies there.
        public var layout: Layout

        /// An array that lies as Lamina keeps it, unless told otherwise.
        public init(_ name: String, _ layout: Layout = .same) {
            (self.name, self.layout) = (name, layout)
        }
    }

    /// Arrays from anywhere; `path` is for messages.
    public init(path: String, arrays: [String: StoredArray]) {
        (self.path, self.arrays) = (path, arrays)
    }

    /// The arrays of a file, whose kind is told by its name: `.safetensors`, `.pth` or `.pt`
    /// (PyTorch), `.npz`, `.h5` (Keras).
    ///
    /// - Throws: ``FileError`` for another ending, and for whatever is wrong with the file.
    public init(contentsOf path: String) throws(FileError) {
        self.path = path
        switch path.split(separator: ".").last?.lowercased() {
        case "safetensors": arrays = try SafeTensors(contentsOf: path).entries
        case "pth", "pt": arrays = try TorchCheckpoint(contentsOf: path).entries
        case "npz": arrays = try Npz(contentsOf: path).arrays()
        case "h5", "hdf5": arrays = try HDF5(contentsOf: path).entries
        default:
            throw FileError(
                path: path, problem: "the name tells no format of weights",
                fix: "give a file that ends in .safetensors, .pth, .pt, .npz or .h5")
        }
    }

    /// Fills every cell of a module, building it: none of its values is drawn at random.
    ///
    /// Numbers become float32. Arrays of the file that no cell asks for are left alone.
    ///
    /// - Parameters:
    ///   - input: an input of the module; only its shapes matter.
    ///   - origin: from a cell's path, such as `layers.0.weight`, to the array that fills it.
    /// - Throws: ``FileError`` that names the array which is missing, with the nearest name there is,
    ///   or which has another shape than its cell.
    public func fill<M: Module>(
        _ module: M, like input: M.Input, _ origin: (String) -> Origin
    ) throws(FileError) {
        for (path, parameter) in module.parameters {
            let value = try tensor(origin(path))
            if let shape = parameter.shape, shape != value.shape {
                throw misfit(path, shape, origin(path), value)
            }
            parameter.adopt(path: path)
            if let variable = parameter.variable {
                variable.value = value
            } else {
                parameter.adopt(Variable(value))
            }
        }
        let states: [(path: String, variable: Variable)]
        do {
            states = try checked { () throws in
                try module.build(like: input, seed: 0)
                let parameters = Set(module.parameters.map(\.path))
                return module.variables.filter { !parameters.contains($0.path) }
            }
        } catch {
            throw FileError(
                path: path, problem: "its arrays do not fit the network: \(error)",
                fix: "give the weights of this very network")
        }
        for (path, variable) in states {
            let value = try tensor(origin(path))
            guard variable.spec.shape == value.shape else {
                throw misfit(path, variable.spec.shape, origin(path), value)
            }
            variable.value = value
        }
    }

    /// An array as float32 in Lamina's layout.
    ///
    /// - Throws: ``FileError`` if there is no such array, with the nearest name.
    public func tensor(_ origin: Origin) throws(FileError) -> Tensor {
        guard let array = arrays[origin.name] else {
            let suggestion = NearestName.suggestion(for: origin.name, among: arrays.keys.sorted())
            throw FileError(
                path: path, problem: "no array '\(origin.name)'\(suggestion)",
                fix: "give the weights of this very network, or map the name")
        }
        let value = array.tensor.asType(.float32)
        switch origin.layout {
        case .same: return value
        case .outputFirst: return Self.outputLast(value)
        case .outputFirstSqueezed:
            guard value.rank > 2 else { return Self.outputLast(value) }
            let sizes = value.shape.dropFirst(2).filter { $0 != 1 }
            return Self.outputLast(value.reshaped(Shape(value.shape.prefix(2) + sizes)))
        case .sizesFirst:
            guard value.rank > 2 else { return value }
            return value.transposed(Array(2..<value.rank) + [0, 1])
        }
    }

    /// `[out, in, sizes…]` to `[sizes…, in, out]`.
    private static func outputLast(_ value: Tensor) -> Tensor {
        guard value.rank >= 2 else { return value }
        return value.transposed(Array(2..<value.rank) + [1, 0])
    }

    private func misfit(
        _ cell: String, _ shape: Shape, _ origin: Origin, _ value: Tensor
    ) -> FileError {
        FileError(
            path: path,
            problem: "array '\(origin.name)' gives \(value.shape); '\(cell)' has \(shape)",
            fix: "give the weights of this very network")
    }
}
