import LaminaGraph
public import LaminaTensor

/// The tensors in a file of PyTorch's, `.pt` or `.pth`, as `torch.save` writes it; read without
/// Python and without running what the file may contain.
///
/// Dictionaries, lists and tuples are laid flat: `{"model": {"fc.weight": w}, "epoch": 3}` has the
/// tensor `model.fc.weight` and the metadata `epoch`; a list's elements are called `0`, `1`, ... A
/// file that is one lone tensor has it under the empty name. The file's own `_metadata` (versions
/// of modules), `requires_grad` and hooks are left out.
///
/// ```swift
/// let file = try TorchCheckpoint(contentsOf: "model.pth")
/// let weight = file.entries["fc.weight"]?.tensor
/// file.metadata["epoch"]?.int  // 3
/// ```
///
/// The container is a zip archive, or before PyTorch 1.6 a run of pickles. Contiguous tensors stay
/// in the mapped file, and views of one storage share it; strided ones have copies.
///
/// - Source: PyTorch 2.13, torch/serialization.py and torch/_weights_only_unpickler.py. Refused are
///   TorchScript programs, whole modules and everything else that only code brings back, quantised
///   and sparse tensors.
public struct TorchCheckpoint: Sendable {
    /// The tensors by the path that leads to them.
    public let entries: [String: StoredArray]
    /// Numbers, texts and other values by their paths.
    public let metadata: [String: MetadataValue]

    /// Reads the file at `path`.
    ///
    /// - Throws: what is wrong with the file, with the byte of the fault; a name that the file would
    ///   have Python call; the tensor that cannot be had.
    public init(contentsOf path: String) throws(FileError) {
        try self.init(parsing: ByteRegion(MappedFile(path: path)), path: path)
    }

    /// The same, for a file that is already in memory; `path` is for error messages.
    package init(parsing file: ByteRegion, path: String) throws(FileError) {
        let container =
            ZipArchive.matches(file)
            ? try TorchContainer(archive: file, path: path)
            : try TorchContainer(legacy: file, path: path)
        var views = TorchViews(container, fileCount: file.count)
        var entries: [String: StoredArray] = [:]
        for (name, record) in container.contents.tensors {
            entries[name] = try views.array(record, name: name)
        }
        (self.entries, metadata) = (entries, container.contents.metadata)
    }

    /// All tensors by the path that leads to them.
    public var tensors: [String: Tensor] { entries.mapValues(\.tensor) }
}
