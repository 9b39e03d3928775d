import LaminaGraph
import LaminaTensor

/// The layouts of inputs with positions along one to three axes.
let positionLayouts = [
    ["batch", "length", "channels"], ["batch", "height", "width", "channels"],
    ["batch", "depth", "height", "width", "channels"],
]

/// A layer's name in messages about its input, with its path while that is known: `MaxPool2D at
/// pool1`.
func placed(_ layer: String) -> String {
    Recording.scope.isEmpty ? layer : "\(layer) at \(Recording.scope)"
}

extension TensorSpec {
    /// Demands as many axes as the layout names, for the layer with this place.
    func requireAxes(_ layout: [String], at place: String) throws(OpError) {
        guard shape.rank != layout.count else { return }
        throw OpError(
            op: place, problem: "the input must be [\(layout.joined(separator: ", "))]",
            operands: ["x": "\(self)"],
            fix: shape.rank == layout.count - 1
                ? "use x.expandedDims(axis: 0) for one example, axis: -1 for a single channel"
                : "reshape it to \(layout.count) axes")
    }
}

extension Tensor {
    /// Demands at least `count` axes, of a layout with any number of positions.
    func requireAxes(atLeast count: Int, _ layout: String, of layer: String) throws(OpError) {
        guard rank < count else { return }
        throw OpError(
            op: placed(layer), problem: "the input must be \(layout), not of rank \(rank)",
            operands: ["x": "\(spec)"], fix: "reshape it to at least \(count) axes")
    }
}
